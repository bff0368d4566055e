"""The letterhead cut into its elements: agencies, national motto, code, place and date, marks and stamps."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from extractors.plan.codes import iter_codes
from extractors.plan.dates import PrintedDate, read_full_date
from extractors.plan.lines import Line
from schemas.text import fold, squash_space, tone_key

Element = Literal[
    "motto",
    "code",
    "date",
    "subject",
    "addressee",
    "secrecy",
    "urgency",
    "draft",
    "copy",
    "stamp",
    "rule",
    "agency",
]

_MOTTO_KEYS = ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc", "dangcongsanvietnam")
_MIN_MOTTO_KEY = 6  # letters: `CỘNG HÒA` may be the beginning of the motto, `CỘNG` not
_MAX_BROKEN = 4  # lines below that one broken line can take
_MAX_PLACE_LINE = 80  # characters
_MAX_PLACE_WORDS = 7  # `TP. Hồ Chí Minh`, `Xuân Hương - Đà Lạt`
_MOTTO = re.compile(
    r"c[ộôo]ng\s*h[òóõoôa][àaá]?\s*x[ãa]\s*h[ộôo]i\s*ch[ủu]\s*ngh[ĩiỉ]a(?:\s*vi[ệêe]t(?:\s*nam)?)?"
    r"|[đd][ộôo]c\s*l[ậâa]p\s*[-–—]?\s*t[ựưu]\s*do\s*[-–—]?\s*h[ạa]nh\s*ph[úu]c"
    r"|[đd][ảa]ng\s*c[ộôo]ng\s*s[ảa]n\s*vi[ệêe]t\s*nam|^việt nam$",
    re.IGNORECASE,
)
_DATE_GOES_ON = re.compile(r"\bngày|,$", re.IGNORECASE)
_CODE_GOES_ON = re.compile(r"\d.*/.*-$")
_SYMBOLS_REST = re.compile(r"[A-ZĐ0-9][\w&.-]*")
_NUMBER_ALONE = re.compile(r"số\s*:?", re.IGNORECASE)
_ACCORDING_TO = re.compile(r"\btheo\b", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"số\s*:?\s*\d", re.IGNORECASE)
_RULE = re.compile(r"^[\W_]+$")
_TRAILING_RULE = re.compile(r"[\s*]*(?:[-_–—=*~]{3,}|_{2,})[\s*]*$|^[\s*]*[-_–—=~]{3,}[\s*]*")
_SECRECY = re.compile(r"^(?:(?:dấu )?(?:chỉ )?(?:độ|mức độ) mật\s*:?\s*)?((?:tuyệt|tối)? ?mật)$")
_URGENCY = re.compile(
    r"^(?:(?:dấu )?(?:chỉ )?(?:độ|mức độ) khẩn\s*:?\s*)?((?:thượng )?khẩn|hỏa tốc(?: ?-? ?hẹn giờ.{0,20})?)$"
)
_DRAFT = re.compile(r"^dự thảo(?: (?:lần|ngày|\d).*)?$")
_COPY = re.compile(r"^(?:bản )?(?:sao y|sao lục|trích sao)\b")
_STAMP = re.compile(
    r"^(?:(?:công )?văn bản đến|công văn đến|đến)\b(?!.*\bnăm\b)|^(?:đến )?số\s*:?\s*[\d.…]*$"
    r"|^ngày\s*:?\s*[\d./…\s-]*$|^đến ngày\b"
    r"|^chuyển\s*:|^lưu (?:hồ sơ|hs)\b|^(?:số và ký hiệu hs|kính chuyển)\b"
    r"|^(?:người )?ký bởi\b|^người ký\s*:|^ngày ký\s*:|^thời gian ký\b|^email\s*:|^cơ quan\s*:"
    r"|^(?:digitally )?signed by\b|;\s*\d{1,2}/\d{1,2}/\d{4};?\s+\d{1,2}:\d{2}"
    r"|^\d{1,2}[./-]\d{1,2}[./-]\d{4}\s+\d{1,2}:\d{2}"
    r"|^(?:tài liệu )?lưu hành nội bộ$|^xem xong trả lại$|^tài liệu thu hồi$|^bản (?:chính|gốc|nháp)$"
)
_SUBJECT = re.compile(r"^(?:v\s?/\s?v|vv)\b\s*:?\s*|^về việc\b\s*:?\s*", re.IGNORECASE)
_ADDRESSEE = re.compile(r"^kính gửi\b")
# `ĐOÀN KIỂM TRA THEO QĐ SỐ 15/QĐ-SCT`: another document's code within the name of a body
_CITES = re.compile(
    r"(?:theo|quyết định|qđ|nghị quyết|nq|kế hoạch|kh|công văn|cv|thông báo|đề án|chỉ thị|tờ trình)$",
    re.IGNORECASE,
)
# `Số : 12 / KH - SYT` alone on its line: the spaces are the typist's
_SPACED_CODE = re.compile(r"số\s*:?[\s\d.…_]*(?:\s*[/-]\s*[A-ZĐÂĂÊÔƠƯ0-9&]+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One element of a letterhead: what it is, its text and where it stands."""

    element: Element
    text: str
    line: Line
    date: PrintedDate | None = None


def addressee_lines(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that say whom a letter goes to: `Kính gửi: ...` and the list below it."""
    found: list[Line] = []
    for line in lines:
        if _ADDRESSEE.match(tone_key(line.text)) or (found and is_bulleted(line.text)):
            found.append(line)
        elif found and line.text[:1].islower() and line.column == found[-1].column:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line.text}")
        elif found and _elements([line]) == {"agency"} and line.column == found[-1].column:
            found.append(line)
    return [line for line in found if line.text.rstrip(" :").lower() != "kính gửi"]


def is_bulleted(text: str) -> bool:
    """Say whether a line begins with the dash of a list."""
    return text.startswith(("-", "–", "+"))


def _elements(lines: Iterable[Line]) -> set[Element]:
    return {piece.element for piece in read_pieces(lines)}


def read_secrecy(text: str) -> str | None:
    """Return the secrecy mark (độ mật) if the whole line is one: MẬT, TỐI MẬT, TUYỆT MẬT; else None.

    Letter-spaced and bracketed marks count, words within a sentence never do.

    >>> read_secrecy("( TỐI  MẬT )"), read_secrecy("M Ậ T"), read_secrecy("bảo vệ bí mật")
    ('TỐI MẬT', 'MẬT', None)
    """
    return _mark(_SECRECY, text)


def read_urgency(text: str) -> str | None:
    """Return the urgency mark (độ khẩn) if the whole line is one: KHẨN, THƯỢNG KHẨN, HỎA TỐC; else None."""
    return _mark(_URGENCY, text)


def is_draft_mark(text: str) -> bool:
    """Say whether the whole line is a draft mark: DỰ THẢO, (Dự thảo lần 2)."""
    return bool(_DRAFT.match(_mark_key(text)))


def is_copy_mark(text: str) -> bool:
    """Say whether a line marks a copy: SAO Y, SAO LỤC, TRÍCH SAO."""
    return bool(_COPY.match(squash_space(tone_key(text))))


def is_mark(text: str) -> bool:
    """Say whether the whole line is a mark of secrecy, urgency or draft."""
    return bool(read_secrecy(text) or read_urgency(text) or is_draft_mark(text))


def read_pieces(lines: Iterable[Line]) -> list[Piece]:
    """Cut the lines of a letterhead into its elements; what is nothing else is an agency line.

    A motto beside an agency may want room and leave its `NAM` on a line alone.
    """
    pieces = [piece for line in _joined(lines) for piece in _cut(line)]
    mottos = [piece.text for piece in pieces if piece.element == "motto"]
    if any(motto.upper().endswith("VIỆT") for motto in mottos):
        pieces = [replace(piece, element="motto") if piece.text == "NAM" else piece for piece in pieces]
    return [_as_name(piece, above) for above, piece in zip([None, *pieces], pieces, strict=False)]


def _as_name(piece: Piece, above: Piece | None) -> Piece:
    """Return `VIỆT NAM` below an agency of the same column as the end of its name, not of the motto."""
    if above is None or above.element != "agency" or fold(piece.text) != "viet nam":
        return piece
    same = (above.line.location.block, above.line.column) == (piece.line.location.block, piece.line.column)
    return replace(piece, element="agency") if same and piece.line is not above.line else piece


def is_motto(text: str) -> bool:
    """Say whether a line holds a national or party motto (quốc hiệu, tiêu ngữ), whatever stands beside it."""
    return bool(_MOTTO.search(text))


def is_letterhead_line(line: Line) -> bool:
    """Say whether a line can only stand in a letterhead: motto, code, date, mark, stamp, subject."""
    return all(piece.element != "agency" for piece in read_pieces([line]))


def is_date_line(text: str) -> bool:
    """Say whether a line is that of place and date and nothing else: `Huế, ngày 03 tháng 4 năm 2026`."""
    date = read_full_date(text) if len(text) <= _MAX_PLACE_LINE else None
    if date is None or text[date.end :].strip(" .,*_)"):
        return False
    place = text[: date.start].strip(" *_")
    return not place or (place.endswith(",") and len(place.split()) <= _MAX_PLACE_WORDS)


def has_letterhead(lines: Iterable[Line]) -> bool:
    """Say whether lines hold a national motto, or a code line with a date line."""
    elements = {piece.element for piece in read_pieces(lines)}
    return "motto" in elements or {"code", "date"} <= elements


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Join the lines that a narrow column has broken: motto, date, code, a place above its date."""
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        for _ in range(_broken(line.text, _below(line, rest[:_MAX_BROKEN]))):
            line = replace(line, text=f"{line.text} {rest.pop(0).text}")
        yield line


def _broken(text: str, below: Sequence[str]) -> int:
    """Return how many lines below go on with what a line begins."""
    if not below:
        return 0
    return max(
        _broken_motto(text, below),
        _broken_date(text, below),
        _broken_code(text, below[0]),
        _broken_citation(text, below[0]),
    )


def _below(line: Line, following: Sequence[Line]) -> list[str]:
    """Return the texts of the lines directly below one, as far as they can go on with it."""
    beside = (
        i
        for i, other in enumerate(following)
        if other.column != line.column and other.location.block == line.location.block
    )
    return [other.text for other in following[: next(beside, len(following))]]


def _broken_motto(text: str, below: Sequence[str]) -> int:
    """Return how many lines below go on with a motto that begins here."""
    key = _letters(text)
    mottos = [motto for motto in _MOTTO_KEYS if motto.startswith(key)]
    if not mottos or len(key) < _MIN_MOTTO_KEY:
        return 0
    count = 0
    for line in below:
        key += _letters(line)
        if not any(motto.startswith(key) for motto in mottos):
            break
        count += 1
    return count


def _broken_date(text: str, below: Sequence[str]) -> int:
    """Return how many lines below belong to a date line that begins here: as many as the date takes up."""
    if len(text) > _MAX_PLACE_LINE or not _DATE_GOES_ON.search(text):
        return 0
    count, joined = 0, text
    for i, line in enumerate(below, start=1):
        joined = f"{joined} {line}"
        date = read_full_date(joined)
        if date and date.end == len(joined) and date.start <= len(text) + 1:
            count = i
    return count


def _broken_code(text: str, below: str) -> int:
    """Return 1 where the line below goes on with a code: `Số:` alone, or a hyphen at the line's end."""
    starts = _NUMBER_ALONE.fullmatch(text) and "/" in below
    goes_on = _CODE_GOES_ON.search(text) and _SYMBOLS_REST.fullmatch(below)
    return int(bool(starts or goes_on))


def _broken_citation(text: str, below: str) -> int:
    """Return 1 where the line below ends an agency's name: `ĐOÀN KIỂM TRA THEO QĐ` / `SỐ 15/QĐ-SCT`."""
    cites = _ACCORDING_TO.search(text) and _CITES.search(text.strip())
    return int(bool(cites and _NUMBER_FIRST.match(below)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, fold(text)))


def _cut(line: Line) -> Iterator[Piece]:
    text = _TRAILING_RULE.sub("", line.text).strip(" *#|")
    if not text or _RULE.match(text):
        yield Piece("rule", line.text, line)
        return
    if whole := _whole(text):
        yield Piece(whole, text, line)
        return
    if motto := _MOTTO.search(text):
        yield from _cut(replace(line, text=text[: motto.start()])) if text[: motto.start()].strip() else ()
        yield Piece("motto", motto.group(), line)
        yield from _cut(replace(line, text=text[motto.end() :])) if text[motto.end() :].strip() else ()
        return
    if _SPACED_CODE.fullmatch(text):
        text = re.sub(r"\s*([/-])\s*", r"\1", text)
    code = next(iter(iter_codes(text)), None)
    if code and _CITES.search(text[: code.start].strip()):
        code = None
    date = read_full_date(text)
    if code and (not date or code.end <= date.start or code.start >= date.end):
        before, after = text[: code.start].strip(), text[code.end :].strip()
        if before:
            yield from _cut(replace(line, text=before))
        yield Piece("code", text[code.start : code.end], line)
        if after:
            yield from _cut(replace(line, text=after))
        return
    if date:
        yield Piece("date", text[: date.end].strip(), line, date)
        if rest := text[date.end :].strip(" .,"):
            yield from _cut(replace(line, text=rest))
        return
    yield Piece("agency", text, line)


def _whole(text: str) -> Element | None:
    key = squash_space(tone_key(text))
    if read_secrecy(text):
        return "secrecy"
    if read_urgency(text):
        return "urgency"
    if is_draft_mark(text):
        return "draft"
    if is_copy_mark(text):
        return "copy"
    if _STAMP.search(key):
        return "stamp"
    if is_subject(text):
        return "subject"
    if _ADDRESSEE.match(key):
        return "addressee"
    return None


def is_subject(text: str) -> bool:
    """Say whether a line opens a subject (trích yếu of a letter): `V/v ...`."""
    return bool(_SUBJECT.match(text))


def subject_text(text: str) -> str:
    """Return a subject line (trích yếu of a letter) without its `V/v`."""
    return _SUBJECT.sub("", text)


@lru_cache(maxsize=1024)
def _mark_key(text: str) -> str:
    key = squash_space(tone_key(text).strip(" *()[]\"'.:|_-"))
    letters = key.split()
    return "".join(letters) if len(letters) > 2 and all(len(part) == 1 for part in letters) else key


def _mark(pattern: re.Pattern[str], text: str) -> str | None:
    key = _mark_key(text)
    if not (match := pattern.match(key)):
        return None
    printed = squash_space(text.strip(" *()[]\"'.:|_-"))
    if all(len(part) == 1 for part in printed.split()):
        printed = printed.replace(" ", "")
    words = len(match[1].split())
    return printed if match.start(1) == 0 else " ".join(printed.split()[-words:])
