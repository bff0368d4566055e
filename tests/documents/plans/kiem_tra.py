"""An inspection plan whose tables look like task tables and are none."""

from tests.documents.model import (
    AppendixDescription,
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

_UNITS = (
    Col("stt", "STT", "stt", 1.2),
    Col("unit", "Đơn vị được kiểm tra", "task", 8.0),
    Col("time", "Thời gian kiểm tra", "deadline", 4.0),
    Col("note", "Ghi chú", "note", 3.0),
)
_FORM = (
    Col("stt", "TT", "stt", 1.2),
    Col("goal", "Chỉ tiêu", "task", 7.0),
    Col("unit", "Đơn vị tính", "extra", 2.6),
    Col("plan", "Kế hoạch 2023", "extra", 3.0),
    Col("watch", "Cơ quan chủ trì theo dõi, đánh giá", "extra", 4.6),
)

PLAN = PlanDescription(
    name="kiem-tra",
    shows="an inspection plan: list of inspected units and table of indicators, neither a task table; a draft mark; "
    "headings in plain words; one-page body in the bare form without letterhead",
    letterhead=Letterhead(
        layout="bare",
        issuer=("SỞ NỘI VỤ",),
        symbol="KH-SNV",
        place="Tuyên Quang",
        month=2,
        year=2023,
    ),
    kind="KẾ HOẠCH",
    doc_type="KH",
    title=("Kiểm tra công tác văn thư, lưu trữ năm 2023",),
    issuer="Sở Nội vụ",
    bases=(
        Basis(
            "Căn cứ Quyết định số 95/QĐ-UBND ngày 30/01/2023 của Chủ tịch Ủy ban nhân dân tỉnh về việc phê duyệt danh mục "
            "các cuộc kiểm tra năm 2023, Sở Nội vụ ban hành Kế hoạch kiểm tra như sau:",
            (("95/QĐ-UBND", "2023-01-30"),),
            "Sở Nội vụ ban hành Kế hoạch kiểm tra như sau:",
        ),
    ),
    body=(
        Heading("Mục đích, yêu cầu", 1, "1", "purpose_requirement"),
        Statement("Đánh giá việc chấp hành quy định về văn thư, lưu trữ tại cơ quan, đơn vị.", "a"),
        Statement(
            "Việc kiểm tra không làm ảnh hưởng đến hoạt động bình thường của đơn vị được kiểm tra.", "b"
        ),
        Heading("Nội dung kiểm tra", 1, "2", "content"),
        Statement(
            "Việc soạn thảo, ký ban hành, quản lý văn bản; lập hồ sơ và giao nộp vào lưu trữ cơ quan.", "a"
        ),
        Statement("Việc bảo quản, khai thác tài liệu lưu trữ.", "b"),
        Heading("Đơn vị được kiểm tra", 1, "3", "other"),
        TableDescription(
            _UNITS,
            read_rows(
                _UNITS,
                """
1 | Sở Tư pháp | Tháng 4/2023 |
2 | Ban Dân tộc | Tháng 4/2023 |
3 | UBND huyện Na Hang | Tháng 5/2023 |
4 | UBND huyện Chiêm Hóa | Tháng 5/2023 |
""",
            ),
            tasks=False,
        ),
        Heading("Tổ chức thực hiện", 1, "4", "implementation"),
        Statement("Phòng Quản lý văn thư, lưu trữ tham mưu thành lập đoàn kiểm tra.", "a"),
        Statement(
            "Đơn vị được kiểm tra báo cáo bằng văn bản theo đề cương và gửi về Sở trước ngày 25/3/2023.", "b"
        ),
        Statement("Trên đây là Kế hoạch kiểm tra công tác văn thư, lưu trữ năm 2023 của Sở Nội vụ./."),
    ),
    recipients=Recipients(
        (("UBND tỉnh", "b/c"), ("Các đơn vị được kiểm tra", "t/h"), ("Giám đốc, các PGĐ Sở", None)),
        "VT, QLVTLT",
    ),
    signature=SignatureDescription(None, ("GIÁM ĐỐC",), "GIÁM ĐỐC", None),
    appendices=(
        AppendixDescription(
            "Biểu số 01",
            "CHỈ TIÊU CÔNG TÁC VĂN THƯ, LƯU TRỮ NĂM 2023",
            (
                TableDescription(
                    _FORM,
                    read_rows(
                        _FORM,
                        """
1 | Tỷ lệ văn bản điện tử có ký số | % | 100 | Văn phòng UBND tỉnh
2 | Tỷ lệ hồ sơ công việc lập trên môi trường mạng | % | 80 | Sở Nội vụ
3 | Số cơ quan chỉnh lý xong tài liệu tồn đọng | cơ quan | 12 | Sở Nội vụ
""",
                    ),
                    tasks=False,
                ),
            ),
            landscape=False,
        ),
    ),
)
