"""What holds of every cell: spans, folding, lists made at random, time on hostile input."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.units.lexicon import default_lexicon
from pipeline.units.mentions import Context
from pipeline.units.reading import read_cell
from pipeline.units.vocabulary import cell_language
from pipeline.units.words import read_words

DAY = date(2026, 3, 1)
TINH = Context(DAY, "ubnd_tinh", "UBND tỉnh Lâm Đồng", "ubnd_tinh", False)
DEPARTMENTS = {
    unit.name_vi.removeprefix("Sở "): unit.unit_id
    for unit in default_lexicon().units.values()
    if unit.kind == "so" and unit.is_valid_on(DAY)
}
# Names that two departments could be read from when they stand in a row: `Văn hóa và Thể thao, Du lịch`.
PLAIN = sorted(name for name in DEPARTMENTS if not name.startswith(("Văn hóa", "Du lịch")))
PLACES = ("Tân Lập", "An Bình", "Đông Hà", "Long Thành", "Phú Mỹ", "Hòa An")


def read(cell, context=TINH):
    return read_cell(cell, default_lexicon(), context)


@given(
    names=st.lists(st.sampled_from(PLAIN), min_size=2, max_size=6, unique=True),
    head=st.sampled_from(("Sở ", "Các Sở ", "các Sở: ", "Các sở: ")),
    last=st.sampled_from((", ", " và ", " & ")),
)
def test_names_under_one_head_are_recovered_with_their_inner_signs(names, head, last):
    cell = head + ", ".join(names[:-1]) + last + names[-1]
    assert [mention.unit_id for mention in read(cell)] == [DEPARTMENTS[name] for name in names]


@given(
    names=st.lists(st.sampled_from(PLACES), min_size=2, max_size=5, unique=True),
    head=st.sampled_from(("UBND các xã ", "UBND các xã: ", "UBND xã ")),
)
def test_governments_of_places_in_a_list_are_recovered(names, head):
    cell = head + ", ".join(names[:-1]) + " và " + names[-1]
    expected = [f"ubnd_xa_2025.xa_{'_'.join(read_words(n)[i].key for i in range(2))}" for n in names]
    assert [mention.unit_id for mention in read(cell)] == expected


KNOWN = sorted(
    unit.name_vi
    for unit in default_lexicon().units.values()
    if unit.level == "province" and unit.kind in ("so", "thanh_tra", "tu_phap") and unit.is_valid_on(DAY)
)
JOINTS = ("; ", ", ", " và ", " phối hợp với ", "; phối hợp: ", "\n- ", " / ")


@given(
    names=st.lists(st.sampled_from(KNOWN), min_size=1, max_size=5, unique=True),
    joints=st.lists(st.sampled_from(JOINTS), min_size=5, max_size=5),
)
def test_what_stands_outside_the_mentions_is_signs_and_words_of_roles(names, joints):
    cell = names[0] + "".join(joint + name for joint, name in zip(joints, names[1:], strict=False))
    rest, last = [], 0
    for mention in read(cell):
        rest.append(cell[last : mention.start])
        last = mention.end
    for between in (*rest, cell[last:]):
        words = [word for word in read_words(f"x{between}")[1:] if word.tone != "với"]
        said = cell_language().at(words, 0)
        assert not words or (said is not None and said[0] == len(words)), between


@given(names=st.lists(st.sampled_from(KNOWN), min_size=1, max_size=4, unique=True))
def test_case_spaces_and_dashes_change_no_unit(names):
    expected = [mention.unit_id for mention in read("; ".join(names))]
    for form in (str.upper, str.lower, lambda t: t.replace(" ", "  "), lambda t: t.replace(" - ", " – ")):
        assert [mention.unit_id for mention in read("; ".join(form(name) for name in names))] == expected


@pytest.mark.parametrize(
    "cell",
    [
        "các " * 3_000,
        "Sở " * 3_000,
        "UBND các xã A, " * 1_500,
        "(" * 5_000,
        "Sở Nội vụ, " * 2_000,
        "1. " * 3_000,
        "Phòng Kinh tế các huyện, thị xã, thành phố và " * 500,
        "a" * 50_000,
    ],
    ids=lambda cell: cell[:12],
)
def test_hostile_cells_are_read_in_time_that_grows_with_their_length(cell):
    started = time.process_time()
    for mention in read(cell):
        assert cell[mention.start : mention.end] == mention.text
    assert time.process_time() - started < 20


@given(
    words=st.lists(
        st.sampled_from(
            ("Sở Y tế", "thực hiện", "thường xuyên", "kinh phí", "Theo quy định", "số liệu", "các")
        ),
        min_size=1,
        max_size=5,
    ),
    sign=st.sampled_from((" ", "; ", "\n", ". ")),
)
def test_no_sentence_of_a_cell_is_silently_lost(words, sign):
    """Words that name nothing are an unrecognised mention, unless they go on with a unit's role."""
    cell = sign.join(words)
    found = read(cell)
    assert found or all(word in ("thực hiện", "các") for word in words)
    if "Sở Y tế" not in words:
        assert all(mention.unit_id is None for mention in found)
