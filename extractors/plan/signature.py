"""The signature block (chữ ký): authority, position of the one who signs, name."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import takewhile

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
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]*)?")
# Ranks and degrees that stand before a name: armed forces, schools, hospitals.
_TITLE_OF_PERSON = re.compile(
    r"^(?:(?:(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy)\b)?[.,]?\s*)"
    r"(?:(?:gs|pgs|tskh|ts|ths|bs|(?:bs|ds)?ck ?i{1,2}|ds|đd|cn|ks|kts|nsnd|nsưt|ngut|ngnd|ttnd|ttưt"
    r"|luật sư|bác sĩ|dược sĩ|kỹ sư|thạc sĩ|tiến sĩ|cử nhân)\b[.,/-]?\s*)*",
    re.I,
)
_MAX_NAME_WORDS = 7
_TWO_NAMES = 5  # words of two names at least, under two positions; four are mostly one
_TWO_LONG_NAMES = 6  # where no position tells that there are two
_MIDDLE_NAMES = frozenset({"thị", "văn"})  # no name ends with them
# who heads a board signs as such, whatever office is printed above the name
_BOARD = re.compile(r"(?:phó )?(?:trưởng ban|tổ trưởng|trưởng đoàn)\b|tổ phó\b|chủ tịch hội đồng\b")
_MAX_OFFICE_WORDS = 10
_MAX_POSITION_CHARS = 80  # of one line


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The signer as printed and what a person should look at."""

    signer: Signer
    collective: Printed | None = None  # the body that is signed for: TM. ỦY BAN NHÂN DÂN TỈNH TÂY NINH
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
    return text.isupper() and len(key) < 90 and key.startswith(_position_openings())


def is_office(text: str) -> bool:
    """Say whether a line names another office of the one who signs: `Phó Chủ tịch UBND tỉnh`; a sentence does not.

    >>> is_office("Phó Chủ tịch UBND tỉnh"), is_office("Giám đốc Sở yêu cầu các đơn vị thực hiện.")
    (True, False)
    """
    key = squash_space(tone_key(text))
    short = len(key.split()) <= _MAX_OFFICE_WORDS and not key.endswith((".", ";", ":"))
    return short and key.startswith(_position_openings())


def is_signature_line(text: str) -> bool:
    """Say whether a line stands only in a signature block: authority mark, or position in capitals."""
    text = text.strip(" *|")
    if len(text) > 100 or text.endswith((":", ";")):
        return False
    return is_authority_line(text) or (text.isupper() and is_position(text))


def is_person_name(text: str) -> bool:
    """Say whether a line can be a signer's name: two to seven capitalised words, a rank before them.

    In capitals only a line that begins with a surname is one: `CÁN BỘ` goes on with the position above it.
    """
    text = text.strip(" *|.")
    bare = _TITLE_OF_PERSON.sub("", text).strip(" .,")
    words = bare.split()
    if not 2 <= len(words) <= _MAX_NAME_WORDS or is_position(bare) or any(c.isdigit() for c in bare):
        return False
    if bare.isupper() and tone_key(words[0]) not in surnames():
        return False
    return all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in words)


def is_signed_note(text: str) -> bool:
    """Say whether a line stands for the hand that signed: `(Đã ký)`."""
    return bool(_SIGNED_NOTE.match(text.strip(" *|")))


def read_signature(lines: Sequence[Line]) -> SignatureBlock:
    """Read the signature block from the lines of a closing that are not recipients.

    The position is that of the person who signs: under `KT. GIÁM ĐỐC` it is the line `PHÓ GIÁM ĐỐC`.
    """
    paired = any(_two_positions(line.text) for line in lines)
    parts = _without_confirmation(
        _whole_positions([part for line in lines for part in _parts(line, paired=paired)])
    )
    start = next((i for i, p in enumerate(parts) if is_signature_line(p.text) or is_position(p.text)), None)
    if start is None:
        return SignatureBlock(Signer())
    block = _one_signature(parts[start:])
    marks: list[str] = []
    titles: list[Line] = []
    name: Line | None = None
    for line in block:
        if is_authority_line(line.text) and name is None:
            marks.append(_mark(line.text))
            titles = []
        elif name is None and (is_position(line.text) or _goes_on(titles, line.text)):
            titles.append(line)
        elif is_person_name(line.text):
            name = line
            break
    signer = Signer(
        authority=" ".join(marks) or None,
        position=_position(titles) or _acting(block),
        name=Printed(text=squash_space(name.text), place=name.location) if name else None,
    )
    return SignatureBlock(signer, _collective(block), tuple(_doubts(parts[start:], name)))


def _without_confirmation(parts: Sequence[Line]) -> Sequence[Line]:
    """Leave out the column of a body that confirms what another signs: `XÁC NHẬN CỦA UBND XÃ`."""
    confirms = {(p.location.block, p.column) for p in parts if tone_key(p.text).startswith("xác nhận")}
    kept = [part for part in parts if (part.location.block, part.column) not in confirms]
    return kept if any(is_signature_line(part.text) or is_position(part.text) for part in kept) else parts


def _one_signature(parts: Sequence[Line]) -> list[Line]:
    """Return the lines of the signature that is the document's, where two sign side by side.

    It is that of the first column, unless that person only drew the document up: `NGƯỜI LẬP` beside `HIỆU TRƯỞNG`.
    """
    first = parts[0]
    if _prepares(first.text):
        first = next((p for p in parts if is_position(p.text) and not _prepares(p.text)), first)
    halved = {
        p.location for p in parts if p.column and p.location.row is None
    }  # outside tables `_parts` cut them
    return [
        part
        for part in parts
        if part.column == first.column
        or (part.location.block != first.location.block and part.location not in halved)
    ]


def _doubts(parts: Sequence[Line], name: Line | None) -> Iterator[Diagnostic]:
    if name is None:
        yield Diagnostic.of("signer-name-missing", parts[0].location)
        return
    beside = {(part.location.block, part.column) for part in parts if _prepares(part.text)}
    others = {
        squash_space(part.text): part
        for part in parts
        if is_person_name(part.text) and (part.location.block, part.column) not in beside
    }
    others.pop(squash_space(name.text), None)
    if others:
        yield Diagnostic.of(
            "signers-several",
            next(iter(others.values())).location,
            count=len(others) + 1,
            name=squash_space(name.text),
            others=", ".join(others),
        )


def _parts(line: Line, *, paired: bool = False) -> list[Line]:
    """Cut a line that holds more than one: `KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC Trần Văn Mười`.

    Args:
        line: a line of the signature.
        paired: whether two positions stand side by side in it, so that names may too.
    """
    text = squash_space(line.text.strip(" *|."))
    if not text or is_signed_note(text):
        return []
    cut = re.sub(r"(?<=\w) (?=(?:KT|TL|TUQ)\s?\.)", "\n", text)
    if is_authority_line(text) or is_position(text):
        cut = re.sub(r"(?<=[^\W\d_]{2}) (?=PHÓ |THỨ TRƯỞNG)", "\n", cut)
    if sides := _two_positions(cut) or _two_names(cut, _TWO_NAMES if paired else _TWO_LONG_NAMES):
        return [replace(line, text=side, column=line.column + at) for at, side in enumerate(sides)]
    pieces = [
        piece for part in cut.split("\n") for whole in _name_apart(part) for piece in _position_apart(whole)
    ]
    return [replace(line, text=piece) for piece in pieces]


def _whole_positions(parts: Sequence[Line]) -> list[Line]:
    """Join what a narrow column has broken: `PHÓ CHÁNH VĂN` / `PHÒNG`, `TS. Nguyễn Văn` / `Hùng Sơn`."""
    whole: list[Line] = []
    for part in parts:
        above = whole[-1] if whole else None
        if above and above.text.isupper() and part.text.isupper() and above.column == part.column:
            joined = f"{above.text} {part.text}"
            if tone_key(joined) in positions() and tone_key(above.text) not in positions():
                whole[-1] = replace(above, text=joined)
                continue
        elif (
            above
            and above.column == part.column
            and _is_cut_name(above.text)
            and is_person_name(f"A {part.text}")
        ):
            whole[-1] = replace(above, text=f"{above.text} {part.text}")
            continue
        whole.append(part)
    return whole


def _is_cut_name(text: str) -> bool:
    return is_person_name(text) and tone_key(text.split()[-1]) in _MIDDLE_NAMES


def _two_positions(text: str) -> list[str]:
    """Cut two positions that tabs set side by side: `NGƯỜI LẬP KẾ HOẠCH HIỆU TRƯỞNG`; none elsewhere."""
    words = text.split()
    for at in range(1, len(words)):
        left, right = " ".join(words[:at]), " ".join(words[at:])
        if right.startswith("PHÓ ") or not (tone_key(left) in positions() and tone_key(right) in positions()):
            continue
        if text.isupper() and (_prepares(left) or _prepares(right)):
            return [left, right]
    return []


def _two_names(text: str, least: int) -> list[str]:
    """Cut two names before the one surname that can begin the second; none where that is not certain."""
    words = text.split()
    if len(words) < least or not is_person_name(text):
        return []
    cuts = [
        at
        for at in range(2, len(words) - 1)
        if tone_key(words[at]) in surnames() and tone_key(words[at - 1]) not in _MIDDLE_NAMES
    ]
    return [" ".join(words[: cuts[0]]), " ".join(words[cuts[0] :])] if len(cuts) == 1 else []


def _prepares(text: str) -> bool:
    """Say whether a position is that of one who draws a document up for another to sign."""
    return squash_space(tone_key(text).strip(" .,:;*")) in _preparers()


def _name_apart(text: str) -> list[str]:
    """Cut a name in small letters off the position in capitals before it."""
    words = text.split()
    first = next((i for i, word in enumerate(words) if not word.isupper()), 0)
    head, tail = " ".join(words[:first]), " ".join(words[first:])
    signs = first and (is_position(head) or is_authority_line(head))
    return [head, tail] if signs and is_person_name(tail) else [text]


def _position_apart(text: str) -> list[str]:
    """Cut the position off the body that is signed for: `TM. BAN CHỈ ĐẠO TRƯỞNG BAN`."""
    mark = _AUTHORITY.match(text)
    if not mark or not mark["rest"] or not mark["rest"].isupper():
        return [text]
    words = mark["rest"].split()
    # The longest position at the end of the line; where it is all that follows the mark, nothing is cut.
    first = next((i for i in range(len(words)) if tone_key(" ".join(words[i:])) in positions()), 0)
    head, tail = text[: mark.start("rest")] + " ".join(words[:first]), " ".join(words[first:])
    return [head, tail] if first else [text]


def _goes_on(titles: Sequence[Line], text: str) -> bool:
    """Say whether a line in capitals goes on with the position above it: `PHÓ CHỦ TỊCH` / `THƯỜNG TRỰC`."""
    return bool(titles) and text.isupper() and len(text) < _MAX_POSITION_CHARS and not is_person_name(text)


def _mark(text: str) -> str:
    """Return the authority mark of a line as printed, with the stop that belongs to it."""
    match = _AUTHORITY.match(text)
    mark = match["mark"] if match else text
    return mark if "/" in mark else f"{mark}."


def _position(lines: Sequence[Line]) -> Printed | None:
    """The last position printed, with the lines that go on with it; of a board's head his office is none."""
    if not lines:
        return None
    if _BOARD.match(tone_key(lines[0].text)):
        lines = [lines[0], *takewhile(lambda line: not _is_other_office(line.text), lines[1:])]
    first = max(i for i, line in enumerate(lines) if i == 0 or is_position(line.text))
    text = squash_space(" ".join(line.text for line in lines[first:]))
    return Printed(text=text, place=lines[first].location)


def _is_other_office(text: str) -> bool:
    return is_office(text) or (is_position(text) and not _BOARD.match(tone_key(text)))


def _collective(lines: Sequence[Line]) -> Printed | None:
    """The body that is signed for, with the line in capitals that goes on with its name."""
    for i, line in enumerate(lines):
        match = _AUTHORITY.match(line.text.strip(" *|"))
        if not match or match["mark"].upper() not in ("TM", "T/M") or not match["rest"]:
            continue
        following = lines[i + 1].text if i + 1 < len(lines) else ""
        goes_on = following.isupper() and not is_signature_line(following) and not is_position(following)
        text = squash_space(f"{match['rest']} {following}" if goes_on else match["rest"])
        return Printed(text=text, place=line.location)
    return None


def _acting(lines: Sequence[Line]) -> Printed | None:
    """The position after an acting head's mark: `Q. GIÁM ĐỐC` signs as such, `KT. GIÁM ĐỐC` does not."""
    for line in reversed(lines):
        match = _AUTHORITY.match(line.text.strip(" *|"))
        if match and match["mark"].upper() == "Q" and match["rest"]:
            return Printed(text=squash_space(match["rest"]), place=line.location)
    return None


@cache
def positions() -> frozenset[str]:
    """Return the positions that sign documents, as keys."""
    return _keys("positions.csv", "position")


@cache
def _position_openings() -> tuple[str, ...]:
    return tuple(f"{known} " for known in sorted(positions()))


@cache
def surnames() -> frozenset[str]:
    """Return the surnames of Việt Nam's peoples, as keys."""
    return _keys("surnames.csv", "surname")


@cache
def _preparers() -> frozenset[str]:
    return frozenset(tone_key(row["position"]) for row in _rows("positions.csv") if row["note"] == "prepares")


def _keys(name: str, column: str) -> frozenset[str]:
    return frozenset(tone_key(row[column]) for row in _rows(name))


def _rows(name: str) -> list[dict[str, str]]:
    text = files("extractors.lexicon").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
