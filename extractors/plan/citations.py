"""Other documents named in a text: kind, code, date and issuer as printed."""

import re
from functools import cache

from extractors.lexicon.patterns import any_of
from extractors.plan.codes import Code, iter_codes
from extractors.plan.dates import read_date
from extractors.plan.kinds import kind_names, kind_of_abbreviation, kind_of_name
from schemas.records import Citation
from schemas.text import squash_space

# A date directly after a code: `ngày 25/6/2021`, `, ngày 05 tháng 8 năm 2021`, `năm 2021`, `(25/6/2021)`
_DATE = re.compile(
    r"\s*[,(]?\s*(?:ký\s+|ban hành\s+|được\s+\S.{0,60}?\s+thông qua\s+)?"
    r"(?P<date>ngày\s*(?:\d{1,2}\s*)?tháng\s*\d{1,2}\s*năm\s*\d{4}"
    r"|ngày\s*\d{0,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|ngày\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?![\d/])|ngày\s*[.…\s]*tháng\s*[\d.…\s]*năm\s*\d{4}"
    r"|\d{1,2}/\d{1,2}/\d{4}|tháng\s*\d{1,2}\s*(?:/|năm)\s*\d{4}|năm\s*\d{4})\)?",
    re.IGNORECASE,
)
# What a document is about begins with one of these; they end the issuer's name too.
TITLE_OPENERS = (
    r"[vV]ề vi[ệêe]c|về|[vV]/[vV]|quy định|phê duyệt|ban hành|hướng dẫn|sửa đổi|bổ sung|công bố|thành lập|triển khai"
    r"|thực hiện|giao(?! thông| dịch| lưu)|kiện toàn|phân công|phân cấp|tổ chức|thông qua|đề nghị|yêu cầu"
    r"|điều chỉnh|bãi bỏ|phát động|tăng cường|đẩy mạnh|ủy quyền|uỷ quyền|công nhận|xác định|thay thế|chỉ đạo|kiểm tra"
)
_ISSUER_ENDERS = (
    "quyết định|kèm theo|tại|đã|được|có|là|cho|trong|nhằm|để|theo|do|với|kế hoạch|cụ thể|đối với|này|nêu trên"
    "|đến|từ"
)
_ISSUER = re.compile(r"\s*,?\s*(?:của|do)\s+(?P<issuer>[^\W\d_].*)", re.DOTALL)
# Commas and `và` belong to many a name: `Sở Văn hóa, Thể thao và Du lịch`.
_ISSUER_END = re.compile(
    r"\s*(?:[;:“”\"\n]|\.(?:\s|$)"
    r"|\s-\s(?=[^A-ZĐ]|(?:Căn cứ|Theo|Quyết định|Nghị|Chương trình|Công văn|Thông tư|Chỉ thị|Luật)\b)"
    r"|,(?!\s*(?:Thể thao|Thương binh|TT&DL|TT và DL))"
    r"|\((?![A-ZĐ]{2,8}\))"
    r"|\svà\s+(?=các\b|số\b|\d|(?:Quyết định|Kế hoạch|Nghị|Chương trình|Công|Thông|Chỉ thị|Luật|Bộ luật|Pháp lệnh)\b)"
    rf"|\s(?:{TITLE_OPENERS}|{_ISSUER_ENDERS})(?!\w)"
    r"|\s(?=(?:Quyết định|Kế hoạch|Nghị quyết|Chương trình)\b))"
)
_LAW = re.compile(
    r"\b(?P<name>(?:Luật|Bộ luật|Pháp lệnh)\s+[Ss]ửa đổi[^;:.()\n]{5,300}?"
    r"|(?:Bộ luật|Luật|Pháp lệnh)\s+(?:(?!Luật |Bộ luật |Pháp lệnh )[^;:.()\n]){2,160}?(?:\(sửa đổi\))?)"
    r"(?=\s*,?\s*(?:số\s*\d|(?:được[^;]{0,60}?)?ngày\s*\d|năm\s*(?:19|20)\d{2}))"
)


def find_citations(text: str) -> list[Citation]:
    """Return the documents that a text names by code, and laws named by date or year, in order.

    A citation's text runs from the kind of document to its issuer, as printed; its place is not set.
    """
    return [citation for _, _, citation in citation_spans(text)]


def citation_spans(text: str) -> list[tuple[int, int, Citation]]:
    """Return the same citations with where each stands in the text: start, end, half open."""
    named = "uật" in text or "Pháp lệnh" in text
    laws = [_law(text, match) for match in _LAW.finditer(text)] if named else []
    cited = [_cited(text, code) for code in iter_codes(text)]
    others = [span for span in cited if not any(span[0] < end and start < span[1] for start, end, _ in laws)]
    return sorted([*laws, *others], key=lambda span: span[0])


def issuer_after(text: str, start: int) -> tuple[str | None, int]:
    """Read `của <issuer>` where text[start:] begins with it; return the issuer and where it ends."""
    match = _ISSUER.match(text, start)
    if not match:
        return None, start
    rest = match["issuer"]
    end = _ISSUER_END.search(rest)
    issuer = rest[: end.start()] if end else rest
    issuer = issuer.strip(" ,.")
    if not issuer or not any(c.isupper() for c in issuer) or len(issuer) > 140:
        return None, start
    return squash_space(issuer), match.start("issuer") + len(rest[: end.start()] if end else rest)


def _cited(text: str, code: Code) -> tuple[int, int, Citation]:
    kind_match = _kind_before().search(text, max(0, code.start - 200), code.start)
    kind = kind_of_name(squash_space(kind_match["kind"])) if kind_match else None
    start = kind_match.start("kind") if kind_match else code.start
    if kind is None or kind.name == "Văn bản":
        kind = kind_of_abbreviation(code.type_group) or kind
    end = code.end
    date = None
    if match := _DATE.match(text, end):
        date, end = read_date(match["date"]), match.end()
    issuer, end = issuer_after(text, end)
    if issuer is None and kind_match and kind_match["issuer"]:
        issuer = squash_space(kind_match["issuer"])  # Nghị định của Chính phủ số 158/2025/NĐ-CP
    return (
        start,
        end,
        Citation(
            text=squash_space(text[start:end].strip(" ,(")),
            doc_type=kind.abbreviation if kind else None,
            number=code.number,
            symbol=code.symbol,
            code=code.text,
            issue_date=date.edtf if date else None,
            issuer=issuer,
        ),
    )


def _law(text: str, match: re.Match[str]) -> tuple[int, int, Citation]:
    """Read a law named without number, or with one after its name."""
    end = match.end()
    code = next((code for code in iter_codes(text[end : end + 60]) if code.start < 8), None)
    number = symbol = printed = None
    if code:
        number, symbol, printed = code.number, code.symbol, code.text
        end += code.end
    date = None
    if dated := _DATE.match(text, end):
        date, end = read_date(dated["date"]), dated.end()
    return (
        match.start(),
        end,
        Citation(
            text=squash_space(text[match.start() : end].strip(" ,(")),
            number=number,
            symbol=symbol,
            code=printed,
            issue_date=date.edtf if date else None,
            title=squash_space(match["name"].strip(" ,")),
        ),
    )


@cache
def _kind_before() -> re.Pattern[str]:
    """The kind's name directly before a code: `Quyết định số `, `Luật Đất đai số `, `công văn `."""
    return re.compile(
        rf"(?<!\w)(?P<kind>{any_of(kind_names())})"
        r"(?:\s+(?:liên tịch|liên ngành|của\s(?P<issuer>[^;.]{1,60}?)))?\s*:?\s*$",
        re.IGNORECASE,
    )
