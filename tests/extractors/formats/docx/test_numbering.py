"""Automatic numbers and bullets as Word prints them."""

import pytest

from extractors.formats.docx.number_formats import FORMATS, write_number
from tests.extractors.formats.docx.building import (
    first_table,
    lvl,
    num,
    numbering,
    p,
    paragraph,
    r,
    read,
    rows,
    style,
    styles,
    tbl,
    tc,
    texts,
    tr,
)

OUTLINE = lvl(0, "%1.", "upperRoman") + lvl(1, "%1.%2.") + lvl(2, "%3)", "lowerLetter")


def labels(*levels: int, definition: str = OUTLINE) -> list[str | None]:
    source = read("".join(p("x", ppr=num(level)) for level in levels), numbering=numbering(definition))
    return [block.label for block in source.paragraphs()]


@pytest.mark.parametrize(
    ("levels", "printed"),
    [
        ((0, 0, 0), ["I.", "II.", "III."]),
        ((0, 1, 1, 0, 1), ["I.", "I.1.", "I.2.", "II.", "II.1."]),
        # A level that was skipped counts as begun, as it shows in the numbers below it
        ((0, 2, 2, 1, 2), ["I.", "a)", "b)", "I.2.", "a)"]),
        ((1, 1, 0, 1), ["I.1.", "I.2.", "II.", "II.1."]),
    ],
)
def test_levels_count_and_start_again_under_a_new_upper_number(
    levels: tuple[int, ...], printed: list[str]
) -> None:
    assert labels(*levels) == printed


@pytest.mark.parametrize(
    ("definition", "levels", "printed"),
    [
        # Legal numbering shows Roman levels in digits
        (
            lvl(0, "Chương %1", "upperRoman") + lvl(1, "%1.%2", extra="<w:isLgl/>"),
            (0, 0, 1),
            ["Chương I", "Chương II", "2.1"],
        ),
        # A level that never starts again: articles go on through the chapters
        (
            lvl(0, "%1.") + lvl(1, "Điều %2.", extra='<w:lvlRestart w:val="0"/>'),
            (0, 1, 1, 0, 1),
            ["1.", "Điều 1.", "Điều 2.", "2.", "Điều 3."],
        ),
        # Level 3 starts again after level 1 only
        (
            lvl(0, "%1") + lvl(1, "%2") + lvl(2, "%3", extra='<w:lvlRestart w:val="1"/>'),
            (0, 1, 2, 1, 2, 0, 2),
            ["1", "1", "1", "2", "2", "2", "1"],
        ),
        (lvl(0, "%1.", start=5), (0, 0), ["5.", "6."]),
        (lvl(0, "%1.", start=0), (0, 0), ["0.", "1."]),
        # A level that does not say where it starts
        (
            '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>',
            (0, 0),
            ["0.", "1."],
        ),
        (lvl(0, "(%1)", "decimalZero"), (0,), ["(01)"]),
        (lvl(0, "-", "bullet"), (0, 0), ["-", "-"]),
        (
            lvl(0, "\uf0b7", "bullet", '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'),
            (0,),
            ["•"],
        ),
        (
            lvl(0, "\uf0d8", "bullet", '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'),
            (0,),
            ["➢"],
        ),
        (lvl(0, "", "none"), (0,), [None]),
        (lvl(0, "điều %1", extra="<w:rPr><w:caps/></w:rPr>"), (0,), ["ĐIỀU 1"]),
        (lvl(0, "%1.", extra="<w:rPr><w:vanish/></w:rPr>"), (0,), [None]),
        # A number in a legacy font
        (
            lvl(0, "§iÒu %1.", extra='<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>'),
            (0,),
            ["Điều 1."],
        ),
    ],
)
def test_a_level_prints(definition: str, levels: tuple[int, ...], printed: list[str | None]) -> None:
    assert labels(*levels, definition=definition) == printed


@pytest.mark.parametrize(
    ("format", "numbers", "written"),
    [
        ("decimal", (1, 12), ["1", "12"]),
        ("upperRoman", (4, 1999), ["IV", "MCMXCIX"]),
        ("lowerRoman", (9,), ["ix"]),
        ("upperLetter", (1, 26, 27, 53), ["A", "Z", "AA", "AAA"]),
        ("lowerLetter", (28,), ["bb"]),
        ("decimalZero", (7, 10), ["07", "10"]),
        ("ordinal", (1, 2, 3, 11, 22), ["1st", "2nd", "3rd", "11th", "22nd"]),
        (
            "vietnameseCounting",
            (1, 10, 15, 21, 35),
            ["một", "mười", "mười lăm", "hai mươi mốt", "ba mươi lăm"],
        ),
        ("numberInDash", (3,), ["- 3 -"]),
        ("decimalEnclosedCircle", (1, 20, 21), ["①", "⑳", "21"]),
        ("none", (3,), [""]),
        # A format that nobody knows falls back to digits
        ("martian", (3,), ["3"]),
    ],
)
def test_number_formats(format: str, numbers: tuple[int, ...], written: list[str]) -> None:
    assert [write_number(number, format) for number in numbers] == written


@pytest.mark.parametrize("format", sorted(FORMATS))
@pytest.mark.parametrize("number", [-(10**9), 0, 10**9])
def test_no_number_costs_memory(format: str, number: int) -> None:
    assert len(write_number(number, format)) < 40


def test_a_custom_format_pads_as_its_pattern_does() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert labels(0, 0, definition=custom) == ["001", "002"]


def test_two_instances_of_one_definition_count_together_until_one_starts_anew() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(p("x", ppr=num(0, list_id)) for list_id in (1, 1, 2, 3, 3))
    source = read(body, numbering=numbering(lvl(0, "%1."), nums=nums))
    assert [block.label for block in source.paragraphs()] == ["1.", "2.", "3.", "1.", "2."]


def test_a_forced_start_waits_for_the_first_paragraph_of_its_level() -> None:
    forced = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{forced}</w:num>'
    body = p("a", ppr=num(1)) + p("b", ppr=num()) + p("c", ppr=num())
    source = read(body, numbering=numbering(lvl(0, "%1.") + lvl(1, "%2)"), nums=nums))
    assert texts(source) == ["1) a", "1. b", "2. c"]


# What Word prints where lists of one definition force starts and skip levels; each item is a list and a level.
FORCED = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{}'


def force(list_id: int, **starts: int) -> str:
    forced = "".join(
        f'<w:lvlOverride w:ilvl="{level[1:]}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level, start in starts.items()
    )
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="0"/>{forced}</w:num>'


@pytest.mark.parametrize(
    ("lists", "items", "printed"),
    [
        # A skipped level prints where its definition begins, and goes on from the start that is forced
        (force(3, l0=6), [(3, 1), (1, 1), (1, 0)], ["1.1", "1.2", "7."]),
        (force(3, l0=5), [(3, 1), (3, 0), (1, 0)], ["1.1", "5.", "6."]),
        # A start is forced once, on the first paragraph of the level, and again where that list restarts it
        (force(2, l1=5), [(1, 0), (2, 1), (2, 0), (2, 1)], ["1.", "1.5", "2.", "2.5"]),
        (force(2, l1=5), [(1, 0), (2, 1), (1, 0), (2, 1)], ["1.", "1.5", "2.", "2.1"]),
        (force(2, l0=1), [(2, 0), (1, 0), (2, 0), (1, 0)], ["1.", "2.", "3.", "4."]),
        (force(2, l0=1), [(1, 0), (2, 0), (1, 0)], ["1.", "1.", "2."]),
    ],
)
def test_forced_starts(lists: str, items: list[tuple[int, int]], printed: list[str]) -> None:
    definition = lvl(0, "%1.") + lvl(1, "%1.%2") + lvl(2, "%1.%2.%3")
    body = "".join(p(ppr=num(level, list_id)) for list_id, level in items)
    assert texts(read(body, numbering=numbering(definition, nums=FORCED.format(lists)))) == printed


def test_where_a_level_begins_is_not_said_by_the_one_that_takes_its_place() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{lvl(0, "%1)", start=7)}</w:lvlOverride>'
    lists = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{other}</w:num>'
    body = p(ppr=num(0, 2)) + p(ppr=num(0, 2)) + p(ppr=num(0, 1))
    assert texts(read(body, numbering=numbering(lvl(0, "%1."), nums=FORCED.format(lists)))) == [
        "1)",
        "2)",
        "3.",
    ]


def test_an_override_may_replace_a_level() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="0">{lvl(0, "(%1)", "lowerLetter")}</w:lvlOverride></w:num>'
    )
    source = read(p("x", ppr=num()), numbering=numbering(lvl(0, "%1."), nums=nums))
    assert paragraph(source).label == "(a)"


def test_a_style_may_carry_the_number_and_a_paragraph_may_refuse_it() -> None:
    # Word goes by the level that a style says, not by the level that names the style.
    definition = lvl(0, "%1.") + lvl(1, "%1.%2.", extra='<w:pStyle w:val="Khac"/>')
    defined = styles(
        style("Muc", f"<w:pPr>{num()}</w:pPr>"),
        style("Tieumuc", f"<w:pPr>{num(1)}</w:pPr>"),
        style("Khac", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        style("Con", based_on="Muc"),
    )
    body = (
        p("a", ppr='<w:pStyle w:val="Muc"/>')
        + p("b", ppr='<w:pStyle w:val="Tieumuc"/>')
        + p("c", ppr='<w:pStyle w:val="Con"/>')
        + p("khác", ppr='<w:pStyle w:val="Khac"/>')
        + p("d", ppr='<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert texts(read(body, styles=defined, numbering=numbering(definition))) == [
        "1. a",
        "1.1. b",
        "2. c",
        "3. khác",
        "d",
    ]


def test_a_style_may_say_its_level_in_the_list_of_the_style_below_it() -> None:
    first = style("H1", "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>")
    second = style("H2", "<w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr>", based_on="H1")
    third = style("H3", based_on="H2")
    body = "".join(p(name, ppr=f'<w:pStyle w:val="{name}"/>') for name in ("H1", "H2", "H3"))
    levels = lvl(0, "%1.", extra='<w:pStyle w:val="H1"/>') + lvl(1, "%1.%2.")
    source = read(body, styles=styles(first, second, third), numbering=numbering(levels))
    assert texts(source) == ["1. H1", "1.1. H2", "1.2. H3"]


def test_a_numbering_style_lends_its_levels() -> None:
    part = (
        numbering(lvl(0, "Điều %1."), nums="")
        .replace(
            "</w:numbering>",
            '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="Dieu"/></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
            "</w:numbering>",
        )
        .replace('w:abstractNumId="0">', 'w:abstractNumId="0"><w:styleLink w:val="Dieu"/>', 1)
    )
    # The levels are lent, the count is not.
    source = read("".join(p("x", ppr=num(0, list_id)) for list_id in (2, 1, 2)), numbering=part)
    assert [block.label for block in source.paragraphs()] == ["Điều 1.", "Điều 1.", "Điều 2."]


def test_numbering_styles_that_refer_to_each_other_end() -> None:
    part = numbering(nums="").replace(
        "</w:numbering>",
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="A"/><w:numStyleLink w:val="B"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="B"/><w:numStyleLink w:val="A"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>",
    )
    assert texts(read(p("x", ppr=num()), numbering=part)) == ["x"]


def test_an_automatic_column_of_a_table_gives_its_numbers() -> None:
    listed = tc(p(ppr=num()))
    body = tbl(tr("STT", "Nhiệm vụ"), tr(listed, "Rà soát"), tr(listed, "Báo cáo"))
    source = read(body + p("tiếp", ppr=num()), numbering=numbering(lvl(0, "%1")))
    assert rows(first_table(source)) == ["STT|Nhiệm vụ", "1|Rà soát", "2|Báo cáo"]
    # The list runs on behind the table
    assert paragraph(source).label == "3"


def test_a_cell_that_a_merged_one_covers_takes_no_number() -> None:
    merges = ('<w:vMerge w:val="restart"/>', "<w:vMerge/>", "<w:vMerge/>", "")
    body = tbl(*[tr(tc(p(ppr=num()), tcpr=merge), f"việc {row}") for row, merge in enumerate(merges)])
    lists = numbering(lvl(0, "%1."))
    assert texts(read(body, numbering=lists)) == ["1.|việc 0", "^|việc 1", "^|việc 2", "2.|việc 3"]
    # One that continues nothing stands for itself.
    odd = tbl(tr(tc(p(ppr=num()), tcpr="<w:vMerge/>")), tr(tc(p(ppr=num()))))
    assert texts(read(odd, numbering=lists)) == ["1.", "2."]


def test_a_list_goes_on_below_a_table_and_through_its_cells() -> None:
    item = num()
    body = p("a", ppr=item) + tbl(tr(tc(p("b", ppr=item)), tc(p("c", ppr=item)))) + p("d", ppr=item)
    source = read(body, numbering=numbering(lvl(0, "%1.")))
    assert texts(source) == ["1. a", "2. b|3. c", "4. d"]


def test_bullets_of_a_cell_stand_before_its_lines() -> None:
    body = tbl(tr(tc("Nơi nhận:", p("UBND tỉnh", ppr=num()), p("Lưu: VT", ppr=num()))))
    source = read(body, numbering=numbering(lvl(0, "-", "bullet")))
    assert rows(first_table(source)) == ["Nơi nhận:\n- UBND tỉnh\n- Lưu: VT"]


@pytest.mark.parametrize("ppr", ['<w:pStyle w:val="Hidden"/>' + num(), num() + "<w:rPr><w:vanish/></w:rPr>"])
def test_a_hidden_paragraph_counts_but_is_not_printed(ppr: str) -> None:
    # So Word skips numbers where it is told to go on at a higher one.
    hidden = style("Hidden", "<w:rPr><w:vanish/></w:rPr>")
    for content in (r("ẩn", "<w:vanish/>"), ""):
        source = read(
            p(*filter(None, [content]), ppr=ppr) + p("hiện", ppr=num()),
            styles=styles(hidden),
            numbering=numbering(lvl(0, "%1.")),
        )
        assert texts(source) == ["2. hiện"]


def test_a_heading_keeps_its_number_where_the_text_runs_on_in_its_line() -> None:
    # A style separator is a hidden paragraph mark.
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    source = read(
        p("Phạm vi. ", ppr=num() + mark) + p("Kế hoạch này") + p("b", ppr=num()),
        numbering=numbering(lvl(0, "Điều %1.")),
    )
    assert texts(source) == ["Điều 1. Phạm vi. Kế hoạch này", "Điều 2. b"]


def test_text_boxes_count_apart_from_the_body_and_go_on_from_one_to_the_next() -> None:
    box = "<w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>"
    source = read(
        p("a", box.format(p("x", ppr=num())), ppr=num()) + p("b", box.format(p("y", ppr=num())), ppr=num()),
        numbering=numbering(lvl(0, "%1.")),
    )
    assert texts(source) == ["1. a", "1. x", "2. b", "2. y"]


def test_a_deleted_paragraph_takes_no_number() -> None:
    deleted = p(
        '<w:del w:id="1"><w:r><w:delText>bỏ</w:delText></w:r></w:del>',
        ppr=num() + '<w:rPr><w:del w:id="2"/></w:rPr>',
    )
    source = read(p("a", ppr=num()) + deleted + p("b", ppr=num()), numbering=numbering(lvl(0, "%1.")))
    assert texts(source) == ["1. a", "2. b"]


@pytest.mark.parametrize("end", ['<w:rPr><w:del w:id="2"/></w:rPr>', "<w:rPr><w:vanish/></w:rPr>"])
def test_the_last_paragraph_of_a_cell_keeps_its_number_without_its_mark(end: str) -> None:
    body = tbl(tr(tc(p("a", ppr=num()), p("b", ppr=num() + end)), tc(p("c", ppr=num()))))
    source = read(body, numbering=numbering(lvl(0, "%1.")))
    assert rows(first_table(source)) == ["1. a\n2. b|3. c"]


def test_the_last_paragraph_of_a_text_keeps_its_number_without_its_mark() -> None:
    last = p("b", ppr=num() + '<w:rPr><w:del w:id="2"/></w:rPr>')
    source = read(p("a", ppr=num()) + last, numbering=numbering(lvl(0, "%1.")))
    assert texts(source) == ["1. a", "2. b"]


@pytest.mark.parametrize("missing", [num(0, 9), num(8, 1)])
def test_a_list_or_level_that_is_not_defined_prints_no_number(missing: str) -> None:
    assert texts(read(p("x", ppr=missing), numbering=numbering(lvl(0, "%1.")))) == ["x"]


@pytest.mark.parametrize("index", [9, -1])
def test_a_level_beyond_the_nine_of_a_list_prints_no_number(index: int) -> None:
    beyond = f'<w:lvlOverride w:ilvl="{index}">{lvl(index, "%1.")}</w:lvlOverride>'
    nums = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{beyond}</w:num>'
    body = p("x", ppr=num(index)) + p("y", ppr=num())
    assert texts(read(body, numbering=numbering(lvl(0, "%1."), nums=nums))) == ["x", "1. y"]


def test_without_a_numbering_part_there_are_no_numbers() -> None:
    assert texts(read(p(r("x"), ppr=num()))) == ["x"]
