from datetime import date

import pytest

from extractors.lexicon import collectives, doc_types, provinces, read_units, units
from extractors.lexicon.lists import read_rows


def test_a_blank_cell_is_no_value_and_bars_separate_values():
    (unit,) = read_units(
        "unit_id,name_vi,level,kind,aliases,valid_to\na,Sở A,province,so,SA|Sở  A ,2025-02-28\n"
    )
    assert unit.aliases == ("SA", "Sở  A")
    assert (unit.valid_from, unit.valid_to) == (None, date(2025, 2, 28))
    assert unit.is_valid_on(date(2025, 2, 28))
    assert not unit.is_valid_on(date(2025, 3, 1))


def test_a_row_knows_its_line_even_after_a_quoted_line_break():
    rows = list(read_rows('a,b\n"x\ny",1\nz,2\n'))
    assert [line for line, _ in rows] == [3, 4]


def test_a_malformed_date_is_refused():
    with pytest.raises(ValueError, match="31/12/2021"):
        read_units("unit_id,name_vi,valid_to\na,Sở A,31/12/2021\n")


def test_the_lists_are_read_whole():
    assert {unit.unit_id for unit in units()} >= {
        "so_xay_dung",
        "so_xay_dung_2025",
        "ubnd_tinh",
        "phong_quan_ly_xay_dung",
    }
    assert sum(p.is_valid_on(date(2021, 1, 1)) for p in provinces()) == 63
    assert sum(p.is_valid_on(date(2025, 12, 1)) for p in provinces()) == 34
    assert {t.abbreviation for t in doc_types()} >= {"KH", "QĐ", "CTr", None}
    assert next(c for c in collectives() if c.collective_id == "cac_so").conditions == {
        "level": ("province",),
        "kind": ("so",),
    }
