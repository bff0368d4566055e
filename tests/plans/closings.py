"""Closings of plans: recipients and signature in the shapes that offices use."""

from schemas.source import Cell, Paragraph, Style, Table
from tests.plans.gold import Draft, Sent
from tests.plans.wording import ARCHIVES, NAMES, RECIPIENTS, Office

SHAPES = ("table", "table", "spacer", "two-rows", "merged", "paragraphs", "signature-first", "tabs")


def write_closing(draft: Draft, office: Office) -> None:
    """Write recipients and signature of random shape."""
    pick = draft.pick
    lines, authority, position = pick.choice(office.signatures)
    name = pick.choice(NAMES) if draft.chance(0.85) else None
    draft.gold.signer = {"authority": authority, "position": position, "name": name}
    sent = _recipients(draft)
    shape = pick.choice(SHAPES)
    note = pick.choice(["", "", "(Đã ký)", "(Ký, đóng dấu)"]) if name else ""
    signature = [*lines, *([note] if note else []), *([name] if name else [])]
    opener = pick.choice(["Nơi nhận:", "Nơi nhận:", "Nơi nhận", "*Nơi nhận:*", "NƠI NHẬN:"])
    if shape in ("paragraphs", "signature-first", "tabs"):
        opener = "Nơi nhận:"
    if shape == "paragraphs":
        _write(draft, [opener, *sent], signature)
    elif shape == "signature-first":
        _write(draft, signature, [opener, *sent])
    elif shape == "tabs":
        _write_tabs(draft, [opener, *sent], list(lines), name)
    else:
        _place(draft, shape, [opener, *sent], signature)


def _recipients(draft: Draft) -> list[str]:
    """Return the lines as printed; what must be read of them goes into the gold."""
    pick = draft.pick
    mark = pick.choice([";", ";", ",", ""])
    printed: list[str] = []
    for text, code in pick.sample(RECIPIENTS, pick.randint(1, 5)):
        printed.append(f"- {text}{mark}")
        draft.gold.recipients.append(Sent(text, code, False, None))
    text, codes = pick.choice(ARCHIVES)
    printed.append(f"- {text}.")
    draft.gold.recipients.append(Sent(text, None, True, codes))
    return printed


def _write(draft: Draft, *parts: list[str]) -> None:
    for part in parts:
        for text in part:
            draft.write(text)


def _write_tabs(draft: Draft, left: list[str], lines: list[str], name: str | None) -> None:
    """Set the signature beside the recipients by tabs: each pair of lines is one."""
    right = [*lines, *([""] * max(0, len(left) - len(lines) - 1))]
    pairs = [f"{a}\t{b}" for a, b in zip(left, right, strict=False)]
    for text in [*pairs, *left[len(pairs) :], *right[len(left) :], *([name] if name else [])]:
        draft.write(text)


def _cell(texts: list[str], row: int, col: int, height: int = 1, *, bold: bool = False) -> Cell:
    blocks = tuple(Paragraph(text, style=Style(bold=bold)) for text in texts)
    return Cell("\n".join(texts), row, col, row_span=height, blocks=blocks)


def _place(draft: Draft, shape: str, left: list[str], right: list[str]) -> None:
    if shape == "table":
        cells = (_cell(left, 0, 0), _cell(right, 0, 1, bold=True))
        draft.place(Table(1, 2, cells))
    elif shape == "spacer":
        cells = (_cell(left, 0, 0), Cell("", 0, 1), _cell(right, 0, 2, bold=True))
        draft.place(Table(1, 3, cells))
    elif shape == "two-rows":
        titles, name = right[:-1] or right, right[-1:] if right[:-1] else []
        cells = (_cell(left, 0, 0), _cell(titles, 0, 1, bold=True), Cell("", 1, 0), _cell(name, 1, 1))
        draft.place(Table(2, 2, cells))
    else:  # the recipients' cell is merged over rows that hold a line of the signature each
        cells = (_cell(left, 0, 0, len(right)), *(_cell([text], row, 1) for row, text in enumerate(right)))
        draft.place(Table(len(right), 2, cells))
