"""A signed plan of a province: Roman group rows with empty cells, products, a column of its own, long table."""

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
    Col("task", "Nhiệm vụ", "task", 7.2),
    Col("product", "Sản phẩm", "deliverable", 4.2),
    Col("time", "Thời gian hoàn thành", "deadline", 2.8),
    Col("lead", "Cơ quan chủ trì", "lead", 3.2),
    Col("with", "Cơ quan phối hợp", "coordinating", 3.6),
    Col("watch", "Theo dõi, đôn đốc", "extra", 2.6),
)

PLAN = PlanDescription(
    name="chuyen-doi-so",
    shows="a signed plan of a province; spacer column in the letterhead; Roman group rows with empty cells; products; "
    "a column that the contract does not name; coordinating cells merged over a page break",
    letterhead=Letterhead(
        layout="spacer",
        issuer=("ỦY BAN NHÂN DÂN", "TỈNH LẠNG SƠN"),
        number=58,
        symbol="KH-UBND",
        place="Lạng Sơn",
        day=27,
        month=2,
        year=2026,
    ),
    kind="KẾ HOẠCH",
    doc_type="KH",
    title=("Phát triển dữ liệu số và dịch vụ công trực tuyến", "trên địa bàn tỉnh năm 2026"),
    issuer="Ủy ban nhân dân tỉnh Lạng Sơn",
    bases=(
        Basis(
            "Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023;",
            ((None, "2023-06-22"),),
        ),
        Basis(
            "Căn cứ Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về đột phá phát triển khoa học, "
            "công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia;",
            (("57-NQ/TW", "2024-12-22"),),
        ),
        Basis(
            "Thực hiện Chương trình hành động số 24-CTr/TU ngày 15 tháng 5 năm 2025 của Tỉnh ủy về chuyển đổi số.",
            (("24-CTr/TU", "2025-05-15"),),
        ),
    ),
    preamble=(
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch phát triển dữ liệu số và dịch vụ công trực tuyến trên địa bàn tỉnh "
        "năm 2026 với các nội dung sau:",
    ),
    body=(
        Heading("MỤC ĐÍCH, YÊU CẦU", 1, "I", "purpose_requirement"),
        Heading("Mục đích", 2, "1", "purpose"),
        Statement(
            "Hoàn thiện các cơ sở dữ liệu dùng chung của tỉnh, bảo đảm dữ liệu đúng, đủ, sạch, sống và được chia sẻ "
            "giữa các cơ quan.",
            "a",
        ),
        Statement(
            "Nâng tỷ lệ hồ sơ dịch vụ công trực tuyến toàn trình lên trên 80% tổng số hồ sơ tiếp nhận trong năm.",
            "b",
        ),
        Heading("Yêu cầu", 2, "2", "requirement"),
        Statement(
            "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường xác định đây là nhiệm vụ trọng tâm, phân công rõ "
            "người, rõ việc, rõ thời gian, rõ sản phẩm.",
            "a",
        ),
        Statement("Không yêu cầu người dân nộp lại giấy tờ đã có trong cơ sở dữ liệu.", "b"),
        Heading("NHIỆM VỤ, GIẢI PHÁP", 1, "II", "content"),
        Heading("Dữ liệu số", 2, "1", "content"),
        Statement(
            "Rà soát, làm sạch dữ liệu chuyên ngành; kết nối với cơ sở dữ liệu quốc gia về dân cư theo hướng dẫn của "
            "Bộ Công an.",
            "-",
        ),
        Statement("Công bố danh mục dữ liệu mở và cập nhật hằng tháng.", "-"),
        Heading("Dịch vụ công trực tuyến", 2, "2", "content"),
        Statement("Cắt giảm thành phần hồ sơ đối với các thủ tục có dữ liệu thay thế giấy tờ.", "-"),
        Statement("Nhiệm vụ cụ thể tại Phụ lục kèm theo Kế hoạch này.", "-"),
        Heading("KINH PHÍ THỰC HIỆN", 1, "III", "other"),
        Statement(
            "Kinh phí thực hiện Kế hoạch từ ngân sách nhà nước theo phân cấp và các nguồn hợp pháp khác theo quy định."
        ),
        Heading("TỔ CHỨC THỰC HIỆN", 1, "IV", "implementation"),
        Statement(
            "Sở Khoa học và Công nghệ chủ trì, phối hợp với Văn phòng UBND tỉnh theo dõi, đôn đốc việc thực hiện Kế "
            "hoạch; tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2026.",
            "1",
        ),
        Statement(
            "Sở Tài chính tham mưu bố trí kinh phí thực hiện Kế hoạch (hoàn thành trước ngày 31/3/2026).",
            "2",
        ),
        Statement(
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị phản ánh về Sở Khoa học và "
            "Công nghệ để tổng hợp, báo cáo Ủy ban nhân dân tỉnh xem xét, quyết định./."
        ),
    ),
    recipients=Recipients(
        (
            ("Bộ Khoa học và Công nghệ", "để b/c"),
            ("TT Tỉnh ủy, TT HĐND tỉnh", "để b/c"),
            ("Chủ tịch, các PCT UBND tỉnh", None),
            ("Các sở, ban, ngành tỉnh", "để t/h"),
            ("UBND các xã, phường", "để t/h"),
        ),
        "VT, KGVX",
    ),
    signature=SignatureDescription(
        "TM. KT.",
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "PHÓ CHỦ TỊCH",
        "Lương Thành An",
    ),
    appendices=(
        AppendixDescription(
            "Phụ lục",
            "DANH MỤC NHIỆM VỤ PHÁT TRIỂN DỮ LIỆU SỐ VÀ DỊCH VỤ CÔNG TRỰC TUYẾN NĂM 2026",
            (
                TableDescription(
                    _COLUMNS,
                    read_rows(
                        _COLUMNS,
                        """
+ I | THỂ CHẾ, QUY CHẾ | | | | |
1 | Ban hành Quy chế quản lý, khai thác dữ liệu dùng chung của tỉnh. | Quyết định của UBND tỉnh | Quý II/2026 | Sở Khoa học và Công nghệ | Sở Tư pháp; Văn phòng UBND tỉnh | Phòng KGVX
2 | Ban hành danh mục dữ liệu mở của các cơ quan nhà nước trên địa bàn tỉnh. | Danh mục dữ liệu mở | 6/2026 | Sở Khoa học và Công nghệ | ^ | Phòng KGVX
3 | Rà soát, sửa đổi quy chế phối hợp giải quyết thủ tục hành chính trên môi trường điện tử. | Quy chế sửa đổi | Trước ngày 30/9/2026 | Văn phòng UBND tỉnh | Các sở, ban, ngành | Phòng NC
+ II | CƠ SỞ DỮ LIỆU | | | | |
1 | Làm sạch cơ sở dữ liệu đất đai, bảo đảm khớp đúng với dữ liệu dân cư. | Cơ sở dữ liệu được nghiệm thu | 12/2026 | Sở Nông nghiệp và Môi trường | Công an tỉnh; UBND các xã, phường | Phòng KT
2 | Số hóa hồ sơ hộ tịch còn lại trước năm 2016. | 100% hồ sơ được số hóa | Quý III, IV/2026 | Sở Tư pháp | ^ | Phòng NC
3 | Xây dựng cơ sở dữ liệu cán bộ, công chức, viên chức, cập nhật biến động hằng tháng. | Cơ sở dữ liệu | Hằng tháng | Sở Nội vụ | Các sở, ban, ngành; UBND các xã, phường | Phòng NC
4 | Chuẩn hóa dữ liệu cơ sở giáo dục, giáo viên, học sinh năm học 2026-2027. | Báo cáo kết quả | Tháng 9/2026 | Sở Giáo dục và Đào tạo | Viettel Lạng Sơn, VNPT Lạng Sơn | Phòng KGVX
5 | Cập nhật sổ sức khỏe điện tử cho người dân. | Tỷ lệ trên 90% | Thường xuyên | Sở Y tế | Bảo hiểm xã hội tỉnh; UBND các xã, phường | Phòng KGVX
+ III | DỊCH VỤ CÔNG TRỰC TUYẾN | | | | |
1 | Tái cấu trúc quy trình điện tử đối với 50 thủ tục có lượng hồ sơ lớn. | Quyết định phê duyệt quy trình | Quý III/2026 | Văn phòng UBND tỉnh | Các sở, ban, ngành | Phòng NC
2 | Tích hợp thanh toán trực tuyến đối với nghĩa vụ tài chính về đất đai. | Chức năng vận hành chính thức | Trước ngày 30/6/2026 | Sở Tài chính | Thuế tỉnh; Kho bạc Nhà nước khu vực | Phòng KT
3 | Hướng dẫn người dân sử dụng dịch vụ công trực tuyến tại thôn, tổ dân phố. | Tổ công nghệ số cộng đồng hoạt động hiệu quả | Thường xuyên | UBND các xã, phường | Tỉnh đoàn | Phòng KGVX
4 | Đánh giá mức độ hài lòng của người dân đối với dịch vụ công trực tuyến. | Báo cáo đánh giá | Hằng quý | Văn phòng UBND tỉnh | | Phòng NC
+ IV | HẠ TẦNG VÀ AN TOÀN THÔNG TIN | | | | |
1 | Nâng cấp trung tâm dữ liệu của tỉnh, bổ sung hệ thống sao lưu dự phòng. | Hệ thống được nghiệm thu | Đến hết quý IV/2026 | Sở Khoa học và Công nghệ | Sở Tài chính | Phòng KT
2 | Kiểm tra, đánh giá an toàn thông tin các hệ thống cấp độ 3 trở lên. | Báo cáo kiểm tra | 6 tháng cuối năm 2026 | Công an tỉnh | Sở Khoa học và Công nghệ | Phòng NC
3 | Diễn tập ứng cứu sự cố an toàn thông tin mạng. | Cuộc diễn tập | Tháng 10/2026 | Sở Khoa học và Công nghệ | Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh | Phòng NC
""",
                    ),
                ),
            ),
            reference="(Kèm theo Kế hoạch số 58/KH-UBND ngày 27 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Lạng Sơn)",
        ),
    ),
    units={
        "Sở Khoa học và Công nghệ": ("so_khoa_hoc_va_cong_nghe_2025",),
        "Sở Tư pháp; Văn phòng UBND tỉnh": ("so_tu_phap", "van_phong_ubnd_tinh"),
        "Văn phòng UBND tỉnh": ("van_phong_ubnd_tinh",),
        "Các sở, ban, ngành": ("cac_so_ban_nganh_tinh",),
        "Sở Nông nghiệp và Môi trường": ("so_nong_nghiep_va_moi_truong",),
        "Công an tỉnh; UBND các xã, phường": ("cong_an_tinh", "ubnd_cac_xa_2025"),
        "Sở Tư pháp": ("so_tu_phap",),
        "Sở Nội vụ": ("so_noi_vu_2025",),
        "Các sở, ban, ngành; UBND các xã, phường": ("cac_so_ban_nganh_tinh", "ubnd_cac_xa_2025"),
        "Sở Giáo dục và Đào tạo": ("so_giao_duc_va_dao_tao",),
        "Sở Y tế": ("so_y_te",),
        "Bảo hiểm xã hội tỉnh; UBND các xã, phường": ("bhxh_tinh", "ubnd_cac_xa_2025"),
        "Sở Tài chính": ("so_tai_chinh_2025",),
        "Thuế tỉnh; Kho bạc Nhà nước khu vực": ("thue_tinh", "kho_bac_nn_khu_vuc"),
        "UBND các xã, phường": ("ubnd_cac_xa_2025",),
        "Tỉnh đoàn": ("tinh_doan",),
        "Công an tỉnh": ("cong_an_tinh",),
        "Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh": ("cong_an_tinh", "bo_chqs_tinh"),
    },
    deadlines={
        "Quý II/2026": (("period", "2026-04-01", "2026-06-30", "during"),),
        "6/2026": (("period", "2026-06-01", "2026-06-30", "during"),),
        "Trước ngày 30/9/2026": (("before", None, "2026-09-30", "before"),),
        "12/2026": (("period", "2026-12-01", "2026-12-31", "during"),),
        "Quý III, IV/2026": (("period", "2026-07-01", "2026-12-31", "during"),),
        "Hằng tháng": (("recurring", "2026-02-28", None, "by"),),
        "Tháng 9/2026": (("period", "2026-09-01", "2026-09-30", "during"),),
        "Thường xuyên": (("continuous", None, None, None),),
        "Quý III/2026": (("period", "2026-07-01", "2026-09-30", "during"),),
        "Trước ngày 30/6/2026": (("before", None, "2026-06-30", "before"),),
        "Hằng quý": (("recurring", "2026-03-31", None, "by"),),
        "Đến hết quý IV/2026": (("before", None, "2026-12-31", "by"),),
        "6 tháng cuối năm 2026": (("period", "2026-07-01", "2026-12-31", "during"),),
        "Tháng 10/2026": (("period", "2026-10-01", "2026-10-31", "during"),),
    },
)
