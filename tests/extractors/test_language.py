"""The language pipeline: tokens, units, verbs, times and citations; nothing loaded before it is needed."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.language import TOKEN, Kind, pipeline, read_mentions


def said(text: str, kind: Kind) -> list[str]:
    return [text[mention.start : mention.end] for mention in read_mentions(text).of_kind(kind)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("trước ngày 31/12/2021.", ["trước", "ngày", "31/12/2021", "."]),
        ("Quyết định số 1364/QĐ-UBND, 57-NQ/TW", ["Quyết", "định", "số", "1364/QĐ-UBND", ",", "57-NQ/TW"]),
        ("Sở KH&CN/các sở", ["Sở", "KH&CN", "/", "các", "sở"]),
        ("Quý III/2026", ["Quý", "III/2026"]),
    ],
)
def test_codes_dates_and_short_forms_are_one_token(text: str, tokens: list[str]) -> None:
    assert [match[0] for match in TOKEN.finditer(text)] == tokens
    assert [text[start:end] for start, end in read_mentions(text).tokens] == tokens


@pytest.mark.parametrize(
    ("text", "units"),
    [
        # names of the lists next to marks, in either spelling and any case
        ("Giao Sở Xây dựng, Sở Tư pháp.", ["Sở Xây dựng", "Sở Tư pháp"]),
        ("giao Uỷ ban nhân dân tỉnh", ["Uỷ ban nhân dân tỉnh"]),
        # a comma within one name, a head shared by several places
        ("Sở Văn hóa, Thể thao và Du lịch họp", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("UBND các xã, phường, đặc khu", ["UBND các xã, phường, đặc khu"]),
        # a name that no list holds: its head and the capitals after it
        ("tại phòng Quản lý hạ tầng", ["phòng Quản"]),
        # heads that are parts of verbs
        ("Tổ chức báo cáo, ban hành quy chế", []),
    ],
)
def test_units_are_found(text: str, units: list[str]) -> None:
    assert said(text, "UNIT") == units


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("báo cáo trước ngày 15/6/2026", ["trước ngày 15/6/2026"]),
        ("hoàn thành trong quý II năm 2026", ["hoàn thành trong quý II năm 2026"]),
        ("chậm nhất là ngày 30 tháng 4 năm 2026", ["chậm nhất là ngày 30 tháng 4 năm 2026"]),
        ("định kỳ hằng tháng", ["định kỳ hằng tháng"]),
        ("trước ngày 20 hằng tháng", ["trước ngày 20 hằng tháng"]),
        # the date of a document
        ("Kế hoạch ngày 02/3/2024", []),
    ],
)
def test_times_that_bind_are_found(text: str, times: list[str]) -> None:
    assert said(text, "TIME") == times


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("trình Ủy ban nhân dân tỉnh", "trình Ủy ban"),
        ("Trình Chủ tịch phê duyệt", "Trình Chủ tịch"),
        ("trình UBND tỉnh", "trình UBND"),
    ],
)
def test_a_verb_with_a_name_in_it_is_found(text: str, verb: str) -> None:
    assert said(text, "VERB")[0] == verb


def test_a_citation_is_found() -> None:
    assert said("theo Quyết định số 15/QĐ-UBND", "CITATION") == ["số 15/QĐ-UBND"]


def test_there_is_one_pipeline_in_a_process() -> None:
    assert pipeline() is pipeline()


def test_importing_the_parser_loads_no_spacy() -> None:
    code = "import sys, extractors.language, extractors.plan.assignments; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_and_mentions_lie_within_it(text: str) -> None:
    reading = read_mentions(text)
    assert all(0 <= m.start < m.end <= len(text) for m in reading.mentions)
