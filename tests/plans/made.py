"""Whole plans of random structure: the documents that a reader would give, and what must be read from them."""

import random
from dataclasses import replace

from schemas.location import Location
from schemas.source import Block, SourceDocument
from tests.plans.bodies import write_body
from tests.plans.closings import write_closing
from tests.plans.gold import Draft, Gold, Said, Shape
from tests.plans.letterheads import write_letterhead
from tests.plans.tables import write_table
from tests.plans.wording import BASES, OFFICES, PARTY, PURPOSE_SENTENCES, TITLES, Office

APPENDIX_LABELS = ("PHỤ LỤC", "Phụ lục", "PHỤ LỤC I", "Phụ lục số 01", "PHỤ LỤC 1")
APPENDIX_TITLES = ("PHÂN CÔNG NHIỆM VỤ NĂM 2025", "DANH MỤC NHIỆM VỤ TRỌNG TÂM", "TIẾN ĐỘ THỰC HIỆN KẾ HOẠCH")


def make_plan(seed: int) -> tuple[SourceDocument, Gold]:
    """Return a plan and its gold; the same seed makes the same plan."""
    pick = random.Random(seed)
    shape: Shape = pick.choice(["docx", "docx", "txt"])
    draft = Draft(pick, shape)
    party = draft.chance(0.1)
    office = pick.choice(PARTY if party else OFFICES)
    if not party and draft.chance(0.15):
        _write_decision(draft, office)
    else:
        _write_plan(draft, office, party=party)
    return _source(draft), draft.gold


def _write_plan(draft: Draft, office: Office, *, party: bool) -> None:
    write_letterhead(draft, office, party=party, kind="KH")
    draft.gold.header |= {"doc_type": "KH", "title": _write_title(draft, "KẾ HOẠCH")}
    _write_preamble(draft, office)
    write_body(draft)
    if draft.chance(0.2):
        draft.write("Nhiệm vụ cụ thể theo bảng sau.", align="justify")
        last = draft.gold.provisions[-1]
        draft.gold.provisions.append(
            Said(last.section, last.path, last.heading, None, "Nhiệm vụ cụ thể theo bảng sau.")
        )
        write_table(draft, None)
    write_closing(draft, office)
    if draft.chance(0.4):
        _write_appendix(draft, office)


def _write_decision(draft: Draft, office: Office) -> None:
    """Write a decision and, below its signature, the plan that it issues."""
    write_letterhead(draft, office, party=False, kind="QĐ")
    draft.gold.header |= {"doc_type": "QĐ", "title": _write_title(draft, "QUYẾT ĐỊNH")}
    draft.write(_decider(office), align="center", bold=True)
    for text, cited in draft.pick.sample(BASES, 2):
        draft.write(text, italic=True, align="justify")
        draft.gold.bases.extend(cited)
    draft.write(draft.pick.choice(["QUYẾT ĐỊNH:", "Quyết định:"]), align="center", bold=True)
    draft.write("Điều 1. Ban hành kèm theo Quyết định này Kế hoạch thực hiện năm 2025.", align="justify")
    draft.write("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.", align="justify")
    draft.write(
        "Điều 3. Chánh Văn phòng và các đơn vị có liên quan chịu trách nhiệm thi hành./.", align="justify"
    )
    write_closing(draft, office)
    title = _write_title(draft, "KẾ HOẠCH")
    draft.gold.header |= {"attached_type": "KH", "attached_title": title}
    code = draft.gold.header["code"] or "12/QĐ-UBND"
    tied = draft.pick.choice(["Ban hành kèm theo", "Kèm theo"])
    draft.write(
        f"({tied} Quyết định số {code} ngày 05/5/2025 của {office.name})",
        align="center",
        italic=True,
    )
    write_body(draft)
    if draft.chance(0.4):
        _write_appendix(draft, office, attached=True)


def _decider(office: Office) -> str:
    """Return the line above the bases of a decision: the body, or its head."""
    body = " ".join(office.issuer)
    if office.symbol == "UBND":
        return body
    position = office.signatures[0][2].removeprefix("PHÓ ").removeprefix("THỨ ")
    return f"{'BỘ TRƯỞNG' if body.startswith('BỘ') else position} {body}"


def _write_title(draft: Draft, kind: str) -> str:
    """Write kind and title, on one to four lines; return the title on one line."""
    lines = draft.pick.choice(TITLES)
    style = {"bold": True, "align": "center"}
    form = draft.pick.choice(["lines", "lines", "break", "one"])
    if form == "break":
        draft.write("\n".join((kind, *lines)), **style)
    elif form == "one" and len(lines) == 1:
        draft.write(f"{kind} {lines[0]}", **style)
    else:
        for text in (kind, *lines):
            draft.write(text, **style)
    if draft.chance(0.3):
        draft.write(draft.pick.choice(["------", "_______", "***"]), align="center")
    return " ".join(lines)


def _write_preamble(draft: Draft, office: Office) -> None:
    formula = (
        f"{office.name} {draft.pick.choice(['ban hành', 'xây dựng', 'đề ra'])} Kế hoạch thực hiện như sau:"
    )
    bases = draft.pick.sample(BASES, draft.pick.randint(0, 4))
    joined = bool(bases) and draft.chance(0.3)  # the formula ends the sentence of the last basis
    for index, (text, cited) in enumerate(bases):
        text = f"{text[:-1]}, {formula}" if joined and index == len(bases) - 1 else text
        draft.write(text, align="justify", italic=True)
        draft.gold.bases.extend(cited)
    if joined:
        draft.gold.provisions.append(Said("other", "", None, None, formula))
    own = [draft.pick.choice(PURPOSE_SENTENCES)] if draft.chance(0.3) and not joined else []
    for text in own + ([formula] if not joined and draft.chance(0.7) else []):
        draft.write(text, align="justify")
        draft.gold.provisions.append(Said("other", "", None, None, text))


def _write_appendix(draft: Draft, office: Office, *, attached: bool = False) -> None:
    label, title = draft.pick.choice(APPENDIX_LABELS), draft.pick.choice(APPENDIX_TITLES)
    style = {"bold": True, "align": "center"}
    draft.write(label, **style)
    draft.write(title, **style)
    if draft.chance(0.7):
        kind = "Quyết định" if attached else "Kế hoạch"
        draft.write(
            f"(Kèm theo {kind} số     /KH-{office.symbol} ngày    /   /2025 của {office.name})",
            align="center",
        )
    write_table(draft, label)
    if draft.chance(0.2):
        text = "Các đơn vị gửi báo cáo về cơ quan đầu mối trước ngày 25 hằng tháng."
        draft.write(text, align="justify")
        draft.gold.provisions.append(Said("other", label, title, None, text))


def _source(draft: Draft) -> SourceDocument:
    placed: list[Block] = [
        replace(block, location=Location(block=index)) for index, block in enumerate(draft.blocks)
    ]
    return SourceDocument(draft.shape, f"made.{draft.shape}", tuple(placed))
