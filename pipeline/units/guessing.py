"""Names typed with slips or misread by a scanner: the one known name that is near enough."""

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from pipeline.units.lexicon import Entry, Lexicon
from pipeline.units.mentions import FUZZY_FLOOR, SPACES
from pipeline.units.words import Word

# One wrong letter in a name of up to so many letters, two up to the next, three above: more is another name.
_SLIPS = ((8, 0), (14, 1), (28, 2))
_MOST_SLIPS = 3
# Up to so many letters, the marks decide: a name whose letters alone are known may be another word.
SURE_BY_MARKS = _SLIPS[0][0]


def alike(lexicon: Lexicon, words: Sequence[Word]) -> tuple[tuple[Entry, ...], float]:
    """Return the entries of the one known name that differs by a slip of the keys, and the likeness, 0..1.

    No entries where no name or several are that near.
    """
    key = " ".join(word.key for word in words)
    if names := _squeezed(lexicon).get(key.replace(" ", "")):
        letters = "".join(word.tone for word in words)
        entries = tuple(
            entry
            for name in names
            for entry in lexicon.entries[name]
            if not entry.is_collective
            and (len(key) > SURE_BY_MARKS or "".join(entry.spelling.words) == letters)
        )
        return entries, SPACES
    allowed = next((slips for length, slips in _SLIPS if len(key) <= length), _MOST_SLIPS)
    near = nearest(lexicon, key) if allowed else ()
    if not near:
        return (), 0.0
    (best, ratio), *others = near
    distance = Levenshtein.distance(key, best, score_cutoff=allowed)
    if " cac " in key and " cac " not in best:
        return (), 0.0  # one body is not every such body
    if _figures(key) != _figures(best):
        return (), 0.0  # nor is the third of them the first
    if distance > allowed or ratio < FUZZY_FLOOR * 100 or best.split()[0] != words[0].key:
        return (), 0.0
    entries = tuple(entry for entry in lexicon.entries[best] if not entry.is_collective)
    rivals = {e.unit_id for other, likeness in others if likeness >= ratio for e in lexicon.entries[other]}
    if rivals - {entry.unit_id for entry in entries}:
        return (), 0.0
    return entries, round(ratio / 100, 3)


def _figures(key: str) -> list[str]:
    return [word for word in key.split() if word.isdigit() or set(word) <= set("ivx")]


@lru_cache(maxsize=8192)
def nearest(lexicon: Lexicon, key: str, limit: int = 3) -> tuple[tuple[str, float], ...]:
    """Return the keys of the lexicon most like this one with their likeness, 0..100, the best first."""
    found = process.extract(
        key, _keys(lexicon), scorer=fuzz.ratio, limit=limit, score_cutoff=FUZZY_FLOOR * 100
    )
    return tuple((name, ratio) for name, ratio, _ in found)


@lru_cache(maxsize=8)
def _squeezed(lexicon: Lexicon) -> dict[str, list[str]]:
    """Return the keys of names by their letters without spaces: a space lost or put in changes no name."""
    found: dict[str, list[str]] = {}
    for key in _keys(lexicon):
        found.setdefault(key.replace(" ", ""), []).append(key)
    return found


@lru_cache(maxsize=8)
def _keys(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(key for key in lexicon.entries if " " in key)
