"""Short forms that the text introduces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.plan.abbreviations import find_abbreviations
from extractors.plan.zones import AppendixZone, Zones
from schemas.location import NOWHERE
from tests.builders import make_source, make_table


def found(text: str) -> list[tuple[str, str]]:
    zones = Zones(body=make_source(text).blocks)
    return [(abbreviation.short, abbreviation.long) for abbreviation in find_abbreviations(zones)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Đẩy mạnh công tác cải cách hành chính (CCHC) tại cơ quan.", "CCHC", "cải cách hành chính"),
        ("của Ủy ban nhân dân (UBND) tỉnh", "UBND", "Ủy ban nhân dân"),
        # words that a short form leaves out
        ("Sở Khoa học và Công nghệ (KHCN) chủ trì", "KHCN", "Khoa học và Công nghệ"),
        ("Sở Khoa học và Công nghệ (Sở KH&CN) chủ trì", "Sở KH&CN", "Sở Khoa học và Công nghệ"),
        ("công tác chuyển đổi số (sau đây viết tắt là CĐS) năm nay", "CĐS", "chuyển đổi số"),
        ("công tác chuyển đổi số (viết tắt: CĐS)", "CĐS", "chuyển đổi số"),
        (
            "Ban Chỉ đạo Chuyển đổi số tỉnh (sau đây gọi tắt là Ban Chỉ đạo)",
            "Ban Chỉ đạo",
            "Ban Chỉ đạo Chuyển đổi số tỉnh",
        ),
        # a bracket that the words before it do not spell introduces nothing
        ("Lực lượng vũ trang (BTL) và các đơn vị", "", ""),
        ("Phòng Nội vụ (nếu có) phối hợp", "", ""),
        ("kinh phí (VND) được cấp", "", ""),
    ],
)
def test_a_short_form_is_taken_where_the_text_spells_it(text: str, short: str, long: str) -> None:
    assert found(text) == ([(short, long)] if short else [])


def test_each_short_form_is_given_once_from_all_parts_of_the_document() -> None:
    table = make_table("Việc|Đơn vị\nRà soát thủ tục hành chính (TTHC)|Văn phòng")
    zones = Zones(
        body=make_source("Chỉ số cải cách hành chính (CCHC).", "Lại cải cách hành chính (CCHC).").blocks,
        appendices=(AppendixZone("Phụ lục", None, None, NOWHERE, (table,)),),
    )
    assert [a.short for a in find_abbreviations(zones)] == ["CCHC", "TTHC"]


def test_a_short_form_knows_its_place() -> None:
    text = "Công tác cải cách hành chính (CCHC)."
    place = find_abbreviations(Zones(body=make_source(text).blocks))[0].place
    assert text[place.start : place.end] == "CCHC"


@given(st.text(alphabet="CHabc ()&.ĐđƯ,:\n", max_size=60))
def test_reading_never_raises(text: str) -> None:
    found(text + " (viết tắt là " + text + ")")
