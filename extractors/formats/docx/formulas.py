"""Formulas (OMML) on one line: fractions with a stroke, brackets and signs that are properties as characters."""

from extractors.formats.docx.markup import Element, M, W

_VAL = M + "val"
_TEXT = M + "t"
_SKIPPED = (W + "del", W + "moveFrom")
# What is set above or below a stroke stays one thing on a line, if it holds one of these.
_OPERATORS = frozenset("+-−–±×·*/:=")
# Elements within each other; no formula that is written by hand comes near.
_DEEPEST = 128


def read_formula(element: Element, depth: int = _DEEPEST) -> str:
    """Return what an m:oMath, or any part of one, prints; what is tracked as deleted is left out.

    Args:
        element: an element of the math namespace, or one that wraps such elements.
        depth: how deep its structure is followed; below that the texts are strung together.
    """
    tag = element.tag
    if tag == _TEXT:
        return element.text or ""
    if tag in _SKIPPED or tag.endswith("Pr"):
        return ""
    if depth == 0:
        return "".join(text.text or "" for text in element.iter(_TEXT))

    def argument(name: str) -> str:
        return "".join([read_formula(child, depth - 1) for child in element.iterchildren(M + name)])

    if tag == M + "f":
        return f"{_bracketed(argument('num'))}/{_bracketed(argument('den'))}"
    if tag == M + "rad":
        return f"{argument('deg')}√{_bracketed(argument('e'))}"
    if tag == M + "nary":
        parts = (_property(element, "chr", "∫"), argument("sub"), argument("sup"), argument("e"))
        return " ".join(filter(None, parts))
    inside = list(filter(None, [read_formula(child, depth - 1) for child in element]))
    if tag == M + "d":
        separator = _property(element, "sepChr", "|")
        inner = separator.join(inside)
        return _property(element, "begChr", "(") + inner + _property(element, "endChr", ")")
    return (" " if tag in (M + "mr", M + "eqArr", M + "m") else "").join(inside)


def _bracketed(text: str) -> str:
    return f"({text})" if _OPERATORS.intersection(text) else text


def _property(element: Element, name: str, usual: str) -> str:
    """Return a character that is given as a property; an empty one means that there is none."""
    for properties in element.iterchildren(element.tag + "Pr"):
        for child in properties.iterchildren(M + name):
            return child.get(_VAL) or ""
    return usual
