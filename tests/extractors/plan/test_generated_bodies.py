"""Bodies made at random from the ways in which offices number and word them, their gold known by construction."""

import random
from dataclasses import dataclass, field
from typing import NamedTuple

import pytest

from extractors.plan.provisions import read_body
from extractors.plan.zones import Zones
from schemas.source import Paragraph
from tests.builders import make_paragraph, make_source

SEEDS = range(300)

SECTIONS: dict[str, list[str]] = {
    "purpose": ["MỤC ĐÍCH", "Mục tiêu", "MỤC ĐÍCH, Ý NGHĨA", "QUAN ĐIỂM, MỤC TIÊU"],
    "requirement": ["YÊU CẦU", "Yêu cầu"],
    "purpose_requirement": [
        "MỤC ĐÍCH, YÊU CẦU",
        "MỤC ĐÍCH - YÊU CẦU",
        "MỤC ĐÍCH VÀ YÊU CẦU",
        "Mục tiêu, yêu cầu",
    ],
    "content": ["NỘI DUNG", "NHIỆM VỤ, GIẢI PHÁP", "Nội dung thực hiện", "CHỈ TIÊU, NHIỆM VỤ CHỦ YẾU"],
    "implementation": ["TỔ CHỨC THỰC HIỆN", "Tổ chức thực hiện", "PHÂN CÔNG NHIỆM VỤ"],
    "other": ["KINH PHÍ THỰC HIỆN", "THỜI GIAN, ĐỊA ĐIỂM", "PHẠM VI, ĐỐI TƯỢNG"],
}
ORDER = ("purpose_requirement", "purpose", "requirement", "content", "other", "implementation")
TOPICS = [
    "Cải cách thể chế", "Công tác văn thư, lưu trữ", "Hạ tầng số và an toàn thông tin", "Đào tạo nguồn nhân lực",
    "Sắp xếp tổ chức bộ máy", "Quản lý tài sản công", "Phòng Kế hoạch tổng hợp", "Ủy ban nhân dân cấp xã",
    "Nâng cao chất lượng cung cấp dịch vụ công trực tuyến cho người dân và doanh nghiệp trên địa bàn",
]  # fmt: skip
SENTENCES = [
    "Rà soát các quy trình nội bộ và cắt giảm những bước không cần thiết.",
    "Mỗi đơn vị xây dựng một mô hình điểm để nhân rộng trong toàn ngành; kết quả gửi về cơ quan đầu mối.",
    "Toàn bộ hồ sơ tiếp nhận được số hóa theo đúng danh mục đã công bố",
    "Căn cứ điều kiện thực tế, các đơn vị chủ động bố trí nhân lực, phương tiện; bảo đảm tiết kiệm, hiệu quả;",
    "Duy trì trực tuyến 24/7 đối với hệ thống đường dây nóng (kể cả ngày nghỉ).",
    "Đến cuối kỳ, ít nhất 95% phản ánh được trả lời đúng hạn;",
]
LETTERS = "abcdđeghik"
ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]


class Said(NamedTuple):
    section: str
    path: str
    heading: str | None
    label: str | None
    text: str


@dataclass
class Plan:
    """A body in the making: its paragraphs, and what must be read from them."""

    pick: random.Random
    styled: bool  # headings are bold; else nothing tells how they look
    automatic: bool  # numbers are the word processor's
    blocks: list[Paragraph] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)

    def write(self, label: str | None, mark: str, text: str, *, bold: bool) -> None:
        style = {"bold": bold} if self.styled else {}
        printed = f"{label}{mark}" if label else ""
        if label and self.automatic:
            self.blocks.append(make_paragraph(text, label=printed, **style))
        else:
            self.blocks.append(make_paragraph(f"{printed} {text}".strip(), **style))

    def head(self, label: str, mark: str, text: str, path: str, colon: bool = False) -> str:
        path = f"{path}>{label}" if path else label
        # A long point that ends in a colon may as well be a sentence: only its looks make it a heading.
        colon = colon and (self.styled or len(text) < 60)
        self.write(label, mark, text + (":" if colon else ""), bold=True)
        self.headings.append((path, text))
        return path

    def state(self, section: str, path: str, heading: str, *, labels: bool = True) -> None:
        """Write one to four statements under a heading, all labelled alike."""
        kind = self.pick.choice(["-", "letter", "number", ""]) if labels else self.pick.choice(["-", ""])
        for index in range(self.pick.randint(1, 4)):
            text = self.pick.choice(SENTENCES)
            if kind == "" and not text.endswith((".", ";")):
                text += "."
            label = {"-": "-", "": None, "letter": LETTERS[index], "number": str(index + 1)}[kind]
            mark = {"letter": ")", "number": "."}.get(kind, "")
            self.write(label, mark, text, bold=False)
            self.said.append(Said(section, path, heading, label, text))


def make_plan(seed: int) -> Plan:
    pick = random.Random(seed)
    plan = Plan(pick, styled=pick.random() < 0.6, automatic=pick.random() < 0.3)
    mark = pick.choice([".", ".", ".", "/", " -"])
    part = plan.head("Phần I", ".", "KẾ HOẠCH CỤ THỂ", "") if pick.random() < 0.1 else ""
    names = [name for name in ORDER if pick.random() < 0.8]
    if "purpose_requirement" in names:
        names = [name for name in names if name not in ("purpose", "requirement")]
    jump = pick.choice([0, 0, 0, 1])  # one number is left out
    for index, section in enumerate(names or ["content"]):
        wording = pick.choice(SECTIONS[section])
        top = plan.head(ROMANS[index + (jump if index else 0)], mark, wording, part)
        if section == "purpose_requirement" and pick.random() < 0.7:
            divide(plan, top)
        elif section in ("content", "implementation") and pick.random() < 0.8:
            group(plan, section, top)
        else:
            plan.state(section, top, wording)
    if not part:
        close(plan, section, top, wording)
    return plan


def divide(plan: Plan, top: str) -> None:
    """Divide a joint section into purposes and requirements."""
    mark = plan.pick.choice([".", ")", "."])
    colon = plan.pick.random() < 0.2
    run_in = plan.pick.random() < 0.2
    for label, wording, section in (("1", "Mục đích", "purpose"), ("2", "Yêu cầu", "requirement")):
        if run_in:
            path, text = f"{top}>{label}", SENTENCES[0]
            plan.write(label, mark, f"{wording}: {text}", bold=False)
            plan.headings.append((path, wording))
            plan.said.append(Said(section, path, wording, None, text))
            continue
        path = plan.head(label, mark, wording, top, colon)
        plan.state(section, path, wording, labels=False)


def group(plan: Plan, section: str, top: str) -> None:
    """Write numbered headings, some with points or decimal numbers that are headings again."""
    colon = plan.pick.random() < 0.2
    mixed = plan.pick.random() < 0.3  # plain items stand between the headings
    heading = plan.headings[-1][1]
    for number in range(1, plan.pick.randint(2, 6)):
        if mixed and plan.pick.random() < 0.4:
            item(plan, section, top, heading, number)
            continue
        topic = plan.pick.choice(TOPICS)
        path = plan.head(str(number), ".", topic, top, colon)
        below = plan.pick.choice(["plain", "items", "letters", "decimals"])
        if below == "plain":
            plan.state(section, path, topic, labels=False)
        elif below == "items":
            points(plan, section, path, topic)
        else:
            for index in range(plan.pick.randint(1, 3)):
                label, mark = (LETTERS[index], ")") if below == "letters" else (f"{number}.{index + 1}", ".")
                point = plan.pick.choice(TOPICS)
                deep = plan.head(label, mark, point, path, colon)
                plan.state(section, deep, point, labels=False)


def item(plan: Plan, section: str, path: str, heading: str, number: int) -> None:
    """Write a numbered statement, perhaps one that announces a list, perhaps one that a page break cuts."""
    kind = plan.pick.choice(["plain", "announces", "cut"])
    text = plan.pick.choice(SENTENCES[:1] + SENTENCES[4:])
    if kind == "announces":
        text = (
            "Các đơn vị tập trung thực hiện những nhóm công việc trọng tâm của kế hoạch năm, cụ thể như sau:"
        )
    if kind == "cut":
        text = SENTENCES[0]
        words = text.split()
        plan.write(str(number), ".", " ".join(words[:5]), bold=False)
        plan.write(None, "", " ".join(words[5:]), bold=False)
    else:
        plan.write(str(number), ".", text, bold=False)
    plan.said.append(Said(section, path, heading, str(number), text))
    if kind == "announces":
        for sign, sentence in zip("-+-", SENTENCES, strict=False):
            plan.write(sign, "", sentence, bold=False)
            plan.said.append(Said(section, path, heading, sign, sentence))


def points(plan: Plan, section: str, path: str, heading: str) -> None:
    """Write statements a), b), each perhaps with dashes under it."""
    for index in range(plan.pick.randint(1, 4)):
        text = plan.pick.choice(SENTENCES)
        plan.write(LETTERS[index], ")", text, bold=False)
        plan.said.append(Said(section, path, heading, LETTERS[index], text))
        if plan.pick.random() < 0.3 and text.endswith((".", ";")):
            plan.write("-", "", SENTENCES[0], bold=False)
            plan.said.append(Said(section, path, heading, "-", SENTENCES[0]))


def close(plan: Plan, section: str, top: str, heading: str) -> None:
    """Write the sentence that closes a plan: it stands under the last section alone."""
    text = "Trên đây là Kế hoạch năm nay; các đơn vị nghiêm túc triển khai./."
    plan.write(None, "", text, bold=False)
    plan.said.append(Said(section, top, heading, None, text))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_generated_body_is_read_as_it_was_made(seed: int) -> None:
    plan = make_plan(seed)
    read = read_body(Zones(body=make_source(*plan.blocks).blocks))
    assert [(heading.path, heading.text) for heading in read.outline] == plan.headings
    assert [Said(p.section, p.path, p.heading, p.label, p.text) for p in read.provisions] == plan.said
