"""Cells of units with the units that they name; `⏎` is a line break, `-` no unit, several stand in order."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.units.lexicon import default_lexicon
from pipeline.units.mentions import Context
from pipeline.units.reading import read_cell

CONTEXTS = {
    "so2021": Context(date(2021, 8, 20), "so_xay_dung", "Sở Xây dựng", "so", False),
    "ubnd2026": Context(date(2026, 3, 1), "ubnd_tinh", "UBND tỉnh Lâm Đồng", "ubnd_tinh", False),
    "city2026": Context(date(2026, 3, 1), "ubnd_tinh", "UBND thành phố Hà Nội", "ubnd_tinh", True),
    "bo2025": Context(date(2025, 6, 1), "bo_nnmt", "Bộ Nông nghiệp và Môi trường", "bo", None),
    "huyen2023": Context(
        date(2023, 6, 1), "ubnd_huyen.huyen_duc_hoa", "UBND huyện Đức Hòa", "ubnd_huyen", False
    ),
    "xa2026": Context(date(2026, 3, 1), "ubnd_xa_2025.xa_duc_lap", "UBND xã Đức Lập", "ubnd_xa", False),
    "truong2024": Context(
        date(2024, 10, 1), "so_giao_duc_va_dao_tao.truong_thpt_a", "Trường THPT A", "truong", False
    ),
    "cuc2025": Context(
        date(2025, 6, 1), "bo_xay_dung_2025.cuc_duong_bo_viet_nam", "Cục Đường bộ Việt Nam", "don_vi", None
    ),
    "bql2026": Context(
        date(2026, 3, 1), "ban_ql_khu_kinh_te", "Ban Quản lý Khu kinh tế Nghi Sơn", "ban", False
    ),
    "congty2026": Context(date(2026, 3, 1), "dien_luc_tinh", "Công ty Điện lực Gia Lai", "don_vi", False),
    "hoi2025": Context(date(2025, 5, 1), "hoi_nong_dan_tinh", "Hội Nông dân tỉnh An Giang", "don_vi", False),
    "tu2026": Context(date(2026, 3, 1), "tinh_uy", "Tỉnh ủy", "tinh_uy", False),
}


def rows(name):
    return list(csv.DictReader((Path(__file__).parent / name).read_text("utf-8").splitlines()))


CASES = rows("cases.csv")
# Typing slips, lists of places, persons, rooms of every level; mentions divided by `¦`, after a unit its province,
# `!` where its words make it the lead, `+` where they make it a coordinator.
HARD = rows("cases_hard.csv")


def test_the_table_has_its_three_hundred_cases():
    assert len({(case["context"], case["cell"]) for case in CASES}) >= 300


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['context']}: {case['cell']}")
def test_a_cell_names_these_units(case):
    cell = case["cell"].replace("⏎", "\n")
    found = read_cell(cell, default_lexicon(), CONTEXTS[case["context"]])
    assert [mention.unit_id or "-" for mention in found] == case["units"].split()
    assert all(cell[mention.start : mention.end] == mention.text for mention in found)


def shown(mention):
    place = f":{mention.province.replace(' ', '_')}" if mention.province else ""
    return (mention.unit_id or "-") + place + {"lead": "!", "coordinating": "+"}.get(mention.role, "")


@pytest.mark.parametrize("case", HARD, ids=lambda case: f"{case['context']}: {case['cell']}")
def test_a_hard_cell_names_these_units_with_these_words(case):
    cell = case["cell"].replace("⏎", "\n")
    found = read_cell(cell, default_lexicon(), CONTEXTS[case["context"]])
    words = case["mentions"].replace("⏎", "\n")
    assert [mention.text for mention in found] == (words.split(" ¦ ") if words else [])
    assert [shown(mention) for mention in found] == case["units"].split()
    assert all(cell[mention.start : mention.end] == mention.text for mention in found)


KNOWN = {
    unit.name_vi: unit.unit_id
    for unit in default_lexicon().units.values()
    if unit.level == "province" and unit.kind in ("so", "thanh_tra") and unit.is_valid_on(date(2026, 3, 1))
}
SEPARATORS = ("; ", ";\n", "\n", ", ", " và ", " & ", " / ", "/", ". ", ";\n- ", "\n+ ", "\n• ", " cùng ")


@given(
    names=st.lists(st.sampled_from(sorted(KNOWN)), min_size=1, max_size=6, unique=True),
    separators=st.lists(st.sampled_from(SEPARATORS), min_size=6, max_size=6),
    last=st.sampled_from(("", ".", ";", " ...")),
)
def test_a_list_of_known_units_is_recovered_whatever_divides_it(names, separators, last):
    cell = names[0] + "".join(sign + name for sign, name in zip(separators, names[1:], strict=False)) + last
    found = read_cell(cell, default_lexicon(), CONTEXTS["ubnd2026"])
    assert [mention.text for mention in found] == names
    assert [mention.unit_id for mention in found] == [KNOWN[name] for name in names]


@given(st.text(alphabet=st.sampled_from("SởCácphòng UBND(),;:-/.và\n&trừTrưởng tỉnhhuyện AB1"), max_size=60))
def test_any_text_is_read_and_every_mention_stands_where_it_says(cell):
    for mention in read_cell(cell, default_lexicon(), CONTEXTS["so2021"]):
        assert cell[mention.start : mention.end] == mention.text
        assert (mention.unit_id is None) == (mention.match == "none")
        assert 0 <= mention.score <= 1


CELLS = sorted({case["cell"].replace("⏎", "\n") for case in (*CASES, *HARD)})


@given(
    first=st.sampled_from(CELLS),
    second=st.sampled_from(CELLS),
    cut=st.integers(0, 30),
    sign=st.sampled_from((" ", "", ", ", "; ", " và ", " - ", "\n", "(")),
    context=st.sampled_from(sorted(CONTEXTS)),
)
def test_parts_of_cells_put_together_are_read_and_every_mention_stands_where_it_says(
    first, second, cut, sign, context
):
    cell = first[:cut] + sign + second[cut // 2 :]
    for mention in read_cell(cell, default_lexicon(), CONTEXTS[context]):
        assert cell[mention.start : mention.end] == mention.text
        assert (mention.unit_id is None) == (mention.match == "none")
