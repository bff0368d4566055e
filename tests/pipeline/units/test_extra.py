import pytest

from pipeline.units.lexicon import load_lexicon
from pipeline.units.mentions import Context
from pipeline.units.reading import read_cell
from schemas.errors import KehoachError

HEADER = "unit_id,name_vi,level,kind,symbols,aliases,valid_from,valid_to,successor_ids,source\n"


def written(folder, *rows):
    path = folder / "own.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    return path


def test_a_users_room_is_recognised_by_its_name_and_alias(tmp_path):
    lexicon = load_lexicon(
        written(tmp_path, "phong_bao_tri,Phòng Bảo trì công trình,internal,phong,BTCT,Phòng BTCT,,,,own")
    )
    for cell in ("Phòng Bảo trì công trình", "Phòng BTCT"):
        assert [m.unit_id for m in read_cell(cell, lexicon, Context(family="so"))] == ["phong_bao_tri"]
    assert not lexicon.conflicts


def test_a_row_of_a_known_unit_adds_an_alias_to_it(tmp_path):
    lexicon = load_lexicon(written(tmp_path, "so_y_te,Sở Y tế,province,so,,Ngành Y tế tỉnh nhà,,,,own"))
    assert [m.unit_id for m in read_cell("Ngành Y tế tỉnh nhà", lexicon, Context())] == ["so_y_te"]


def test_conflicts_are_reported_with_file_and_line(tmp_path):
    path = written(
        tmp_path,
        "a,Phòng A1,internal,phong,,Phòng X1,,,,",
        "b,Phòng B1,internal,phong,,Phòng X1,,,,",
        "a,C,internal,phong,,,,,,",
    )
    said = [str(conflict) for conflict in load_lexicon(path).conflicts]
    assert [text.partition(": ")[0] for text in said] == ["own.csv:3", "own.csv:4"]


@pytest.mark.parametrize("text", ["name\nx\n", HEADER + "a,Phòng A,internal,phong,,,31/12/2021,,,\n"])
def test_a_list_that_cannot_be_read_is_refused(tmp_path, text):
    path = tmp_path / "own.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(KehoachError, match="bad-units-list"):
        load_lexicon(path)


# Excel with Vietnamese settings divides cells by semicolons; "Unicode text" is UTF-16 with tabs; UTF-8 has a mark.
@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8-sig")]
)
def test_a_list_is_read_as_spreadsheets_save_it(tmp_path, delimiter, encoding):
    path = tmp_path / "own.csv"
    cells = (HEADER + "phong_bao_tri,Phòng Bảo trì công trình,internal,phong,,,,,,\n").replace(",", delimiter)
    path.write_bytes(cells.replace("\n", "\r\n").encode(encoding))
    assert load_lexicon(path).units["phong_bao_tri"].name_vi == "Phòng Bảo trì công trình"


def test_a_list_in_the_old_code_page_is_refused_with_words(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes(b"unit_id,name_vi\na,Ph\xf2ng A\n")
    with pytest.raises(KehoachError) as raised:
        load_lexicon(path)
    assert raised.value.facts["found"] == "it is not UTF-8"
