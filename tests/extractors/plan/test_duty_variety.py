"""Wordings of duties beyond the common ones: each with who, with whom, what and until when."""

import pytest

from extractors.plan.assignments import doubts_of
from tests.extractors.plan.test_assignments import Parts, duties, parts

# Lines of a document, and the parts of every duty in them: lead, coordinating, task, deadline.
WORDINGS: dict[str, tuple[tuple[str, ...], list[Parts]]] = {
    "the time behind a duty of the heading's unit": (
        (
            "1. Phòng Dân vận",
            "1.1. Hướng dẫn tiêu chí. Thời gian hoàn thành: trước ngày 30/4/2026.",
            "1.2. Phối hợp với Phòng Tuyên truyền xây dựng chuyên mục. Thời gian thực hiện: hằng tháng.",
        ),
        [
            ("Phòng Dân vận", None, "Hướng dẫn tiêu chí", "trước ngày 30/4/2026"),
            ("Phòng Dân vận", "Phòng Tuyên truyền", "xây dựng chuyên mục", "hằng tháng"),
        ],
    ),
    "offices of the party": (
        (
            "- Các chi bộ, đảng bộ cơ sở xây dựng kế hoạch thực hiện trước ngày 15/6/2026.",
            "- Đảng ủy UBND phường lãnh đạo UBND phường cụ thể hóa Kế hoạch.",
            "- Ủy ban Kiểm tra chủ trì, phối hợp với các cơ quan tham mưu, giúp việc Đảng ủy theo dõi, đôn đốc.",
        ),
        [
            (
                "Các chi bộ, đảng bộ cơ sở",
                None,
                "xây dựng kế hoạch thực hiện trước ngày 15/6/2026",
                "trước ngày 15/6/2026",
            ),
            ("Đảng ủy UBND phường", None, "lãnh đạo UBND phường cụ thể hóa Kế hoạch", None),
            (
                "Ủy ban Kiểm tra",
                "các cơ quan tham mưu, giúp việc Đảng ủy",
                "theo dõi, đôn đốc",
                None,
            ),
        ],
    ),
    "heads of several departments; so many months each time": (
        (
            "- Trưởng các khoa, phòng: xây dựng đề án, nộp trước 30/01/2026.",
            "- Văn phòng Sở: tổng hợp, báo cáo Giám đốc định kỳ 3 tháng/lần.",
        ),
        [
            ("Trưởng các khoa, phòng", None, "xây dựng đề án, nộp trước 30/01/2026", "trước 30/01/2026"),
            (
                "Văn phòng Sở",
                None,
                "tổng hợp, báo cáo Giám đốc định kỳ 3 tháng/lần",
                "định kỳ 3 tháng/lần",
            ),
        ],
    ),
    "several frequencies, each with its day": (
        (
            "1. Sở Nội vụ",
            "a) Định kỳ 6 tháng (trước ngày 15/6), hằng năm (trước ngày 15/12) báo cáo Ủy ban nhân dân tỉnh.",
        ),
        [
            (
                "Sở Nội vụ",
                None,
                "Định kỳ 6 tháng (trước ngày 15/6), hằng năm (trước ngày 15/12) báo cáo Ủy ban nhân dân tỉnh",
                "Định kỳ 6 tháng (trước ngày 15/6); hằng năm (trước ngày 15/12)",
            )
        ],
    ),
    "a list of names with a colon and semicolons in it": (
        (
            "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các Sở: Nội vụ, Tài chính; Thủ trưởng các cơ quan "
            "liên quan chịu trách nhiệm thi hành Quyết định này./.",
        ),
        [
            (
                "Chánh Văn phòng UBND tỉnh, Giám đốc các Sở: Nội vụ, Tài chính; Thủ trưởng các cơ quan liên quan",
                None,
                "thi hành Quyết định này",
                None,
            )
        ],
    ),
    "an aside between who and what; when it is summed up": (
        (
            "- Sở Tài chính trên cơ sở dự toán của các đơn vị, tham mưu bố trí kinh phí.",
            "- Công an tỉnh có trách nhiệm đôn đốc; sơ kết vào tháng 12/2026, tổng kết vào quý I/2027.",
            "- Yêu cầu Thủ trưởng các đơn vị nghiêm túc thực hiện; trong quá trình thực hiện, nếu có vướng mắc, "
            "phản ánh về Công an tỉnh.",
        ),
        [
            ("Sở Tài chính", None, "trên cơ sở dự toán của các đơn vị, tham mưu bố trí kinh phí", None),
            (
                "Công an tỉnh",
                None,
                "đôn đốc; sơ kết vào tháng 12/2026, tổng kết vào quý I/2027",
                "vào tháng 12/2026; vào quý I/2027",
            ),
            ("Thủ trưởng các đơn vị", None, "nghiêm túc thực hiện", None),
        ],
    ),
    "so many times a year; a time behind who does it": (
        (
            "- Sở Y tế chỉ đạo Trung tâm Kiểm soát bệnh tật xét nghiệm cho công nhân, 2 lần/năm.",
            "- Văn phòng Sở kiểm tra việc thực hiện ít nhất 02 lần/năm học.",
            "- Công an tỉnh lập danh sách, quản lý người nghiện, thường xuyên.",
            "- Khảo sát 05 tuyến mới (Phòng Quy hoạch chủ trì; tháng 5/2026).",
            "- Tổ chức 20 buổi truyền thông (Liên đoàn Lao động tỉnh chủ trì; thực hiện hằng năm).",
        ),
        [
            (
                "Sở Y tế",
                None,
                "chỉ đạo Trung tâm Kiểm soát bệnh tật xét nghiệm cho công nhân, 2 lần/năm",
                "2 lần/năm",
            ),
            (
                "Văn phòng Sở",
                None,
                "kiểm tra việc thực hiện ít nhất 02 lần/năm học",
                "ít nhất 02 lần/năm học",
            ),
            ("Công an tỉnh", None, "lập danh sách, quản lý người nghiện, thường xuyên", "thường xuyên"),
            ("Phòng Quy hoạch", None, "Khảo sát 05 tuyến mới", "tháng 5/2026"),
            ("Liên đoàn Lao động tỉnh", None, "Tổ chức 20 buổi truyền thông", "hằng năm"),
        ],
    ),
    "from one day to another": (
        (
            "- Báo Lâm Đồng mở chuyên mục từ ngày 15/01 đến hết ngày 10/02/2026.",
            "- Công an xã tuần tra từ 20/7/2025 đến 15/9/2025.",
            "- Văn phòng Sở báo cáo kết quả thực hiện từ ngày 15/12/2025 đến ngày 14/6/2026.",
            "- Đề nghị UBMTTQ Việt Nam phường tuyên truyền, vận động từ tháng 3 đến tháng 5/2026.",
        ),
        [
            (
                "Báo Lâm Đồng",
                None,
                "mở chuyên mục từ ngày 15/01 đến hết ngày 10/02/2026",
                "từ ngày 15/01 đến hết ngày 10/02/2026",
            ),
            ("Công an xã", None, "tuần tra từ 20/7/2025 đến 15/9/2025", "từ 20/7/2025 đến 15/9/2025"),
            (
                "Văn phòng Sở",
                None,
                "báo cáo kết quả thực hiện từ ngày 15/12/2025 đến ngày 14/6/2026",
                None,
            ),
            (
                "UBMTTQ Việt Nam phường",
                None,
                "tuyên truyền, vận động từ tháng 3 đến tháng 5/2026",
                "từ tháng 3 đến tháng 5/2026",
            ),
        ],
    ),
    "a day of every month or week": (
        (
            "- Văn phòng Sở: báo cáo vào ngày 25 hằng tháng.",
            "- Phòng Hạ tầng: báo cáo trước 15h00 thứ Sáu hàng tuần.",
            "- Các tổ bầu cử báo cáo trước 16 giờ hằng ngày.",
        ),
        [
            ("Văn phòng Sở", None, "báo cáo vào ngày 25 hằng tháng", "vào ngày 25 hằng tháng"),
            ("Phòng Hạ tầng", None, "báo cáo trước 15h00 thứ Sáu hàng tuần", "trước 15h00 thứ Sáu hàng tuần"),
            ("Các tổ bầu cử", None, "báo cáo trước 16 giờ hằng ngày", "trước 16 giờ hằng ngày"),
        ],
    ),
    "fields that sound like verbs": (
        (
            "1. Văn phòng Sở chủ trì, phối hợp với Trung tâm Công nghệ thông tin theo dõi tiến độ.",
            "2. Phòng Quản lý, hỗ trợ hộ kinh doanh",
            "- Phát tờ rơi.",
        ),
        [
            ("Văn phòng Sở", "Trung tâm Công nghệ thông tin", "theo dõi tiến độ", None),
            ("Phòng Quản lý, hỗ trợ hộ kinh doanh", None, "Phát tờ rơi", None),
        ],
    ),
    "heads and branches of associations": (
        (
            "1. Giao đồng chí Phó Trưởng ban thường trực đôn đốc việc thực hiện.",
            "2. Các chi đoàn trực thuộc",
            "- Đăng ký công trình trước ngày 20/02/2026.",
        ),
        [
            ("Phó Trưởng ban thường trực", None, "đôn đốc việc thực hiện", None),
            (
                "Các chi đoàn trực thuộc",
                None,
                "Đăng ký công trình trước ngày 20/02/2026",
                "trước ngày 20/02/2026",
            ),
        ],
    ),
    "a title before a court": (
        ("1. Chánh án Tòa án nhân dân các khu vực căn cứ Kế hoạch này tổ chức thực hiện.",),
        [("Chánh án Tòa án nhân dân các khu vực", None, "căn cứ Kế hoạch này tổ chức thực hiện", None)],
    ),
    "capitals behind commas in a name": (
        (
            "1. Ban Dân chủ, Giám sát và Phản biện xã hội tham mưu kế hoạch.",
            "2. Sở Nội vụ, Tham mưu kế hoạch.",
            "3. Phòng Hậu cần - Kỹ thuật",
            "- Bảo đảm phương tiện.",
        ),
        [
            ("Ban Dân chủ, Giám sát và Phản biện xã hội", None, "tham mưu kế hoạch", None),
            ("Sở Nội vụ", None, "Tham mưu kế hoạch", None),
            ("Phòng Hậu cần - Kỹ thuật", None, "Bảo đảm phương tiện", None),
        ],
    ),
    "verbs of cutting, sharing, repairing": (
        (
            "1. Các sở, ban, ngành cắt giảm 30% thời gian.",
            "2. Báo và Phát thanh, Truyền hình tỉnh tăng thời lượng tuyên truyền.",
        ),
        [
            ("Các sở, ban, ngành", None, "cắt giảm 30% thời gian", None),
            ("Báo và Phát thanh, Truyền hình tỉnh", None, "tăng thời lượng tuyên truyền", None),
        ],
    ),
    "a name up to its colon": (
        ("1. Ban Quản lý bảo trì đường bộ: chịu trách nhiệm nghiệm thu.",),
        [("Ban Quản lý bảo trì đường bộ", None, "nghiệm thu", None)],
    ),
    "headings in capitals": (
        (
            "1. CÁC TRƯỜNG TRUNG HỌC PHỔ THÔNG",
            "- Niêm yết chỉ tiêu.",
            "2. ĐỀ NGHỊ CÔNG AN TỈNH, SỞ Y TẾ",
            "- Bảo đảm an ninh.",
            "3. TỔ CHỨC TUYÊN TRUYỀN",
            "- Nội dung phong phú.",
        ),
        [
            ("CÁC TRƯỜNG TRUNG HỌC PHỔ THÔNG", None, "Niêm yết chỉ tiêu", None),
            ("CÔNG AN TỈNH, SỞ Y TẾ", None, "Bảo đảm an ninh", None),
        ],
    ),
    "several persons": (
        ("- Các đồng chí Trưởng bản: Thông báo cho các hộ trước ngày 08/02/2026.",),
        [
            (
                "Các đồng chí Trưởng bản",
                None,
                "Thông báo cho các hộ trước ngày 08/02/2026",
                "trước ngày 08/02/2026",
            )
        ],
    ),
    "a capital in a name is no verb": (
        ("1. Sở Nội vụ phối hợp với Phòng Văn hóa và Thông tin tuyên truyền lưu động.",),
        [("Sở Nội vụ", "Phòng Văn hóa và Thông tin", "tuyên truyền lưu động", None)],
    ),
    "a name of three parts": (
        ("- Trung tâm Văn hóa, Thông tin và Thể thao: Treo băng rôn.",),
        [("Trung tâm Văn hóa, Thông tin và Thể thao", None, "Treo băng rôn", None)],
    ),
    "a place's name that sounds like a verb": (
        ("1. Đồn Biên phòng Cầu Treo tuần tra mỗi tháng 02 lần.",),
        [("Đồn Biên phòng Cầu Treo", None, "tuần tra mỗi tháng 02 lần", "mỗi tháng 02 lần")],
    ),
    "a syllable within a word ends no list": (
        ("1. Công an xã chủ trì, phối hợp với tổ bảo vệ an ninh, trật tự ở cơ sở tuần tra ban đêm.",),
        [("Công an xã", "tổ bảo vệ an ninh, trật tự ở cơ sở", "tuần tra ban đêm", None)],
    ),
    "a deputy's title says of what": (
        ("- Phó Hiệu trưởng phụ trách chuyên môn: Kiểm tra đề cương.",),
        [("Phó Hiệu trưởng phụ trách chuyên môn", None, "Kiểm tra đề cương", None)],
    ),
    "a person and their office": (
        ("- Đồng chí Lê Văn Bảy - Phó Chủ tịch UBND xã: Trực tiếp chỉ đạo.",),
        [("Lê Văn Bảy - Phó Chủ tịch UBND xã", None, "Trực tiếp chỉ đạo", None)],
    ),
    "a person's seat is no duty": (("- Bà Lò Thị Mai, Trưởng phòng Kinh tế: Ủy viên.",), []),
    "heads of villages": (
        ("1. Trưởng thôn, tổ trưởng tổ dân phố có trách nhiệm thông báo đến từng hộ.",),
        [("Trưởng thôn, tổ trưởng tổ dân phố", None, "thông báo đến từng hộ", None)],
    ),
    "a short form before its places": (
        ("1. UBND các xã, thị trấn", "Rà soát danh sách trước ngày 20/02/2023."),
        [("UBND các xã, thị trấn", None, "Rà soát danh sách trước ngày 20/02/2023", "trước ngày 20/02/2023")],
    ),
    "a time opens the sentence": (
        ("1. Quý I/2027, các cơ quan, đơn vị đánh giá phong trào.",),
        [("các cơ quan, đơn vị", None, "đánh giá phong trào", "Quý I/2027")],
    ),
    "within a quarter, to do something": (
        ("1. Các đơn vị xây dựng kế hoạch trong Quý I/2026 để thực hiện.",),
        [("Các đơn vị", None, "xây dựng kế hoạch trong Quý I/2026 để thực hiện", "trong Quý I/2026")],
    ),
    "results of a quarter are no deadline": (
        ("1. Sở Nội vụ báo cáo kết quả thực hiện trong quý I năm 2026 gửi UBND tỉnh.",),
        [("Sở Nội vụ", None, "báo cáo kết quả thực hiện trong quý I năm 2026 gửi UBND tỉnh", None)],
    ),
    "an hour of a day": (
        ("1. Bộ phận một cửa gửi danh sách trước 14 giờ ngày 08 tháng 10 năm 2026.",),
        [
            (
                "Bộ phận một cửa",
                None,
                "gửi danh sách trước 14 giờ ngày 08 tháng 10 năm 2026",
                "trước 14 giờ ngày 08 tháng 10 năm 2026",
            )
        ],
    ),
    "two reporting days": (
        ("1. Định kỳ 6 tháng, 1 năm hoặc đột xuất, các sở, ngành báo cáo trước ngày 15/6 và 15/12.",),
        [
            (
                "các sở, ngành",
                None,
                "báo cáo trước ngày 15/6 và 15/12",
                "Định kỳ 6 tháng, 1 năm hoặc đột xuất; trước ngày 15/6 và 15/12",
            )
        ],
    ),
    "an aside before the verb": (
        (
            "1. Các sở, ngành, địa phương, theo chức năng, nhiệm vụ của mình, có trách nhiệm cụ thể hóa Kế hoạch.",
        ),
        [("Các sở, ngành, địa phương", None, "cụ thể hóa Kế hoạch", None)],
    ),
    "an aside that is all there is": (
        ("1. Các sở, ban, ngành theo chức năng được giao chủ động tổ chức triển khai.",),
        [("Các sở, ban, ngành", None, "theo chức năng được giao chủ động tổ chức triển khai", None)],
    ),
    "units by what they are charged with": (
        ("1. Các đơn vị được phân công chủ trì nhiệm vụ có trách nhiệm lập dự toán kinh phí.",),
        [("Các đơn vị được phân công chủ trì nhiệm vụ", None, "lập dự toán kinh phí", None)],
    ),
    "responsible before somebody": (
        ("1. Chủ tịch UBND các xã chịu trách nhiệm toàn diện trước UBND tỉnh.",),
        [("Chủ tịch UBND các xã", None, "chịu trách nhiệm toàn diện trước UBND tỉnh", None)],
    ),
    "a standing body that leads": (
        (
            "1. Sở Nội vụ là cơ quan thường trực, chủ trì, phối hợp với các đơn vị liên quan đôn đốc việc thực hiện.",
        ),
        [("Sở Nội vụ", "các đơn vị liên quan", "đôn đốc việc thực hiện", None)],
    ),
    "what is done in case of difficulties is cut": (
        (
            "1. Yêu cầu Thủ trưởng các đơn vị nghiêm túc thực hiện. Quá trình thực hiện nếu có vướng mắc, báo cáo Sở.",
        ),
        [("Thủ trưởng các đơn vị", None, "nghiêm túc thực hiện", None)],
    ),
    "a hyphen within names": (
        (
            "1. Giao Sở Tư pháp chủ trì phối hợp cùng Sở Văn hoá-Thông tin, Trường Chính trị tuyên truyền rộng rãi.",
        ),
        [("Sở Tư pháp", "Sở Văn hoá-Thông tin, Trường Chính trị", "tuyên truyền rộng rãi", None)],
    ),
    "a place whose name reads like a word": (
        ("1. Đối với Công an thành phố Cần Giờ xây dựng kế hoạch tuần tra.",),
        [("Công an thành phố Cần Giờ", None, "xây dựng kế hoạch tuần tra", None)],
    ),
    "several commas before the unit": (
        (
            "1. Trên cơ sở Nghị quyết của Đảng, Chương trình của tỉnh, các sở, ngành rà soát trong tháng 01 năm 2026.",
        ),
        [("các sở, ngành", None, "rà soát trong tháng 01 năm 2026", "trong tháng 01 năm 2026")],
    ),
    "names that hold words of duties": (
        (
            "1. Phòng Quản lý văn thư, lưu trữ tham mưu thành lập đoàn.",
            "2. Ban Quản lý dự án đầu tư xây dựng rà soát hồ sơ.",
            "3. Trung tâm bồi dưỡng chính trị mở lớp tập huấn.",
            "4. Phòng Kế hoạch tổng hợp làm đầu mối theo dõi.",
            "5. Khoa Nội tổng hợp: Xây dựng phác đồ điều trị.",
        ),
        [
            ("Phòng Quản lý văn thư, lưu trữ", None, "tham mưu thành lập đoàn", None),
            ("Ban Quản lý dự án đầu tư xây dựng", None, "rà soát hồ sơ", None),
            ("Trung tâm bồi dưỡng chính trị", None, "mở lớp tập huấn", None),
            ("Phòng Kế hoạch tổng hợp", None, "theo dõi", None),
            ("Khoa Nội tổng hợp", None, "Xây dựng phác đồ điều trị", None),
        ],
    ),
    "names behind a colon": (
        (
            "1. Các bộ, cơ quan ngang bộ: Tài chính; Tư pháp; Y tế phối hợp với Bộ Nội vụ theo dõi việc thực hiện.",
        ),
        [
            (
                "Các bộ, cơ quan ngang bộ: Tài chính; Tư pháp; Y tế",
                "Bộ Nội vụ",
                "theo dõi việc thực hiện",
                None,
            )
        ],
    ),
    "partners that no list knows": (
        ("1. Công an tỉnh chủ trì, phối hợp với lực lượng chuyên trách tuần tra ban đêm.",),
        [("Công an tỉnh", "lực lượng chuyên trách", "tuần tra ban đêm", None)],
    ),
    "alongside another": (
        ("1. Phòng Kế hoạch chủ trì cùng Văn phòng Sở xây dựng dự toán.",),
        [("Phòng Kế hoạch", "Văn phòng Sở", "xây dựng dự toán", None)],
    ),
    "a person with an office": (
        ("1. Phân công đồng chí Lê Văn An - Phó Giám đốc Sở trực tiếp chỉ đạo thực hiện Kế hoạch.",),
        [("Lê Văn An - Phó Giám đốc Sở", None, "trực tiếp chỉ đạo thực hiện Kế hoạch", None)],
    ),
    "who does it, behind a dash": (
        ("1. Tham luận về công tác ôn thi - Trường THPT Thống Nhất thực hiện.",),
        [("Trường THPT Thống Nhất", None, "Tham luận về công tác ôn thi", None)],
    ),
    "who does it, in brackets": (
        (
            "1. Xây dựng kịch bản (giao Văn phòng Sở chủ trì, phối hợp với Phòng Tổ chức; xong trước ngày 10/3/2026).",
        ),
        [("Văn phòng Sở", "Phòng Tổ chức", "Xây dựng kịch bản", "xong trước ngày 10/3/2026")],
    ),
    "a heading with what the unit is": (
        (
            "1. Bộ Nội vụ, cơ quan chủ trì Đề án",
            "a) Ban hành văn bản hướng dẫn.",
            "2. Kinh phí",
            "Theo quy định.",
        ),
        [("Bộ Nội vụ", None, "Ban hành văn bản hướng dẫn", None)],
    ),
    "a heading with who leads and who helps": (
        ("1. Sở Tài chính chủ trì, phối hợp các sở, ngành", "- Ưu tiên nguồn lực.", "- Huy động kinh phí."),
        [
            ("Sở Tài chính", "các sở, ngành", "Ưu tiên nguồn lực", None),
            ("Sở Tài chính", "các sở, ngành", "Huy động kinh phí", None),
        ],
    ),
    "a unit that asks others has that duty": (
        (
            "1. Các Ban Quản lý dự án là chủ đầu tư công trình",
            "a) Yêu cầu nhà thầu thi công bố trí rào chắn.",
        ),
        [("Các Ban Quản lý dự án", None, "Yêu cầu nhà thầu thi công bố trí rào chắn", None)],
    ),
    "a line that announces duties": (
        (
            "1. Giao Sở Nội vụ thực hiện các nhiệm vụ sau:",
            "- Tham mưu ban hành kế hoạch;",
            "- Tổ chức kiểm tra.",
        ),
        [
            ("Sở Nội vụ", None, "Tham mưu ban hành kế hoạch", None),
            ("Sở Nội vụ", None, "Tổ chức kiểm tra", None),
        ],
    ),
    "labelled lines below a heading that says what": (
        (
            "1. Tổ chức hội thi tìm hiểu pháp luật",
            "- Nội dung: thi trắc nghiệm trên mạng.",
            "- Cơ quan chủ trì: Sở Tư pháp.",
            "- Thời gian thực hiện: Tháng 9/2026.",
        ),
        [("Sở Tư pháp", None, "Tổ chức hội thi tìm hiểu pháp luật", "Tháng 9/2026")],
    ),
    "labels behind the sentence": (
        (
            "1. Rà soát thủ tục. Đơn vị chủ trì: Văn phòng; đơn vị phối hợp: các phòng; thời gian: Quý II/2026.",
        ),
        [("Văn phòng", "các phòng", "Rà soát thủ tục", "Quý II/2026")],
    ),
    "a labelled line that divides the roles": (
        ("- Rà soát văn bản trái luật", "- Phân công: Phòng A chủ trì, phối hợp với Phòng B."),
        [("Phòng A", "Phòng B", "Rà soát văn bản trái luật", None)],
    ),
}


@pytest.mark.parametrize("name", WORDINGS)
def test_a_wording_gives_its_parts(name: str) -> None:
    lines, expected = WORDINGS[name]
    assert [parts(assignment) for assignment in duties(*lines)] == expected


@pytest.mark.parametrize(
    "lines",
    [
        # told, not asked
        ("1. Trong năm 2025, Sở Nội vụ đã tổ chức 05 lớp tập huấn.",),
        ("1. UBND tỉnh đã ban hành Kế hoạch số 12/KH-UBND ngày 02/3/2025.",),
        # the rest of a list of names that was not read
        (
            "1. Các ông (bà) Chánh Văn phòng, Giám đốc: Sở A; Giám đốc các ban quản lý rừng chịu trách nhiệm thi hành.",
        ),
        # who takes part, below a heading that addresses them
        ("1. VĂN PHÒNG CHÍNH PHỦ điện", "- Các Bộ: Công an, Quốc phòng;", "- Chủ tịch UBND các tỉnh."),
        # units alone
        ("- Các phòng chuyên môn và tổ chức tương đương thuộc các cơ quan trên địa bàn tỉnh.",),
        # criteria
        ("- Cá nhân thuộc các đơn vị đạt tiêu chuẩn theo quy định tại điểm a Mục V.",),
    ],
)
def test_what_asks_nobody_gives_no_duty(lines: tuple[str, ...]) -> None:
    assert duties(*lines) == []


def test_what_was_done_is_no_duty() -> None:
    lines = ("1. Những kết quả đạt được", "- Các sở, ngành thường xuyên rà soát văn bản.")
    assert duties(*lines, heading="I. ĐÁNH GIÁ") == []


def test_why_there_is_a_plan_is_no_duty() -> None:
    """Before the first heading only words that ask for something count."""
    first = "Để triển khai Chương trình, UBND huyện xây dựng kế hoạch thực hiện cụ thể."
    assert duties("1. Nâng cao chất lượng.", heading=first) == []


def test_a_duty_that_words_do_not_surely_give_is_reported() -> None:
    found = duties("1. Sở Nội vụ", "- Kiên trì giữ nếp làm việc.", "- Chủ trì xây dựng kế hoạch.")
    assert [(doubt.code, "Kiên trì" in doubt.message) for doubt in doubts_of(found)] == [
        ("duty-doubtful", True)
    ]
