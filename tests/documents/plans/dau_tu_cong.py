"""Two appendices with the same header: two tables; one merged cell over lead and coordinator; ticked years."""

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

_COLUMNS = (
    Col("stt", "STT", "stt", 1.2),
    Col("task", "Tên nhiệm vụ", "task", 8.4),
    Col("lead", "Cơ quan chủ trì", "lead", 4.2),
    Col("with", "Cơ quan phối hợp", "coordinating", 4.4),
    Col("money", "Kinh phí (triệu đồng)", "budget", 2.6),
    Col("time", "Tiến độ", "deadline", 3.2),
)

PLAN = PlanDescription(
    name="dau-tu-cong",
    shows="two appendices with the same header are two tables; one cell merged over lead and coordinator; a total "
    "row; budgets; an urgency mark; a deadline merged over three rows",
    letterhead=Letterhead(
        layout="rows",
        parent=("UBND TỈNH KHÁNH HÒA",),
        issuer=("SỞ TÀI CHÍNH",),
        number=1208,
        symbol="KH-STC",
        place="Khánh Hòa",
        day=21,
        month=8,
        year=2025,
        marks=("HỎA TỐC",),
    ),
    kind="KẾ HOẠCH",
    doc_type="KH",
    title=("Đẩy nhanh tiến độ giải ngân vốn đầu tư công", "những tháng cuối năm 2025"),
    issuer="Sở Tài chính",
    bases=(
        Basis(
            "Thực hiện Công điện số 104/CĐ-TTg ngày 06/8/2025 của Thủ tướng Chính phủ và Chỉ thị số 11/CT-UBND ngày "
            "12/8/2025 của Chủ tịch UBND tỉnh về đẩy nhanh giải ngân vốn đầu tư công;",
            (("104/CĐ-TTg", "2025-08-06"), ("11/CT-UBND", "2025-08-12")),
        ),
    ),
    preamble=("Sở Tài chính ban hành Kế hoạch đẩy nhanh tiến độ giải ngân vốn đầu tư công như sau:",),
    body=(
        Heading("MỤC ĐÍCH", 1, "I", "purpose"),
        Statement("Phấn đấu đến ngày 31/01/2026 giải ngân đạt 100% kế hoạch vốn được giao."),
        Heading("YÊU CẦU", 1, "II", "requirement"),
        Statement("Xác định giải ngân vốn đầu tư công là nhiệm vụ chính trị trọng tâm.", "1"),
        Statement("Kiểm soát chặt chẽ chất lượng công trình; phòng, chống tham nhũng, lãng phí.", "2"),
        Heading("NỘI DUNG", 1, "III", "content"),
        Statement("Rà soát, điều chuyển vốn từ dự án chậm sang dự án có khả năng giải ngân tốt.", "1"),
        Statement(
            "Danh mục nhiệm vụ của các phòng và của các chủ đầu tư nêu tại Phụ lục I và Phụ lục II.", "2"
        ),
        Heading("TỔ CHỨC THỰC HIỆN", 1, "IV", "implementation"),
        Statement("Phòng Đầu tư chủ trì theo dõi, báo cáo Giám đốc Sở vào thứ Sáu hằng tuần.", "1"),
        Statement("Đề nghị các chủ đầu tư báo cáo tiến độ trước ngày 25 hằng tháng./.", "2"),
    ),
    recipients=Recipients(
        (("UBND tỉnh", "báo cáo"), ("Các chủ đầu tư", "phối hợp"), ("Lãnh đạo Sở", None)), "VT, ĐT(02b)"
    ),
    signature=SignatureDescription("KT.", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "PHÓ GIÁM ĐỐC", "Võ Hoàng Nam"),
    appendices=(
        AppendixDescription(
            "Phụ lục I",
            "NHIỆM VỤ CỦA CÁC PHÒNG THUỘC SỞ",
            (
                TableDescription(
                    _COLUMNS,
                    read_rows(
                        _COLUMNS,
                        """
1 | Tham mưu điều chỉnh kế hoạch vốn đợt 2. | Phòng Đầu tư | Phòng Ngân sách | | Trước ngày 15/9/2025
2 | Tổ chức giao ban giải ngân. | ^ | Văn phòng Sở | 45 | Hằng tháng
3 | Thẩm tra quyết toán dự án hoàn thành. | Phòng Ngân sách và các phòng có liên quan | < | 120 | Quý IV/2025
~ | Cộng | | | 165 |
""",
                    ),
                ),
            ),
            reference="(Kèm theo Kế hoạch số 1208/KH-STC ngày 21/8/2025 của Sở Tài chính)",
        ),
        AppendixDescription(
            "Phụ lục II",
            "NHIỆM VỤ CỦA CÁC CHỦ ĐẦU TƯ",
            (
                TableDescription(
                    _COLUMNS,
                    read_rows(
                        _COLUMNS,
                        """
1 | Hoàn thành giải phóng mặt bằng tuyến tránh phía Tây. | UBND các xã, phường | Sở Nông nghiệp và Môi trường | 3.500 | Trong quý III/2025
2 | Nghiệm thu khối lượng và lập hồ sơ thanh toán ngay khi có khối lượng. | Ban Quản lý dự án đầu tư xây dựng tỉnh | Kho bạc Nhà nước khu vực | | Thường xuyên
3 | Báo cáo khó khăn, vướng mắc. | ^ | ^ | | ^
4 | Đăng ký nhu cầu vốn năm 2026. | ^ | Sở Tài chính | | ^
""",
                    ),
                ),
            ),
            reference="(Kèm theo Kế hoạch số 1208/KH-STC ngày 21/8/2025 của Sở Tài chính)",
        ),
    ),
    units={
        "Văn phòng Sở": ("van_phong_so",),
        "UBND các xã, phường": ("ubnd_cac_xa_2025",),
        "Sở Nông nghiệp và Môi trường": ("so_nong_nghiep_va_moi_truong",),
        "Ban Quản lý dự án đầu tư xây dựng tỉnh": ("ban_qlda_tinh",),
        "Kho bạc Nhà nước khu vực": ("kho_bac_nn_khu_vuc",),
        "Sở Tài chính": ("so_tai_chinh_2025",),
    },
    deadlines={
        "Trước ngày 15/9/2025": (("before", None, "2025-09-15", "before"),),
        "Hằng tháng": (("recurring", "2025-08-31", None, "by"),),
        "Quý IV/2025": (("period", "2025-10-01", "2025-12-31", "during"),),
        "Trong quý III/2025": (("period", "2025-07-01", "2025-09-30", "during"),),
        "Thường xuyên": (("continuous", None, None, None),),
    },
)
