"""Text files as a whole: blocks, tables, style facts, bad input."""

import contextlib
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.formats.txt import read_txt
from schemas.errors import KehoachError, LimitError, UnreadableSourceError
from schemas.limits import Limits
from schemas.source import Paragraph, Table
from schemas.text import clean

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


def test_a_table_of_too_many_columns_is_refused() -> None:
    text = "\n".join(["|" + "a|" * 50] * 3)
    with pytest.raises(LimitError):
        read_txt(text.encode(), name="a.txt", limits=Limits(table_columns=49))
    assert read_txt(text.encode(), name="a.txt", limits=Limits(table_columns=50)).blocks


# What every rule of the reader looks at: marks, gaps, bars, tabs, order numbers, page breaks.
PIECES = ("STT", "TT", "1", "2.", "I", "a)", "Sở Thủy lợi", "các xã", "  ", "     ", "\t", "|", "---", "**",
          "*", "_", "# ", "\n", "\n\n", "\f", ";", '"', "┼──┼", "+--+", "- ", "\u00a0", "\u0301", "Nơi nhận:",
          " " * 30, "\\", "<br>", "\u2028")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=80))
def test_any_text_is_read_and_nothing_printed_is_invented(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        source = read_txt(text.encode(), name="a.txt")
    except UnreadableSourceError:
        return
    assert [block.location.block for block in source.blocks] == list(range(len(source.blocks)))
    for block in source.blocks:
        printed = block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        assert set(printed) <= set(text) | {" ", "\n"} | set(clean(text))
        if isinstance(block, Table):
            assert len(block.grid()) == block.n_rows
            assert all(cell.row < block.n_rows and cell.col < block.n_cols for cell in block.cells)


@given(st.binary(max_size=500))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(KehoachError):
        read_txt(data, name="a.txt")


@given(st.lists(st.sampled_from([piece for piece in PIECES if piece != "\u0301"]), max_size=60))
def test_words_outside_tables_are_all_kept(pieces: list[str]) -> None:
    words = [piece for piece in pieces if piece in ("Sở Thủy lợi", "các xã")]
    text = "".join(pieces)
    with contextlib.suppress(UnreadableSourceError):
        source = read_txt(text.encode(), name="a.txt")
        printed = " ".join(
            block.text if isinstance(block, Paragraph) else " ".join(cell.text for cell in block.cells)
            for block in (*source.blocks, *source.furniture)
        )
        found = re.sub(r"\s", "", printed)
        assert found.count("SởThủylợi") >= words.count("Sở Thủy lợi")


# Text that makes a careless rule look again and again at what it has seen.
HOSTILE = {
    "stars": "*a " * 40_000,
    "underscores": "_a" * 60_000,
    "spaces": "a" + " " * 100_000 + "b",
    "heading of spaces": "# a" + " #" * 50_000,
    "bars": "|" * 900 + "\n" + "|a" * 100_000,
    "heads": "STT   Việc   Chủ trì\n" * 8_000,
    "gaps": "   a    B\n" * 10_000,
    "order heads": "STT\n" * 30_000,
    "numbers": "STT\nViệc\nChủ trì\n" + "1\n" * 40_000,
    "open quotes": 'STT\tViệc\tChủ trì\n1\t"a\n' * 10_000,
    "blank lines": "\n" * 200_000 + "a",
    "form feeds": "a\n\f" * 40_000,
    "bold": "**a\n" * 30_000,
    "a long cell": "STT;" + "a" * 200_000 + ";b\n1;2;3",
    "borders": "+---+\n" * 30_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_time_is_bounded_by_the_size(name: str) -> None:
    """A megabyte takes seconds at most: a quadratic rule would take minutes on these."""
    data = HOSTILE[name].encode()
    start = time.process_time()
    with contextlib.suppress(KehoachError):
        read_txt(data, name="a.txt", limits=Limits(table_columns=300_000))
    assert time.process_time() - start < 4


def test_words_that_a_converter_cut_behind_their_first_letters_are_whole() -> None:
    text = "UBND TỈNH LAI CHÂU\nS Ở Y T Ế\nCác chi bộ g ửi báo cáo v ề Đảng ủy tr ước ngày 15/6."
    assert [p.text for p in read_txt(text.encode(), name="a.txt").paragraphs()] == [
        "UBND TỈNH LAI CHÂU",
        "SỞ Y TẾ",
        "Các chi bộ gửi báo cáo về Đảng ủy trước ngày 15/6.",
    ]
    cut = "Phòng Nguy ễn Trãi ki ểm tra, huy ện trư ờng ho ạt động cu ối năm; thu ấn phí do ảnh hưởng, cho ý kiến."
    assert [p.text for p in read_txt(cut.encode(), name="a.txt").paragraphs()] == [
        "Phòng Nguyễn Trãi kiểm tra, huyện trường hoạt động cuối năm; thu ấn phí do ảnh hưởng, cho ý kiến."
    ]
    once = "Báo cáo tr ước ngày 15/6."
    assert [p.text for p in read_txt(once.encode(), name="a.txt").paragraphs()] == [
        "Báo cáo trước ngày 15/6."
    ]
    kept = "Theo điểm b ở trên, lớp b ở tầng hai."
    assert [p.text for p in read_txt(kept.encode(), name="a.txt").paragraphs()] == [kept]
