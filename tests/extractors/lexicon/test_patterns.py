"""Patterns of many words match what the words match one by one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from extractors.lexicon.patterns import any_of

WORDS = st.lists(st.text("ab c.đ", min_size=1, max_size=5), min_size=1, max_size=8)


@given(WORDS, st.text("ABab c.đ", max_size=20))
def test_the_same_places_match_as_with_every_word_tried(words: list[str], text: str) -> None:
    longest_first = sorted(set(words), key=len, reverse=True)
    for flags in (re.NOFLAG, re.IGNORECASE):
        one_by_one = re.compile("|".join(map(re.escape, longest_first)), flags)
        found = [match.span() for match in re.finditer(any_of(words), text, flags)]
        assert found == [match.span() for match in one_by_one.finditer(text)]


def test_a_word_may_be_cut_back_to_a_shorter_one() -> None:
    assert re.match(rf"{any_of(['kế hoạch', 'kế'])}\b", "kế hoạchx") is not None
