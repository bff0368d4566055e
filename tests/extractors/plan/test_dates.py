import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.plan.dates import read_date, read_full_date


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Tây Ninh, ngày 05 tháng 8 năm 2021", "2021-08-05"),
        ("ngày14 tháng7 năm 2026", "2026-07-14"),
        ("ngày 10 tháng 01năm 2026", "2026-01-10"),
        # a stamp pressed into the text layer
        ("Gia Lai, ngày 06 tháng0 9năm 2025", "2025-09-06"),
        ("ngày     tháng 3 năm 2026", "2026-03"),
        ("ngày … tháng … năm 2026", "2026"),
        ("ngày ..... tháng ..... năm 20.....", None),
        ("ngày /8/2021", "2021-08"),
        ("ngày   /  /2026", "2026"),
        ("ngày 28/11/2025", "2025-11-28"),
        ("28-11-2025", "2025-11-28"),
        ("28.11.2025", "2025-11-28"),
        ("(14 / 7 /2026)", "2026-07-14"),
        ("ngày mồng 2 tháng 9 năm 2020", "2020-09-02"),
        ("ngày mười lăm tháng tám năm hai nghìn không trăm hai mươi mốt", "2021-08-15"),
        ("ngày hai mươi tư tháng mười một năm 2024", "2024-11-24"),
        ("ngày mùng năm tháng giêng năm hai ngàn không trăm linh chín", "2009-01-05"),
        ("tháng 8 năm 2021", "2021-08"),
        ("tháng 8/2021", "2021-08"),
        ("năm 2021", "2021"),
        # no day of the calendar
        ("ngày 31/9/2021", None),
        ("ngày 30 tháng 2 năm 2024", None),
        ("ngày 29/02/2024", "2024-02-29"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_filled_in(text, edtf):
    date = read_date(text)
    assert (date.edtf if date else None) == edtf


@pytest.mark.parametrize("text", ["3/4", "1.2.3", "số 12/2021/QĐ-UBND", "10.000 đồng", "024.3825.1234", ""])
def test_other_figures_are_no_date(text):
    assert read_full_date(text) is None


def test_an_impossible_day_is_known_as_such():
    date = read_full_date("ngày 31/9/2021")
    assert date is not None
    assert date.is_impossible


@given(st.text(alphabet="ngày thánm0123456789/.-… hai mươi"))
def test_any_text_is_read(text):
    date = read_date(text)
    assert date is None or 0 <= date.start <= date.end <= len(text)
