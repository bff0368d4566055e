"""The legal bases (căn cứ): one value per instrument cited before the first heading."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from extractors.plan.agencies import names_body
from extractors.plan.citations import TITLE_OPENERS, citation_spans, issuer_after
from extractors.plan.kinds import kind_names, kind_of_name
from extractors.plan.lines import Line, lines_of
from extractors.plan.signature import is_position
from schemas.location import NOWHERE, Location
from schemas.records import Citation, LegalBasis
from schemas.source import Block
from schemas.text import squash_space

_OPENER = re.compile(
    r"^\W*(?:căn cứ(?: vào)?|(?:tiếp tục )?(?:thực hiện|triển khai(?: thực hiện)?)"
    r"|quán triệt|theo|xét|trên cơ sở|chấp hành|thi hành|tiếp theo|phúc đáp|cụ thể hóa|cụ thể hoá"
    r"|được sự (?:đồng ý|thống nhất|chấp thuận|cho phép|nhất trí))\b",
    re.IGNORECASE,
)
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Điều lệ")
_PURPOSE = re.compile(r"^\W*(?:nhằm|để|với mục đích|với mục tiêu)\b", re.IGNORECASE)
# `, Sở Xây dựng ban hành Kế hoạch ... như sau:` ends the sentence of bases; it is no part of a title.
_ENACTING = re.compile(
    r"[,.;]\s*(?P<issuer>[^\W\d_][^,.;]{2,90}?(?:,\s*Thể thao và Du lịch|,\s*Thể thao)?[^,.;]{0,60}?)\s+"
    r"(?:đã\s+)?(?:ban hành|xây dựng|đề ra|triển khai|lập|quyết định|tổ chức|yêu cầu|đề nghị|hướng dẫn"
    r"|báo cáo|thông báo|kính|phát động|trình)"
    r"\b(?=[^;]*$)",
)
_ANNOUNCES = re.compile(r"(?:như sau|sau đây|sau)\s*:?\s*\.?\s*$|:\s*$")
_TITLE = re.compile(
    rf"\s*[,(]?\s*[“\"]?(?:(?P<about>[vV]ề vi[ệêe]c|[Vv]/[Vv]:?|về)\s+|(?=(?:{TITLE_OPENERS})\b))(?P<title>\S.*)",
    re.DOTALL,
)
_FURTHER_ISSUERS = re.compile(
    rf"\s*(?:,|\bvà\b)\s*(?P<bodies>[A-ZĐ][^;:.()]{{2,150}}?)(?=\s(?:{TITLE_OPENERS})\b)"
)
_ALIAS = re.compile(
    r"\s*\((?:sau đây |dưới đây |từ đây )?(?:gọi|viết) (?:tắt|chung)?.*?\)|\s*\(sau đây.*?\)", re.IGNORECASE
)


def is_basis_opener(text: str) -> bool:
    """Say whether a paragraph begins as a legal basis does: Căn cứ, Thực hiện, Theo, Xét, Triển khai ..."""
    return bool(_OPENER.match(text))


def read_legal_bases(blocks: Iterable[Block]) -> list[LegalBasis]:
    """Read the instruments that the preamble cites, in order."""
    found: list[LegalBasis] = []
    open_sentence = False
    for block in blocks:
        for line in lines_of(block):
            if _PURPOSE.match(line.text):
                open_sentence = False
            elif is_basis_opener(line.text) or (open_sentence and _is_continuation(line)):
                found.extend(read_basis(line.text, line.location))
                open_sentence = True
            else:
                open_sentence = False
    return found


@lru_cache(maxsize=256)
def cites_instrument(text: str) -> bool:
    """Say whether a paragraph is a legal basis: it opens as one and names at least one document."""
    return is_basis_opener(text) and bool(read_basis(text))


def read_basis(text: str, location: Location = NOWHERE) -> list[LegalBasis]:
    """Read one paragraph of legal bases; several instruments may stand in it, separated by `;`."""
    found: list[LegalBasis] = []
    for start, end in _clauses(text):
        bases = _read_clause(text[start:end], location, start)
        if bases and not found and text[:start].strip():
            # `Căn cứ tình hình thực tế; Quyết định số ...`: what names no instrument stays with the one after it
            before = squash_space(text[:start]).strip(" ,;.")
            bases[0] = bases[0].model_copy(update={"text": f"{before}; {bases[0].text}"})
        if found and not bases and not _ANNOUNCES.search(text[start:end]):
            # `...; Công ty X tại Văn bản ngày 22/6/2026` goes on with the basis above
            rest = squash_space(text[start:end]).strip(" ,;.")
            last = found[-1]
            title = f"{last.title}; {rest}" if last.title and rest[:1].islower() else last.title
            found[-1] = last.model_copy(update={"text": f"{last.text}; {rest}", "title": title})
        found.extend(bases)
    return found


def enacting_issuer(text: str) -> str | None:
    """Return who issues the plan in `..., Sở Xây dựng đề ra Kế hoạch thực hiện như sau:`; None if unsaid."""
    match = _enacting(text if is_basis_opener(text) else f", {text}")
    return squash_space(match["issuer"]) if match else None


def enacting_start(text: str) -> int | None:
    """Return where the clause begins that enacts the plan at the end of a basis: `..., Sở X ban hành ... như sau:`."""
    match = _enacting(text) if _ANNOUNCES.search(text) else None
    return match.start("issuer") if match else None


def _enacting(text: str) -> re.Match[str] | None:
    """Find the last `, <body or its head> ban hành ...` of a sentence."""
    found = [
        m for m in _ENACTING.finditer(text) if names_body(m["issuer"]) or is_position(m["issuer"].upper())
    ]
    return found[-1] if found else None


def _is_continuation(line: Line) -> bool:
    return bool(re.match(r"^\s*[-–+•]|^\s*(?:và|số)\b", line.text)) or bool(
        _starts_with_kind().match(line.text)
    )


def _clauses(text: str) -> list[tuple[int, int]]:
    """Return the spans between semicolons that stand outside brackets and quotation marks."""
    if ";" not in text:
        return [(0, len(text))] if text.strip() else []
    spans, start, depth, quoted = [], 0, 0, False
    for i, char in enumerate(text):
        if char in '“”"':
            quoted = char == "“" or (char == '"' and not quoted)
        depth += (char == "(") - (char == ")" and depth > 0)
        if char == ";" and depth == 0 and not quoted:
            spans.append((start, i))
            start = i + 1
    spans.append((start, len(text)))
    return [(s, e) for s, e in spans if text[s:e].strip()]


def _read_clause(clause: str, location: Location, offset: int) -> list[LegalBasis]:
    clause = clause[: enacting_start(clause)].rstrip(" ,.;")
    spans = citation_spans(clause)
    if not spans:
        named = _named(clause)
        return [named.model_copy(update={"place": location})] if named else []
    principal = _principal(clause, spans)
    found = []
    for i, (start, end, citation) in enumerate(principal):
        limit = principal[i + 1][0] if i + 1 < len(principal) else len(clause)
        issuer, after = (citation.issuer, end) if citation.issuer else issuer_after(clause, end)
        title = citation.title or _title(clause[after:limit])
        first = 0 if i == 0 else start
        text = squash_space(clause[first:limit]).strip(" ,;.")
        text = re.sub(r"\s+và$", "", text)
        values = citation.model_dump() | {
            "text": text,
            "title": title,
            "issuer": issuer or _issuer_before(clause[:start]),
            "place": location.span(offset + first, offset + limit),
        }
        found.append(LegalBasis(**values))
    return found


def _principal(clause: str, spans: list[tuple[int, int, Citation]]) -> list[tuple[int, int, Citation]]:
    """Leave out the documents that only another one's title names.

    Documents joined to the first by `,` or `và` before any title begins are cited themselves; after a title
    has begun, one that follows a comma with its own date and issuer is.
    """
    kept = [spans[0]]
    for span in spans[1:]:
        between = clause[kept[-1][1] : span[0]]
        joined = re.search(r"(?:,|\bvà|\bcùng|\bvới)\s*(?:các\s+)?$", between)
        has_title = bool(_TITLE.match(between))
        if joined and (
            not has_title or (span[2].issue_date and span[2].issuer and between.rstrip().endswith(","))
        ):
            kept.append(span)
    return kept


def _title(text: str) -> str | None:
    match = _TITLE.match(text) or _after_further_issuers(text)
    if not match:
        return None
    title = _ALIAS.sub("", match["title"])
    title = squash_space(title).strip(" ,;.")
    if title.endswith("”") and "“" not in title:  # the quotation marks stood around all of it
        title = title[:-1].rstrip()
    title = re.sub(r"\s+và$", "", title)
    return title or None


def _after_further_issuers(text: str) -> re.Match[str] | None:
    """Find the title behind the bodies that issued a joint document too: `..., Chính phủ, Bộ A quy định ...`."""
    further = _FURTHER_ISSUERS.match(text)
    if further is None or not all(names_body(name) for name in re.split(r",|\bvà\b", further["bodies"])):
        return None
    return _TITLE.match(text, further.end())


def _issuer_before(text: str) -> str | None:
    """Read who proposed it: `Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số ...`."""
    match = re.search(
        r"(?:.*\b(?:đề nghị|báo cáo|ý kiến|kiến nghị|đề xuất|thống nhất|đồng ý|chấp thuận|cho phép|nhất trí)"
        r" của\s+)?(?:.*:\s*)?"
        r"(?P<who>[^\W\d_].*?)\s+tại\s*(?:các\s+)?$",
        text,
        re.DOTALL,
    )
    return squash_space(match["who"]) if match and match["who"][0].isupper() else None


def _named(clause: str) -> LegalBasis | None:
    """Read an instrument cited by kind and issuer alone: `Căn cứ Chương trình công tác của UBND tỉnh ...`."""
    rest = _OPENER.sub("", clause).strip()
    match = _starts_with_kind().match(rest)
    if not match:
        return None
    kind = kind_of_name(match["kind"])
    issuer, end = issuer_after(rest, match.end())
    # A law has no other name than its own: `Pháp lệnh Dân quân tự vệ`.
    begins = match.start("kind") if match["kind"] in _LAWS else match.end()
    return LegalBasis(
        text=squash_space(clause).strip(" ,;."),
        doc_type=kind.abbreviation if kind else None,
        issuer=issuer,
        title=_title(rest[end:])
        if issuer
        else squash_space(_ALIAS.sub("", rest[begins:])).strip(" ,;.") or None,
    )


@cache
def _starts_with_kind() -> re.Pattern[str]:
    """A kind's name with a capital: `Nghị quyết Đại hội ...`; `kế hoạch của mình` is no instrument."""
    names = "|".join(re.escape(name) for name in kind_names() if name != "Văn bản")
    return re.compile(rf"(?:các\s+)?(?P<kind>{names})\b")
