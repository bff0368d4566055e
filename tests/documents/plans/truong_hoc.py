"""A school's plan: Word numbers the rows of the table; a programme by the hour beside it is no task table."""

from tests.documents.model import (
    Basis,
    Col,
    Heading,
    Letterhead,
    PlanDescription,
    Recipients,
    SignatureDescription,
    Statement,
    TableDescription,
    read_rows,
)

_TASKS = (
    Col("stt", "Stt", "stt", 1.2),
    Col("task", "Nội dung công việc", "task", 6.4),
    Col("lead", "Bộ phận thực hiện", "lead", 3.8),
    Col("time", "Thời gian", "deadline", 2.8),
    Col("note", "Ghi chú", "note", 2.4),
)
_PROGRAMME = (
    Col("time", "Thời gian", "deadline", 3.2),
    Col("task", "Nội dung", "task", 9.0),
    Col("lead", "Người thực hiện", "lead", 4.4),
)

PLAN = PlanDescription(
    name="truong-hoc",
    shows="a school's plan; ordinals made by Word (the cells hold no text); a programme by the hour that is no task "
    "table; text of the letterhead in plain paragraphs",
    letterhead=Letterhead(
        layout="paragraphs",
        parent=("SỞ GDĐT TỈNH CÀ MAU",),
        issuer=("TRƯỜNG THPT PHAN NGỌC HIỂN",),
        number=37,
        symbol="KH-THPTPNH",
        place="Cà Mau",
        day=20,
        month=10,
        year=2025,
    ),
    kind="KẾ HOẠCH",
    doc_type="KH",
    title=("Tổ chức Ngày hội đọc sách năm học 2025-2026",),
    issuer="Trường THPT Phan Ngọc Hiển",
    bases=(
        Basis(
            "Căn cứ Kế hoạch số 1420/KH-SGDĐT ngày 08 tháng 9 năm 2025 của Sở Giáo dục và Đào tạo về phát triển văn hóa "
            "đọc trong trường học;",
            (("1420/KH-SGDĐT", "2025-09-08"),),
        ),
    ),
    preamble=("Trường THPT Phan Ngọc Hiển xây dựng kế hoạch tổ chức Ngày hội đọc sách như sau:",),
    body=(
        Heading("Mục đích", 1, "I", "purpose"),
        Statement("Khơi dậy niềm yêu thích đọc sách trong học sinh và giáo viên.", "-"),
        Statement("Xây dựng môi trường đọc thân thiện trong nhà trường.", "-"),
        Heading("Yêu cầu", 1, "II", "requirement"),
        Statement("Ngày hội tổ chức gọn nhẹ, an toàn, thu hút đông đảo học sinh tham gia.", "-"),
        Heading("Nội dung", 1, "III", "content"),
        Heading("Chương trình ngày hội", 2, "1", "content"),
        TableDescription(
            _PROGRAMME,
            read_rows(
                _PROGRAMME,
                """
7h00 - 7h30 | Đón tiếp đại biểu, ổn định tổ chức | Ban Tổ chức
7h30 - 8h00 | Khai mạc, giới thiệu sách mới | Thư viện
8h00 - 10h00 | Thi kể chuyện theo sách | Đoàn trường
10h00 - 10h30 | Trao giải, bế mạc | Ban Giám hiệu
""",
            ),
            tasks=False,
        ),
        Heading("Phân công chuẩn bị", 2, "2", "content"),
        TableDescription(
            _TASKS,
            read_rows(
                _TASKS,
                """
 | Trang trí sân khấu, khu trưng bày sách. | Đoàn trường | 10/11/2025 |
 | Lập danh mục và mua bổ sung sách. | Thư viện | Trước ngày 05/11/2025 | Theo dự toán
 | Xây dựng thể lệ cuộc thi kể chuyện theo sách. | Tổ Ngữ văn | Tháng 10/2025 |
 | Dự trù kinh phí, giấy khen, phần thưởng. | Tổ Văn phòng | 30/10/2025 |
 | Viết bài, đưa tin trên trang thông tin của trường. | Đoàn trường | Sau ngày hội |
""",
            ),
            auto_stt=True,
        ),
        Heading("Tổ chức thực hiện", 1, "IV", "implementation"),
        Statement("Các tổ, bộ phận được phân công chủ động chuẩn bị theo tiến độ.", "-"),
        Statement("Giáo viên chủ nhiệm phổ biến kế hoạch đến học sinh lớp mình.", "-"),
    ),
    recipients=Recipients((("Sở GDĐT", "b/c"), ("Các tổ, bộ phận", "t/h")), "VT"),
    signature=SignatureDescription(
        "KT.", ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "PHÓ HIỆU TRƯỞNG", "Lâm Chí Công", "table"
    ),
    units={},
    deadlines={
        "10/11/2025": (("date", "2025-11-10", "2025-11-10", "on"),),
        "Trước ngày 05/11/2025": (("before", None, "2025-11-05", "before"),),
        "Tháng 10/2025": (("period", "2025-10-01", "2025-10-31", "during"),),
        "30/10/2025": (("date", "2025-10-30", "2025-10-30", "on"),),
        "Sau ngày hội": (("relative", None, None, None),),
    },
)
