"""Forms of task tables beyond the common one, and tables of other kinds that look like them."""

from dataclasses import replace

import pytest

from extractors.plan.task_tables.division import divide_roles
from extractors.plan.task_tables.periods import period_name
from schemas.source import Cell, Paragraph, Style, Table
from tests.builders import make_table
from tests.extractors.plan.task_tables.told import codes, find, lines

# Table, whether its source shows merged cells, and the lines of its tasks.
FORMS: dict[str, tuple[str, bool, list[str]]] = {
    "quarters ticked, none in one of them": (
        "TT|Công việc|Đơn vị chủ trì|Quý I|Quý II|Quý III|Quý IV\n1|Kiểm tra công vụ|Thanh tra|x|||x",
        True,
        ["1 |  | Kiểm tra công vụ | Thanh tra |  | Quý I: x; Quý IV: x"],
    ),
    "months counted below one heading": (
        "TT|Công việc|Đơn vị chủ trì|Tháng|<|<|<\n^|^|^|1|2|3|4\n(1)|(2)|(3)|(4)|(5)|(6)|(7)\n1|"
        "Kiểm tra công vụ|Thanh tra||x||x",
        True,
        ["1 |  | Kiểm tra công vụ | Thanh tra |  | Tháng 2: x; Tháng 4: x"],
    ),
    "months counted below one heading in a text file": (
        "TT|Công việc|Đơn vị chủ trì|Thời gian (tháng)|||\n|||01|02|03|04\n1|Kiểm tra công vụ|Thanh tra|||x|",
        False,
        ["1 |  | Kiểm tra công vụ | Thanh tra |  | Tháng 03: x"],
    ),
    "quarters of two years": (
        "TT|Công việc|Chủ trì|Năm 2026|<|Năm 2027|<\n^|^|^|Quý III|Quý IV|Quý I|Quý II\n1|Số hóa hồ sơ|Phòng A||x|x|",
        True,
        ["1 |  | Số hóa hồ sơ | Phòng A |  | Quý IV/2026: x; Quý I/2027: x"],
    ),
    "times of an earlier plan beside those that hold": (
        "STT|Nhiệm vụ|Thời gian theo KH số 15|Thời gian điều chỉnh|Đơn vị thực hiện\n"
        "1|Rà soát văn bản|Quý I/2025|Quý III/2025|Phòng A\n2|Tập huấn|Tháng 4/2025|Tháng 8/2025|Phòng B",
        True,
        [
            "1 |  | Rà soát văn bản | Phòng A |  | Quý III/2025",
            "2 |  | Tập huấn | Phòng B |  | Tháng 8/2025",
        ],
    ),
    "marks below a heading of their own are no order numbers": (
        "Tiêu chí|Điểm hiện tại|Việc cần làm|Đơn vị phụ trách|Thời hạn hoàn thành\n"
        "A1.1 Chỉ dẫn|3|Lắp biển chỉ dẫn|Phòng HCQT|30/6/2026\nA1.2 Phòng chờ|2|Sửa phòng chờ|Phòng HCQT|30/9/2026",
        True,
        [
            " |  | Lắp biển chỉ dẫn | Phòng HCQT |  | 30/6/2026",
            " |  | Sửa phòng chờ | Phòng HCQT |  | 30/9/2026",
        ],
    ),
    "titles next to their letters, before the column of tasks": (
        "STT|Đối tượng|Nội dung công việc|Đơn vị chủ trì|Thời hạn\nA|Thanh tra hành chính|||\n"
        "1|UBND xã Vĩnh Bảo|Kiểm tra biên chế|Phòng A|Quý I\nB|Kiểm tra|||\n"
        "2|Chi cục Lưu trữ|Kiểm tra hồ sơ|Phòng B|Quý II",
        False,
        [
            "1 | A. Thanh tra hành chính | Kiểm tra biên chế | Phòng A |  | Quý I",
            "2 | B. Kiểm tra | Kiểm tra hồ sơ | Phòng B |  | Quý II",
        ],
    ),
    "months by their short names": (
        "TT|Công việc|T1|T2|T3|Người phụ trách\n1|Họp tổ chuyên môn|x||X|Cô Lan\n2|Dự giờ giáo viên||x||Thầy Nam",
        True,
        [
            "1 |  | Họp tổ chuyên môn | Cô Lan |  | T1: x; T3: X",
            "2 |  | Dự giờ giáo viên | Thầy Nam |  | T2: x",
        ],
    ),
    "steps of a merged task, each with its own time": (
        "STT|Nhiệm vụ|Sản phẩm|Chủ trì|Thời hạn\n1|Xây dựng đề án|Đề cương|Sở A|Quý I\n^|^|Dự thảo|^|Quý II\n"
        "2|Tổng kết|Báo cáo|Sở C|Quý IV",
        True,
        [
            "1 |  | Xây dựng đề án | Sở A |  | Quý I",
            "1 |  | Xây dựng đề án | Sở A (merged) |  | Quý II",
            "2 |  | Tổng kết | Sở C |  | Quý IV",
        ],
    ),
    "steps of a task in a text file stay one task with several times": (
        "STT|Nhiệm vụ|Sản phẩm|Chủ trì|Thời hạn\n1|Xây dựng đề án|Đề cương|Sở A|Quý I\n||Dự thảo||Quý II\n"
        "2|Tổng kết|Báo cáo|Sở C|Quý IV",
        False,
        ["1 |  | Xây dựng đề án | Sở A |  | Quý I\nQuý II", "2 |  | Tổng kết | Sở C |  | Quý IV"],
    ),
    "those who sign below the table": (
        "STT|Nhiệm vụ|Chủ trì|Thời hạn\n1|Rà soát|Sở A|2026\nNgười lập biểu|<|Giám đốc|<",
        True,
        ["1 |  | Rà soát | Sở A |  | 2026"],
    ),
    "groups without numbers among tasks without numbers": (
        "Nhiệm vụ|Đơn vị chủ trì|Thời gian\nCải cách thể chế||\nRà soát văn bản|Sở A|"
        "2026\nCải cách bộ máy||\nSắp xếp đơn vị|Sở C|2026",
        True,
        [
            " | Cải cách thể chế | Rà soát văn bản | Sở A |  | 2026",
            " | Cải cách bộ máy | Sắp xếp đơn vị | Sở C |  | 2026",
        ],
    ),
    "columns of one unit each, ticked": (
        "STT|Nội dung|Đơn vị thực hiện|<|<|Thời gian\n^|^|Phòng A|Trung tâm B|Văn phòng Sở|^\n"
        "1|Treo băng rôn|x||x|29/4/2026\n2|Tổng hợp, báo cáo|||x|15/5/2026",
        True,
        [
            "1 |  | Treo băng rôn | Phòng A; Văn phòng Sở |  | 29/4/2026",
            "2 |  | Tổng hợp, báo cáo | Văn phòng Sở |  | 15/5/2026",
        ],
    ),
    "columns of one unit each, marked by role": (
        "STT|Nội dung|Phòng A|Phòng B|Văn phòng Sở|Thời gian\n1|Rà soát văn bản|CT|PH|PH|Quý I\n"
        "2|Kiểm tra công vụ||CT||Quý II",
        True,
        [
            "1 |  | Rà soát văn bản | Phòng A | Phòng B; Văn phòng Sở | Quý I",
            "2 |  | Kiểm tra công vụ | Phòng B |  | Quý II",
        ],
    ),
    "who helps ticked beside a column of who leads": (
        "STT|Nội dung|Chủ trì|Phối hợp|<|Thời gian\n^|^|^|Phòng A|Phòng B|^\n1|Rà soát|Thanh tra|x|x|Quý I",
        True,
        ["1 |  | Rà soát | Thanh tra | Phòng A; Phòng B | Quý I"],
    ),
    "one column for product and time": (
        "STT|Nội dung|Chủ trì|Sản phẩm, thời gian hoàn thành\n1|Khảo sát|Sở A|Báo cáo; tháng 3/2026\n"
        "2|Lắp đặt|Sở B|12 điểm (trước 30/6/2026)\n3|Tập huấn|Sở C|02 lớp, xong trong Quý II/2026\n"
        "4|Theo dõi|Sở D|Quý I: kế hoạch; Quý II: báo cáo",
        True,
        [
            "1 |  | Khảo sát | Sở A |  | tháng 3/2026",
            "2 |  | Lắp đặt | Sở B |  | trước 30/6/2026",
            "3 |  | Tập huấn | Sở C |  | xong trong Quý II/2026",
            "4 |  | Theo dõi | Sở D |  | ",
        ],
    ),
    "figures of twelve months below a heading that does not name them": (
        "STT|Công việc|Thực hiện|Thời gian năm 2026"
        + "|<" * 11
        + "\n^|^|^|"
        + "|".join(str(month) for month in range(1, 13))
        + "\n1|Huấn luyện an toàn|- Chủ trì: Phòng A\\n- Phối hợp: Các đội||x|x"
        + "|" * 9
        + "\n2|Kiểm tra công tơ|Đội Kiểm tra"
        + "|" * 12
        + "x",
        True,
        [
            "1 |  | Huấn luyện an toàn | Phòng A | Các đội | Tháng 2: x; Tháng 3: x",
            "2 |  | Kiểm tra công tơ | Đội Kiểm tra |  | Tháng 12: x",
        ],
    ),
    "boxes, ticked and not": (
        "TT|Nội dung|Q1|Q2|Q3|Q4|Đơn vị thực hiện\n1|Luật Đất đai|☒|☐|☐|☐|Chi nhánh số 1\n"
        "2|Luật Hộ tịch|☐|☒|☒|☐|Chi nhánh số 2",
        True,
        [
            "1 |  | Luật Đất đai | Chi nhánh số 1 |  | Q1: ☒",
            "2 |  | Luật Hộ tịch | Chi nhánh số 2 |  | Q2: ☒; Q3: ☒",
        ],
    ),
    "persons with degrees": (
        "TT|Hoạt động|Phụ trách|Thời gian\n1|Đề tài kháng hóa chất|TS. Nguyễn C|T3 - T12/2026\n"
        "2|Viết bài báo|Các chủ nhiệm đề tài|Trước tháng 11",
        True,
        [
            "1 |  | Đề tài kháng hóa chất | TS. Nguyễn C |  | T3 - T12/2026",
            "2 |  | Viết bài báo | Các chủ nhiệm đề tài |  | Trước tháng 11",
        ],
    ),
    "a tracker of a company": (
        "No.|Hạng mục|Đơn vị chủ quản|Bắt đầu|Kết thúc|Tiến độ (%)\n"
        "1|Triển khai ERP|P. CNTT|01-01-2026|30-06-2026|0%\n2|Số hóa hồ sơ|VP Công ty|Q2-2026|Q4-2026|0%",
        True,
        [
            "1 |  | Triển khai ERP | P. CNTT |  | Bắt đầu: 01-01-2026; Kết thúc: 30-06-2026",
            "2 |  | Số hóa hồ sơ | VP Công ty |  | Bắt đầu: Q2-2026; Kết thúc: Q4-2026",
        ],
    ),
    "a target and its measure beside all that a task has": (
        "STT|Hoạt động|Chỉ tiêu|ĐVT|Chủ trì|Phối hợp|Bắt đầu|Kết thúc\n"
        "1|Tiêm chủng mở rộng|≥95|%|Khoa A|Trạm Y tế các xã|01/01/2025|31/12/2025",
        True,
        [
            "1 |  | Tiêm chủng mở rộng | Khoa A | Trạm Y tế các xã | Bắt đầu: 01/01/2025; Kết thúc: 31/12/2025",
        ],
    ),
    "one column for lead and time": (
        "STT|Nhiệm vụ|Chủ trì - Thời hạn|Phối hợp\n"
        "1|Rà soát quỹ đất|Phòng A: 15/02/2026\\nPhòng B: 28/02/2026|UBND xã\n"
        "2|Công bố đối tượng|Phòng A (Quý I/2026)|Sở Nội vụ\n3|Kiểm tra|Thanh tra Sở|\n"
        "4|Tổng kết|Phòng A: 15/11/2026 Phòng B: 28/11/2026|",
        True,
        [
            "1 |  | Rà soát quỹ đất | Phòng A\nPhòng B | UBND xã | Phòng A: 15/02/2026\nPhòng B: 28/02/2026",
            "2 |  | Công bố đối tượng | Phòng A | Sở Nội vụ | Quý I/2026",
            "3 |  | Kiểm tra | Thanh tra Sở |  | ",
            "4 |  | Tổng kết | Phòng A\nPhòng B |  | Phòng A: 15/11/2026 Phòng B: 28/11/2026",
        ],
    ),
    "a slash parts the units as it parts their heading": (
        "STT|Nội dung|Đơn vị chủ trì/phối hợp|Thời gian\n1|Khảo sát|Phòng A/các thôn|Quý I\n"
        "2|Vận động|UBND xã/phường|Quý II",
        True,
        [
            "1 |  | Khảo sát | Phòng A | các thôn | Quý I",
            "2 |  | Vận động | UBND xã/phường |  | Quý II",
        ],
    ),
    "weeks where no other column has a time": (
        "STT|Tuần|Nội dung công việc|Người phụ trách\n1|Tuần 3 (22/9 - 27/9/2025)|Ổn định nền nếp lớp|GVCN\n"
        "2|Tháng 3/2026|Ngày hội cấp trường|Ban Giám hiệu",
        True,
        [
            "1 |  | Ổn định nền nếp lớp | GVCN |  | Tuần 3 (22/9 - 27/9/2025)",
            "2 |  | Ngày hội cấp trường | Ban Giám hiệu |  | Tháng 3/2026",
        ],
    ),
    "weeks are no order numbers": (
        "Tuần|Thời gian|Nội dung công việc|Người phụ trách\n1|05/9 - 10/9|Ổn định nền nếp lớp học|GVCN",
        True,
        [" |  | Ổn định nền nếp lớp học | GVCN |  | 05/9 - 10/9"],
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_task_table_is_read(name: str) -> None:
    text, merges, expected = FORMS[name]
    (table,) = find(make_table(text, shows_merges=merges)).tables
    assert lines(table) == expected


HEAD = "STT|Nhiệm vụ|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian\n"


def test_a_row_whose_cells_ran_together_is_no_group_and_lends_nothing() -> None:
    """What the torn row prints is unknown, so the blanks below it stay empty and are reported."""
    text = "1|Rà soát|Sở A|Sở B|2026\n2 Công bố danh mục Sở C|||| \n|còn lại của việc|||\n3|Sắp xếp|||2028"
    found = find(make_table(HEAD + text, shows_merges=False))
    assert lines(found.tables[0]) == [
        "1 |  | Rà soát | Sở A | Sở B | 2026",
        "3 |  | Sắp xếp |  |  | 2028",
    ]
    assert {"row-unclear", "blank-cell-doubtful"} <= set(codes(found))


def test_a_time_under_the_units_is_taken_back_with_what_moved_before_it() -> None:
    text = "1|Rà soát|Sở A|Sở B|Quý I\n2|Công bố|Sở C|Quý II/2026|\n3|Sắp xếp|Sở D|Sở E|Quý III"
    found = find(make_table(HEAD + text, shows_merges=False))
    task = found.tables[0].tasks[1]
    assert (task.lead.text, task.coordinating.text, task.confidence < 0.6) == (None, None, True)
    assert codes(found).count("cell-misplaced") == 2


def test_a_blank_lead_below_a_page_break_is_reported() -> None:
    """A merged cell of two rows that the break cut looks like a blank one: nothing is filled in."""
    table = make_table(HEAD + "1|Rà soát|Sở A||2026\n2|Công bố|||2027")
    cells = tuple(replace(cell, page=1 if cell.row < 2 else 2) for cell in table.cells)
    found = find(replace(table, cells=cells))
    assert found.tables[0].tasks[1].lead.text is None
    assert "blank-cell-doubtful" in codes(found)


def test_a_wide_heading_counts_once_in_its_repeat() -> None:
    head = "TT|Công việc|Người thực hiện|Tháng|<|<|<\n^|^|^|1|2|3|4\n"
    clipped = "TT|Công việc|Người|Tháng|<|<|<\n^|^|^|1|2|3|4\n"
    text = head + "1|Họp tổ|Cô Lan|x|||\n" + clipped + "2|Dự giờ|Thầy Nam||x||"
    (table,) = find(make_table(text)).tables
    assert [task.stt for task in table.tasks] == ["1", "2"]


def test_products_of_one_task_stay_together() -> None:
    text = "STT|Nhiệm vụ|Sản phẩm|Chủ trì|Thời hạn\n1|Lập đề án|Đề cương|Sở A|Quý I\n^|^|Dự thảo|^|^"
    (table,) = find(make_table(text)).tables
    (task,) = table.tasks
    assert task.deliverable is not None
    assert (task.deliverable.text, task.confidence) == ("Đề cương\nDự thảo", 1.0)


def test_a_letter_that_the_title_begins_with_is_still_its_number() -> None:
    (table,) = find(make_table(HEAD + "C|Công tác tuyên truyền|||\n1|Viết tin bài|Sở A||2026")).tables
    assert table.tasks[0].group == ["C. Công tác tuyên truyền"]


def test_a_short_row_of_column_numbers_is_left_out() -> None:
    text = "Nội dung công việc|Đơn vị chủ trì|Thời hạn\nA|B|1\nRà soát văn bản|Sở A|2026"
    (table,) = find(make_table(text)).tables
    assert [task.task for task in table.tasks] == ["Rà soát văn bản"]


def test_two_column_numbers_in_one_cell_are_still_column_numbers() -> None:
    text = HEAD + "(1)|(2)|(3) (4)||(5)\n1|Rà soát|Sở A|Sở B|2026"
    (table,) = find(make_table(text, shows_merges=False)).tables
    assert [task.task for task in table.tasks] == ["Rà soát"]


def test_a_line_that_goes_on_in_a_text_file_is_no_title() -> None:
    text = (
        HEAD
        + "1|Rà soát|Sở A|Sở B|2026\n2|Công bố|Sở A|Sở B|2027\nkết quả thực hiện||||\n3|Sắp xếp|Sở C||2028"
    )
    found = find(make_table(text, shows_merges=False))
    assert [task.group for task in found.tables[0].tasks] == [[], [], []]


def test_a_time_that_is_spread_over_many_columns_is_no_empty_form() -> None:
    months = "|".join(str(month) for month in range(1, 13))
    head = f"TT|Công việc|Chủ trì|Tháng{'|<' * 11}\n^|^|^|{months}\n"
    text = head + "1|Viết tin bài|Sở A|x" + "|" * 11 + "\n2|Họp báo|Sở B||x" + "|" * 10
    (table,) = find(make_table(text)).tables
    assert [task.deadline.text for task in table.tasks] == ["Tháng 1: x", "Tháng 2: x"]


HINTS = {
    "THÁNG 01": "TT|Nội dung công việc|Người thực hiện\nTHÁNG 01|<|<\n1|Xây dựng kế hoạch năm|Thầy Nam",
    "I. SỞ NỘI VỤ": "TT|Nhiệm vụ|Thời gian|Sản phẩm\nI. SỞ NỘI VỤ|<|<|<\n1|Xây dựng kế hoạch|Quý I|Kế hoạch",
}


@pytest.mark.parametrize("title", HINTS)
def test_a_title_that_names_a_time_or_a_unit_is_reported_and_fills_no_cell(title: str) -> None:
    found = find(make_table(HINTS[title]))
    (task,) = found.tables[0].tasks
    assert task.group == [title]
    assert None in (task.lead.text, task.deadline.text)
    assert "group-names-value" in task.doubts and "group-names-value" in codes(found)


def test_a_bold_title_is_no_guess() -> None:
    def cell(text: str, row: int, col: int, *, bold: bool) -> Cell:
        return Cell(text, row, col, blocks=(Paragraph(text, style=Style(bold=bold)),))

    texts = [
        "Nhiệm vụ|Chủ trì|Thời hạn",
        "Cải cách thể chế||",
        "Rà soát văn bản|Sở A|2026",
        "Công bố|Sở B|2027",
    ]
    cells = tuple(
        cell(text, row, col, bold=row < 2)
        for row, line in enumerate(texts)
        for col, text in enumerate(line.split("|"))
    )
    (table,) = find(Table(4, 3, cells)).tables
    assert [(task.group, task.doubts) for task in table.tasks] == [(["Cải cách thể chế"], [])] * 2


NO_TASKS = {
    "schedule of a week": (
        "Thứ/ngày|Buổi|Nội dung công việc|Thành phần|Địa điểm|Chủ trì\nThứ Hai 03/8|Sáng|"
        "Họp giao ban tuần|"
        "Trưởng các phòng|Phòng họp 1|Giám đốc Sở\n^|Chiều|Làm việc với đoàn thanh tra|Phòng A|Phòng họp 2|Phó Giám đốc"
    ),
    "schedule of a week without its days": (
        "Thời gian|Nội dung|Chủ trì|Thành phần|Địa điểm\nSáng thứ Hai (03/8)|8h00: Họp giao ban|"
        "GĐ Nguyễn An|Trưởng các phòng|Phòng họp"
    ),
    "administrative procedures": (
        "TT|Tên thủ tục hành chính|Lĩnh vực|Cơ quan thực hiện|Thời hạn giải quyết|Phí, lệ phí\n"
        "1|Cấp giấy phép xây dựng mới|Xây dựng|Sở Xây dựng|20 ngày|100.000"
    ),
    "programme of broadcasts": (
        "TT|Nội dung|Thời lượng|Kênh phát sóng|Thời gian phát sóng\n1|Phóng sự về phòng chống dịch|"
        "10 phút|"
        "Đài tỉnh|20h00 ngày 12/5"
    ),
    "list of documents": (
        "TT|Tên văn bản|Số, ký hiệu|Ngày ban hành|Cơ quan ban hành\n1|"
        "Nghị định về công tác văn thư|30/2020/NĐ-CP|"
        "05/3/2020|Chính phủ"
    ),
    "risks": (
        "TT|Rủi ro|Mức độ|Biện pháp phòng ngừa|Đơn vị chịu trách nhiệm\n1|Chậm giải phóng mặt bằng|"
        "Cao|Tăng cường vận động|UBND xã A"
    ),
    "training programme": (
        "TT|Nội dung chuyên đề|Số tiết|Giảng viên|Thời gian\n1|Kỹ năng soạn thảo văn bản|5|"
        "ThS. Lê An|Sáng 12/5/2026"
    ),
    "budget": "STT|Nội dung chi|ĐVT|Số lượng|Đơn giá|Thành tiền\n1|In tài liệu tập huấn|bộ|200|50.000|10.000.000",
    "duty roster": "TT|Ngày trực|Lãnh đạo trực|Cán bộ trực|Điện thoại\n1|28/01/2026|Nguyễn An|Trần Bình|0912",
    "projects": (
        "TT|Tên dự án|Chủ đầu tư|Địa điểm|Thời gian KC-HT|Tổng mức đầu tư\n1|"
        "Xây dựng đường liên xã|Ban QLDA|xã A|2024-2026|50.000"
    ),
}


@pytest.mark.parametrize("name", NO_TASKS)
def test_a_table_of_another_kind_has_no_tasks(name: str) -> None:
    assert find(make_table(NO_TASKS[name])).tables == []


@pytest.mark.parametrize(
    ("text", "lead", "coordinating"),
    [
        ("Sở A (chủ trì), Sở B, Sở C", "Sở A", "Sở B, Sở C"),
        ("Sở A (chủ trì) và Sở B", "Sở A", "Sở B"),
        ("CT: Phòng A; PH: Phòng B", "Phòng A", "Phòng B"),
        ("Sở A là đơn vị chủ trì, Sở B phối hợp", "Sở A", "Sở B"),
        ("Giao Sở A chủ trì, phối hợp với Sở B thực hiện", "Sở A", "Sở B"),
        ("Sở A phối hợp các đơn vị liên quan", "Sở A", "các đơn vị liên quan"),
        ("Chủ trì thực hiện: Sở A\nPhối hợp thực hiện: Sở B", "Sở A", "Sở B"),
        ("Phòng A (chủ trì) phối hợp với Phòng B", "Phòng A", "Phòng B"),
    ],
)
def test_one_cell_is_divided_by_its_words(text: str, lead: str, coordinating: str) -> None:
    division = divide_roles(text)
    assert division is not None
    assert (text[slice(*division.lead)], text[slice(*division.coordinating)]) == (lead, coordinating)


@pytest.mark.parametrize(
    "text", ["Sở A; Sở B", "Sở A (chủ trì)", "UBND xã CT", "Chủ trì: Sở A", "Sở A, Sở B đồng chủ trì"]
)
def test_one_cell_without_such_words_stays_whole(text: str) -> None:
    assert divide_roles(text) is None


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["Lộ trình", "Đến 2025"], "Đến 2025"),
        (["Quý", "III"], "Quý III"),
        (["Năm 2026", "T4"], "T4/2026"),
        (["Năm 2026", "Tháng", "4"], "Tháng 4/2026"),
        (["Số lượng", "4"], None),
        (["Kinh phí"], None),
    ],
)
def test_a_heading_names_a_stretch_of_time(parts: list[str], name: str | None) -> None:
    assert period_name(parts) == name
