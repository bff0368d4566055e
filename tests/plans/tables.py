"""Task tables of plans: headers, groups and merges in the forms that offices use, and their tasks."""

from dataclasses import dataclass, field

from schemas.source import Cell, Table
from tests.plans.gold import Done, Draft

HEADERS = {
    "stt": ("STT", "TT", "Stt", "Số TT"),
    "task": ("Nhiệm vụ", "Nội dung công việc", "Tên nhiệm vụ", "Nội dung nhiệm vụ", "Nhiệm vụ thực hiện", "Công việc",
             "Nhiệm vụ, giải pháp", "Nội dung hoạt động"),
    "lead": ("Đơn vị chủ trì", "Cơ quan chủ trì", "Chủ trì", "Đơn vị thực hiện", "Cơ quan, đơn vị chủ trì",
             "Chủ trì thực hiện"),
    "coordinating": ("Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp thực hiện", "Đơn vị phối hợp thực hiện"),
    "deadline": ("Thời gian", "Thời gian hoàn thành", "Thời hạn", "Thời gian thực hiện", "Tiến độ",
                 "Thời hạn hoàn thành"),
    "deliverable": ("Sản phẩm", "Kết quả", "Sản phẩm/Kết quả", "Sản phẩm hoàn thành"),
    "note": ("Ghi chú",),
}  # fmt: skip
TASKS = (
    "Ban hành kế hoạch kiểm tra công tác văn thư", "Xây dựng bộ câu hỏi khảo sát sự hài lòng của người dân",
    "Số hóa hồ sơ còn hiệu lực tại các đơn vị", "Tổ chức hội nghị đối thoại với doanh nghiệp",
    "Rà soát danh mục thủ tục hành chính", "Tập huấn kỹ năng số cho tổ công nghệ cộng đồng",
    "Nâng cấp cổng thông tin điện tử thành phần", "Xây dựng chuyên mục tuyên truyền trên đài truyền thanh",
    "Đánh giá mức độ hoàn thành chỉ tiêu", "Tổng hợp, báo cáo kết quả thực hiện", "Công bố danh mục dữ liệu mở",
    "Kiểm tra đột xuất kỷ luật, kỷ cương hành chính", "Lắp đặt bảng tra cứu thông tin tại trụ sở",
    "Biên soạn sổ tay hướng dẫn nghiệp vụ", "Bố trí kinh phí bảo trì phần mềm dùng chung",
)  # fmt: skip
LEADS = (
    "Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch", "Văn phòng UBND tỉnh", "Công an tỉnh", "Các sở, ban, ngành tỉnh",
    "UBND các xã, phường, đặc khu", "Sở Tư pháp; Sở Tài chính", "Phòng Hành chính - Tổng hợp",
)  # fmt: skip
DEADLINES = (
    "Thường xuyên", "Hằng năm", "Quý II/2025", "Tháng 9/2025", "Trước ngày 30/11/2025", "Năm 2025",
    "6 tháng đầu năm 2025",
    "Từ tháng 3 đến tháng 6/2025",
)  # fmt: skip
PRODUCTS = ("Kế hoạch", "Báo cáo", "Quyết định công bố", "Văn bản hướng dẫn", "Biên bản")
GROUPS = (
    "Cải cách thể chế", "Chuyển đổi số", "Công tác tuyên truyền", "Nâng cao chất lượng cán bộ", "Hạ tầng và dữ liệu",
    "Kiểm tra, giám sát",
)  # fmt: skip
UNSAID = "?"  # whatever is read here is not held against the reader
ROMANS = ("I", "II", "III", "IV", "V", "VI")
COLUMNS = (
    ("stt", "task", "lead", "coordinating", "deadline"),
    ("stt", "task", "lead", "coordinating", "deadline", "deliverable"),
    ("stt", "task", "lead", "deadline"),
    ("stt", "task", "deliverable", "deadline", "lead", "coordinating"),
    ("stt", "task", "coordinating", "deliverable", "lead", "deadline", "note"),
    ("task", "lead", "coordinating", "deadline"),
)


@dataclass
class _Grid:
    """Rows of cell texts; a spec of spans over them."""

    columns: tuple[str, ...]
    rows: list[list[str]] = field(default_factory=list)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # (row, col) -> height, width

    def table(self, *, merges: bool, header_rows: int) -> Table:
        covered = {
            (r, c): top
            for top, (height, width) in self.spans.items()
            for r in range(top[0], top[0] + height)
            for c in range(top[1], top[1] + width)
            if (r, c) != top
        }
        cells: list[Cell] = []
        for r, row in enumerate(self.rows):
            for c, text in enumerate(row):
                if (r, c) in covered:
                    if not merges:
                        cells.append(Cell("", r, c))
                    continue
                height, width = self.spans.get((r, c), (1, 1)) if merges else (1, 1)
                cells.append(Cell(text, r, c, row_span=height, col_span=width))
        return Table(
            len(self.rows), len(self.columns), tuple(cells), shows_merges=merges, header_rows=header_rows
        )


def write_table(draft: Draft, appendix: str | None) -> None:
    """Write a task table of random form; its tasks are added to the gold."""
    pick = draft.pick
    columns = pick.choice(COLUMNS)
    grid = _Grid(columns)
    _write_head(draft, grid)
    header_rows = len(grid.rows)
    groups = pick.sample(GROUPS, pick.randint(2, 3)) if "stt" in columns and draft.chance(0.6) else [""]
    form = pick.choice(["spread", "spread", "two-cells", "two-cells", "unlabelled"])
    running = draft.chance(0.3)
    decimal = draft.chance(0.2)
    count = 0
    for index, name in enumerate(groups):
        group = _write_group(draft, grid, form, index, name) if name else ()
        count = count if running else 0
        merged = pick.choice([None, None, "lead", "coordinating", "deadline"])
        rows = pick.randint(2, 5)
        first = len(grid.rows)
        values: dict[str, str] = {}
        for at in range(rows):
            count += 1
            stt = f"{index + 1}.{at + 1}" if decimal and name else str(count)
            values = _row(draft, columns, stt, values if at and merged else {}, merged)
            grid.rows.append([values[key] for key in columns])
            carried = bool(at) and merged in columns
            draft.gold.tasks.append(_done(draft, appendix, group, values, merged if carried else None))
        if merged in columns:
            grid.spans[first, columns.index(str(merged))] = (rows, 1)
    table = grid.table(
        merges=draft.styled, header_rows=header_rows if draft.styled and draft.chance(0.5) else 0
    )
    draft.blocks.append(table)


def _write_head(draft: Draft, grid: _Grid) -> None:
    columns = grid.columns
    names = [draft.pick.choice(HEADERS[key]) for key in columns]
    pair = next((i for i in range(len(columns) - 1) if columns[i : i + 2] == ("lead", "coordinating")), None)
    if draft.styled and pair is not None and draft.chance(0.15):
        top = [*names]
        top[pair], top[pair + 1] = draft.pick.choice(["Phân công thực hiện", "Phân công"]), ""
        below = ["" for _ in columns]
        below[pair], below[pair + 1] = "Chủ trì", "Phối hợp"
        grid.rows += [top, below]
        grid.spans[0, pair] = (1, 2)
        for col in range(len(columns)):
            if col not in (pair, pair + 1):
                grid.spans[0, col] = (2, 1)
    else:
        case = draft.pick.choice([str, str.upper])
        grid.rows.append([case(name) for name in names])
    if draft.chance(0.15):
        grid.rows.append([f"({i})" for i in range(1, len(columns) + 1)])


def _write_group(draft: Draft, grid: _Grid, form: str, index: int, name: str) -> tuple[str, ...]:
    columns = grid.columns
    row = [""] * len(columns)
    label = ROMANS[index]
    if form == "two-cells":
        row[0], row[1] = label, name
        grid.rows.append(row)
        return (f"{label}. {name}",)
    row[0] = name if form == "unlabelled" else f"{label}. {name}"
    grid.spans[len(grid.rows), 0] = (1, len(columns))
    grid.rows.append(row)
    return (row[0],)


def _row(
    draft: Draft, columns: tuple[str, ...], stt: str, above: dict[str, str], merged: str | None
) -> dict[str, str]:
    pick = draft.pick
    done = {task.task for task in draft.gold.tasks}
    left = [text for text in TASKS if text not in done] or [f"{t} năm sau" for t in TASKS]
    values = {
        "stt": stt,
        "task": pick.choice(left),
        "lead": pick.choice(LEADS),
        "coordinating": pick.choice([*LEADS, ""]),
        "deadline": pick.choice(DEADLINES),
        "deliverable": pick.choice([*PRODUCTS, ""]),
        "note": "",
    }
    if merged:
        values[merged] = above.get(merged) or values[merged] or pick.choice(LEADS)
    return {key: values[key] for key in columns}


def _done(
    draft: Draft, appendix: str | None, group: tuple[str, ...], values: dict[str, str], carried: str | None
) -> Done:
    shown: dict[str, str | None] = {key: values.get(key) or None for key in HEADERS}
    if not draft.styled:  # a text file shows neither that a cell is merged nor that it is blank by intent
        shown |= {key: UNSAID for key in ("lead", "coordinating", "deadline") if key == carried}
        shown |= {"coordinating": UNSAID} if values.get("coordinating") == "" else {}
    return Done(
        appendix,
        group,
        shown["stt"],
        values["task"],
        shown["lead"],
        shown["coordinating"],
        shown["deadline"],
        shown["deliverable"],
    )
