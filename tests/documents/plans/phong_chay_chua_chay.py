"""A one-row letterhead, duties only in sentences and labelled lines, an in-body table, statements under one heading."""

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

_COLUMNS = (
    Col("stt", "STT", "stt", 1.2),
    Col("task", "Công việc", "task", 6.0),
    Col("lead", "Chủ trì", "lead", 3.2, under="Phân công thực hiện"),
    Col("with", "Phối hợp", "coordinating", 3.2, under="Phân công thực hiện"),
    Col("time", "Thời hạn", "deadline", 3.0),
)

PLAN = PlanDescription(
    name="phong-chay-chua-chay",
    shows="letterhead in one table row; purposes and requirements in one undivided list; duties in sentences and "
    "labelled lines; a task table in the body with a two-row header",
    letterhead=Letterhead(
        layout="one-row",
        parent=("UBND TỈNH NINH BÌNH",),
        issuer=("SỞ Y TẾ",),
        number=112,
        symbol="KH-SYT",
        place="Ninh Bình",
        day=5,
        month=3,
        year=2024,
    ),
    kind="KẾ HOẠCH",
    doc_type="KH",
    title=("Bảo đảm an toàn phòng cháy, chữa cháy", "tại các cơ sở khám bệnh, chữa bệnh năm 2024"),
    issuer="Sở Y tế",
    bases=(
        Basis(
            "Thực hiện Kế hoạch số 21/KH-UBND ngày 18/01/2024 của UBND tỉnh về công tác phòng cháy, chữa cháy và cứu "
            "nạn, cứu hộ năm 2024, Sở Y tế xây dựng Kế hoạch với các nội dung như sau:",
            (("21/KH-UBND", "2024-01-18"),),
            "Sở Y tế xây dựng Kế hoạch với các nội dung như sau:",
        ),
    ),
    body=(
        Heading("MỤC ĐÍCH, YÊU CẦU", 1, "I", "purpose_requirement"),
        Statement(
            "Nâng cao ý thức, trách nhiệm của người đứng đầu và nhân viên y tế trong công tác phòng cháy, chữa cháy.",
            "1",
        ),
        Statement(
            "Kịp thời phát hiện, khắc phục nguy cơ cháy, nổ tại khoa, phòng và khu điều trị nội trú.", "2"
        ),
        Statement(
            "Việc tổ chức thực hiện phải thiết thực, tiết kiệm, không làm ảnh hưởng đến khám, chữa bệnh.", "3"
        ),
        Heading("NỘI DUNG", 1, "II", "content"),
        Heading("Tuyên truyền, huấn luyện", 2, "1", "content"),
        Statement("Tổ chức tuyên truyền cho nhân viên y tế, người bệnh và người nhà người bệnh.", "a"),
        Statement("Huấn luyện nghiệp vụ chữa cháy cho đội chữa cháy cơ sở.", "b"),
        Heading("Phân công thực hiện", 2, "2", "content"),
        TableDescription(
            _COLUMNS,
            read_rows(
                _COLUMNS,
                """
1 | Kiểm tra hệ thống báo cháy, chữa cháy tại các bệnh viện. | Phòng Nghiệp vụ Y | Công an tỉnh | Quý II/2024
2 | Huấn luyện đội chữa cháy cơ sở. | Các bệnh viện tuyến tỉnh | Công an tỉnh | Tháng 4-5/2024
3 | Thay thế bình chữa cháy hết hạn sử dụng. | Phòng Kế hoạch - Tài chính | Các đơn vị trực thuộc Sở | Trước ngày 30/6/2024
4 | Tổng kết, đề nghị khen thưởng tập thể, cá nhân. | Phòng Tổ chức cán bộ | Văn phòng Sở | Tháng 12/2024
""",
            ),
        ),
        Heading("TỔ CHỨC THỰC HIỆN", 1, "III", "implementation"),
        Heading("Văn phòng Sở", 2, "1", "implementation"),
        Statement("Phối hợp với Công an tỉnh kiểm tra việc chấp hành quy định tại trụ sở Sở.", "-"),
        Statement("Tổng hợp kết quả, báo cáo Giám đốc Sở trước ngày 10/12/2024.", "-"),
        Heading("Các bệnh viện, trung tâm y tế", 2, "2", "implementation"),
        Statement("Xây dựng phương án chữa cháy và cứu nạn, cứu hộ, hoàn thành trong tháng 4/2024.", "-"),
        Statement("Báo cáo Sở Y tế (qua Văn phòng Sở) định kỳ hằng tháng, trước ngày 25.", "-"),
        Statement("Yêu cầu Thủ trưởng các đơn vị nghiêm túc triển khai thực hiện Kế hoạch này./."),
    ),
    recipients=Recipients(
        (("UBND tỉnh", "để báo cáo"), ("Lãnh đạo Sở", None), ("Các đơn vị trực thuộc Sở", "để thực hiện")),
        "VT, VP",
    ),
    signature=SignatureDescription(None, ("GIÁM ĐỐC",), "GIÁM ĐỐC", "Đinh Thị Hoài Thu", "spacer"),
    units={
        "Phòng Kế hoạch - Tài chính": ("phong_ke_hoach_tai_chinh",),
        "Phòng Tổ chức cán bộ": ("phong_to_chuc_can_bo",),
        "Văn phòng Sở": ("van_phong_so",),
        "Công an tỉnh": ("cong_an_tinh",),
    },
    deadlines={
        "Quý II/2024": (("period", "2024-04-01", "2024-06-30", "during"),),
        "Tháng 4-5/2024": (("period", "2024-04-01", "2024-05-31", "during"),),
        "Trước ngày 30/6/2024": (("before", None, "2024-06-30", "before"),),
        "Tháng 12/2024": (("period", "2024-12-01", "2024-12-31", "during"),),
    },
)
