"""Letterheads of plans in all layouts that offices use, and what must be read from them."""

from schemas.source import Cell, Paragraph, Style, Table
from schemas.text import clean
from tests.plans.gold import Draft
from tests.plans.wording import Office

_NATION = tuple(f"CỘNG {word} XÃ HỘI CHỦ NGHĨA VIỆT NAM" for word in ("HÒA", "HOÀ", "HÕA"))
_FREEDOM = ("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", "Độc lập-Tự do-Hạnh phúc")
_RULES = ("", "-------", "_______", "---------------")
_DAY_WORDS = {15: "mười lăm", 5: "năm", 21: "hai mươi mốt"}
LAYOUTS = (
    "rows", "rows", "empty-row", "one-row", "spacer", "four", "logo", "logo-spacer", "boxes", "boxes-over-lines",
    "paragraphs", "tabs", "bare", "none",
)  # fmt: skip


def write_letterhead(draft: Draft, office: Office, *, party: bool, kind: str) -> None:
    """Write a letterhead of random layout; the gold says what is printed in it."""
    pick = draft.pick
    layout = pick.choice(LAYOUTS)
    head = draft.gold.header
    number = pick.choice([None, pick.randint(1, 4000), pick.randint(1, 99)])
    symbol = office.symbol if party else f"{kind}-{office.symbol}"
    if layout == "none":
        # The issuer may stand elsewhere: nothing is said of it.
        head |= dict.fromkeys(("number", "symbol", "code", "place", "issue_date", "parent_body"))
        return
    code_line, code = _code(draft, number, symbol, party=party)
    date_line, edtf = _date(draft, office.place)
    bare = layout == "bare"
    head |= {
        "number": number,
        "symbol": symbol,
        "code": code,
        "place": office.place,
        "issue_date": edtf,
        "parent_body": None if bare else clean(" ".join(office.parent)) or None,
    }
    if not bare:
        head["issuer"] = clean(" ".join(office.issuer))
    if bare:
        draft.write(code_line)
        draft.write(date_line, align="right", italic=True)
    else:
        motto = ["ĐẢNG CỘNG SẢN VIỆT NAM"] if party else [pick.choice(_NATION), pick.choice(_FREEDOM)]
        _LAYOUT[layout](draft, [*office.parent], [*office.issuer], code_line, motto, date_line)
    _write_marks(draft)


def _code(draft: Draft, number: int | None, symbol: str, *, party: bool) -> tuple[str, str]:
    """Return the line as printed and the code that must be read."""
    joint = "-" if party else "/"
    if number is None:
        blank = draft.pick.choice([" ", "", "      ", "....", " …… "])
        return f"Số:{blank}{joint}{symbol}", f"{joint}{symbol}"
    digits = f"{number:0{draft.pick.choice([2, 2, 3, 4])}d}"
    word = draft.pick.choice(["Số: ", "Số:", "Số ", "Số : "])
    gap = draft.pick.choice(["", "", " "])
    return f"{word}{digits}{gap}{joint}{symbol}", f"{digits}{joint}{symbol}"


def _date(draft: Draft, place: str) -> tuple[str, str]:
    year, month, day = draft.pick.randint(2019, 2026), draft.pick.randint(1, 12), draft.pick.randint(1, 28)
    full = f"{year}-{month:02d}-{day:02d}"
    forms = [
        (f"{place}, ngày {day:02d} tháng {month} năm {year}", full),
        (f"{place}, ngày {day} tháng {month:02d} năm {year}", full),
        (f"{place}, ngày{day} tháng{month} năm{year}", full),
        (f"{place}, ngày {day} tháng {month:02d}năm {year}", full),
        (f"{place}, ngày    tháng {month} năm {year}", f"{year}-{month:02d}"),
        (f"{place}, ngày ... tháng {month:02d} năm {year}", f"{year}-{month:02d}"),
        (f"{place}, ngày      tháng      năm {year}", f"{year}"),
        (f"{place}, ngày …… tháng …… năm {year}", f"{year}"),
        (f"{place}, ngày {day:02d}/{month:02d}/{year}", full),
        (f"{place}, ngày mười lăm tháng tám năm {year}", f"{year}-08-15"),
    ]
    return draft.pick.choice(forms)


def _write_marks(draft: Draft) -> None:
    """Write marks below the letterhead: they belong to nothing else."""
    draft.gold.header |= {"urgency": None, "draft": False}
    if draft.chance(0.1):
        mark = draft.pick.choice(["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"])
        draft.write(mark, bold=True)
        draft.gold.header["urgency"] = mark
    if draft.chance(0.08):
        draft.write(draft.pick.choice(["DỰ THẢO", "(Dự thảo)", "DỰ THẢO LẦN 2"]), bold=True)
        draft.gold.header["draft"] = True


def _cell(lines: list[tuple[str, dict[str, object]]], row: int, col: int, span: int = 1) -> Cell:
    blocks = tuple(Paragraph(clean(text), style=Style(**style)) for text, style in lines)  # type: ignore[arg-type]
    return Cell("\n".join(block.text for block in blocks), row, col, col_span=span, blocks=blocks)


Lines = list[tuple[str, dict[str, object]]]


def _agency(draft: Draft, parent: list[str], issuer: list[str]) -> Lines:
    center = {"align": "center"}
    lines: Lines = [(text, center | {"bold": False}) for text in parent]
    lines += [(text, center | {"bold": True}) for text in issuer]
    if rule := draft.pick.choice(_RULES):
        lines.append((rule, center))
    return lines


def _national(draft: Draft, motto: list[str]) -> Lines:
    lines: Lines = [(text, {"align": "center", "bold": True}) for text in motto]
    if rule := draft.pick.choice(_RULES):
        lines.append((rule, {"align": "center"}))
    return lines


def _broken(draft: Draft, date: str) -> Lines:
    """Return the date line, sometimes over two lines as a narrow column breaks it."""
    words = clean(date).split(" ")
    italic: dict[str, object] = {"italic": True, "align": "center"}
    if draft.chance(0.15):
        at = draft.pick.randint(2, len(words) - 1)
        return [(" ".join(words[:at]), italic), (" ".join(words[at:]), italic)]
    return [(date, italic)]


def _rows(draft: Draft, parent: list[str], issuer: list[str], code: str, motto: list[str], date: str) -> None:
    cells = (
        _cell(_agency(draft, parent, issuer), 0, 0), _cell(_national(draft, motto), 0, 1),
        _cell([(code, {"align": "center"})], 1, 0), _cell(_broken(draft, date), 1, 1),
    )  # fmt: skip
    draft.place(Table(2, 2, cells))


def _empty_row(
    draft: Draft, parent: list[str], issuer: list[str], code: str, motto: list[str], date: str
) -> None:
    last = draft.chance(0.5)
    row, empty = (1, 2) if last else (2, 1)
    cells = (
        _cell(_agency(draft, parent, issuer), 0, 0), _cell(_national(draft, motto), 0, 1),
        _cell([(code, {})], row, 0), _cell(_broken(draft, date), row, 1),
        Cell("", empty, 0), Cell("", empty, 1),
    )  # fmt: skip
    draft.place(Table(3, 2, tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))))


def _one_row(
    draft: Draft, parent: list[str], issuer: list[str], code: str, motto: list[str], date: str
) -> None:
    left = [*_agency(draft, parent, issuer), (code, {})]
    right = [*_national(draft, motto), *_broken(draft, date)]
    if draft.chance(0.3):  # typed line breaks within one paragraph
        left = [("\n".join(text for text, _ in left), {})]
    draft.place(Table(1, 2, (_cell(left, 0, 0), _cell(right, 0, 1))))


def _spacer(
    draft: Draft, parent: list[str], issuer: list[str], code: str, motto: list[str], date: str
) -> None:
    """Three columns with an empty one between them; the agency's lines in rows of their own."""
    left = [*parent, *issuer]
    rows = max(len(left), len(motto)) + 1
    cells: list[Cell] = []
    for row in range(rows):
        texts = (left[row] if row < len(left) else "", "", motto[row] if row < len(motto) else "")
        if row == rows - 1:
            texts = (code, "", date)
        bold = row >= len(parent) or row == rows - 1
        cells += [_cell([(text, {"bold": bold})] if text else [], row, col) for col, text in enumerate(texts)]
    draft.place(Table(rows, 3, tuple(cells)))


def _four(draft: Draft, parent: list[str], issuer: list[str], code: str, motto: list[str], date: str) -> None:
    """Four grid columns, cells merged in pairs that do not match from row to row."""
    cells = (
        _cell(_agency(draft, parent, issuer), 0, 0, 2), _cell(_national(draft, motto), 0, 2, 2),
        _cell([(code, {})], 1, 0, 1), _cell(_broken(draft, date), 1, 1, 3),
    )  # fmt: skip
    draft.place(Table(2, 4, cells))


def _logo(draft: Draft, parent: list[str], issuer: list[str], code: str, motto: list[str], date: str) -> None:
    """Three columns: a picture of the office's sign over both rows, agency and code, nation and date."""
    _beside_logo(draft, _agency(draft, parent, issuer), code, _national(draft, motto), date, gap=False)


def _logo_spacer(
    draft: Draft, parent: list[str], issuer: list[str], code: str, motto: list[str], date: str
) -> None:
    """Four columns: the office's sign, agency and code, a narrow empty one, nation and date."""
    _beside_logo(draft, _agency(draft, parent, issuer), code, _national(draft, motto), date, gap=True)


def _beside_logo(draft: Draft, agency: Lines, code: str, national: Lines, date: str, *, gap: bool) -> None:
    last = 3 if gap else 2
    cells = [
        Cell("", 0, 0, row_span=2), _cell(agency, 0, 1), _cell(national, 0, last),
        _cell([(code, {})], 1, 1), _cell(_broken(draft, date), 1, last),
    ]  # fmt: skip
    if gap:
        cells += [Cell("", 0, 2), Cell("", 1, 2)]
    draft.place(Table(2, last + 1, tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))))


def _boxes(
    draft: Draft, parent: list[str], issuer: list[str], code: str, motto: list[str], date: str
) -> None:
    """Two text boxes side by side, in the order in which they were drawn."""
    boxes = [[*_agency(draft, parent, issuer), (code, {})], [*_national(draft, motto), *_broken(draft, date)]]
    if draft.chance(0.3):
        boxes.reverse()
    for box in boxes:
        _frame(draft, box)


def _boxes_over_lines(
    draft: Draft, parent: list[str], issuer: list[str], code: str, motto: list[str], date: str
) -> None:
    """Text boxes for agency and nation, number and date on lines of their own below them."""
    _frame(draft, _agency(draft, parent, issuer))
    _frame(draft, _national(draft, motto))
    draft.write(code)
    draft.write(date, align="right", italic=True)


def _frame(draft: Draft, lines: Lines) -> None:
    for text, style in lines:
        draft.write(text, framed=True, **style)


def _paragraphs(
    draft: Draft, parent: list[str], issuer: list[str], code: str, motto: list[str], date: str
) -> None:
    lines = [*_agency(draft, parent, issuer)]
    national = _national(draft, motto)
    order = draft.pick.choice(["agency-first", "motto-first", "code-last"])
    if order == "agency-first":
        parts = [*lines, (code, {"align": "center"}), *national]
    elif order == "motto-first":
        parts = [*national, *lines, (code, {"align": "center"})]
    else:
        parts = [*lines, *national, (code, {"align": "center"})]
    for text, style in [*parts, (date, {"italic": True, "align": "right"})]:
        draft.write(text, **style)


def _tabs(draft: Draft, parent: list[str], issuer: list[str], code: str, motto: list[str], date: str) -> None:
    """Left and right on one line: the tab between them is one space once the text is clean."""
    left, right = [*parent, *issuer], [*motto]
    for index in range(max(len(left), len(right))):
        pair = [*left[index : index + 1], *right[index : index + 1]]
        draft.write(clean("\t".join(pair)), bold=True)
    draft.write(clean(f"{code}\t{date}"))


_LAYOUT = {
    "rows": _rows, "empty-row": _empty_row, "one-row": _one_row, "spacer": _spacer, "four": _four, "logo": _logo,
    "logo-spacer": _logo_spacer, "boxes": _boxes, "boxes-over-lines": _boxes_over_lines,
    "paragraphs": _paragraphs, "tabs": _tabs,
}  # fmt: skip
