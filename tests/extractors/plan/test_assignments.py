"""Duties in sentences, in labelled lines and under the headings of units."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.plan.abbreviations import find_abbreviations
from extractors.plan.assignments import find_assignments
from extractors.plan.provisions import read_body
from extractors.plan.zones import Zones
from schemas.records import Assignment
from tests.builders import make_source

Parts = tuple[str | None, str | None, str, str | None]


def duties(*lines: str, heading: str = "III. TỔ CHỨC THỰC HIỆN") -> list[Assignment]:
    zones = Zones(body=make_source(heading, *lines).blocks)
    read = read_body(zones)
    return find_assignments(read.provisions, read.outline, find_abbreviations(zones))


def parts(assignment: Assignment) -> Parts:
    def text(value: object) -> str | None:
        return getattr(value, "text", None)

    return text(assignment.lead), text(assignment.coordinating), assignment.task, text(assignment.deadline)


SENTENCES: list[tuple[str, Parts, str]] = [
    (
        "1. Giao Văn phòng Sở định kỳ (trước 20/12 hằng năm) tổng hợp số liệu lưu trữ.",
        (
            "Văn phòng Sở",
            None,
            "định kỳ (trước 20/12 hằng năm) tổng hợp số liệu lưu trữ",
            "trước 20/12 hằng năm",
        ),
        "directive",
    ),
    (
        "1. Sở Tài chính chủ trì, phối hợp với Sở Nội vụ và các đơn vị liên quan thẩm định dự toán "
        "(hoàn thành trước ngày 30/3/2026).",
        (
            "Sở Tài chính",
            "Sở Nội vụ và các đơn vị liên quan",
            "thẩm định dự toán (hoàn thành trước ngày 30/3/2026)",
            "hoàn thành trước ngày 30/3/2026",
        ),
        "unit-leads",
    ),
    # a name in small letters up to that of its place
    (
        "1. Đề nghị Báo và phát thanh, truyền hình Quảng Trị tăng cường thời lượng tuyên truyền.",
        ("Báo và phát thanh, truyền hình Quảng Trị", None, "tăng cường thời lượng tuyên truyền", None),
        "directive",
    ),
    # a day of the last month of every quarter
    (
        "1. Trưởng các phòng tổ chức thực hiện; trước ngày 20 tháng cuối quý báo cáo Văn phòng Ban.",
        (
            "Trưởng các phòng",
            None,
            "tổ chức thực hiện; trước ngày 20 tháng cuối quý báo cáo Văn phòng Ban",
            "trước ngày 20 tháng cuối quý",
        ),
        "unit-duty",
    ),
    # behind a colon a noun may open the duty
    (
        "1. Phòng Quản lý chất lượng: Đầu mối, đôn đốc, tổng hợp báo cáo Giám đốc.",
        ("Phòng Quản lý chất lượng", None, "Đầu mối, đôn đốc, tổng hợp báo cáo Giám đốc", None),
        "unit-colon",
    ),
    # the due day that follows a frequency belongs to it
    (
        "1. Giao Văn phòng Sở tổng hợp số liệu; định kỳ hằng quý (trước ngày 20 của tháng cuối quý) báo cáo Giám đốc.",
        (
            "Văn phòng Sở",
            None,
            "tổng hợp số liệu; định kỳ hằng quý (trước ngày 20 của tháng cuối quý) báo cáo Giám đốc",
            "định kỳ hằng quý (trước ngày 20 của tháng cuối quý)",
        ),
        "directive",
    ),
    (
        "1. Giao Văn phòng Sở tổng hợp số liệu, định kỳ hằng tháng, trước ngày 25 báo cáo Giám đốc.",
        (
            "Văn phòng Sở",
            None,
            "tổng hợp số liệu, định kỳ hằng tháng, trước ngày 25 báo cáo Giám đốc",
            "định kỳ hằng tháng, trước ngày 25",
        ),
        "directive",
    ),
    # a name with a comma of its own, and a list that shares its head
    (
        "- Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với UBND các xã, phường tổ chức hội thi.",
        ("Sở Văn hóa, Thể thao và Du lịch", "UBND các xã, phường", "tổ chức hội thi", None),
        "unit-leads",
    ),
    # a name that no list holds
    (
        "2. Giao phòng Quản lý hạ tầng số chủ trì rà soát các nút mạng, hoàn thành trong quý II năm 2026.",
        (
            "phòng Quản lý hạ tầng số",
            None,
            "rà soát các nút mạng, hoàn thành trong quý II năm 2026",
            "hoàn thành trong quý II năm 2026",
        ),
        "directive",
    ),
    (
        "1. Trưởng các phòng, ban, đơn vị trực thuộc Sở chịu trách nhiệm bảo quản hồ sơ số.",
        ("Trưởng các phòng, ban, đơn vị trực thuộc Sở", None, "bảo quản hồ sơ số", None),
        "unit-responsible",
    ),
    (
        "1. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh giám sát việc thực hiện Kế hoạch.",
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", None, "giám sát việc thực hiện Kế hoạch", None),
        "directive",
    ),
    # a bracket belongs to the name
    (
        "- Giao Văn phòng UBND tỉnh (Trung tâm Phục vụ hành chính công) theo dõi tiến độ hồ sơ.",
        ("Văn phòng UBND tỉnh (Trung tâm Phục vụ hành chính công)", None, "theo dõi tiến độ hồ sơ", None),
        "directive",
    ),
    # a unit and its duty in one line
    (
        "- Sở Tài chính: Bố trí kinh phí thực hiện trong dự toán năm.",
        ("Sở Tài chính", None, "Bố trí kinh phí thực hiện trong dự toán năm", None),
        "unit-colon",
    ),
    # a clause before the unit, with the deadline in it
    (
        "- Trước ngày 15/12 hằng năm, các phòng chuyên môn gửi báo cáo về Văn phòng Sở.",
        ("các phòng chuyên môn", None, "gửi báo cáo về Văn phòng Sở", "Trước ngày 15/12 hằng năm"),
        "unit-duty",
    ),
    # one body asks another
    (
        "- Ủy ban nhân dân tỉnh giao Sở Y tế tổng hợp số liệu.",
        ("Sở Y tế", None, "tổng hợp số liệu", None),
        "directive",
    ),
    # responsible for leading
    (
        "1. Thanh tra tỉnh có trách nhiệm chủ trì, phối hợp với Công an tỉnh xử lý đơn thư "
        "trước ngày 15/6/2026.",
        ("Thanh tra tỉnh", "Công an tỉnh", "xử lý đơn thư trước ngày 15/6/2026", "trước ngày 15/6/2026"),
        "unit-leads",
    ),
]


@pytest.mark.parametrize(("line", "expected", "rule"), SENTENCES)
def test_a_sentence_gives_its_parts(line: str, expected: Parts, rule: str) -> None:
    found = duties(line)
    assert [parts(assignment) for assignment in found] == [expected]
    assert found[0].rule == rule
    assert 0.5 <= found[0].confidence <= 1


@pytest.mark.parametrize(
    "line",
    [
        # nobody is named
        "1. Nâng cao chất lượng hồ sơ, bảo đảm đúng tiến độ.",
        "- Tổ chức rà soát hồ sơ theo quy định.",
        "- Báo cáo thành tích của tập thể đề nghị khen thưởng.",
        # a list and no duty
        "- Các phòng: Kế toán; Thanh tra; Tổ chức.",
        # a unit that does nothing here
        "- Các phòng chuyên môn thuộc Sở.",
        # what the document itself does
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung như sau:",
        "Yêu cầu Thủ trưởng các đơn vị nghiêm túc triển khai các giải pháp, nhiệm vụ trọng tâm sau:",
        "Trên đây là Kế hoạch năm 2026, yêu cầu các đơn vị triển khai thực hiện./.",
    ],
)
def test_what_gives_no_unit_a_duty_is_left(line: str) -> None:
    assert duties(line) == []


def test_a_statement_may_give_two_duties() -> None:
    found = duties("1. Giao Sở Y tế kiểm tra bếp ăn. Giao Sở Giáo dục và Đào tạo hướng dẫn các trường.")
    assert [parts(assignment)[0::2] for assignment in found] == [
        ("Sở Y tế", "kiểm tra bếp ăn"),
        ("Sở Giáo dục và Đào tạo", "hướng dẫn các trường"),
    ]


def test_purposes_and_requirements_give_no_duties() -> None:
    assert duties("Trưởng các phòng có trách nhiệm nắm vững nội dung.", heading="I. YÊU CẦU") == []


def test_the_duties_under_a_units_heading_are_its_own() -> None:
    found = duties(
        "1. Sở Nội vụ:",
        "a) Chủ trì, phối hợp với các sở, ban, ngành xây dựng đề án trước ngày 30/4/2026.",
        "b) Tham mưu UBND tỉnh khen thưởng tập thể tiêu biểu.",
        "2. Văn phòng UBND tỉnh",
        "Theo dõi việc thực hiện Kế hoạch.",
    )
    assert [parts(assignment) for assignment in found] == [
        ("Sở Nội vụ", "các sở, ban, ngành", "xây dựng đề án trước ngày 30/4/2026", "trước ngày 30/4/2026"),
        ("Sở Nội vụ", None, "Tham mưu UBND tỉnh khen thưởng tập thể tiêu biểu", None),
        ("Văn phòng UBND tỉnh", None, "Theo dõi việc thực hiện Kế hoạch", None),
    ]
    assert {assignment.rule for assignment in found} == {"unit-heading"}
    assert [assignment.provision for assignment in found] == [0, 1, 2]


def test_a_heading_about_persons_gives_them_no_duties() -> None:
    assert duties("1. Đối với cá nhân", "- Có thành tích xuất sắc trong năm.", heading="V. TIÊU CHUẨN") == []


def test_labelled_lines_make_one_duty() -> None:
    found = duties(
        "1. Số hóa tài liệu lưu trữ",
        "- Hoàn thành số hóa tài liệu giai đoạn trước.",
        "- Cơ quan chủ trì: Văn phòng Sở.",
        "- Cơ quan phối hợp: Các phòng, đơn vị thuộc Sở.",
        "- Thời gian thực hiện: Quý III/2026.",
        "2. Đào tạo nhân lực",
        "a) Đơn vị chủ trì: Phòng Tổ chức cán bộ; đơn vị phối hợp: Thanh tra Sở",
        "b) Thời gian hoàn thành: Tháng 9/2026",
        heading="II. NỘI DUNG",
    )
    assert [parts(assignment) for assignment in found] == [
        (
            "Văn phòng Sở",
            "Các phòng, đơn vị thuộc Sở",
            "Hoàn thành số hóa tài liệu giai đoạn trước",
            "Quý III/2026",
        ),
        ("Phòng Tổ chức cán bộ", "Thanh tra Sở", "Đào tạo nhân lực", "Tháng 9/2026"),
    ]
    assert {assignment.rule for assignment in found} == {"labelled-lines"}


def test_labels_in_brackets_belong_to_their_sentence() -> None:
    found = duties(
        "- Xây dựng quy chế phối hợp (Cơ quan chủ trì: Sở Tư pháp; thời gian: Quý I/2026).",
        "- Rà soát quy trình nội bộ (Đơn vị thực hiện: Thanh tra Sở).",
        heading="II. NỘI DUNG",
    )
    assert [parts(assignment) for assignment in found] == [
        ("Sở Tư pháp", None, "Xây dựng quy chế phối hợp", "Quý I/2026"),
        ("Thanh tra Sở", None, "Rà soát quy trình nội bộ", None),
    ]


def test_a_date_of_a_cited_document_is_no_deadline() -> None:
    found = duties("1. Giao Sở Tư pháp rà soát Quyết định số 15/QĐ-UBND ngày 02/3/2024 của UBND tỉnh.")
    assert [parts(assignment)[3] for assignment in found] == [None]


def test_printed_parts_know_their_place() -> None:
    line = "1. Sở Y tế chủ trì kiểm tra an toàn thực phẩm trước ngày 20/12/2026."
    found = duties(line)[0]
    for value in (found.lead, found.deadline):
        assert value is not None
        assert line[value.place.start : value.place.end] == value.text
    assert line[found.place.start : found.place.end] == found.task


PIECES = [
    "Giao ",
    "Sở Nội vụ",
    " chủ trì",
    ", phối hợp với ",
    "các sở, ngành",
    " báo cáo",
    " (trước ngày 30/6/2026)",
]
PIECES += ["; ", ". ", "Đơn vị chủ trì: ", "(", ")", "Phòng ", "\n", "có trách nhiệm ", "1. ", "- ", "Các "]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join), max_size=4))
def test_any_text_gives_duties_that_it_holds(lines: list[str]) -> None:
    zones = Zones(body=make_source(*lines).blocks)
    read = read_body(zones)
    for assignment in find_assignments(read.provisions, read.outline, ()):
        assert assignment.task
        assert 0 < assignment.confidence <= 1
        assert assignment.provision is not None
        if assignment.rule != "labelled-lines":
            assert assignment.task in read.provisions[assignment.provision].text


def test_a_board_is_named_by_its_work_up_to_the_colon() -> None:
    (found,) = duties("1. Hội đồng tuyển sinh: thực hiện tuyển sinh; báo cáo kết quả trước ngày 30/7/2026.")
    assert parts(found)[0] == "Hội đồng tuyển sinh"
    assert parts(found)[3] == "trước ngày 30/7/2026"


def test_spaces_within_a_date_are_no_end_of_it() -> None:
    (found,) = duties("1. Văn phòng Sở theo dõi, tổng hợp báo cáo trước ngày 31/12/ 2026.")
    assert parts(found)[3] == "trước ngày 31/12/ 2026"


def test_the_function_of_a_unit_is_nothing_that_is_reported_on() -> None:
    line = "3. Các sở, ban, ngành căn cứ chức năng, nhiệm vụ xây dựng kế hoạch chi tiết trong tháng 12/2025."
    (found,) = duties(line)
    assert parts(found)[3] == "trong tháng 12/2025"


@pytest.mark.parametrize(
    "time",
    [
        "chậm nhất 10 ngày kể từ ngày nhận thông báo kết quả",
        "trong thời hạn 05 ngày làm việc sau khi kết thúc đợt kiểm tra",
        "không quá 7 ngày kể từ khi nhận đủ hồ sơ",
        "trước 15 tháng 6 năm 2026",
    ],
)
def test_a_sentence_may_count_its_time_from_an_event(time: str) -> None:
    (found,) = duties(f"1. Sở Y tế gửi báo cáo {time}; đồng thời gửi Sở Nội vụ.")
    assert parts(found)[3] == time


def test_a_field_behind_and_belongs_to_the_name_of_a_room() -> None:
    room = "Phòng Truyền thông và Phát triển người tham gia"
    (found,) = duties(f"- {room}: Chủ trì, phối hợp với các phòng xây dựng kế hoạch.")
    assert parts(found)[:2] == (room, "các phòng")
    (found,) = duties(f"1. {room}", "- Tổng hợp kết quả báo cáo Giám đốc.")
    assert parts(found)[0] == room


@pytest.mark.parametrize(
    "lead",
    ["Các đơn vị được kiểm tra", "Các cơ quan chịu sự giám sát", "Trung tâm Trợ giúp pháp lý nhà nước"],
)
def test_what_is_done_to_a_unit_or_by_its_name_is_no_duty(lead: str) -> None:
    (found,) = duties(f"2. {lead} chuẩn bị báo cáo theo đề cương.")
    assert parts(found)[0] == lead
    assert found.task == "chuẩn bị báo cáo theo đề cương"


@pytest.mark.parametrize(
    ("lead", "task"),
    [
        ("Đoàn giám sát", "tiến hành thẩm tra, xác minh"),
        ("Phòng Chỉnh lý - Bảo quản", "thực hiện chỉnh lý tài liệu"),
    ],
)
def test_a_verb_before_another_may_be_a_teams_or_a_field_of_a_room(lead: str, task: str) -> None:
    (found,) = duties(f"2. {lead} {task}.")
    assert (parts(found)[0], found.task) == (lead, task)
