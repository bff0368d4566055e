"""Cells read once: whatever is remembered of a name, a list says the same as when it is read as a whole."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipeline.units.lexicon import default_lexicon
from pipeline.units.mentions import Context
from pipeline.units.reader import CellReader
from pipeline.units.reading import read_cell
from tests.pipeline.units.test_cases import CASES, CONTEXTS, HARD

PARTS = sorted(
    {part for case in (*CASES, *HARD) for part in case["cell"].replace("⏎", "\n").split(";") if part.strip()}
)
NAMES = list(CONTEXTS)
READER = CellReader(default_lexicon(), [CONTEXTS[name] for name in NAMES])


@given(
    parts=st.lists(st.sampled_from(PARTS), min_size=1, max_size=4),
    sign=st.sampled_from(("; ", ";", ";\n- ", " ;\n")),
    last=st.sampled_from(("", ".", ";")),
    context=st.integers(0, len(NAMES) - 1),
)
def test_a_list_is_read_as_it_is_without_memory(parts, sign, last, context):
    cell = sign.join(parts) + last
    assert READER.read(cell, context) == read_cell(cell, default_lexicon(), CONTEXTS[NAMES[context]])


def test_a_name_is_read_once_however_many_lists_hold_it(monkeypatch):
    read = []
    monkeypatch.setattr(
        "pipeline.units.reader.read_cell", lambda *given: read.append(given[0]) or read_cell(*given)
    )
    reader = CellReader(default_lexicon(), [Context(date(2026, 3, 1), "ubnd_tinh", None, "ubnd_tinh", False)])
    for cell in ("Sở Y tế;Sở Nội vụ", "Sở Nội vụ;Sở Y tế", "Sở Y tế;Sở Nội vụ", "Sở Nội vụ;Sở Y tế;Sở Y tế"):
        reader.read(cell, 0)
    assert read == ["Sở Y tế", "Sở Nội vụ"]
