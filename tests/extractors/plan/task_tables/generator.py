"""Random task tables with their gold: what is printed is made from the tasks, so they are known exactly."""

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from schemas.location import Location
from schemas.source import Block, Cell, Table

Layout = Literal["merged", "dump", "paged"]

VERBS = [
    "Rà soát",
    "Xây dựng",
    "Tổ chức",
    "Công bố",
    "Hướng dẫn",
    "Theo dõi",
    "Cập nhật",
    "Đánh giá",
    "Tham mưu",
]
OBJECTS = [
    "quy trình nội bộ của cơ quan",
    "hồ sơ điện tử tại các bộ phận",
    "kế hoạch tập huấn cho viên chức",
    "danh mục thiết bị dùng chung",
    "bộ tiêu chí chấm điểm hằng năm",
    "trang thông tin của đơn vị",
    "kho tài liệu số hóa",
    "hội nghị chuyên đề",
]
UNITS = [
    "Sở Nội vụ",
    "Phòng Kế hoạch",
    "Văn phòng Sở",
    "Các phòng, ban",
    "UBND các xã, phường",
    "Trung tâm Công nghệ",
    "Thanh tra Sở",
    "Sở Tài chính; Sở Y tế",
]
TIMES = [
    "Thường xuyên",
    "Quý II/2026",
    "Trước ngày 30/6/2026",
    "Hằng năm",
    "Tháng 9/2026",
    "Năm 2026",
    "Theo tiến độ chung",
    "10",
]
PRODUCTS = ["Báo cáo", "Quyết định ban hành", "Kế hoạch được phê duyệt", "Danh mục công khai"]
TITLES = [
    "Cải cách thể chế",
    "Hiện đại hóa hành chính",
    "Nhóm nhiệm vụ chung",
    "Chỉ số hài lòng",
    "Công tác chỉ đạo",
]
HEADINGS = {
    "stt": ["STT", "TT", "Số TT"],
    "task": ["Nhiệm vụ", "Nội dung công việc", "Tên nhiệm vụ", "Nội dung hoạt động"],
    "lead": ["Đơn vị chủ trì", "Cơ quan\nchủ trì", "Chủ trì thực hiện", "Đơn vị thực hiện"],
    "coordinating": ["Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp\nthực hiện"],
    "deadline": ["Thời gian hoàn thành", "Thời hạn", "Tiến độ (nếu có)", "Thời gian thực hiện"],
    "deliverable": ["Sản phẩm", "Kết quả đầu ra", "Sản phẩm hoàn thành"],
    "note": ["Ghi chú"],
    "extra": ["Theo dõi, đôn đốc", "Lãnh đạo phụ trách"],
}
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII"]
LETTERS = "abcdđegh"


@dataclass
class GoldTask:
    """A task as it must be read; a value is (text, source)."""

    stt: str | None
    group: list[str]
    task: str
    values: dict[str, tuple[str | None, str]] = field(default_factory=dict)


@dataclass
class _Row:
    """A row to print: column -> text; up: columns whose cell goes on from above; wide: one text over all."""

    cells: dict[str, str]
    up: set[str] = field(default_factory=set)
    wide: bool = False
    gold: GoldTask | None = None


@dataclass
class Generated:
    """A table as a reader would give it, and its tasks."""

    blocks: list[Block]
    tasks: list[GoldTask]


def generate(seed: int, layout: Layout) -> Generated:
    """Make a table from a seed; the same seed makes the same table."""
    random = Random(seed)
    columns = ["stt", "task", *_middle(random)]
    rows = _rows(random, columns, layout)
    head = [random.choice(HEADINGS[column]) for column in columns]
    tasks = [row.gold for row in rows if row.gold is not None]
    number_row = random.random() < 0.3
    if layout == "merged":
        return Generated([_merged(columns, head, rows, number_row)], tasks)
    if layout == "dump":
        return Generated(list(_dump(random, columns, head, rows)), tasks)
    return Generated([_paged(random, columns, head, rows)], tasks)


def _middle(random: Random) -> list[str]:
    columns = ["lead", "coordinating", "deadline"]
    columns += [column for column in ("deliverable", "note", "extra") if random.random() < 0.5]
    random.shuffle(columns)
    return columns


def _sentence(random: Random) -> str:
    return f"{random.choice(VERBS)} {random.choice(OBJECTS)}, {random.choice(OBJECTS)}"


def _rows(random: Random, columns: list[str], layout: Layout) -> list[_Row]:
    form = random.choice(["none", "roman", "wide", "two levels", "parents"])
    rows: list[_Row] = []
    number = 0
    restart = random.random() < 0.6
    sparse = random.random() < 0.5  # some coordinating cells are simply blank
    for at in range(1 if form == "none" else random.randint(2, 4)):
        if restart:
            number = 0
        path = _group_rows(random, form, at, rows)
        size = random.randint(3, 6)
        shared = random.random() < 0.5  # one lead for the whole group
        for child in range(size):
            number += 1
            stt = f"{LETTERS[child]})" if form == "parents" else str(number)
            task = _sentence(random)
            row = _Row({"stt": stt, "task": task}, gold=GoldTask(stt, path, task))
            _fill(random, row, columns, rows, first=child == 0, shared=shared, sparse=sparse, layout=layout)
            rows.append(row)
    return rows


def _group_rows(random: Random, form: str, at: int, rows: list[_Row]) -> list[str]:
    title = f"{random.choice(TITLES)} {at + 1}"
    if form == "none":
        return []
    if form == "roman":
        rows.append(_Row({"stt": ROMAN[at], "task": title}))
        return [f"{ROMAN[at]}. {title}"]
    if form == "parents":
        rows.append(_Row({"stt": str(at + 1), "task": title}))
        return [f"{at + 1}. {title}"]
    if form == "wide":
        rows.append(_Row({"task": title}, wide=True))
        return [title]
    rows.append(_Row({"task": f"{ROMAN[at]}. {title}"}, wide=True))
    rows.append(_Row({"task": f"Nhóm việc {at + 1}"}, wide=True))
    return [f"{ROMAN[at]}. {title}", f"Nhóm việc {at + 1}"]


def _fill(
    random: Random,
    row: _Row,
    columns: list[str],
    rows: list[_Row],
    *,
    first: bool,
    shared: bool,
    sparse: bool,
    layout: Layout,
) -> None:
    gold = row.gold
    assert gold is not None
    for column in columns[2:]:
        choices = {"deadline": TIMES, "deliverable": PRODUCTS, "note": ["Có dự toán riêng", ""]}.get(
            column, UNITS
        )
        text = random.choice(choices)
        goes_on = not first and column == "lead" and shared
        if layout == "merged" and not first and column in ("coordinating", "deadline"):
            goes_on = random.random() < 0.3
        if goes_on:
            above = rows[-1].gold
            assert above is not None
            row.up.add(column)
            old = above.values[column]
            merged = "inherited" if layout == "dump" else "merged"
            if old[0] is not None:
                gold.values[column] = (old[0], merged)
            else:
                gold.values[column] = (None, "absent")
            continue
        if column == "coordinating" and sparse and (not any(r.gold for r in rows) or random.random() < 0.3):
            text = ""
        row.cells[column] = text
        gold.values[column] = (text or None, "cell" if text else "absent")


def _merged(columns: list[str], head: list[str], rows: list[_Row], number_row: bool) -> Table:
    """A table that shows its merged cells, as Word has it."""
    cells: list[Cell] = [Cell(text, 0, col) for col, text in enumerate(head)]
    top = 1
    if number_row:
        cells += [Cell(f"({col + 1})", 1, col) for col in range(len(head))]
        top = 2
    cells += _body(columns, rows, top)
    return Table(top + len(rows), len(columns), tuple(sorted(cells, key=lambda c: (c.row, c.col))))


def _body(columns: list[str], rows: list[_Row], top: int, pages: list[int] | None = None) -> list[Cell]:
    cells: list[Cell] = []
    for at, row in enumerate(rows):
        page = pages[at] if pages else None
        if row.wide:
            cells.append(Cell(row.cells["task"], top + at, 0, col_span=len(columns), page=page))
            continue
        for col, column in enumerate(columns):
            if column in row.up:
                continue
            span = 1
            while at + span < len(rows) and column in rows[at + span].up:
                span += 1
            cells.append(Cell(row.cells.get(column, ""), top + at, col, row_span=span, page=page))
    return cells


def _dump(random: Random, columns: list[str], head: list[str], rows: list[_Row]) -> list[Block]:
    """The table as text: merged cells blank below the first row, cut into pieces that repeat the head."""
    blocks: list[Block] = []
    at = 0
    while at < len(rows):
        take = random.randint(3, 9)
        piece = rows[at : at + take]
        cells = [Cell(text, 0, col) for col, text in enumerate(head)]
        for line, row in enumerate(piece, start=1):
            for col, column in enumerate(columns):
                text = row.cells.get(column, "") if not row.wide else (row.cells["task"] if col == 0 else "")
                cells.append(Cell(text, line, col))
        location = Location(block=len(blocks))
        blocks.append(Table(len(piece) + 1, len(columns), tuple(cells), location, shows_merges=False))
        at += take
    return blocks


def _paged(random: Random, columns: list[str], head: list[str], rows: list[_Row]) -> Table:
    """The table over pages: the head on each of them, clipped here and there, some rows cut by the break."""
    printed: list[_Row] = []
    pages: list[int] = []
    page = 1
    heads: dict[int, list[str]] = {}
    room = random.randint(3, 7)
    for at, row in enumerate(rows):
        if room == 0:
            page += 1
            room = random.randint(3, 7)
            heads[len(printed)] = _clipped(random, head) if random.random() < 0.7 else []
            may_cut = row.gold is not None and not row.up and (at + 1 == len(rows) or not rows[at + 1].up)
            if may_cut and row.gold is not None and random.random() < 0.6:
                upper, lower = _cut(random, row)
                printed.append(upper)
                pages.append(page - 1)
                heads[len(printed)] = heads.pop(len(printed) - 1)
                printed.append(lower)
                pages.append(page)
                continue
        printed.append(row)
        pages.append(page)
        room -= 1
    return _with_heads(columns, head, printed, pages, heads)


def _clipped(random: Random, head: list[str]) -> list[str]:
    texts = [text.replace("\n", " ") for text in head]
    victim = random.randrange(len(texts))
    if len(texts[victim]) > 8 and random.random() < 0.5:
        texts[victim] = texts[victim][: len(texts[victim]) // 2].rstrip()
    return texts


def _cut(random: Random, row: _Row) -> tuple[_Row, _Row]:
    """Cut the text of the task, and of some other cells, at a word; the lower part of the task is no sentence."""
    upper, lower = dict(row.cells), {}
    for column, text in row.cells.items():
        words = text.split()
        at = [n for n in range(1, len(words)) if column != "task" or words[n][0].islower()]
        if at and (column == "task" or random.random() < 0.3):
            where = random.choice(at)
            upper[column], lower[column] = " ".join(words[:where]), " ".join(words[where:])
    return _Row(upper, gold=row.gold), _Row(lower)


def _with_heads(
    columns: list[str], head: list[str], rows: list[_Row], pages: list[int], heads: dict[int, list[str]]
) -> Table:
    """Print the rows with a head at the top and where a page begins; a merged cell ends at such a head."""
    cells = [Cell(text, 0, col, page=1) for col, text in enumerate(head)]
    line = 1
    lines: dict[int, _Row] = {}
    open_cells: dict[str, Cell] = {}
    for at, row in enumerate(rows):
        for col, text in enumerate(heads.get(at, [])):
            cells.append(Cell(text, line, col, page=pages[at]))
        crossed = bool(heads.get(at))
        if crossed:
            line += 1
        lines[line] = row
        if row.wide:
            cells.append(Cell(row.cells["task"], line, 0, col_span=len(columns), page=pages[at]))
        else:
            for col, column in enumerate(columns):
                if column not in row.up:
                    text = row.cells.get(column, "")
                elif crossed:
                    text = open_cells[column].text  # printed anew below the head
                else:
                    old = open_cells[column]
                    grown = Cell(old.text, old.row, old.col, line - old.row + 1, page=old.page)
                    cells[cells.index(old)] = grown
                    open_cells[column] = grown
                    continue
                cell = Cell(text, line, col, page=pages[at])
                cells.append(cell)
                open_cells[column] = cell
        line += 1
    for cell in cells:
        for covered in range(cell.row, cell.row + cell.row_span):
            gold = lines[covered].gold if covered in lines else None
            if gold is not None and cell.text and columns[cell.col] in gold.values:
                whole = gold.values[columns[cell.col]][0]
                gold.values[columns[cell.col]] = (whole, "merged" if covered > cell.row else "cell")
    return Table(
        line, len(columns), tuple(sorted(cells, key=lambda c: (c.row, c.col))), Location(page=1, block=0)
    )
