"""Text files as a whole: blocks, tables, style facts, bad input."""

from pathlib import Path

import pytest

from extractors.formats.txt import read_txt
from schemas.errors import LimitError, UnreadableSourceError
from schemas.limits import Limits
from schemas.source import Paragraph, Table

SEED = Path(__file__).parents[4] / "../shared/seed/plan.txt"


@pytest.mark.shared
@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
def test_the_seed_gives_three_tables_and_a_bold_signature() -> None:
    source = read_txt(SEED.read_bytes(), name="plan.txt")
    assert [(table.n_rows, table.n_cols) for table in source.tables()] == [(8, 5), (9, 5), (6, 5)]
    assert not any(table.shows_merges for table in source.tables())
    bold = [paragraph.text for paragraph in source.paragraphs() if paragraph.style.bold]
    assert bold == ["KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"]
    assert source.diagnostics == ()


def test_a_paragraph_knows_its_line_and_a_table_its_first() -> None:
    source = read_txt("I. MỤC ĐÍCH\n\nSTT\tNhiệm vụ\tChủ trì\n1\tDọn kênh\tXã\n".encode(), name="a.txt")
    paragraph, table = source.blocks
    assert isinstance(paragraph, Paragraph) and paragraph.location.line == 1
    assert isinstance(table, Table) and table.location.line == 3
    assert [cell.text for cell in table.cells] == ["STT", "Nhiệm vụ", "Chủ trì", "1", "Dọn kênh", "Xã"]


def test_binary_data_is_refused() -> None:
    with pytest.raises(UnreadableSourceError):
        read_txt(bytes(range(256)) * 50, name="a.txt")


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(LimitError):
        read_txt(b"a" * 1001, name="a.txt", limits=Limits(page_characters=1000))


def test_a_text_of_blanks_is_refused_as_empty() -> None:
    with pytest.raises(UnreadableSourceError, match="empty-file"):
        read_txt("\n \u00a0\n\f\n".encode(), name="a.txt")
