"""How a unit's name may be written: its short forms, with and without the province's word.

A spelling is a tuple of words without `và` and signs; `joints` says where signs or `và` may stand.
"""

import re
from dataclasses import dataclass, replace
from itertools import product

from pipeline.units.words import Gap, read_words
from schemas.text import fold

# Heads whose first letter opens the symbol: SXD, BTC.
_LETTER_HEADS = {"so": "s", "bo": "b"}
# `Công an`, `Thống kê`, `KBNN` alone are words of any sentence, or another level's body as well.
_TOO_SHORT = 2
# A syllable of Vietnamese, its marks left out; other letters in a row are an abbreviation.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_LOCAL_ENDS = {
    "district": (
        ("cấp", "huyện"),
        ("huyện",),
        ("quận",),
        ("thị", "xã"),
        ("tx",),
        ("thành", "phố"),
        ("tp",),
    ),
    "commune": (("cấp", "xã"), ("xã",), ("phường",), ("thị", "trấn"), ("đặc", "khu")),
}
_SEGMENTS_AT_MOST = 4  # 2^4 mixed forms of one name at most
_LONG = {
    "ubnd": ("ủy", "ban", "nhân", "dân"),
    "hđnd": ("hội", "đồng", "nhân", "dân"),
    "mttq": ("mặt", "trận", "tổ", "quốc"),
    "vp": ("văn", "phòng"),
    "bql": ("ban", "quản", "lý"),
    "bch": ("ban", "chấp", "hành"),
    "ksnd": ("kiểm", "sát", "nhân", "dân"),
    "tand": ("tòa", "án", "nhân", "dân"),
    "vksnd": ("viện", "kiểm", "sát", "nhân", "dân"),
    "bhxh": ("bảo", "hiểm", "xã", "hội"),
    "kbnn": ("kho", "bạc", "nhà", "nước"),
    "nhnn": ("ngân", "hàng", "nhà", "nước"),
    "cđ": ("công", "đoàn"),
    "lđlđ": ("liên", "đoàn", "lao", "động"),
    "ccb": ("cựu", "chiến", "binh"),
    "lhpn": ("liên", "hiệp", "phụ", "nữ"),
    "tncs": ("thanh", "niên", "cộng", "sản"),
    "đbqh": ("đại", "biểu", "quốc", "hội"),
    "kcn": ("khu", "công", "nghiệp"),
    "kkt": ("khu", "kinh", "tế"),
    "tt": ("trung", "tâm"),
    "ttpvhcc": ("trung", "tâm", "phục", "vụ", "hành", "chính", "công"),
    "pvhcc": ("phục", "vụ", "hành", "chính", "công"),
    "qltt": ("quản", "lý", "thị", "trường"),
    "thads": ("thi", "hành", "án", "dân", "sự"),
}
# Only these open a name; `CĐ`, `TT` inside one mean many things.
_OPENING_ONLY = frozenset({"tt", "cđ", "vp", "bch", "ttpvhcc", "bql"})


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a name."""

    words: tuple[str, ...]  # without case, tones on one place
    joints: tuple[bool, ...]  # whether a sign or `và` may stand before that word
    is_name: bool = False  # the canonical name itself
    bare: bool = False  # lacks the place's word: means the issuer's own level, or the place named after it
    slot: bool = False  # too short to stand without the name of a place after it
    made: bool = False  # short by rule; a short form that the lists state goes before it
    capitals: bool = False  # an abbreviation of one word: only as printed in capitals

    @property
    def key(self) -> str:
        """The words without marks, joined by spaces."""
        return " ".join(fold(word) for word in self.words)


def spell(text: str, *, is_name: bool = False) -> Spelling:
    """Return the spelling that a text is itself."""
    words = read_words(text)
    return Spelling(
        tuple(word.tone for word in words),
        tuple(word.gap not in (Gap.SPACE, Gap.START) for word in words),
        is_name=is_name,
        capitals=len(words) == 1 and text.isupper(),
    )


def short_forms(name: str, head: str) -> list[Spelling]:
    """Return the customary short forms of a name of that kind: `Sở TT&TT`, `Sở TT và Truyền thông`, `STTTT`.

    Each part of the name between `và`, commas and dashes stands in full or by its initials.
    """
    words = read_words(name)
    head_length = len(read_words(head))
    if len(words) <= head_length + 1:
        return []
    start, rest = tuple(word.tone for word in words[:head_length]), words[head_length:]
    parts: list[list[str]] = []
    for word in rest:
        if not parts or word.gap is not Gap.SPACE:
            parts.append([])
        parts[-1].append(word.tone)
    letters = "".join(word.tone[0] for word in rest)
    found = [Spelling((*start, letters), (False,) * (len(start) + 1), made=True)]
    if start[0] and fold(start[0]) in _LETTER_HEADS and len(start) == 1 and len(letters) > 1:
        found.append(Spelling((start[0][0] + letters,), (False,), made=True, capitals=True))
    if 1 < len(parts) <= _SEGMENTS_AT_MOST:
        for choice in product((False, True), repeat=len(parts)):
            spelled, joints = list(start), [False] * len(start)
            for shortened, part in zip(choice, parts, strict=True):
                piece = ["".join(w[0] for w in part)] if shortened else part
                spelled += piece
                joints += [len(spelled) > len(start) + len(piece)] + [False] * (len(piece) - 1)
            if any(choice):
                found.append(Spelling(tuple(spelled), tuple(joints), made=True))
    return found


def contracted(spelling: Spelling) -> list[Spelling]:
    """Return the spelling with its customary contractions written long and short: `UBND`, `Ủy ban nhân dân`."""
    found = []
    for short, long in _LONG.items():
        for old, new in ((long, (short,)), ((short,), long)):
            at = _index(spelling.words, old)
            if at is None or (short in _OPENING_ONLY and at) or len(spelling.words) == len(old):
                continue
            end = at + len(old)
            joints = (
                *spelling.joints[:at],
                spelling.joints[at],
                *(False,) * (len(new) - 1),
                *spelling.joints[end:],
            )
            words = (*spelling.words[:at], *new, *spelling.words[end:])
            found.append(replace(spelling, words=words, joints=joints, is_name=False, capitals=False))
    return found


def province_forms(spelling: Spelling) -> list[Spelling]:
    """Return the spelling with `thành phố` for a closing `tỉnh`, and without either."""
    return _place_forms(spelling, (("tỉnh",),), (("thành", "phố"), ("tp",)))


def local_forms(spelling: Spelling, level: str) -> list[Spelling]:
    """Return the spelling with each word for a place of that level, and without any: `Hội Nông dân phường`."""
    ends = _LOCAL_ENDS[level]
    return _place_forms(spelling, ends, ends)


def _place_forms(
    spelling: Spelling, known: tuple[tuple[str, ...], ...], others: tuple[tuple[str, ...], ...]
) -> list[Spelling]:
    end = next((e for e in known if spelling.words[-len(e) :] == e and len(spelling.words) > len(e)), None)
    if end is None:
        return []
    words, joints = spelling.words[: -len(end)], spelling.joints[: -len(end)]
    found = [
        Spelling((*words, *other), (*joints, *(False,) * len(other))) for other in others if other != end
    ]
    ordinary = len(words) == 1 or all(_SYLLABLE.fullmatch(fold(word)) for word in words)
    return [*found, Spelling(words, joints, bare=True, slot=ordinary and len(words) <= _TOO_SHORT)]


def _index(words: tuple[str, ...], part: tuple[str, ...]) -> int | None:
    for at in range(len(words) - len(part) + 1):
        if words[at : at + len(part)] == part:
            return at
    return None
