"""A department's draft: number and day blank, group rows over the whole width, lead cells merged downwards."""

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
    Col("task", "Nội dung nhiệm vụ", "task", 10.0),
    Col("lead", "Đơn vị chủ trì", "lead", 4.0),
    Col("with", "Đơn vị phối hợp", "coordinating", 5.0),
    Col("time", "Thời gian hoàn thành", "deadline", 3.8),
)

PLAN = PlanDescription(
    name="cai-cach-hanh-chinh",
    shows="a department's draft without number and day; group rows over the row, leads merged downwards",
    letterhead=Letterhead(
        layout="rows",
        parent=("UBND TỈNH BÌNH ĐỊNH",),
        issuer=("SỞ XÂY DỰNG",),
        symbol="KH-SXD",
        place="Bình Định",
        month=9,
        year=2022,
    ),
    kind="KẾ HOẠCH",
    doc_type="KH",
    title=(
        "Nâng cao chất lượng giải quyết thủ tục hành chính",
        "và chỉ số hài lòng của người dân giai đoạn 2022-2025",
    ),
    issuer="Sở Xây dựng",
    bases=(
        Basis(
            "Căn cứ Quyết định số 2815/QĐ-UBND ngày 19/8/2022 của Ủy ban nhân dân (UBND) tỉnh về việc ban hành "
            "Chương trình nâng cao sự hài lòng của người dân, tổ chức giai đoạn 2022-2025, Sở Xây dựng ban hành "
            "Kế hoạch thực hiện như sau:",
            (("2815/QĐ-UBND", "2022-08-19"),),
            "Sở Xây dựng ban hành Kế hoạch thực hiện như sau:",
        ),
    ),
    body=(
        Heading("MỤC ĐÍCH, YÊU CẦU", 1, "I", "purpose_requirement"),
        Heading("Mục đích", 2, "1", "purpose"),
        Statement(
            "Rút ngắn thời gian giải quyết hồ sơ, giảm số lần đi lại của người dân và doanh nghiệp khi thực hiện "
            "thủ tục hành chính (TTHC) trong lĩnh vực xây dựng.",
            "-",
        ),
        Statement(
            "Đề cao trách nhiệm của từng phòng, từng công chức trong việc trả kết quả đúng hẹn; lấy mức độ hài lòng "
            "của người dân làm thước đo kết quả công việc.",
            "-",
        ),
        Statement("Góp phần nâng cao các chỉ số đánh giá của tỉnh giai đoạn 2022-2025.", "-"),
        Heading("Yêu cầu", 2, "2", "requirement"),
        Statement(
            "Nhiệm vụ phải cụ thể, rõ người thực hiện, rõ thời hạn và phù hợp với điều kiện thực tế của Sở.",
            "-",
        ),
        Statement(
            "Trưởng các phòng chịu trách nhiệm trước Giám đốc Sở về tiến độ và kết quả thực hiện.", "-"
        ),
        Heading("NỘI DUNG THỰC HIỆN", 1, "II", "content"),
        Statement(
            "Công khai đầy đủ TTHC tại nơi tiếp nhận hồ sơ và trên Cổng thông tin điện tử của Sở, bảo đảm người dân "
            "tra cứu được thành phần hồ sơ, lệ phí và thời hạn trả kết quả.",
            "1",
        ),
        Statement(
            "Kiểm tra định kỳ việc tiếp nhận và trả kết quả; hồ sơ trễ hạn phải có thư xin lỗi và nêu rõ lý do.",
            "2",
        ),
        Statement("Nhiệm vụ cụ thể của từng phòng nêu tại Phụ lục kèm theo Kế hoạch này.", "3"),
        Heading("TỔ CHỨC THỰC HIỆN", 1, "III", "implementation"),
        Statement(
            "Các phòng chuyên môn thuộc Sở căn cứ nhiệm vụ được giao tổ chức thực hiện, bảo đảm chất lượng và "
            "thời hạn.",
            "1",
        ),
        Statement(
            "Giao Văn phòng Sở theo dõi, đôn đốc và định kỳ hằng quý (trước ngày 20 tháng cuối quý) tổng hợp, báo cáo "
            "Giám đốc Sở kết quả thực hiện.",
            "2",
        ),
        Statement(
            "Trên đây là Kế hoạch nâng cao chất lượng giải quyết thủ tục hành chính và chỉ số hài lòng của người dân "
            "giai đoạn 2022-2025 của Sở Xây dựng./."
        ),
    ),
    recipients=Recipients(
        (("UBND tỉnh", "b/c"), ("Ban Giám đốc Sở", "chỉ đạo"), ("Các phòng, đơn vị thuộc Sở", "t/h")),
        "VT, VP",
    ),
    signature=SignatureDescription("KT.", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "PHÓ GIÁM ĐỐC", None),
    appendices=(
        AppendixDescription(
            "PHỤ LỤC",
            "Phân công nhiệm vụ nâng cao chất lượng giải quyết thủ tục hành chính",
            (
                TableDescription(
                    _COLUMNS,
                    read_rows(
                        _COLUMNS,
                        """
= Tiếp nhận và trả kết quả
1 | Rà soát, niêm yết công khai danh mục và quy trình giải quyết TTHC tại nơi tiếp nhận hồ sơ. | Văn phòng Sở | Các phòng chuyên môn | Thường xuyên
2 | Bố trí máy tính để người dân tự tra cứu và nộp hồ sơ trực tuyến tại trụ sở. | ^ | Sở Thông tin và Truyền thông | Quý IV/2022
3 | Gửi thư xin lỗi đối với hồ sơ trễ hạn, nêu rõ lý do và ngày trả kết quả mới. | ^ | | Thường xuyên
= Chất lượng thẩm định hồ sơ
1 | Xây dựng sổ tay hướng dẫn lập hồ sơ cấp giấy phép xây dựng cho hộ gia đình. | Phòng Quản lý xây dựng | Sở Tài nguyên và Môi trường; UBND các huyện, thị xã, thành phố | Trước ngày 31/12/2022
2 | Cắt giảm ít nhất 20% thời gian thẩm định thiết kế so với quy định. | ^ | ^ | Năm 2023
= Đánh giá sự hài lòng
1 | Khảo sát mức độ hài lòng của người dân, tổ chức đến giao dịch tại Sở. | Thanh tra Sở | Các sở, ban, ngành tỉnh và UBND các huyện, thị xã, thành phố | Hằng năm, trước 15/11
2 | Công bố kết quả khảo sát trên Cổng thông tin điện tử của Sở. | Tất cả các phòng | | Sau khi được Giám đốc Sở phê duyệt
""",
                    ),
                ),
            ),
            reference="(Kèm theo Kế hoạch số        /KH-SXD ngày      /9/2022 của Sở Xây dựng)",
        ),
    ),
    units={
        "Văn phòng Sở": ("van_phong_so",),
        "Các phòng chuyên môn": ("tat_ca_cac_phong",),
        "Sở Thông tin và Truyền thông": ("so_thong_tin_va_truyen_thong",),
        "Phòng Quản lý xây dựng": ("phong_quan_ly_xay_dung",),
        "Sở Tài nguyên và Môi trường; UBND các huyện, thị xã, thành phố": (
            "so_tai_nguyen_va_moi_truong",
            "ubnd_cac_huyen",
        ),
        "Thanh tra Sở": ("thanh_tra_so",),
        "Các sở, ban, ngành tỉnh và UBND các huyện, thị xã, thành phố": (
            "cac_so_ban_nganh_tinh",
            "ubnd_cac_huyen",
        ),
        "Tất cả các phòng": ("tat_ca_cac_phong",),
    },
    deadlines={
        "Thường xuyên": (("continuous", None, None, None),),
        "Quý IV/2022": (("period", "2022-10-01", "2022-12-31", "during"),),
        "Trước ngày 31/12/2022": (("before", None, "2022-12-31", "before"),),
        "Năm 2023": (("period", "2023-01-01", "2023-12-31", "during"),),
        "Hằng năm, trước 15/11": (("recurring", "2022-11-15", None, "before"),),
        "Sau khi được Giám đốc Sở phê duyệt": (("relative", None, None, None),),
    },
)
