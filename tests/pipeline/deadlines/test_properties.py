"""What holds for every text: reading is total, dates are in order, notations are valid, spelling does not matter."""

import csv
import re
import unicodedata
from datetime import date, datetime, time
from pathlib import Path
from time import process_time
from typing import get_args

import pytest
from dateutil.rrule import rrulestr
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.deadlines import DeadlineContext, Reading, read_deadline
from pipeline.deadlines.reading import FLAGS
from pipeline.deadlines.wording import write_deadline
from schemas.vocab import Bound, DeadlineKind, Granularity

FOLDER = Path(__file__).parent
WORDS = """
mười hai sáu một thứ tối_đa tới năm_sau năm_liền_kề vòng đợt trừ 16 giờ 30 phút giêng cùng của_tháng 1441/QĐ-UBND
ngày tháng quý năm tuần kỳ I II III IV 1 2 05 6 12 15 20 25 28 30 31 2024 2025 2026 2030 25 30/6
31/12 29/02 01/3/2025 6/2025 31/9/2025 12/2026 trước sau từ đến hết chậm_nhất không_quá hạn hằng mỗi
hàng định_kỳ thường_xuyên liên_tục đầu giữa cuối nửa giai_đoạn nhiệm_kỳ năm_học học_kỳ theo khi
sau_khi ngay kể_từ ngày_ký nay và các_năm_tiếp_theo trở_đi lần / - – , ; : ( ) . … ⏎ thứ_sáu
chủ_nhật 16h00 giờ báo_cáo hoàn_thành thực_hiện trong khoảng của Tết_Nguyên_đán Nhâm_Dần
tầm_nhìn_đến định_hướng_đến ngày_làm_việc đột_xuất kịp_thời nt bắt_đầu kế_hoạch Sở đề_án
1441/QĐ-UBND lựa_chọn x ½ 1,5 45838 June l0/2025 3l/12 sau_liền_kề
"""
vocabulary = [word.replace("_", " ").replace("⏎", "\n") for word in WORDS.split()]
words = st.lists(st.sampled_from(vocabulary), min_size=1, max_size=9)
expressions = st.one_of(words.map(" ".join), words.map("".join), st.text(max_size=60))
days = st.dates(date(2004, 1, 1), date(2040, 12, 31))


@st.composite
def contexts(draw: st.DrawFn) -> DeadlineContext:
    day = draw(st.none() | days)
    year = draw(st.none() | st.integers(2004, 2040))
    period = draw(st.none() | st.integers(2004, 2040))
    header = draw(st.sampled_from(["", "Thời gian", "Thời gian (Năm 2026)", "Số ngày dự kiến"]))
    whole_month = draw(st.booleans())
    first = day.replace(day=1) if day and whole_month else day
    last = day.replace(day=28) if day and whole_month else day
    return DeadlineContext(first, last, year, period, period + 5 if period else None, header)


def check(reading: Reading, text: str) -> None:
    assert reading.kind in get_args(DeadlineKind)
    assert reading.bound is None or reading.bound in get_args(Bound)
    assert reading.granularity is None or reading.granularity in get_args(Granularity)
    assert set(reading.flags) <= set(FLAGS)
    assert reading.expression == text[reading.start_offset : reading.end_offset]
    if reading.start and reading.end:
        assert reading.start <= reading.end
    if reading.edtf:
        assert str(parse_edtf(reading.edtf))
    for rule in (reading.rrule or "").split("|"):
        if rule:
            first = datetime.combine(reading.start or date(2025, 1, 1), time())
            due = (
                rrulestr(rule, dtstart=first)[0]
                if reading.start
                else rrulestr(rule, dtstart=first).after(first)
            )
            assert due is not None or "UNTIL" in rule
            assert due is None or due.date() >= first.date()
    if reading.kind in ("unparsed", "unspecified"):
        assert (reading.start, reading.end, reading.rrule) == (None, None, None)


@settings(max_examples=400, deadline=None)
@given(expressions, contexts())
def test_any_text_gives_a_sound_reading(text: str, context: DeadlineContext) -> None:
    readings = read_deadline(text, context)
    assert readings
    for reading in readings:
        check(reading, text)


@settings(max_examples=100, deadline=None)
@given(expressions, contexts())
def test_the_same_words_in_the_same_document_always_read_the_same(
    text: str, context: DeadlineContext
) -> None:
    assert read_deadline(text, context) == read_deadline(text, context)


@settings(max_examples=150, deadline=None)
@given(days, days)
def test_a_range_of_days_is_read_as_written(one: date, other: date) -> None:
    first, last = sorted((one, other))
    (reading,) = read_deadline(f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}", DeadlineContext())
    assert (reading.start, reading.end, reading.bound) == (first, last, "during")


@settings(max_examples=150, deadline=None)
@given(days, st.integers(1, 12), st.integers(1, 28))
def test_a_missing_year_never_gives_a_day_before_the_document(issued: date, month: int, day: int) -> None:
    (reading,) = read_deadline(f"Trước ngày {day}/{month}", DeadlineContext(issued, issued))
    assert reading.end is not None
    assert issued <= reading.end
    assert (reading.end - issued).days <= 366
    assert reading.year_inferred


def all_cases(name: str = "cases_*.csv") -> list[str]:
    found: dict[str, None] = {}
    for path in sorted(FOLDER.glob(name)):
        with path.open(encoding="utf-8", newline="") as file:
            found.update(dict.fromkeys(row["expression"] for row in csv.DictReader(file)))
    return list(found)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_any_figures_in_an_expression_give_a_sound_reading(data: st.DataObject) -> None:
    """`0 lần/năm`, `trước ngày 45 tháng cuối quý`: a slip of the hand is no fault of the reader."""
    printed = data.draw(st.sampled_from(all_cases()))
    figures = st.sampled_from(["0", "00", "1", "13", "31", "32", "45", "99", "1900", "2100", "20260"])
    text = re.sub(r"\d+", lambda found: data.draw(st.one_of(st.just(found[0]), figures)), printed)
    for reading in read_deadline(text, data.draw(contexts())):
        check(reading, text)


CONTEXT = DeadlineContext(date(2021, 8, 20), date(2021, 8, 20))


def values(text: str) -> list[tuple[object, ...]]:
    """What is read, without the words themselves and without how they were spelt."""
    spelt = {"nfd", "typo_fixed", "ocr_fixed"}
    return [
        (r.kind, r.start, r.end, r.bound, r.granularity, r.edtf, r.rrule, r.duration, {*r.flags} - spelt)
        for r in read_deadline(text, CONTEXT)
    ]


def respelt(text: str) -> list[str]:
    """The same words decomposed, with doubled, odd and outer spaces, and with i for y."""
    with_i = text.replace("kỳ", "kì").replace("Kỳ", "Kì").replace("quý", "quí").replace("Quý", "Quí")
    spaced = [text.replace(" ", "  "), text.replace(" ", "\u00a0"), f" {text} "]
    return [unicodedata.normalize("NFD", text), *spaced, with_i]


def test_spelling_does_not_change_the_reading() -> None:
    broken = [other for text in all_cases() for other in respelt(text) if values(other) != values(text)]
    assert not broken


@pytest.mark.parametrize("table", ["cases_domain.csv", "cases_own.csv"])
def test_what_is_read_can_be_computed_with(table: str) -> None:
    for text in all_cases(table):
        for reading in read_deadline(text, CONTEXT):
            check(reading, text)


def test_what_is_written_in_words_reads_back_the_same() -> None:
    written = [
        (reading, words)
        for text in all_cases()
        for reading in read_deadline(text, CONTEXT)
        if (words := write_deadline(reading)) is not None
    ]
    assert len(written) > 400
    for reading, words in written:
        (again,) = read_deadline(words, CONTEXT)
        for value in ("kind", "start", "end", "bound", "granularity", "edtf", "rrule", "duration"):
            assert getattr(again, value) == getattr(reading, value), (reading.expression, words, value)


def test_a_rule_within_a_period_ends_with_it() -> None:
    (reading,) = read_deadline("Hằng quý, giai đoạn 2022-2023", CONTEXT)
    assert reading.rrule is not None
    assert reading.start is not None
    moments = list(rrulestr(reading.rrule, dtstart=datetime.combine(reading.start, time())))
    assert [moments[0].date(), moments[-1].date(), len(moments)] == [date(2022, 3, 31), date(2023, 12, 31), 8]
    assert reading.end == moments[-1].date()


def test_an_unknown_year_is_said_and_not_made_up() -> None:
    (reading,) = read_deadline("Trước 31/12", DeadlineContext())
    assert (reading.kind, reading.end, reading.bound, reading.flags) == (
        "before",
        None,
        "before",
        ("year_unknown",),
    )


HOSTILE = (
    "1-",
    "1/",
    "T2, ",
    "I, ",
    "[1]",
    "a) ",
    "tháng 3, ",
    "quý I, ",
    "tuần 1-",
    "6 tháng, ",
    "(",
    "\u0301",
    "…",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    for length in (4_900, 1_000_000):
        text = piece * (length // len(piece))
        begun = process_time()
        readings = read_deadline(text, CONTEXT)
        assert process_time() - begun < 10
        assert all(r.expression == text[r.start_offset : r.end_offset] for r in readings)
