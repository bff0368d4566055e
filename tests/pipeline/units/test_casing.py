"""Names in capitals take the capitals that the decree gives them."""

import pytest

from pipeline.units.casing import sentence_case


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ĐẢNG ỦY SỞ Y TẾ", "Đảng ủy Sở Y tế"),
        ("CHI BỘ SỞ XÂY DỰNG", "Chi bộ Sở Xây dựng"),
        ("CHI BỘ BỆNH VIỆN MẮT", "Chi bộ Bệnh viện Mắt"),
        ("CÔNG ĐOÀN TRUNG TÂM Y TẾ", "Công đoàn Trung tâm Y tế"),
        ("ĐẢNG ỦY TRƯỜNG ĐẠI HỌC TÂY NGUYÊN", "Đảng ủy Trường Đại học Tây Nguyên"),
        ("ĐẠI HỌC TÂY NGUYÊN", "Đại học Tây Nguyên"),
        ("ĐẢNG ỦY CÔNG AN TỈNH", "Đảng ủy Công an tỉnh"),
        ("ĐẢNG ỦY KHỐI DOANH NGHIỆP", "Đảng ủy Khối doanh nghiệp"),
    ],
)
def test_an_organisation_within_a_body_and_a_region_have_their_capitals(printed, name):
    assert sentence_case(printed) == name


def test_a_place_that_the_date_line_prints_has_its_capitals():
    assert sentence_case("PHÒNG GD&ĐT ĐÔNG HƯNG", elsewhere=["Đông Hưng"]) == "Phòng GD&ĐT Đông Hưng"
