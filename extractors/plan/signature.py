"""The signature block (chữ ký): authority, position of the one who signs, name."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractors.plan.lines import Line
from schemas.diagnostics import Diagnostic
from schemas.records import Printed, Signer
from schemas.text import squash_space, tone_key

# `TM. ỦY BAN NHÂN DÂN`, `KT.HIỆU TRƯỞNG`, `T/M ĐẢNG ĐOÀN`, `K/T`, `TUQ.`, `Q. GIÁM ĐỐC`
_AUTHORITY = re.compile(
    r"^(?P<mark>TM|KT|TL|TUQ|T\.?U\.?Q|T/M|K/T|T/L|Q)(?:\s?[.,]\s*|\s*/\s*|\s+)(?P<rest>\S.*)?$", re.I
)
# Text that a signing program or a typist leaves where the signature stands.
_SIGNED_NOTE = re.compile(
    r"^[\[(]?\s*(?:đã ký|ký tên|đã ký tên|ký, đóng dấu|ký, ghi rõ họ tên|chữ ký|ký, họ tên)[^\])]*[\])]?$",
    re.I,
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)?")
# Ranks and degrees that stand before a name: armed forces, schools, hospitals.
_TITLE_OF_PERSON = re.compile(
    r"^(?:(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy)"
    r"|(?:(?:gs|pgs|ts|ths|bs|bsck ?i{1,2}|cn|ks|luật sư)\b[.,]?\s*)+)",
    re.I,
)
_MAX_NAME_WORDS = 7


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The signer as printed and what a person should look at."""

    signer: Signer
    diagnostics: tuple[Diagnostic, ...] = ()


def is_authority_line(text: str) -> bool:
    """Say whether a line begins with an authority mark: `KT. GIÁM ĐỐC`, `TM. ỦY BAN NHÂN DÂN`."""
    match = _AUTHORITY.match(text)
    if not match or not (match["rest"] or "").strip():
        return bool(match and text.strip().endswith((".", "/")))
    return match["rest"].isupper() or is_position(match["rest"])


def is_position(text: str) -> bool:
    """Say whether a line is a position (chức vụ) or begins with one and names the body in capitals."""
    key = squash_space(tone_key(text).strip(" .,:;*"))
    if key in positions():
        return True
    return text.isupper() and len(key) < 90 and any(key.startswith(f"{known} ") for known in positions())


def is_signature_line(text: str) -> bool:
    """Say whether a line stands only in a signature block: authority mark, or position in capitals."""
    text = text.strip(" *|")
    if len(text) > 100 or text.endswith((":", ";")):
        return False
    return is_authority_line(text) or (text.isupper() and is_position(text))


def is_person_name(text: str) -> bool:
    """Say whether a line can be a signer's name: two to seven capitalised words, a rank before them."""
    text = text.strip(" *|.")
    bare = _TITLE_OF_PERSON.sub("", text).strip(" .,")
    words = bare.split()
    if not 2 <= len(words) <= _MAX_NAME_WORDS or is_position(bare) or any(c.isdigit() for c in bare):
        return False
    return all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in words)


def read_signature(lines: Sequence[Line]) -> SignatureBlock:
    """Read the signature block from the lines of a closing that are not recipients.

    The position is that of the person who signs: under `KT. GIÁM ĐỐC` it is the line `PHÓ GIÁM ĐỐC`.
    """
    start = next((i for i, line in enumerate(lines) if is_signature_line(line.text)), None)
    if start is None:
        return SignatureBlock(Signer())
    block = _one_column(lines[start:])
    marks: list[str] = []
    positions_read: list[Line] = []
    name: Line | None = None
    for line in block:
        text = line.text.strip(" *|")
        if not text or _SIGNED_NOTE.match(text):
            continue
        if match := _AUTHORITY.match(text) if is_authority_line(text) else None:
            marks.append(_printed_mark(text, match))
            positions_read = []
        elif name is None and (
            is_position(text) or (text.isupper() and positions_read_continue(positions_read, text))
        ):
            positions_read.append(line)
        elif is_person_name(text):
            name = line
        elif text.isupper() and name is None and not positions_read and marks:
            continue  # second line of the collective: TM. ỦY BAN NHÂN DÂN / TỈNH ...
        elif name is not None:
            break
    if name is None and len(positions_read) > 1 and not is_position(positions_read[-1].text):
        last = positions_read[-1].text
        if is_person_name(last.title()):
            name, positions_read = positions_read[-1], positions_read[:-1]
    position = _position(positions_read)
    if position is None:
        position = _position_of_mark(block)
    printed_name = Printed(text=squash_space(name.text.strip(" *|.")), place=name.location) if name else None
    signer = Signer(authority=" ".join(marks) or None, position=position, name=printed_name)
    found = () if name else (Diagnostic.of("signer-name-missing", lines[start].location),)
    return SignatureBlock(signer, found)


def positions_read_continue(lines: Sequence[Line], text: str) -> bool:
    """Say whether a line in capitals goes on with the position above it: `PHÓ CHỦ TỊCH` / `THƯỜNG TRỰC`."""
    return bool(lines) and len(text) < 80


def _one_column(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the first signature alone where two sign side by side."""
    return [line for line in lines if line.column == lines[0].column]


def _printed_mark(text: str, match: re.Match[str]) -> str:
    mark = match["mark"]
    follows = text[match.end("mark") : match.end("mark") + 2].strip()
    return f"{mark}." if follows.startswith(".") or "/" not in mark else mark


def _position(lines: Sequence[Line]) -> Printed | None:
    """The last position printed, with the lines that go on with it."""
    if not lines:
        return None
    first = max(i for i, line in enumerate(lines) if i == 0 or is_position(line.text))
    text = squash_space(" ".join(line.text.strip(" *|") for line in lines[first:]))
    return Printed(text=text, place=lines[first].location)


def _position_of_mark(lines: Sequence[Line]) -> Printed | None:
    """The position after an acting head's mark: `Q. GIÁM ĐỐC` signs as such, `KT. GIÁM ĐỐC` does not."""
    for line in reversed(lines):
        match = _AUTHORITY.match(line.text.strip(" *|"))
        if match and match["mark"].upper() == "Q" and match["rest"]:
            return Printed(text=squash_space(match["rest"]), place=line.location)
    return None


@cache
def positions() -> frozenset[str]:
    """Return the positions that sign documents, as keys."""
    text = files("extractors.lexicon").joinpath("data", "positions.csv").read_text("utf-8")
    return frozenset(tone_key(row["position"]) for row in csv.DictReader(text.splitlines()))
