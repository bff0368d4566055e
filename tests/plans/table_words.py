"""Words of task tables: headings as offices word them, tasks, units, times."""

HEADERS = {
    "stt": ("STT", "TT", "Stt", "Số TT"),
    "task": ("Nhiệm vụ", "Nội dung công việc", "Tên nhiệm vụ", "Nội dung nhiệm vụ", "Nhiệm vụ thực hiện", "Công việc",
             "Nhiệm vụ, giải pháp", "Nội dung hoạt động", "Danh mục công việc", "Hoạt động", "Đầu việc",
             "Nội dung, nhiệm vụ"),
    "lead": ("Đơn vị chủ trì", "Cơ quan chủ trì", "Chủ trì", "Đơn vị thực hiện", "Cơ quan, đơn vị chủ trì",
             "Chủ trì thực hiện", "Người chịu trách nhiệm", "Bộ phận chủ trì", "ĐV chủ trì", "Cơ quan thực hiện",
             "Trách nhiệm thực hiện", "Cơ quan được giao chủ trì"),
    "coordinating": ("Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp thực hiện", "Đơn vị phối hợp thực hiện",
                     "Thành phần phối hợp", "Đơn vị tham gia", "Cơ quan, đơn vị phối hợp"),
    "deadline": ("Thời gian", "Thời gian hoàn thành", "Thời hạn", "Thời gian thực hiện", "Tiến độ",
                 "Thời hạn hoàn thành", "Mốc thời gian", "Thời điểm", "Hạn hoàn thành", "Thời gian trình",
                 "Dự kiến hoàn thành", "TG thực hiện"),
    "deliverable": ("Sản phẩm", "Kết quả", "Sản phẩm/Kết quả", "Sản phẩm hoàn thành", "Sản phẩm dự kiến",
                    "Kết quả cần đạt"),
    "budget": ("Kinh phí (triệu đồng)", "Nguồn kinh phí", "Dự toán kinh phí", "Tổng kinh phí"),
    "note": ("Ghi chú",),
    "extra": ("Căn cứ", "Cấp trình", "Lãnh đạo phụ trách", "Theo dõi, đôn đốc", "Hình thức văn bản"),
}  # fmt: skip
# Two headings of the second row below the one of the first, for two columns side by side.
PAIRS = {
    ("lead", "coordinating"): (
        ("Phân công thực hiện", "Phân công", "Tổ chức thực hiện"),
        ("Chủ trì", "Phối hợp"),
    ),
    ("begin", "end"): (("Thời gian thực hiện", "Tiến độ", "Thời gian"), ("Bắt đầu", "Hoàn thành")),
}
TASKS = (
    "Ban hành kế hoạch kiểm tra công tác văn thư", "Xây dựng bộ câu hỏi khảo sát sự hài lòng của người dân",
    "Số hóa hồ sơ còn hiệu lực tại các đơn vị", "Tổ chức hội nghị đối thoại với doanh nghiệp",
    "Rà soát danh mục thủ tục hành chính", "Tập huấn kỹ năng số cho tổ công nghệ cộng đồng",
    "Nâng cấp cổng thông tin điện tử thành phần", "Xây dựng chuyên mục tuyên truyền trên đài truyền thanh",
    "Đánh giá mức độ hoàn thành chỉ tiêu", "Tổng hợp, báo cáo kết quả thực hiện", "Công bố danh mục dữ liệu mở",
    "Kiểm tra đột xuất kỷ luật, kỷ cương hành chính", "Lắp đặt bảng tra cứu thông tin tại trụ sở",
    "Biên soạn sổ tay hướng dẫn nghiệp vụ", "Bố trí kinh phí bảo trì phần mềm dùng chung",
)  # fmt: skip
LEADS = (
    "Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch", "Văn phòng UBND tỉnh", "Công an tỉnh", "Các sở, ban, ngành tỉnh",
    "UBND các xã, phường, đặc khu", "Sở Tư pháp; Sở Tài chính", "Phòng Hành chính - Tổng hợp",
)  # fmt: skip
DEADLINES = (
    "Thường xuyên", "Hằng năm", "Quý II/2025", "Tháng 9/2025", "Trước ngày 30/11/2025", "Năm 2025",
    "6 tháng đầu năm 2025", "Từ tháng 3 đến tháng 6/2025",
)  # fmt: skip
PRODUCTS = ("Kế hoạch", "Báo cáo", "Quyết định công bố", "Văn bản hướng dẫn", "Biên bản")
GROUPS = (
    "Cải cách thể chế", "Chuyển đổi số", "Công tác tuyên truyền", "Nâng cao chất lượng cán bộ", "Hạ tầng và dữ liệu",
    "Kiểm tra, giám sát",
)  # fmt: skip
# One cell that names both: its text, from who leads and who helps.
TOGETHER = (
    "{lead} chủ trì, phối hợp với {coordinating}", "Chủ trì: {lead}; phối hợp: {coordinating}",
    "- Chủ trì: {lead}\n- Phối hợp: {coordinating}", "{lead} (chủ trì), {coordinating} (phối hợp)",
    "{lead} (chủ trì), {coordinating}", "Cơ quan chủ trì: {lead}; cơ quan phối hợp: {coordinating}",
)  # fmt: skip
ROMANS = ("I", "II", "III", "IV", "V", "VI")
CAPITALS = "ABCDEG"
LETTERS = "abcdđe"
ENDINGS = ("Tổng cộng: {count} nhiệm vụ", "Ghi chú: Các đơn vị báo cáo định kỳ hằng quý")
