"""Cells read once: each distinct cell of a context, and in a list `Sở A; Sở B` each distinct name."""

from collections.abc import Sequence

from pipeline.units.lexicon import Lexicon
from pipeline.units.mentions import Context, Mention
from pipeline.units.reading import read_cell
from schemas.text import nfc

# After a label's colon, and within brackets, a `;` does not end what came before it.
_GOES_ON = frozenset(":()[]")
_AROUND = " \n.-–—+•"


class CellReader:
    """Reads cells in one of several contexts, and remembers what it has read."""

    def __init__(self, lexicon: Lexicon, contexts: Sequence[Context]) -> None:
        self.lexicon = lexicon
        self.contexts = contexts
        self._read: dict[tuple[str, int], list[Mention]] = {}
        self._units: dict[tuple[str, int], Mention | None] = {}

    def read(self, text: str, context: int) -> list[Mention]:
        """Return the mentions of a cell in the context of that number, as `read_cell` does."""
        found = self._read.get((text, context))
        if found is None:
            found = self._listed(text, context)
            if found is None:
                found = read_cell(text, self.lexicon, self.contexts[context])
            self._read[text, context] = found
        return found

    def _listed(self, text: str, context: int) -> list[Mention] | None:
        """Return the units of a cell each of whose parts between `;` is one unit and no more; None for other cells.

        A `;` ends all that a name can share with the next but what a label before a colon says, so that such a part
        is the same unit wherever it stands. Few names make many lists.
        """
        if ";" not in text or not _GOES_ON.isdisjoint(text):
            return None
        found, at = [], 0
        for part in nfc(text).split(";"):
            mention = self._unit(part, context)
            if mention is None:
                return None
            found.append(mention._replace(start=mention.start + at, end=mention.end + at))
            at += len(part) + 1
        return found

    def _unit(self, part: str, context: int) -> Mention | None:
        """Return the unit that is all of a part, None where it is none, several, or has a role, a title or a flag."""
        key = part, context
        if key not in self._units:
            found = self.read(part, context)
            self._units[key] = found[0] if len(found) == 1 and _is_whole(found[0], part) else None
        return self._units[key]


def _is_whole(mention: Mention, part: str) -> bool:
    if mention.unit_id is None or mention.role or mention.title_role or mention.flags:
        return False
    return not part[: mention.start].strip(_AROUND) and not part[mention.end :].strip(_AROUND)
