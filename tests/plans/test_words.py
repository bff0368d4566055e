"""Nothing in a document is dropped: every word reaches a field of the record, but for these kinds of line."""

import re
from pathlib import Path

import pytest

from extractors.formats.registry import read
from extractors.plan.letterhead import is_motto
from extractors.plan.parse import parse_document
from extractors.plan.signature import is_position, is_signature_line, is_signed_note
from schemas.errors import KehoachError
from tests.plans.words import Lost, lost_words

SAMPLES = Path(__file__).parents[2] / "samples"
REAL = Path(__file__).parents[3] / "shared/real"
READ_FAST = (".docx", ".md", ".txt")  # the others need a second or more each

_ADDRESSED = re.compile(
    r"kính gửi|^[-–+]\s", re.IGNORECASE
)  # no column of the contract holds whom a letter goes to
_STAMP = re.compile(r"^(?:đến|ngày|chuyển|số)\s*:|^V/v\b", re.IGNORECASE)
_FORMULA = re.compile(r"(?:như sau|sau đây)\s*[:.]?$|^(?:quyết định|quyết nghị)\s*:$", re.IGNORECASE)
_OPENER = re.compile(r"^nơi nhận", re.IGNORECASE)


def is_form(lost: Lost) -> bool:
    """Say whether a line is of a kind whose words no field holds, by the part of the document it stands in."""
    part, line = lost.part.removeprefix("attached "), lost.line.strip(" *|")
    if part == "letterhead":
        return is_motto(line) or bool(_ADDRESSED.match(line) or _STAMP.match(line))
    if part == "preamble":  # `..., Sở Xây dựng ban hành Kế hoạch như sau:` closes the sentence of bases
        return bool(_FORMULA.search(line)) or lost.words in ("va", "ve", "v v")
    if part == "decision body":
        return True  # the articles of a decision: provisions are those of the plan that it issues
    if part == "closing":  # who is deputised for; a second signature
        return (
            bool(_OPENER.match(line)) or is_signature_line(line) or is_position(line) or is_signed_note(line)
        )
    if part in ("body", "appendix"):
        return bool(re.fullmatch(r"[\d .,]*", lost.words))  # the sum of a total row, which is no task
    return False


def lost_in(path: Path) -> list[Lost]:
    source = read(path.read_bytes(), name=path.name)
    record = parse_document(source, doc_id="d", path=path.name, sha256="", size=0)
    return [lost for lost in lost_words(source, record) if not is_form(lost)]


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.glob("*.docx")) + sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name
)
def test_every_word_of_a_sample_reaches_the_record(path: Path) -> None:
    assert lost_in(path) == []


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not here")
def test_every_word_of_the_real_documents_reaches_the_record() -> None:
    lost: dict[str, list[Lost]] = {}
    for path in sorted(REAL.iterdir()):
        if path.suffix not in READ_FAST or path.name == "README.md":
            continue
        try:
            if found := lost_in(path):
                lost[path.name] = found
        except KehoachError:
            continue
    assert lost == {}
