"""A steering committee's plan in the party's form of number; no table at all; recipients as text."""

from tests.documents.model import (
    Basis,
    Heading,
    Letterhead,
    PlanDescription,
    Recipients,
    SignatureDescription,
    Statement,
)

PLAN = PlanDescription(
    name="ban-chi-dao",
    shows="the party's form of number (02-KH/BCĐ); numbers and bullets made by Word; no task table; duties in "
    "sentences; signature and recipients as plain paragraphs",
    letterhead=Letterhead(
        layout="party",
        parent=("TỈNH ỦY THANH HÓA",),
        issuer=("BAN CHỈ ĐẠO", "XÂY DỰNG NÔNG THÔN MỚI"),
        number=2,
        symbol="KH/BCĐ",
        place="Thanh Hóa",
        day=9,
        month=1,
        year=2025,
    ),
    kind="KẾ HOẠCH",
    doc_type="KH",
    title=("Kiểm tra tình hình xây dựng nông thôn mới năm 2025",),
    issuer="Ban Chỉ đạo Xây dựng nông thôn mới",
    bases=(
        Basis(
            "Căn cứ Chương trình số 31-CTr/TU ngày 12 tháng 9 năm 2024 của Tỉnh ủy về xây dựng nông thôn mới bền vững;",
            (("31-CTr/TU", "2024-09-12"),),
        ),
        Basis(
            "Căn cứ Quyết định số 77-QĐ/TU ngày 03 tháng 12 năm 2024 của Ban Thường vụ Tỉnh ủy về thành lập Ban Chỉ đạo;",
            (("77-QĐ/TU", "2024-12-03"),),
        ),
    ),
    preamble=("Ban Chỉ đạo xây dựng Kế hoạch kiểm tra năm 2025 như sau:",),
    body=(
        Heading("MỤC ĐÍCH, YÊU CẦU", 1, "I", "purpose_requirement", auto=True),
        Heading("Mục đích", 2, "1", "purpose", auto=True, run_in=True),
        Statement(
            "Đánh giá đúng kết quả, chỉ rõ hạn chế và nguyên nhân; kịp thời tháo gỡ khó khăn cho cơ sở."
        ),
        Heading("Yêu cầu", 2, "2", "requirement", auto=True, run_in=True),
        Statement("Kiểm tra khách quan, đúng trọng tâm, không gây phiền hà cho địa phương."),
        Heading("NỘI DUNG, ĐỐI TƯỢNG KIỂM TRA", 1, "II", "content", auto=True),
        Heading("Nội dung kiểm tra", 2, "1", "content", auto=True),
        Statement(
            "Việc ban hành và tổ chức thực hiện nghị quyết, kế hoạch của cấp ủy địa phương.", "-", auto=True
        ),
        Statement("Việc huy động, quản lý và sử dụng nguồn lực.", "-", auto=True),
        Statement("Kết quả thực hiện các tiêu chí về môi trường và thu nhập.", "-", auto=True),
        Heading("Thời gian, địa điểm", 2, "2", "content", auto=True),
        Statement("Từ ngày 10/3/2025 đến ngày 25/4/2025, tại 06 huyện do Ban Chỉ đạo lựa chọn."),
        Heading("TỔ CHỨC THỰC HIỆN", 1, "III", "implementation", auto=True),
        Statement(
            "Giao Sở Nông nghiệp và Phát triển nông thôn chủ trì, phối hợp với Văn phòng Tỉnh ủy tham mưu thành lập các "
            "đoàn kiểm tra (hoàn thành trước ngày 15/02/2025).",
            "1",
            auto=True,
        ),
        Statement(
            "Các đoàn kiểm tra báo cáo kết quả về Ban Chỉ đạo trước ngày 10/5/2025.",
            "2",
            auto=True,
        ),
        Statement(
            "Huyện ủy, thị ủy, thành ủy nơi được kiểm tra chuẩn bị báo cáo theo đề cương, gửi trước 05 ngày làm việc.",
            "3",
            auto=True,
        ),
    ),
    recipients=Recipients(
        (
            ("Thường trực Tỉnh ủy", "để b/c"),
            ("Các đồng chí thành viên Ban Chỉ đạo", None),
            ("Các huyện ủy, thị ủy, thành ủy", None),
        ),
        "VPTU",
    ),
    signature=SignatureDescription(
        "T/M", ("T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN"), "TRƯỞNG BAN", "Trịnh Quang Minh", "paragraphs"
    ),
)
