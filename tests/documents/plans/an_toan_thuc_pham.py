"""A decision that issues a plan: one file, two documents."""

from dataclasses import replace

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
    Col("stt", "TT", "stt", 1.1),
    Col("task", "Nội dung công việc", "task", 8.2),
    Col("lead", "Đơn vị thực hiện", "lead", 4.4),
    Col("with", "Đơn vị phối hợp", "coordinating", 4.8),
    Col("start", "Bắt đầu", "deadline", 2.6, under="Thời gian thực hiện"),
    Col("end", "Hoàn thành", "deadline", 2.6, under="Thời gian thực hiện"),
)

_HEAD = Letterhead(
    layout="rows",
    parent=(),
    issuer=("ỦY BAN NHÂN DÂN", "TỈNH HÀ TĨNH"),
    number=905,
    symbol="QĐ-UBND",
    place="Hà Tĩnh",
    day=14,
    month=4,
    year=2023,
)

_PLAN = PlanDescription(
    name="an-toan-thuc-pham-ke-hoach",
    shows="",
    letterhead=_HEAD,
    kind="KẾ HOẠCH",
    doc_type="KH",
    title=("Bảo đảm an toàn thực phẩm đối với bếp ăn tập thể", "trên địa bàn tỉnh giai đoạn 2023-2025"),
    reference="(Ban hành kèm theo Quyết định số 905/QĐ-UBND ngày 14 tháng 4 năm 2023 của Ủy ban nhân dân tỉnh)",
    issuer="Ủy ban nhân dân tỉnh Hà Tĩnh",
    body=(
        Heading("MỤC TIÊU", 1, "I", "purpose"),
        Statement("100% bếp ăn tập thể có trên 30 suất ăn được kiểm tra ít nhất một lần trong năm.", "1"),
        Statement("Không để xảy ra ngộ độc thực phẩm tập thể trên 30 người mắc.", "2"),
        Heading("YÊU CẦU", 1, "II", "requirement"),
        Statement("Phân định rõ trách nhiệm của từng ngành, từng cấp; không chồng chéo trong kiểm tra.", "1"),
        Heading("NHIỆM VỤ TRỌNG TÂM", 1, "III", "content"),
        Statement("Kiểm soát nguồn gốc nguyên liệu đưa vào bếp ăn.", "1"),
        Statement("Tập huấn kiến thức cho người trực tiếp chế biến; nhiệm vụ cụ thể tại Phụ lục.", "2"),
        Heading("PHÂN CÔNG TRÁCH NHIỆM", 1, "IV", "implementation"),
        Statement("Sở Y tế là cơ quan đầu mối, theo dõi việc thực hiện Kế hoạch.", "1"),
        Statement(
            "Ủy ban nhân dân các huyện, thành phố, thị xã chủ động bố trí kinh phí và tổ chức thực hiện trên địa bàn.",
            "2",
        ),
    ),
    recipients=None,
    signature=SignatureDescription(None, (), "", None),
)

PLAN = PlanDescription(
    name="an-toan-thuc-pham",
    shows="a decision that issues a plan, both in one file; start and end as two columns under one header; row of "
    "column numbers; lettered tasks under a numbered parent",
    letterhead=_HEAD,
    kind="QUYẾT ĐỊNH",
    doc_type="QĐ",
    title=("Ban hành Kế hoạch bảo đảm an toàn thực phẩm đối với bếp ăn tập thể", "giai đoạn 2023-2025"),
    issuer="Ủy ban nhân dân tỉnh Hà Tĩnh",
    bases=(
        Basis(
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", ((None, "2015-06-19"),)
        ),
        Basis(
            "Căn cứ Nghị định số 15/2018/NĐ-CP ngày 02 tháng 02 năm 2018 của Chính phủ quy định chi tiết thi hành một "
            "số điều của Luật An toàn thực phẩm;",
            (("15/2018/NĐ-CP", "2018-02-02"),),
        ),
        Basis(
            "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 640/TTr-SYT ngày 07 tháng 4 năm 2023.",
            (("640/TTr-SYT", "2023-04-07"),),
        ),
    ),
    body=(
        Heading("QUYẾT ĐỊNH:", 1, None, "other", centred=True),
        Statement(
            "Ban hành kèm theo Quyết định này Kế hoạch bảo đảm an toàn thực phẩm đối với bếp ăn tập thể giai đoạn "
            "2023-2025.",
            "Điều 1",
        ),
        Statement("Quyết định này có hiệu lực kể từ ngày ký.", "Điều 2"),
        Statement(
            "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở, Thủ trưởng các ban, ngành cấp tỉnh, Chủ tịch Ủy ban "
            "nhân dân các huyện, thành phố, thị xã chịu trách nhiệm thi hành Quyết định này./.",
            "Điều 3",
        ),
    ),
    recipients=Recipients((("Như Điều 3", None), ("Bộ Y tế", "b/c"), ("Lưu trữ tỉnh", None)), "VT, VX1"),
    signature=SignatureDescription(
        "KT.", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "PHÓ CHỦ TỊCH", "Phan Văn Lĩnh", "rows"
    ),
    attached=replace(
        _PLAN,
        appendices=(
            AppendixDescription(
                "Phụ lục",
                "PHÂN CÔNG NHIỆM VỤ BẢO ĐẢM AN TOÀN THỰC PHẨM GIAI ĐOẠN 2023-2025",
                (
                    TableDescription(
                        _COLUMNS,
                        read_rows(
                            _COLUMNS,
                            """
~ (1) | (2) | (3) | (4) | (5) | (6)
= I. Kiểm soát nguồn nguyên liệu
1 | Ký cam kết sử dụng thực phẩm an toàn với cơ sở cung cấp. | Sở Nông nghiệp và Phát triển nông thôn | Sở Công Thương | 01/5/2023 | 31/12/2023
2 | Lấy mẫu giám sát dư lượng tại chợ đầu mối. | ^ | Sở Y tế, Sở Công Thương | 6/2023 | 12/2025
= II. Kiểm tra, tập huấn
++ 3 | Kiểm tra bếp ăn tập thể | | | |
a | Bếp ăn trường học. | Sở Giáo dục và Đào tạo | Sở Y tế | 9/2023 | 12/2023
b | Bếp ăn khu công nghiệp. | Ban Quản lý Khu kinh tế tỉnh | Sở Y tế; Liên đoàn Lao động tỉnh | 6/2023 | 11/2023
++ 4 | Tập huấn kiến thức an toàn thực phẩm | | | |
a | Cho chủ cơ sở. | Sở Y tế | Sở Thông tin và Truyền thông | 5/2023 | 7/2023
b | Cho người trực tiếp chế biến. | ^ | ^ | 8/2023 | 10/2023
""",
                        ),
                    ),
                ),
                reference="(Kèm theo Kế hoạch bảo đảm an toàn thực phẩm đối với bếp ăn tập thể giai đoạn 2023-2025)",
            ),
        ),
    ),
    units={
        "Sở Nông nghiệp và Phát triển nông thôn": ("so_nong_nghiep_va_phat_trien_nong_thon",),
        "Sở Công Thương": ("so_cong_thuong",),
        "Sở Y tế, Sở Công Thương": ("so_y_te", "so_cong_thuong"),
        "Sở Giáo dục và Đào tạo": ("so_giao_duc_va_dao_tao",),
        "Sở Y tế": ("so_y_te",),
        "Ban Quản lý Khu kinh tế tỉnh": ("ban_ql_khu_kinh_te",),
        "Sở Y tế; Liên đoàn Lao động tỉnh": ("so_y_te", "ldld_tinh"),
        "Sở Thông tin và Truyền thông": ("so_thong_tin_va_truyen_thong",),
    },
    deadlines={
        "Bắt đầu: 01/5/2023; Hoàn thành: 31/12/2023": (("period", "2023-05-01", "2023-12-31", "during"),),
        "Bắt đầu: 9/2023; Hoàn thành: 12/2023": (("period", "2023-09-01", "2023-12-31", "during"),),
    },
)
