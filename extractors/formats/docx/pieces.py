"""The text of a paragraph put together from what its runs hold, with the places of changes of look."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.formats.docx.styles import Look
from extractors.formats.legacy import decode_font, decode_vni, font_encoding
from schemas.source import Note, Run
from schemas.text import clean


def tidy(text: str) -> str:
    """Return clean(text) without line breaks at its ends."""
    return clean(text.strip()).strip()


@dataclass(slots=True)
class Pieces:
    """What the runs of one paragraph hold, in order."""

    texts: list[str] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)  # before which piece, mark, text
    verbatim: bool = True  # all pieces are shown as they are stored

    def add(self, text: str, look: Look) -> None:
        """Append a stretch of text that looks alike."""
        self.texts.append(text)
        self.looks.append(look)
        if not look.verbatim:
            self.verbatim = False

    def convert(self) -> set[str]:
        """Turn what is stored into what is shown: Unicode from legacy fonts, then capitals.

        Neighbours that look alike are converted together: Word cuts a word wherever it was edited.

        Returns:
            The names of the legacy encodings that were converted.
        """
        met: set[str] = set()
        if self.verbatim:
            return met
        self._join_letters()
        noted = {piece for piece, _, _ in self.notes}
        start = 0
        while start < len(self.texts):
            look = self.looks[start]
            end = start + 1
            while end < len(self.texts) and self.looks[end] is look and end not in noted:
                end += 1
            if not look.verbatim:
                stored = "".join(self.texts[start:end])
                shown = decode_font(stored, look.font) if look.font is not None else stored
                encoding = font_encoding(look.font) if look.font is not None else None
                if shown != stored and encoding is not None:
                    met.add("VNI" if encoding == "vni" else "TCVN3")
                self.texts[start:end] = [shown.upper() if look.caps else shown, *[""] * (end - start - 1)]
            start = end
        return met

    def _join_letters(self) -> None:
        """Give a mark at the beginning of a piece to the letter before it: in VNI these are two characters."""
        is_vni = [font_encoding(look.font or "") == "vni" for look in self.looks]
        for index in range(1, len(is_vni)):
            before, text = self.texts[index - 1], self.texts[index]
            if is_vni[index] and is_vni[index - 1] and len(decode_vni(before[-1:] + text[:1])) == 1:
                self.texts[index - 1], self.texts[index] = before + text[:1], text[1:]

    def __bool__(self) -> bool:
        return bool(self.texts or self.notes)


class Assembled(NamedTuple):
    """The clean text of a paragraph, the look of the greater part of its letters, runs where looks differ."""

    text: str
    look: Look | None
    runs: tuple[Run, ...]
    notes: tuple[Note, ...]


def assemble(pieces: Pieces) -> Assembled:
    """Join the pieces; offsets of runs and notes count in the clean text."""
    texts, looks = pieces.texts, pieces.looks
    if not pieces.notes:
        if len(texts) == 1:
            return Assembled(tidy(texts[0]), looks[0], (), ())
        first = looks[0] if looks else None
        if all(look is first for look in looks):
            return Assembled(tidy("".join(texts)), first, (), ())
    text, offsets = _joined(texts)
    runs = _runs(offsets, looks)
    notes = tuple(Note(mark, note, offsets[piece]) for piece, mark, note in pieces.notes)
    return Assembled(text, _greater_part(text, offsets, looks), runs, notes)


def _joined(texts: list[str]) -> tuple[str, list[int]]:
    """Return the clean text and where each piece begins in it; one offset more for the end.

    A piece that begins with combining marks gives them to the letter before, so that NFC changes no offset.
    """
    texts = list(texts)
    for index in range(1, len(texts)):
        marks = 0
        while marks < len(texts[index]) and unicodedata.combining(texts[index][marks]):
            marks += 1
        if marks:
            texts[index - 1] += texts[index][:marks]
            texts[index] = texts[index][marks:]
    parts: list[str] = []
    offsets: list[int] = []
    length, last = 0, "\n"  # as after a line break: no space at the beginning
    for text in texts:
        # The frame of full stops keeps clean() from stripping the spaces at the ends of a piece.
        part = clean(f".{text}.")[1:-1]
        if last in " \n":
            part = part.lstrip(" ") if length else part.lstrip(" \n")
        if part.startswith("\n") and last == " ":
            parts[-1] = parts[-1][:-1]
            length -= 1
        offsets.append(length)
        if part:
            parts.append(part)
            length += len(part)
            last = part[-1]
    text = "".join(parts).rstrip(" \n")
    offsets.append(length)
    return text, [min(offset, len(text)) for offset in offsets]


def _runs(offsets: list[int], looks: list[Look]) -> tuple[Run, ...]:
    """Return the stretches that differ in bold, italic or underline; none where all look alike."""
    runs: list[Run] = []
    for index, look in enumerate(looks):
        start, end = offsets[index], offsets[index + 1]
        if start >= end:
            continue
        run = Run(start, end, look.bold, look.italic, look.underline)
        if runs and (runs[-1].bold, runs[-1].italic, runs[-1].underline) == (
            run.bold,
            run.italic,
            run.underline,
        ):
            run = Run(runs[-1].start, end, run.bold, run.italic, run.underline)
            runs.pop()
        runs.append(run)
    return tuple(runs) if len(runs) > 1 else ()


def _greater_part(text: str, offsets: list[int], looks: list[Look]) -> Look | None:
    """Return the look of most letters, property by property; the first piece decides an empty text."""
    if not looks:
        return None
    weights: dict[Look, int] = {}
    for index, look in enumerate(looks):
        stretch = text[offsets[index] : offsets[index + 1]]
        weights[look] = weights.get(look, 0) + sum(map(str.isalpha, stretch)) * 1000 + len(stretch)
    return Look(*[_elected(values, weights.values()) for values in zip(*weights, strict=True)])  # type: ignore[arg-type]


def _elected(values: Sequence[object], weights: Iterable[int]) -> object:
    """Return the value with the greatest weight, the first of equals."""
    first = values[0]
    if all(value == first for value in values):
        return first
    votes: dict[object, int] = {}
    for value, weight in zip(values, weights, strict=True):
        votes[value] = votes.get(value, 0) + weight
    return max(votes, key=votes.__getitem__)
