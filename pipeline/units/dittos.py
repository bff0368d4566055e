"""Cells that repeat the one above: `Như trên`, `-nt-`, `"`."""

from functools import cache

from extractors.lexicon import collectives
from schemas.text import fold

_LONGEST_DITTO = 20
_AROUND_DITTO = " .-\"'()/;,"
_DITTO_SIGNS = frozenset({'"', "''", "//", '""'})


@cache
def _dittos() -> frozenset[str]:
    same = (group for group in collectives() if group.resolution == "inherit")
    texts = (text for group in same for text in (group.expression, *group.aliases))
    return frozenset(fold(text).strip(_AROUND_DITTO) for text in texts)


def is_ditto(text: str) -> bool:
    """Say whether a cell says no more than that it repeats the one above: `Như trên`, `-nt-`, `"`."""
    if len(text) > _LONGEST_DITTO:
        return False
    folded = fold(text)
    bare = folded.strip(_AROUND_DITTO)
    return bare in _dittos() if bare else folded.strip(" .") in _DITTO_SIGNS
