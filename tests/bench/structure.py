"""What the structure parser costs, measured side by side in one process: CPU time, medians, as ratios."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from extractors.language import TOKEN, pipeline, unit_phrases
from extractors.plan.abbreviations import find_abbreviations
from extractors.plan.assignments import find_assignments
from extractors.plan.provisions import read_body

SAMPLES = Path(__file__).parents[2] / "samples"
ROUNDS = 7  # medians over interleaved rounds: the machine is shared
GAZETTEER_TARGET = 1.0  # phrase matching against `re` tokenising the same text
STRUCTURE_TARGET = 1.0  # parsing on top of reading; the language pipeline starts once per process

_SENTENCES = (
    "Sở Tài chính chủ trì, phối hợp với Sở Nội vụ và các đơn vị liên quan thẩm định dự toán hằng năm.",
    "Nâng cao chất lượng phục vụ người dân, rút ngắn thời gian giải quyết hồ sơ tại bộ phận một cửa.",
    "Giao Văn phòng Sở theo dõi, đôn đốc các phòng thực hiện Kế hoạch và tổng hợp kết quả báo cáo.",
    "Rà soát, đơn giản hóa thủ tục thuộc thẩm quyền; công khai đầy đủ quy trình trên trang thông tin.",
)


def figures(*, smoke: bool = False) -> list[tuple[str, float, str, float]]:
    """Return the measured ratios: (name, ratio, "<=" or ">=", target)."""
    return [
        (
            "gazetteer: phrase matching / re tokenising",
            _gazetteer(1 if smoke else ROUNDS),
            "<=",
            GAZETTEER_TARGET,
        ),
        (
            "structure: body parsing / docx reading",
            _structure(1 if smoke else ROUNDS),
            "<=",
            STRUCTURE_TARGET,
        ),
    ]


def _gazetteer(rounds: int) -> float:
    """Match the unit names in tokenised text; against finding the tokens of the same text with `re`."""
    parts = pipeline()
    text = "\n".join(_SENTENCES * 50)
    doc = parts.nlp(text)
    assert len(unit_phrases()) > 500
    assert parts.units(doc), "the gazetteer finds nothing in the text"
    return _ratio(lambda: parts.units(doc), lambda: [match[0] for match in TOKEN.finditer(text)], rounds)


def _structure(rounds: int) -> float:
    """Parse the bodies of the sample plans; against reading the same plans from their docx files."""
    from extractors.formats.docx import read_docx
    from extractors.plan.zoning import find_zones

    files = {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.docx"))}
    zones = [find_zones(read_docx(data, name=name)) for name, data in files.items()]

    def read() -> None:
        for name, data in files.items():
            read_docx(data, name=name)

    def parse() -> None:
        for plan in zones:
            body = read_body(plan)
            find_assignments(body.provisions, body.outline, find_abbreviations(plan))

    parse()  # starts the language pipeline
    return _ratio(parse, read, rounds)


def _ratio(measured: Callable[[], object], against: Callable[[], object], rounds: int) -> float:
    first: list[float] = []
    second: list[float] = []
    for _ in range(rounds):
        for function, times in ((measured, first), (against, second)):
            start = time.process_time()
            function()
            times.append(time.process_time() - start)
    return statistics.median(first) / statistics.median(second)


if __name__ == "__main__":
    for name, ratio, sense, target in figures():
        print(f"{name}: {ratio:.2f} (target {sense} {target})")
