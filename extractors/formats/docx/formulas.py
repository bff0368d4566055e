"""Formulas (OMML) on one line: fractions with a stroke, brackets and signs that are properties as characters."""

from extractors.formats.docx.markup import Element, M, W

_VAL = M + "val"
_SKIPPED = (W + "del", W + "moveFrom")
# What is set above or below a stroke stays one thing on a line, if it holds one of these.
_OPERATORS = frozenset("+-−–±×·*/:=")


def read_formula(element: Element) -> str:
    """Return what an m:oMath, or any part of one, prints; what is tracked as deleted is left out.

    Args:
        element: an element of the math namespace, or one that wraps such elements.
    """
    tag = element.tag
    if tag == M + "t":
        return element.text or ""
    if tag in _SKIPPED or tag.endswith("Pr"):
        return ""
    if tag == M + "f":
        return "/".join(_bracketed(_argument(element, name)) for name in ("num", "den"))
    if tag == M + "d":
        separator = _property(element, "sepChr", "|")
        inner = separator.join(map(read_formula, element.iterchildren(M + "e")))
        return _property(element, "begChr", "(") + inner + _property(element, "endChr", ")")
    if tag == M + "nary":
        parts = (_property(element, "chr", "∫"), *(_argument(element, name) for name in ("sub", "sup", "e")))
        return " ".join(part for part in parts if part)
    if tag == M + "rad":
        return _argument(element, "deg") + "√" + _bracketed(_argument(element, "e"))
    inside = " " if tag in (M + "mr", M + "eqArr", M + "m") else ""
    return inside.join(map(read_formula, element))


def _argument(element: Element, name: str) -> str:
    return "".join(map(read_formula, element.iterchildren(M + name)))


def _bracketed(text: str) -> str:
    return f"({text})" if _OPERATORS.intersection(text) else text


def _property(element: Element, name: str, usual: str) -> str:
    """Return a character that is given as a property; an empty one means that there is none."""
    for properties in element.iterchildren(element.tag + "Pr"):
        for child in properties.iterchildren(M + name):
            return child.get(_VAL) or ""
    return usual
