"""The recipients (nơi nhận) of a document, one per line."""

import re
from collections.abc import Sequence

from extractors.plan.lines import Line
from schemas.records import Recipient
from schemas.text import squash_space, tone_key

_OPENER = re.compile(r"^\W*(?:nơi nhận|nơi gửi)\s*(?:[:.;]|$)\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-–—+*•●·]|\uf02d|\uf0b7)\s*")
# `Lưu: VT`, `Lưu VT`, `Lưu trữ: VP`, `Lưu hồ sơ`; but `Lưu trữ lịch sử tỉnh` is a body
_ARCHIVE = re.compile(
    r"^lưu(?: trữ)?\s*(?:$|[:.]\s*|\s(?=(?-i:[A-ZĐ]{2})|hồ sơ|hs\b|văn thư|văn phòng))(?P<codes>.*)$",
    re.IGNORECASE,
)
# What a recipient is to do, as bracketed: (b/c), (để báo cáo), (B/cáo), (bc), (ph/h), (p/hợp), (chỉ đạo)
_PURPOSE = re.compile(
    r"^(?:để\s*)?(?:"
    r"b\s?/?\s?c(?:áo)?|báo cáo|"
    r"t\s?/?\s?h|th\s?/\s?h|thực hiện|t\s?/hiện|th/hiện|triển khai(?: thực hiện)?|"
    r"p\s?/?\s?h(?:ợp)?|ph\s?/?\s?h(?:ợp)?|phối hợp(?: thực hiện| chỉ đạo| triển khai)?|p/hợp|"
    r"c\s?/?\s?đ|ch?/đạo|chỉ đạo|chỉ đạo thực hiện|đ\s?/?\s?b|biết|đ/biết|để biết|"
    r"t\s?/?\s?d|th\s?/?\s?d|theo dõi|giám sát|theo dõi, chỉ đạo|"
    r"đ\s?/?\s?ng|đăng tải|đăng|đăng công báo|đưa tin|tuyên truyền|công bố|niêm yết|"
    r"k\s?/?\s?t|kiểm tra|p/c|t/m|x/đ|tham mưu|tổng hợp|t/hợp|th/hợp|gửi|xin ý kiến|thi hành|phê duyệt"
    r")(?:\s*(?:,|;|và|/)\s*.{1,40})?\.?$",
    re.IGNORECASE,
)
# `UBND tỉnh để báo cáo`: the brackets left out
_UNBRACKETED = re.compile(r"(?:\s|^)để\s+\S[^()]{0,25}$", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]*\)?")
# `VP`, `QLĐĐ`, `SNN&MT`, `P.NV`, and `VP` of `VPViệt Cường`: capitals, not the first letter of a drafter's name
_ARCHIVE_CODE = re.compile(
    r"P\.\s?[A-ZĐ]{2,}(?![a-zà-ỹđ])|TTra?\b|[A-ZĐÂĂÊÔƠƯ][A-ZĐÂĂÊÔƠƯ0-9&/-]*+(?!\.?[a-zà-ỹđ])|[A-ZĐ]{2,}(?=[A-ZĐ]\w)"
)
# `(Bản điện tử)` on a line of its own is said of the line above
_REMARK = re.compile(r"\([^()]*\)[\s.;,]*")
_LAST_BRACKET = re.compile(r"\((?P<inner>[^()]*)\)?\s*[.;,]*\s*$")


def is_recipients_opener(text: str) -> bool:
    """Say whether a line opens the recipients: `Nơi nhận:`; `Nơi nhận hồ sơ: ...` in a sentence does not."""
    return bool(_OPENER.match(text))


def is_recipient_line(text: str) -> bool:
    """Say whether a line is a recipient by its looks: a bullet before it, or `Lưu: VT`."""
    return bool(_BULLET.match(text) or re.match(r"^\W*lưu\s*:?\s*(?:vt|vp|hs)\b", text, re.IGNORECASE))


def read_recipients(lines: Sequence[Line]) -> list[Recipient]:
    """Read the recipients from the lines below `Nơi nhận:`; one without bullet goes on with that above it."""
    has_bullets = any(_BULLET.match(line.text) for line in lines)
    joined: list[tuple[str, Line]] = []
    for line in lines:
        for part in _split(line.text.strip(" |"), has_bullets=has_bullets):
            wraps = has_bullets and joined and not joined[-1][0].endswith(";")
            goes_on = wraps and not _BULLET.match(part) and not _ARCHIVE.match(part)
            if joined and _REMARK.fullmatch(part):
                joined[-1] = (f"{joined[-1][0].rstrip(' ;,.')} {part}", joined[-1][1])
            elif goes_on:
                joined[-1] = (f"{joined[-1][0]} {part}", joined[-1][1])
            else:
                joined.append((part, line))
    return [recipient for text, line in joined if (recipient := _recipient(text, line))]


def archive_codes(text: str) -> str | None:
    """Return the codes of a `Lưu:` line without drafter and number of copies; None where it has none.

    >>> archive_codes("VT, VP.Phương"), archive_codes("VT, GDPT. Hiển (3b)"), archive_codes("VT, KT(An, Nho)")
    ('VT, VP', 'VT, GDPT', 'VT, KT')
    """
    parts = re.split(r"[,;]", _BRACKETED.sub("", text))
    codes = [match.group() for part in parts if (match := _ARCHIVE_CODE.match(part.strip()))]
    return ", ".join(codes) or None


def _split(text: str, *, has_bullets: bool) -> list[str]:
    """Split recipients that stand on one line: `- Sở A;   - Sở B;`, or `Sở A; Sở B; Lưu: VT.`."""
    parts = re.split(r"(?<=;)\s+(?=[-–+•]\s*\S)" if has_bullets else r"(?<=;)\s+", text)
    return [part for part in parts if part.strip()]


def _recipient(text: str, line: Line) -> Recipient | None:
    # A brace drawn over several lines (`} để báo cáo`) is no part of any of them.
    text = squash_space(_BULLET.sub("", text).replace("}", " ")).rstrip(" ;,.")
    if not text:
        return None
    if match := _ARCHIVE.match(text):
        codes = archive_codes(match["codes"])
        return Recipient(text=text, is_archive=True, archive_codes=codes, place=line.location)
    bracket = _LAST_BRACKET.search(text)
    unbracketed = None if bracket else _UNBRACKETED.search(text)
    code = squash_space(bracket["inner"]) if bracket else unbracketed[0].strip() if unbracketed else ""
    purpose = code if _PURPOSE.match(tone_key(code)) else None
    return Recipient(text=text, purpose_code=purpose, place=line.location)


def after_opener(text: str) -> str:
    """Return what follows `Nơi nhận:` on its line."""
    return _OPENER.sub("", text.strip(" *|"))
