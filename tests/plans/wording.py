"""The words of the plans that are made: all invented, of the kinds that offices use."""

from typing import NamedTuple


class Office(NamedTuple):
    """A body that issues plans: lines of its parent and of itself, who signs, its group in a symbol."""

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    symbol: str
    place: str
    signatures: tuple[tuple[tuple[str, ...], str | None, str], ...]  # lines, authority, position
    name: str  # in running text


_DIRECTOR = (
    (("GIÁM ĐỐC",), None, "GIÁM ĐỐC"),
    (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "KT.", "PHÓ GIÁM ĐỐC"),
    (("KT.GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "KT.", "PHÓ GIÁM ĐỐC"),
    (("Q. GIÁM ĐỐC",), "Q.", "GIÁM ĐỐC"),
    (("TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), "TUQ.", "CHÁNH VĂN PHÒNG"),
)
_CHAIR = (
    (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "TM.", "CHỦ TỊCH"),
    (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "KT.", "PHÓ CHỦ TỊCH"),
    (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "TM. KT.", "PHÓ CHỦ TỊCH"),
    (("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "TL.", "CHÁNH VĂN PHÒNG"),
    (("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"), "TL. KT.", "PHÓ CHÁNH VĂN PHÒNG"),
)
_MINISTER = (
    (("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), "KT.", "THỨ TRƯỞNG"),
    (("BỘ TRƯỞNG",), None, "BỘ TRƯỞNG"),
    (("TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG"), "TL.", "CHÁNH VĂN PHÒNG"),
)
_HEAD = (
    (("TRƯỞNG PHÒNG",), None, "TRƯỞNG PHÒNG"),
    (("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"), "KT.", "PHÓ TRƯỞNG PHÒNG"),
)
_SCHOOL = (
    (("HIỆU TRƯỞNG",), None, "HIỆU TRƯỞNG"),
    (("KT.HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "KT.", "PHÓ HIỆU TRƯỞNG"),
)

OFFICES = (
    Office(("UBND TỈNH CÀ MAU",), ("SỞ NỘI VỤ",), "SNV", "Cà Mau", _DIRECTOR, "Sở Nội vụ"),
    Office(("ỦY BAN NHÂN DÂN", "TỈNH SƠN LA"), ("SỞ TƯ PHÁP",), "STP", "Sơn La", _DIRECTOR, "Sở Tư pháp"),
    Office(
        ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI PHÒNG"),
        ("SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"),
        "SVHTTDL", "Hải Phòng", _DIRECTOR, "Sở Văn hóa, Thể thao và Du lịch",
    ),
    Office(("UBND TỈNH LẠNG SƠN",), ("SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"), "SNNMT", "Lạng Sơn", _DIRECTOR,
           "Sở Nông nghiệp và Môi trường"),
    Office(("SỞ Y TẾ PHÚ THỌ",), ("TRUNG TÂM KIỂM SOÁT BỆNH TẬT",), "KSBT", "Phú Thọ", _DIRECTOR,
           "Trung tâm Kiểm soát bệnh tật"),
    Office((), ("ỦY BAN NHÂN DÂN", "TỈNH SƠN LA"), "UBND", "Sơn La", _CHAIR, "Ủy ban nhân dân tỉnh"),
    Office((), ("UỶ BAN NHÂN DÂN", "THÀNH PHỐ ĐÀ NẴNG"), "UBND", "Đà Nẵng", _CHAIR, "UBND thành phố"),
    Office((), ("UBND XÃ BÌNH MINH",), "UBND", "Bình Minh", _CHAIR, "UBND xã"),
    Office(("UBND HUYỆN TÂN LẠC",), ("PHÒNG TƯ PHÁP",), "TP", "Tân Lạc", _HEAD, "Phòng Tư pháp"),
    Office((), ("BỘ NÔNG NGHIỆP VÀ", "MÔI TRƯỜNG"), "BNNMT", "Hà Nội", _MINISTER,
           "Bộ Nông nghiệp và Môi trường"),
    Office((), ("BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH",), "BVHTTDL", "Hà Nội", _MINISTER,
           "Bộ Văn hóa, Thể thao và Du lịch"),
    Office(("SỞ GDĐT TỈNH AN GIANG",), ("TRƯỜNG THPT VÕ THỊ SÁU",), "THPTVTS", "An Giang", _SCHOOL,
           "Trường THPT Võ Thị Sáu"),
    Office(("BỘ XÂY DỰNG",), ("CỤC PHÁT TRIỂN ĐÔ THỊ",), "PTĐT", "Hà Nội",
           ((("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"), "KT.", "PHÓ CỤC TRƯỞNG"),), "Cục Phát triển đô thị"),
)  # fmt: skip
PARTY = (
    Office(("TỈNH ỦY CÀ MAU",), ("BAN TUYÊN GIÁO",), "KH/BTGTU", "Cà Mau",
           ((("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "KT.", "PHÓ TRƯỞNG BAN"),), "Ban Tuyên giáo Tỉnh ủy"),
    Office(("TỈNH ỦY SƠN LA",), ("BAN CHỈ ĐẠO", "CHUYỂN ĐỔI SỐ"), "KH/BCĐ", "Sơn La",
           ((("T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN"), "T/M", "TRƯỞNG BAN"),), "Ban Chỉ đạo"),
    Office(("HUYỆN ỦY TÂN LẠC",), ("ĐẢNG ỦY XÃ BÌNH MINH",), "KH/ĐU", "Bình Minh",
           ((("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), "T/M", "PHÓ BÍ THƯ"),), "Đảng ủy xã"),
)  # fmt: skip

TITLES = (
    ("Thực hiện công tác kiểm soát thủ tục hành chính năm 2025",),
    ("Chuyển đổi số năm 2025", "trên địa bàn tỉnh"),
    ("Triển khai thực hiện Chương trình phát triển thanh niên", "giai đoạn 2021 - 2025"),
    ("Nâng cao chất lượng phục vụ người dân, doanh nghiệp", "tại Bộ phận một cửa",
     "giai đoạn 2026-2030"),
    ("Kiểm tra công tác văn thư, lưu trữ",),
    ("Tuyên truyền, phổ biến, giáo dục pháp luật", "trong toàn ngành năm 2025"),
    ("về việc rà soát, đơn giản hóa chế độ báo cáo định kỳ",),
)  # fmt: skip

# Sentence of one legal basis, its instruments' codes and dates
BASES = (
    ("Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;", ((None, "2024-06-21"),)),
    ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
     (("30/2020/NĐ-CP", "2020-03-05"),)),
    ("Thực hiện Quyết định số 1185/QĐ-TTg ngày 12/9/2024 của Thủ tướng Chính phủ phê duyệt Đề án đào tạo nhân lực;",
     (("1185/QĐ-TTg", "2024-09-12"),)),
    ("Thực hiện Nghị quyết số 21-NQ/TU ngày 15/11/2024 của Ban Chấp hành Đảng bộ tỉnh về nâng cao hiệu quả quản lý;",
     (("21-NQ/TU", "2024-11-15"),)),
    ("Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 214/TTr-SNV ngày 06/01/2025;",
     (("214/TTr-SNV", "2025-01-06"),)),
    ("Căn cứ Thông tư số 08/2023/TT-BNV ngày 10/10/2023 của Bộ trưởng Bộ Nội vụ hướng dẫn công tác thống kê; "
     "Kế hoạch số 77/KH-UBND ngày 20/12/2024 của UBND tỉnh về cải cách hành chính năm 2025 "
     "(sau đây gọi tắt là Kế hoạch số 77);",
     (("08/2023/TT-BNV", "2023-10-10"), ("77/KH-UBND", "2024-12-20"))),
    ("Triển khai Công văn số 3041/BTTTT-CĐSQG ngày 02 tháng 8 năm 2024 của Bộ Thông tin và Truyền thông;",
     (("3041/BTTTT-CĐSQG", "2024-08-02"),)),
    ("Quán triệt Chỉ thị số 15-CT/TW ngày 30/5/2024 của Ban Bí thư về công tác tiếp dân;",
     (("15-CT/TW", "2024-05-30"),)),
    ("Tiếp tục thực hiện Chương trình hành động số 09-CTr/TU ngày 17/02/2023 của Tỉnh ủy về kinh tế số;",
     (("09-CTr/TU", "2023-02-17"),)),
)  # fmt: skip
PURPOSE_SENTENCES = (
    "Nhằm nâng cao hiệu lực, hiệu quả quản lý và tạo thuận lợi cho người dân khi giải quyết công việc.",
    "Để bảo đảm tiến độ đã đề ra, tạo sự thống nhất trong chỉ đạo và điều hành.",
)

SENTENCES = (
    "Rà soát các quy trình nội bộ và cắt giảm những bước không cần thiết.",
    "Mỗi đơn vị chọn một mô hình điểm để nhân rộng trong toàn ngành; kết quả gửi về cơ quan đầu mối.",
    "Toàn bộ hồ sơ tiếp nhận được số hóa theo đúng danh mục đã công bố;",
    "Bảo đảm tiết kiệm, hiệu quả, không chồng chéo với các nhiệm vụ đã giao.",
    "Duy trì trực tuyến 24/7 đối với hệ thống đường dây nóng (kể cả ngày nghỉ).",
    "Đến cuối kỳ, ít nhất 95% phản ánh được trả lời đúng hạn;",
    "Công khai kết quả trên trang thông tin điện tử, tại trụ sở và trên bảng tin của từng thôn, tổ dân phố.",
    "Gắn trách nhiệm của người đứng đầu với kết quả thực hiện; kịp thời biểu dương tập thể, cá nhân làm tốt.",
    "Tỷ lệ hồ sơ trực tuyến đạt trên 80%, trong đó 50% là hồ sơ toàn trình.",
    "Lồng ghép nội dung tuyên truyền vào sinh hoạt chi bộ, họp cơ quan và các buổi tập huấn chuyên môn.",
)
TOPICS = (
    "Cải cách thể chế", "Công tác văn thư, lưu trữ", "Hạ tầng số và an toàn thông tin",
    "Đào tạo nguồn nhân lực", "Sắp xếp tổ chức bộ máy", "Quản lý tài sản công", "Công tác thông tin, truyền thông",
    "Nâng cao chất lượng cung cấp dịch vụ công trực tuyến cho người dân và doanh nghiệp trên địa bàn",
)  # fmt: skip
UNITS = (
    "Sở Tài chính",
    "Sở Tư pháp",
    "Văn phòng UBND tỉnh",
    "Công an tỉnh",
    "Ủy ban nhân dân cấp xã",
    "Sở Y tế",
)

SECTIONS: dict[str, tuple[str, ...]] = {
    "purpose": ("MỤC ĐÍCH", "Mục tiêu", "MỤC ĐÍCH, Ý NGHĨA", "MỤC TIÊU CHUNG"),
    "requirement": ("YÊU CẦU", "Yêu cầu", "YÊU CẦU CỤ THỂ"),
    "purpose_requirement": (
        "MỤC ĐÍCH, YÊU CẦU", "MỤC ĐÍCH - YÊU CẦU", "MỤC ĐÍCH VÀ YÊU CẦU", "MỤC ĐÍCH YÊU CẦU", "Mục đích, yêu cầu",
        "MỤC TIÊU, YÊU CẦU", "QUAN ĐIỂM, MỤC TIÊU, YÊU CẦU", "MỤC ĐÍCH , YÊU CẦU",
    ),
    "content": (
        "NỘI DUNG", "NHIỆM VỤ TRỌNG TÂM", "NHIỆM VỤ, GIẢI PHÁP", "Nội dung thực hiện", "NỘI DUNG, BIỆN PHÁP THỰC HIỆN",
        "NỘI DUNG TRIỂN KHAI", "CÁC NHIỆM VỤ CỤ THỂ",
    ),
    "implementation": (
        "TỔ CHỨC THỰC HIỆN", "Tổ chức thực hiện", "PHÂN CÔNG NHIỆM VỤ", "PHÂN CÔNG TRÁCH NHIỆM", "CHẾ ĐỘ BÁO CÁO",
    ),
    "other": ("KINH PHÍ THỰC HIỆN", "THỜI GIAN, ĐỊA ĐIỂM", "PHẠM VI, ĐỐI TƯỢNG", "Kinh phí"),
}  # fmt: skip

NAMES = ("Trần Văn Mười", "Lê Thị Hoàng Yến", "Nguyễn Hữu Đạt", "Phạm Quốc Bảo", "Lò Văn Inh", "Đỗ Thanh Hải")

# Recipient lines as printed without dash and end mark, and the code in brackets
RECIPIENTS = (
    ("UBND tỉnh (b/c)", "b/c"), ("Thường trực Tỉnh ủy (để báo cáo)", "để báo cáo"),
    ("Các sở, ban, ngành tỉnh (ph/h)", "ph/h"), ("Sở Nội vụ (B/cáo)", "B/cáo"),
    ("Ban Giám đốc Sở (chỉ đạo)", "chỉ đạo"), ("Như Điều 3", None), ("Như trên", None),
    ("Chủ tịch, các PCT UBND tỉnh", None), ("Các phòng, đơn vị thuộc Sở (t/h)", "t/h"),
    ("Cổng TTĐT tỉnh (đăng tải)", "đăng tải"), ("Bộ Xây dựng (p/hợp)", "p/hợp"), ("Công an tỉnh (bc)", "bc"),
    ("UBND các xã, phường, đặc khu (để thực hiện)", "để thực hiện"), ("Trung tâm Lưu trữ lịch sử tỉnh", None),
    ("Hội đồng TĐKT tỉnh (Sở Nội vụ)", None), ("Đài PT&TH tỉnh (đưa tin)", "đưa tin"),
)  # fmt: skip
ARCHIVES = (
    ("Lưu: VT, NC", "VT, NC"), ("Lưu: VT", "VT"), ("Lưu: VT, VP.Phương", "VT, VP"),
    ("Lưu VT, GDPT. Hiển (3b)", "VT, GDPT"),
    ("Lưu: VT, CN(M.Cường)", "VT, CN"), ("Lưu: VT, TH(2). H", "VT, TH"), ("Lưu VT, VP(TH), BĐKH", "VT, VP, BĐKH"),
)  # fmt: skip
