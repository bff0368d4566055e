"""Where the title of a document stands: its kind (tên loại) and what it is about (trích yếu)."""

import re
from collections.abc import Sequence

from extractors.plan.appendices import is_reference_line, read_appendix_label
from extractors.plan.frames import is_layout
from extractors.plan.kinds import WITH_AUTHORITY_LINE, KindHeading, read_kind_heading
from extractors.plan.labels import LabelKind, read_label
from extractors.plan.legal_bases import cites_instrument, is_basis_opener
from extractors.plan.letterhead import has_letterhead, is_date_line, is_letterhead_line, is_mark, is_subject
from extractors.plan.lines import Line, lines_of
from schemas.source import Block, Paragraph, Table
from schemas.text import tone_key

TITLE_SEARCH = 80  # blocks: a title further down belongs to something else
PROSE_CHARS = 220  # a paragraph longer than this is no title line, name or recipient
_MAX_TITLE_LINES = 8
_MAX_TITLE_CHARS = 450  # of one paragraph of a title
_ADDRESSEE = re.compile(r"\W*kính gửi\b", re.IGNORECASE)
# `QUYẾT ĐỊNH:` between the legal bases and the articles
_FORMULA = re.compile(r"\W*(?:quyết định|quyết nghị|chỉ thị|nghị quyết|quy định)\s*:\s*$", re.IGNORECASE)
_TOPIC = re.compile(
    r"(?:mục đích|yêu cầu|mục tiêu(?! quốc gia| thiên niên kỷ)|quan điểm|nội dung|nhiệm vụ|phạm vi|đối tượng"
    r"|tổ chức thực hiện|giải pháp|thời gian|đặc điểm|tình hình|sự cần thiết"
    r"|căn cứ pháp lý|phân công|kinh phí|chỉ tiêu)\b"
)
# Who issues a decision stands above its legal bases: `GIÁM ĐỐC SỞ XÂY DỰNG`, `ỦY BAN NHÂN DÂN TỈNH`.
_AUTHORITY_HEAD = re.compile(
    r"(?:quyền )?(?:bộ trưởng|chủ tịch|ủy ban|ubnd|hđnd|giám đốc|tổng giám đốc|hội đồng|chính phủ|thủ tướng|cục trưởng"
    r"|chi cục trưởng|hiệu trưởng|ban(?! hành)|sở|viện trưởng|tổng cục|tổng thanh tra|thống đốc|chánh|trưởng|đảng|bộ"
    r"|tỉnh ủy|thành ủy|huyện ủy|quốc hội|thanh tra|chủ nhiệm)\b"
)
# `Chủ đề: “Thượng tôn pháp luật ...”` below the title
_MOTTO_OF_PLAN = re.compile(r"\W*(?:chủ đề|khẩu hiệu|phương châm)\b[^:]{0,40}:", re.IGNORECASE)
_NAMED = (LabelKind.PART, LabelKind.CHAPTER, LabelKind.SECTION, LabelKind.ARTICLE, LabelKind.ROMAN)
_COUNTED = (LabelKind.NUMBER, LabelKind.CAPITAL, LabelKind.DECIMAL)


def first_line(block: Block) -> str:
    """Return the first line of a paragraph; "" for a table."""
    return block.printed.strip().split("\n")[0] if isinstance(block, Paragraph) else ""


def bare(block: Block) -> str:
    """Return a paragraph's text without marks of emphasis around it; "" for a table."""
    return block.printed.strip(" *#|\n") if isinstance(block, Paragraph) else ""


def is_addressee(text: str) -> bool:
    """Say whether a line opens the addressees of a letter, report or submission: `Kính gửi: ...`."""
    return bool(_ADDRESSEE.match(text))


def is_formula(text: str) -> bool:
    """Say whether a line is the formula between legal bases and articles: `QUYẾT ĐỊNH:`."""
    return bool(_FORMULA.match(text))


def is_authority_head(text: str) -> bool:
    """Say whether a line in capitals names who issues a decision: `BỘ TRƯỞNG BỘ NỘI VỤ`."""
    return text.isupper() and bool(_AUTHORITY_HEAD.match(tone_key(text)))


def is_first_heading(block: Block) -> bool:
    """Say whether a paragraph can be the body's first heading: Phần, Điều, A., I., 1., or a bare topic."""
    text = bare(block)
    if not isinstance(block, Paragraph) or not text:
        return False
    if is_subject(text):  # `V/v ...` is no Roman numeral
        return False
    if label := read_label(text):
        return label.kind in _NAMED or (label.kind in _COUNTED and label.ordinal == 1)
    if text[0].islower():  # a title's line that goes on: `mục tiêu quốc gia xây dựng nông thôn mới`
        return False
    stands_out = text.isupper() or bool(block.style.bold)
    return stands_out and len(text) < 120 and bool(_TOPIC.match(tone_key(text)))


def find_title(blocks: Sequence[Block], *, below_label: bool = False) -> int | None:
    """Return the index of the paragraph that names the document's kind; None for a letter or a fragment.

    Args:
        blocks: the document's.
        below_label: whether the title may stand below a label `Phụ lục`, as that of an attached plan does.
    """
    for i, block in enumerate(blocks[:TITLE_SEARCH]):
        if not isinstance(block, Paragraph):
            continue
        line = first_line(block)
        heading = None if is_formula(line) else read_kind_heading(line)
        if heading and not all(is_letterhead_line(part) for part in lines_of(block)):
            return i
        if _ADDRESSEE.match(line):
            return None
        if read_appendix_label(block.printed, after_signature=False) and not below_label:
            return None
        if is_basis_opener(line) and cites_instrument(block.printed):
            return None
        label = read_label(block.printed)
        if i > 0 and label and label.kind in _NAMED:
            return None
    return None


def read_title(
    blocks: Sequence[Block], at: int, heading: KindHeading | None
) -> tuple[tuple[Paragraph, ...], list[Block], int]:
    """Return the title's paragraphs, the marks that stand among them, and the index after them all."""
    head = blocks[at]
    if not isinstance(head, Paragraph):
        raise TypeError("a title is a paragraph")
    title: list[Paragraph] = [head]
    marks: list[Block] = []
    has_text = bool(heading and heading.rest) or "\n" in head.text.strip()
    end = at + 1
    while end < len(blocks) and len(title) < _MAX_TITLE_LINES:
        block = blocks[end]
        if not isinstance(block, Paragraph):
            break
        text = bare(block)
        if not any(c.isalnum() for c in text):
            if has_text and len(text) >= 3:  # the rule under the title
                end += 1
                if not _reference_follows(blocks[end:]):
                    break
                continue
        elif is_mark(text) or is_date_line(text) or _is_letterhead_frame(block):
            marks.append(block)
        elif has_text and _opens_basis(block, blocks[end + 1 :]):
            break
        elif is_reference_line(text) or _goes_on(title[-1], block):
            title.append(block)
        elif _ends_title(block, title, heading, has_text=has_text) and not (
            _is_line_above_bases(block, title, blocks[end + 1 :])
            or (not has_text and _is_titles_own(block, head, blocks[end + 1 :]))
        ):
            break
        else:
            title.append(block)
            has_text = True
        end += 1
    return tuple(title), marks, end


def _is_titles_own(block: Paragraph, head: Paragraph, below: Sequence[Block]) -> bool:
    """Say whether a line right below the kind is what the plan is about, though a section is called so too.

    `KẾ HOẠCH` / `Thời gian năm học 2025 - 2026`
    """
    text = bare(block)
    if read_label(text) or len(text) > PROSE_CHARS:
        return False
    centred = head.style.align == block.style.align == "center" and not text.isupper()
    return centred or _reference_follows(below)


def _opens_basis(block: Paragraph, below: Sequence[Block]) -> bool:
    """Say whether a line is the first of a legal basis, where lines were not joined: its end stands on the next.

    `Thực hiện Kế hoạch số 101-KH/TĐTN ngày 10/02/2026 của Ban Thường vụ` / `Tỉnh đoàn Lào Cai;`
    """
    text = bare(block)
    if block.style.align is not None or block.style.bold or not is_basis_opener(text):
        return False
    following = bare(below[0]) if below else ""
    ends = following.endswith((";", ",", ":")) and not is_reference_line(following)
    return ends and text[:1].isupper() and not text.isupper() and cites_instrument(text)


def _reference_follows(blocks: Sequence[Block]) -> bool:
    """Say whether the next line that says something ties the document to another: `(Kèm theo ...)`."""
    texts = (
        bare(block) for block in blocks if isinstance(block, Table) or any(c.isalnum() for c in bare(block))
    )
    return is_reference_line(next(texts, ""))


def _is_line_above_bases(block: Paragraph, title: Sequence[Paragraph], below: Sequence[Block]) -> bool:
    """Say whether a centred line above the legal bases is the title's: no heading stands there.

    `VỀ VIỆC TRIỂN KHAI` / `NHIỆM VỤ TRỌNG TÂM NĂM 2026` / `Căn cứ ...`
    """
    text = bare(block)
    if read_label(text) or text.endswith((":", ";", ".")) or len(text) > PROSE_CHARS:
        return False
    if _MOTTO_OF_PLAN.match(text):
        return False
    if any(part.style.align != "center" for part in (title[0], block)):
        return False
    for other in below:
        other_text = bare(other)
        if isinstance(other, Paragraph) and any(c.isalnum() for c in other_text):
            if other.style.align == "center" and not read_label(other_text):
                continue
            return is_basis_opener(other_text) and cites_instrument(other.printed)
    return False


def _is_letterhead_frame(block: Paragraph) -> bool:
    return block.framed and all(is_letterhead_line(line) for line in lines_of(block))


def _goes_on(above: Paragraph, block: Paragraph) -> bool:
    """Say whether a line goes on with a bracketed reference line that is still open."""
    text = above.text
    return is_reference_line(text) and text.count("(") > text.count(")") and len(bare(block)) < PROSE_CHARS


def _ends_title(
    block: Paragraph, title: Sequence[Paragraph], heading: KindHeading | None, *, has_text: bool
) -> bool:
    text = bare(block)
    if len(text) > _MAX_TITLE_CHARS or _ADDRESSEE.match(text) or is_formula(text) or is_first_heading(block):
        return True
    if re.match(r"căn cứ\b", text, re.IGNORECASE):
        return True
    takes_authority = heading is not None and heading.kind.abbreviation in WITH_AUTHORITY_LINE
    if takes_authority and is_authority_head(text):
        return True
    is_prose = block.style.align == "justify" and not block.style.bold
    if not has_text:
        return is_prose and len(text) > PROSE_CHARS
    if is_prose or any(is_reference_line(part.text) for part in title):
        return True
    if text.endswith(":") or _MOTTO_OF_PLAN.match(text):
        return True
    ends_sentence = text.endswith((";", ".", ","))
    if is_basis_opener(text) and (
        (ends_sentence and block.style.align != "center") or len(text) > PROSE_CHARS
    ):
        return True
    if block.style.align == "center" or block.style.bold:
        return len(text) > PROSE_CHARS and ends_sentence
    if title[0].style.align == "center" and block.style.align is not None:
        return True
    return ends_sentence or len(text) > PROSE_CHARS


def letterhead_end(blocks: Sequence[Block]) -> int:
    """Return the index after the letterhead of a document without title: a letter, or a fragment."""
    end = 0
    addressed = False
    for i, block in enumerate(blocks[:TITLE_SEARCH]):
        if isinstance(block, Table) and not is_layout(block):
            break
        lines = lines_of(block)
        if isinstance(block, Table):
            if is_addressee := _has_addressee(lines):
                addressed = True
            if not (is_addressee or has_letterhead(lines) or (addressed and end == i and block.n_rows <= 3)):
                break
            end = i + 1
            continue
        text = bare(block)
        if not text:
            continue
        if read_appendix_label(text, after_signature=False) or is_first_heading(block):
            break
        if _has_addressee(lines):
            addressed, end = True, i + 1
        elif (
            addressed
            and text.startswith(("-", "–", "+"))
            and not any(part for part in blocks[end:i] if bare(part) or isinstance(part, Table))
        ) or all(is_letterhead_line(line) for line in lines):
            end = i + 1
        elif len(text) > PROSE_CHARS or addressed or not (text.isupper() or i < 12):
            break
    return end


def _has_addressee(lines: Sequence[Line]) -> bool:
    return any(is_addressee(line.text) for line in lines)
