"""The bytes of a document part as they stream in, and the place in them that is read."""

import re
from typing import IO

from extractors.formats.docx.plain import (
    HEAD,
    NAME,
    TAIL,
    UnscannableError,
    check_plain,
    element_end,
    is_usual,
    skip_blanks,
)
from extractors.formats.docx.raw_text import LINE_ENDS

CHUNK_BYTES = 256 * 1024
# The head of a part, in which it declares its namespaces, is shorter.
_HEAD_BYTES = 16 * 1024
# What makes a row or paragraph one for the tree: a tracked change of properties, which nests properties in
# themselves, and characters of symbol fonts (U+F000 to U+F0FF, in UTF-8 from the byte EF), read as signs.
_INTRICATE = (b"PrChange", b"\xef")
# More than the longest of these marks, for one that is cut by the end of a chunk.
_OVERLAP = 16


class MarkupStream:
    """Reads a part chunk by chunk; what is behind the place that is read is forgotten with the next chunk.

    Attributes:
        data: what is in memory.
        at: the place in it.
        root: the start tag of the part.
        has_line_ends: lines were met to end in the body.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self.data = b""
        self.at = 0
        self.root = b""
        self.has_line_ends = False
        self._stream = stream
        self._ended = False
        self._may_be_intricate = False

    def open(self) -> None:
        """Go to the first element of the body.

        Raises:
            UnscannableError: the part is not written in the usual way.
        """
        while (head := HEAD.match(self.data)) is None and len(self.data) < _HEAD_BYTES and self.more():
            pass
        if head is None or not is_usual(head):
            raise UnscannableError
        self.root = head["root"]
        self.at = head.end()
        self._look_at(self.data[self.at :])

    def close(self) -> None:
        """Read on to the end.

        Raises:
            UnscannableError: more than the end of the body follows.
        """
        while self.more():
            pass
        if TAIL.fullmatch(self.data, self.at) is None:
            raise UnscannableError

    def more(self) -> bool:
        """Read on; False at the end of the part."""
        if self._ended:
            return False
        chunk = self._stream.read(CHUNK_BYTES)
        self._ended = not chunk
        if self.root:
            self._look_at(self.data[-_OVERLAP:] + chunk)
        self.data = self.data[self.at :] + chunk
        self.at = 0
        return not self._ended

    def _look_at(self, seen: bytes) -> None:
        """Note what new bytes of the body hold.

        Raises:
            UnscannableError: something for the tree.
        """
        check_plain(seen)
        self._may_be_intricate = self._may_be_intricate or _has_any(_INTRICATE, seen, 0, len(seen))
        self.has_line_ends = self.has_line_ends or _has_any(LINE_ENDS, seen, 0, len(seen))

    def name(self) -> bytes:
        """Return the name of the element that starts here, blanks before it skipped."""
        while True:
            self.at = skip_blanks(self.data, self.at)
            match = NAME.match(self.data, self.at)
            if match is not None and match.end() < len(self.data):
                if match[1]:
                    raise UnscannableError
                return match[2]
            if not self.more():
                raise UnscannableError

    def at_end(self, name: bytes) -> bool:
        """Say whether the end tag of this element comes next, blanks skipped."""
        tag = b"</" + name + b">"
        while True:
            self.at = skip_blanks(self.data, self.at)
            if len(self.data) - self.at >= len(tag) or not self.more():
                return self.data.startswith(tag, self.at)

    def take(self, name: bytes) -> tuple[int, int]:
        """Return start and end of the element that starts here, and go to its end."""
        while True:
            end = element_end(self.data, self.at, name)
            if end is not None:
                start, self.at = self.at, end
                return start, end
            if not self.more():
                raise UnscannableError

    def take_head(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Return the match of what starts here, and go to its end; None, and stay, where it is something else.

        What is sought is short: more than a chunk is not read for it.
        """
        while (match := pattern.match(self.data, self.at)) is None:
            if len(self.data) - self.at > CHUNK_BYTES or not self.more():
                return None
        if self.is_intricate(self.data, match.start(), match.end()):
            return None
        self.at = match.end()
        return match

    def is_intricate(self, data: bytes, start: int, end: int) -> bool:
        """Say whether data[start:end], from this part, holds what is for the tree."""
        return self._may_be_intricate and _has_any(_INTRICATE, data, start, end)


def _has_any(marks: tuple[bytes, ...], data: bytes, start: int, end: int) -> bool:
    return any(data.find(mark, start, end) >= 0 for mark in marks)
