"""One case for each known form of task table, from its cells to its tasks, and those that only look like one."""

import pytest

from schemas.source import Table
from tests.builders import make_table
from tests.extractors.plan.task_tables.told import HEAD, codes, find, lines

# What stands in the table, and the lines of its tasks; dump: in a source that cannot show merged cells.
FORMS: dict[str, tuple[Table, list[str]]] = {
    "two head rows, a row of column numbers": (
        make_table(
            "STT|Nội dung|Phân công|<|Thời gian|<|Ghi chú\n"
            "^|^|Chủ trì|Phối hợp|Bắt đầu|Hoàn thành|^\n"
            "(1)|(2)|(3)|(4)|(5)|(6)|(7)\n"
            "1|Rà soát quy trình|Phòng A|Phòng B|01/3/2026|30/6/2026|\n"
            "2|Rà soát hồ sơ|Phòng C|<|Thường xuyên|<|"
        ),
        [
            "1 |  | Rà soát quy trình | Phòng A | Phòng B | Bắt đầu: 01/3/2026; Hoàn thành: 30/6/2026",
            "2 |  | Rà soát hồ sơ | Phòng C |  | Thường xuyên",
        ],
    ),
    "two head rows in a text file": (
        make_table(
            "STT|Nội dung|Phân công||Thời gian||Ghi chú\n"
            "||Chủ trì|Phối hợp|Bắt đầu|Hoàn thành|\n"
            "1|Rà soát quy trình|Phòng A|Phòng B|01/3/2026|30/6/2026|",
            shows_merges=False,
        ),
        ["1 |  | Rà soát quy trình | Phòng A | Phòng B | Bắt đầu: 01/3/2026; Hoàn thành: 30/6/2026"],
    ),
    "headings wrapped over two rows": (
        make_table(
            "STT|Nội dung công|Đơn vị|Đơn vị phối|Thời\n|việc|chủ trì|hợp|gian\n1|Rà soát|Sở A|Sở B|2026",
            shows_merges=False,
        ),
        ["1 |  | Rà soát | Sở A | Sở B | 2026"],
    ),
    "three head rows, columns counted A B 1 2 3": (
        make_table(
            "TT|Nhiệm vụ|Tổ chức thực hiện|<|<\n^|^|Phân công|<|Thời gian\n^|^|Chủ trì|Phối hợp|^\n"
            "A|B|1|2|3\n1|Rà soát|Sở A|Sở B|2026"
        ),
        ["1 |  | Rà soát | Sở A | Sở B | 2026"],
    ),
    "who carries out before who answers for it": (
        make_table(
            "Thời gian|STT|Công việc|Thực hiện|Phối hợp|Người phụ trách\n"
            "Tháng 3/2026|1|Lập hội đồng|Phòng Tổ chức|Phòng Đào tạo|PHT Lê Yến\n"
            "^|2|Công bố đề án|Phòng Đào tạo|Các khoa|^"
        ),
        [
            "1 |  | Lập hội đồng | Phòng Tổ chức | Phòng Đào tạo | Tháng 3/2026",
            "2 |  | Công bố đề án | Phòng Đào tạo | Các khoa | Tháng 3/2026 (merged)",
        ],
    ),
    "figures below the word for their unit of time": (
        make_table(
            "Tháng|Nội dung|Đơn vị thực hiện\n"
            "1|Lập kế hoạch|Văn phòng Sở\n^|Tổng kết|Văn phòng Sở\n2-3|Kiểm tra|Phòng A"
        ),
        [
            " |  | Lập kế hoạch | Văn phòng Sở |  | Tháng 1",
            " |  | Tổng kết | Văn phòng Sở |  | Tháng 1 (merged)",
            " |  | Kiểm tra | Phòng A |  | Tháng 2-3",
        ],
    ),
    "roles told in the cells of how it is carried out": (
        make_table(
            "TT|Tên nhiệm vụ|Tổ chức thực hiện|Sản phẩm\n"
            "1|Xây dựng đề án|- Chủ trì: Phòng A;\\n- Phối hợp: Phòng B.|Đề án\n"
            "2|Nâng cấp mạng|Phòng C chủ trì; Phòng D phối hợp|Mạng"
        ),
        [
            "1 |  | Xây dựng đề án | Phòng A | Phòng B | ",
            "2 |  | Nâng cấp mạng | Phòng C | Phòng D | ",
        ],
    ),
    "groups numbered A1 below A": (
        make_table(
            "STT|Hoạt động|Bộ phận chịu trách nhiệm|Thời gian\nA|NGƯỜI BỆNH|<|<\nA1|Chỉ dẫn|<|<\n"
            "1|Lắp biển|Khoa A|Quý I\nA2|Cơ sở vật chất|<|<\n2|Sửa mái|Khoa B|Quý II\nB|NHÂN LỰC|<|<\n"
            "3|Cử đi học|Khoa C|2026"
        ),
        [
            "1 | A. NGƯỜI BỆNH > A1. Chỉ dẫn | Lắp biển | Khoa A |  | Quý I",
            "2 | A. NGƯỜI BỆNH > A2. Cơ sở vật chất | Sửa mái | Khoa B |  | Quý II",
            "3 | B. NHÂN LỰC | Cử đi học | Khoa C |  | 2026",
        ],
    ),
    "years ticked below one heading": (
        make_table(
            "TT|Nhiệm vụ|Cơ quan chủ trì|Lộ trình thực hiện|<|<\n^|^|^|2025|2026|2027\n"
            "1|Xây dựng đề án|Sở A|x||x"
        ),
        ["1 |  | Xây dựng đề án | Sở A |  | 2025: x; 2027: x"],
    ),
    "a title within the frame of the table": (
        make_table("PHÂN CÔNG THỰC HIỆN|<|<|<|<\n" + HEAD + "1|Rà soát|Sở A|Sở B|2026"),
        ["1 |  | Rà soát | Sở A | Sở B | 2026"],
    ),
    "every row marked as repeating head": (
        Table(
            **{  # type: ignore[arg-type]
                name: getattr(make_table(HEAD + "1|Rà soát|Sở A|Sở B|2026\n2|Công bố|Sở C|Sở D|2027"), name)
                for name in ("n_rows", "n_cols", "cells")
            },
            header_rows=3,
        ),
        ["1 |  | Rà soát | Sở A | Sở B | 2026", "2 |  | Công bố | Sở C | Sở D | 2027"],
    ),
    "a Roman row with values and no children is a task, without them a group": (
        make_table(
            HEAD + "I|Cải cách thể chế|||\n1|Rà soát|Sở A||2025\nII|Xây dựng kho|Sở B|Sở C|Quý I/2026\n"
            "III|Nhóm ba|||\n1|Công bố|Sở D||2026"
        ),
        [
            "1 | I. Cải cách thể chế | Rà soát | Sở A |  | 2025",
            "II |  | Xây dựng kho | Sở B | Sở C | Quý I/2026",
            "1 | III. Nhóm ba | Công bố | Sở D |  | 2026",
        ],
    ),
    "a numbered parent is the group of its lettered children, and ends with them": (
        make_table(
            HEAD + "1|Tuyên truyền|||\na)|Viết tin|Sở A||2025\nđ)|Mở lớp|Sở B||2026\n2|Tổng kết|Sở C||2027"
        ),
        [
            "a) | 1. Tuyên truyền | Viết tin | Sở A |  | 2025",
            "đ) | 1. Tuyên truyền | Mở lớp | Sở B |  | 2026",
            "2 |  | Tổng kết | Sở C |  | 2027",
        ],
    ),
    "values of a group row merged down over its children": (
        make_table(
            HEAD
            + "1|Tuyên truyền|Sở A|Sở B|\na)|Viết tin|^|^|2025\nb)|Mở lớp|^|^|2026\n2|Tổng kết|Sở C||2027"
        ),
        [
            "a) | 1. Tuyên truyền | Viết tin | Sở A (merged) | Sở B (merged) | 2025",
            "b) | 1. Tuyên truyền | Mở lớp | Sở A (merged) | Sở B (merged) | 2026",
            "2 |  | Tổng kết | Sở C |  | 2027",
        ],
    ),
    "three levels of groups": (
        make_table(
            HEAD
            + "A|NHIỆM VỤ CHUNG|||\nI|Thể chế|||\n1|Rà soát|||\na)|Văn bản|Sở A||2025\n2|Công bố|Sở B||2026\n"
            "II|Tổ chức|||\n1|Sắp xếp|Sở C||2027\nB|NHIỆM VỤ RIÊNG|||\n1|Tổng kết|Sở D||2028"
        ),
        [
            "a) | A. NHIỆM VỤ CHUNG > I. Thể chế > 1. Rà soát | Văn bản | Sở A |  | 2025",
            "2 | A. NHIỆM VỤ CHUNG > I. Thể chế | Công bố | Sở B |  | 2026",
            "1 | A. NHIỆM VỤ CHUNG > II. Tổ chức | Sắp xếp | Sở C |  | 2027",
            "1 | B. NHIỆM VỤ RIÊNG | Tổng kết | Sở D |  | 2028",
        ],
    ),
    "groups across the row, their titles numbered like the tasks": (
        make_table(
            HEAD + "1. Thể chế|<|<|<|<\n1|Rà soát|Sở A||2025\n2|Công bố|Sở B||2026\n"
            "2. Tổ chức|<|<|<|<\n1|Sắp xếp|Sở C||2027"
        ),
        [
            "1 | 1. Thể chế | Rà soát | Sở A |  | 2025",
            "2 | 1. Thể chế | Công bố | Sở B |  | 2026",
            "1 | 2. Tổ chức | Sắp xếp | Sở C |  | 2027",
        ],
    ),
    "groups without numbers on two levels": (
        make_table(
            HEAD + "NHIỆM VỤ CHUNG|<|<|<|<\nThể chế|<|<|<|<\n1|Rà soát|Sở A||2025\nTổ chức|<|<|<|<\n"
            "2|Sắp xếp|Sở C||2027\nNHIỆM VỤ RIÊNG|<|<|<|<\n3|Tổng kết|Sở D||2028"
        ),
        [
            "1 | NHIỆM VỤ CHUNG > Thể chế | Rà soát | Sở A |  | 2025",
            "2 | NHIỆM VỤ CHUNG > Tổ chức | Sắp xếp | Sở C |  | 2027",
            "3 | NHIỆM VỤ RIÊNG | Tổng kết | Sở D |  | 2028",
        ],
    ),
    "decimal numbers, and a group repeated after the break": (
        make_table(
            HEAD + "1|Thể chế|||\n1.1|Rà soát|Sở A||2025\n1|Thể chế (tiếp theo)|||\n1.2|Công bố|Sở B||2026\n"
            "2|Sắp xếp|Sở C||2027"
        ),
        [
            "1.1 | 1. Thể chế | Rà soát | Sở A |  | 2025",
            "1.2 | 1. Thể chế | Công bố | Sở B |  | 2026",
            "2 |  | Sắp xếp | Sở C |  | 2027",
        ],
    ),
    "parts with dashes below a number and a title": (
        make_table(
            HEAD + "1|Tuyên truyền|||\n|- Viết tin|Sở A||2025\n|- Mở lớp|Sở B||2026\n2|Tổng kết|Sở C||2027"
        ),
        [
            " | 1. Tuyên truyền | - Viết tin | Sở A |  | 2025",
            " | 1. Tuyên truyền | - Mở lớp | Sở B |  | 2026",
            "2 |  | Tổng kết | Sở C |  | 2027",
        ],
    ),
    "two number columns, letters in the second": (
        make_table(
            "STT|<|Nhiệm vụ|Chủ trì|Thời gian\nTT|Chi tiết|^|^|^\n1||Tuyên truyền||\n|a)|Viết tin|Sở A|2025\n"
            "|b)|Mở lớp|Sở B|2026\n|2|Tổng kết|Sở C|2027"
        ),
        [
            "a) | 1. Tuyên truyền | Viết tin | Sở A |  | 2025",
            "b) | 1. Tuyên truyền | Mở lớp | Sở B |  | 2026",
            "2 |  | Tổng kết | Sở C |  | 2027",
        ],
    ),
    "one cell over lead and coordinating units, its words dividing the roles or not": (
        make_table(
            HEAD + "1|Rà soát|Sở A chủ trì, phối hợp với Sở B|<|2025\n2|Công bố|Sở C; Sở D|<|2026\n"
            "3|Sắp xếp|Sở E chủ trì, phối hợp với Sở G|Sở H|2027"
        ),
        [
            "1 |  | Rà soát | Sở A | Sở B | 2025",
            "2 |  | Công bố | Sở C; Sở D |  | 2026",
            "3 |  | Sắp xếp | Sở E chủ trì, phối hợp với Sở G | Sở H | 2027",
        ],
    ),
    "the coordinating column stands first": (
        make_table(
            "TT|Công việc|Phối hợp|Chủ trì|Hạn hoàn thành\n1|Rà soát|Sở A|<|2025\n2|Công bố|Sở B|Sở C|2026"
        ),
        ["1 |  | Rà soát | Sở A |  | 2025", "2 |  | Công bố | Sở C | Sở B | 2026"],
    ),
    "one merged task with two products, each with its own unit": (
        make_table(
            "STT|Nhiệm vụ|Sản phẩm|Chủ trì|Thời hạn\n1|Ban hành kế hoạch|Kế hoạch tỉnh|Sở A|2025\n"
            "^|^|Kế hoạch xã|UBND các xã|2026\n2|Tổng kết|Báo cáo|Sở C|2027"
        ),
        [
            "1 |  | Ban hành kế hoạch | Sở A |  | 2025",
            "1 |  | Ban hành kế hoạch | UBND các xã |  | 2026",
            "2 |  | Tổng kết | Sở C |  | 2027",
        ],
    ),
    "one heading over the letters and the text of the tasks": (
        make_table(
            "TT|Nhiệm vụ|<|Chủ trì|Thời hạn\n1|Tuyên truyền|<|<|<\n|a)|Viết tin bài|Sở A|2025\n|b)|Mở lớp|Sở B|2026"
        ),
        [
            "a) | 1. Tuyên truyền | Viết tin bài | Sở A |  | 2025",
            "b) | 1. Tuyên truyền | Mở lớp | Sở B |  | 2026",
        ],
    ),
    "no number column, groups numbered in the text": (
        make_table(
            "Nội dung công việc|Đơn vị thực hiện|Thời gian\nI. Thể chế||\nRà soát văn bản|Sở A|2025\n"
            "II. Tổ chức||\nSắp xếp đầu mối|Sở B|2026"
        ),
        [
            " | I. Thể chế | Rà soát văn bản | Sở A |  | 2025",
            " | II. Tổ chức | Sắp xếp đầu mối | Sở B |  | 2026",
        ],
    ),
    "no head at all": (
        make_table(
            "1|Rà soát toàn bộ văn bản của ngành|Sở Nội vụ|Quý I/2026\n"
            "2|Xây dựng kế hoạch của ngành cho cả năm|Phòng Kế hoạch|Quý II/2026"
        ),
        [
            "1 |  | Rà soát toàn bộ văn bản của ngành | Sở Nội vụ |  | Quý I/2026",
            "2 |  | Xây dựng kế hoạch của ngành cho cả năm | Phòng Kế hoạch |  | Quý II/2026",
        ],
    ),
    "headings that nobody knows": (
        make_table(
            "TT|Nhiệm vụ|Ai làm|Khi nào xong\n1|Rà soát văn bản của ngành|Sở Nội vụ|Quý I/2026\n"
            "2|Xây dựng kế hoạch năm|Phòng Kế hoạch|Quý II/2026"
        ),
        [
            "1 |  | Rà soát văn bản của ngành | Sở Nội vụ |  | Quý I/2026",
            "2 |  | Xây dựng kế hoạch năm | Phòng Kế hoạch |  | Quý II/2026",
        ],
    ),
    "lead printed once for the group in a source without merged cells": (
        make_table(
            HEAD
            + "Thể chế||||\n1|Rà soát|Sở A||2025\n2|Công bố|||2026\nTổ chức||||\n1|Sắp xếp|Sở B|Sở C|2027",
            shows_merges=False,
        ),
        [
            "1 | Thể chế | Rà soát | Sở A |  | 2025",
            "2 | Thể chế | Công bố | Sở A (inherited) |  | 2026",
            "1 | Tổ chức | Sắp xếp | Sở B | Sở C | 2027",
        ],
    ),
    "the same where merged cells would show: a blank is a blank": (
        make_table(HEAD + "Thể chế|<|<|<|<\n1|Rà soát|Sở A||2025\n2|Công bố|||2026"),
        ["1 | Thể chế | Rà soát | Sở A |  | 2025", "2 | Thể chế | Công bố |  |  | 2026"],
    ),
    "a group's own unit goes to its tasks in a source without merged cells": (
        make_table(
            HEAD
            + "I|Thể chế|Sở A||Quý IV/2025\n1|Rà soát|||\n2|Công bố|||\nII|Tổ chức|||\n1|Sắp xếp|Sở B|Sở C|2027",
            shows_merges=False,
        ),
        [
            "1 | I. Thể chế | Rà soát | Sở A (inherited) |  | Quý IV/2025 (inherited)",
            "2 | I. Thể chế | Công bố | Sở A (inherited) |  | Quý IV/2025 (inherited)",
            "1 | II. Tổ chức | Sắp xếp | Sở B | Sở C | 2027",
        ],
    ),
    "a row cut without page numbers goes on within its sentence": (
        make_table(
            HEAD
            + "1|Xây dựng tiêu chuẩn; đo đạc, báo cáo|Viện A, Cục|Vụ B|2026\n|kết quả từng năm.|Bảo tồn||\n"
            "2|Công bố|Sở C|Sở D|2027",
            shows_merges=False,
        ),
        [
            "1 |  | Xây dựng tiêu chuẩn; đo đạc, báo cáo kết quả từng năm. | Viện A, Cục Bảo tồn | Vụ B | 2026",
            "2 |  | Công bố | Sở C | Sở D | 2027",
        ],
    ),
    "a row cut within a list that it counts": (
        make_table(
            HEAD
            + "1|Triển khai: (1) Kho chung; (2) Sàn việc làm;|Sở A|Sở B|2026\n|(3) Sàn nông sản.||các xã|\n"
            "2|Công bố|Sở C|Sở D|2027",
            shows_merges=False,
        ),
        [
            "1 |  | Triển khai: (1) Kho chung; (2) Sàn việc làm; (3) Sàn nông sản. | Sở A | Sở B các xã | 2026",
            "2 |  | Công bố | Sở C | Sở D | 2027",
        ],
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_table_is_read(name: str) -> None:
    table, expected = FORMS[name]
    found = find(table)
    assert len(found.tables) == 1
    assert lines(found.tables[0]) == expected


# Tables that look like task tables and list something else.
OTHERS = {
    "report form": (
        "TT|Nhiệm vụ được giao|Vai trò (Chủ trì/ Phối hợp)|Thời hạn|Kết quả thực hiện|Ghi chú\n1|||||\n2|||||"
    ),
    "task form to fill in": HEAD + "1||||\n2||||\n3||||",
    "indicators": (
        "TT|Chỉ tiêu|Đơn vị|Kết quả|Cơ quan chủ trì theo dõi, đánh giá\n"
        "1|Tỷ lệ hồ sơ trực tuyến|%|≥ 80|Sở Nội vụ\n2|Số dịch vụ mới|Dịch vụ|12|Sở Tài chính"
    ),
    "indicators with a time": (
        "TT|Chỉ tiêu|Đơn vị tính|Mục tiêu|Cơ quan chủ trì|Thời gian\n1|Tỷ lệ hồ sơ|%|80|Sở A|Năm 2026"
    ),
    "programme": (
        "TT|Thời gian|Nội dung|Chủ trì\n1|07h30 - 8h00|Đón tiếp đại biểu|Văn phòng Sở\n"
        "2|08h00 - 8h10|Khai mạc hội nghị|Sở Nội vụ\n3|10 giờ 30 phút|Bế mạc|Sở Nội vụ"
    ),
    "staff": "TT|Họ và tên|Chức vụ|Nhiệm vụ\n1|Nguyễn Văn An|Trưởng phòng|Tổ trưởng\n2|Lê Thị Bình|Kế toán|Thành viên",
    "comments": "STT|Nội dung góp ý|Đơn vị góp ý|Ý kiến tiếp thu\n1|Đề nghị bổ sung căn cứ|Sở Tư pháp|Tiếp thu",
    "inspections": "TT|Đơn vị được kiểm tra|Thời gian kiểm tra|Đơn vị chủ trì\n1|UBND xã A|Tháng 3/2026|Thanh tra Sở",
    "schools": "TT|Tên trường|Địa chỉ|Thời gian kiểm tra\n1|Trường A|Xã B|08/3/2026",
    "costs": "STT|Nội dung chi|Đơn vị tính|Số lượng|Đơn giá|Thành tiền\n1|In tài liệu|Bộ|100|20.000|2.000.000",
    "data with unknown headings": (
        "STT|Tên công trình|Chủ công trình|Vị trí|Nguồn nước khai thác\n"
        "1|Hồ chứa Suối Đá|Công ty Thủy lợi|Xã A|Suối Đá Lớn\n2|Đập Cây Đa|Công ty Thủy điện|Xã B|Sông Cây Đa"
    ),
    "letterhead": "UBND TỈNH A|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 01/KH-SNV|A, ngày 01 tháng 3 năm 2026",
    "signature": "Nơi nhận:\\n- Như trên;\\n- Lưu: VT.|KT. GIÁM ĐỐC\\nPHÓ GIÁM ĐỐC",
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("shows_merges", [True, False])
def test_a_table_of_another_kind_yields_no_tasks(name: str, shows_merges: bool) -> None:
    found = find(make_table(OTHERS[name], shows_merges=shows_merges))
    assert found.tables == []
    assert found.consumed == frozenset()


def test_a_table_that_was_nearly_a_task_table_is_told() -> None:
    assert "table-not-tasks" in codes(find(make_table(OTHERS["programme"])))
