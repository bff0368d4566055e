"""The quick way through the markup reads what the tree reads, and matches whole plain elements or nothing."""

import gc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.formats.docx import stream
from extractors.formats.docx.markup import W
from extractors.formats.docx.package import Package
from extractors.formats.docx.plain import UnscannableError, element_end
from extractors.formats.docx.reader import read_docx, scanned, walked
from schemas.errors import UnreadableSourceError
from schemas.limits import DEFAULT_LIMITS
from schemas.source import Paragraph
from tests.extractors.formats.docx.building import (
    XMLNS,
    lvl,
    make_docx,
    num,
    numbering,
    p,
    r,
    sdt,
    style,
    styles,
    tbl,
    tc,
    tr,
)

ROOT = Path(__file__).parents[4]
PARTS = {
    "numbering": numbering(lvl(0, "%1.") + lvl(1, "%1.%2.", "lowerLetter")),
    "styles": styles(
        style("Normal", '<w:rPr><w:sz w:val="28"/></w:rPr>', default="1"),
        style("Muc", f"<w:pPr>{num()}<w:outlineLvl w:val='0'/></w:pPr><w:rPr><w:b/></w:rPr>"),
        style("Dam", "<w:rPr><w:b/><w:caps/></w:rPr>", kind="character"),
    ),
}

RUNS = st.sampled_from(
    [
        r("Sở Y tế"),
        r(" chủ trì, ", "<w:b/>"),
        r("A &amp; B", '<w:i/><w:sz w:val="24"/>'),
        r("phối hợp", '<w:rStyle w:val="Dam"/>'),
        r("ẩn", "<w:vanish/>"),
        r("B¶o", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'),
        r("\uf0fc", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'),
        r("đổi", '<w:b/><w:rPrChange w:id="1"><w:rPr><w:i/></w:rPr></w:rPrChange>'),
        "<w:r><w:t> không giữ </w:t><w:tab/><w:t>cách</w:t><w:br/></w:r>",
        "<w:r/>",
        r("mầu", '<w14:ligatures w14:val="all"/><w:b/>'),
        '<w:r><w:br w:type="page"/></w:r>',
        '<w:proofErr w:type="spellStart"/>',
        '<w:ins w:id="3">' + r("thêm") + "</w:ins>",
        '<w:del w:id="4"><w:r><w:delText>bớt</w:delText></w:r></w:del>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        sdt(r("ô điền")),
        f"<w:r><w:pict><v:textbox><w:txbxContent>{p('hộp')}</w:txbxContent></v:textbox></w:pict></w:r>",
    ]
)
PROPERTIES = st.sampled_from(
    [
        "",
        num(),
        num(1),
        '<w:pStyle w:val="Muc"/>',
        '<w:jc w:val="center"/>',
        '<w:rPr><w:del w:id="5"/></w:rPr>',
        "<w:rPr><w:vanish/></w:rPr>",
        '<w:framePr w:w="20"/>',
        '<w:jc w:val="right"/><w:pPrChange w:id="6"><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange>',
        "<w:sectPr><w:titlePg/></w:sectPr>",
    ]
)
PARAGRAPHS = st.builds(lambda runs, ppr: p(*runs, ppr=ppr), st.lists(RUNS, max_size=4), PROPERTIES) | st.just(
    "<w:p/>"
)
CELL_PROPERTIES = st.sampled_from(
    [
        "",
        '<w:tcW w:w="100"/>',
        '<w:gridSpan w:val="2"/>',
        '<w:vMerge w:val="restart"/>',
        "<w:vMerge/>",
        '<w:cellDel w:id="7"/>',
        '<w:gridSpan w:val="2"/><w:tcPrChange w:id="8"><w:tcPr><w:vMerge/></w:tcPr></w:tcPrChange>',
    ]
)
ROW_PROPERTIES = st.sampled_from(
    [
        "",
        "<w:tblHeader/>",
        '<w:gridBefore w:val="1"/>',
        '<w:del w:id="9"/>',
        '<w:ins w:id="10"/>',
        "<w:hidden/>",
    ]
)


def tables(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cells = st.builds(
        lambda blocks, tcpr: tc(*blocks, tcpr=tcpr),
        st.lists(content, min_size=1, max_size=2),
        CELL_PROPERTIES,
    )
    cells = cells | st.builds(sdt, cells)
    made = st.builds(
        lambda parts, trpr: tr(*parts, trpr=trpr), st.lists(cells, min_size=1, max_size=3), ROW_PROPERTIES
    )
    made = made | st.builds(sdt, made)
    return st.builds(lambda parts: tbl(*parts, grid=3), st.lists(made, max_size=3))


BLOCKS = st.recursive(PARAGRAPHS, lambda inner: tables(inner) | st.builds(sdt, inner), max_leaves=6)


def same(data: bytes) -> None:
    package = Package(data, DEFAULT_LIMITS)
    try:
        context, blocks = scanned(package, DEFAULT_LIMITS)
    except UnscannableError:
        pytest.fail("this is written in the usual way")
    other, expected = walked(package, DEFAULT_LIMITS)
    assert blocks == expected
    assert context.tracked_changes == other.tracked_changes
    assert context.diagnostics() == other.diagnostics()
    assert context.sections == other.sections


def test_both_ways_say_the_same_place_of_text_before_a_table() -> None:
    legacy = r("B¶o", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>')
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('hộp')}</w:txbxContent></v:textbox></w:pict></w:r>"
    same(make_docx(p(legacy, box, ppr='<w:rPr><w:del w:id="5"/></w:rPr>') + tbl(tr("a"))))


@settings(max_examples=120, deadline=None)
@given(st.lists(BLOCKS, max_size=5))
def test_both_ways_read_the_same(blocks: list[str]) -> None:
    same(make_docx("".join(blocks), PARTS))


@settings(max_examples=40, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=4), st.integers(1, 200))
def test_it_does_not_matter_where_a_chunk_ends(blocks: list[str], size: int) -> None:
    whole, stream.CHUNK_BYTES = stream.CHUNK_BYTES, size
    try:
        # A table whose properties are longer than a chunk is read whole, so the chunk holds at least its head.
        same(make_docx("\n".join(blocks), PARTS))
    except UnscannableError:
        pass
    finally:
        stream.CHUNK_BYTES = whole


@pytest.mark.parametrize("path", sorted((ROOT / "samples").glob("*.docx")), ids=lambda path: path.name)
def test_both_ways_read_the_samples_the_same(path: Path) -> None:
    same(path.read_bytes())


@pytest.mark.shared
@pytest.mark.parametrize(
    "path", sorted((ROOT.parent / "shared" / "real").glob("*.docx")), ids=lambda path: path.name
)
def test_both_ways_read_real_documents_the_same(path: Path) -> None:
    same(path.read_bytes())


WORDS = st.sampled_from(("", "Sở Y tế", "A &amp; B", "x&lt;y", '"&quot;', "  hai  dấu cách ", "Hòa\u0309a"))
# Cells of one form each, one of them deleted, as the rows of a table repeat them.
FORMS = st.lists(
    st.sampled_from(
        [
            tc("{}"),
            tc("{}", tcpr="<w:vMerge/>"),
            tc("{}", tcpr='<w:gridSpan w:val="2"/>'),
            tc("{}", tcpr='<w:cellDel w:id="7"/>'),
            tc(p("{}", ppr=num())),
            tc("{}", "{}"),
            tc(p(r("{}", "<w:vanish/>"))),
            tc(p(r("{} ", "<w:b/>"), r("a"), '<w:proofErr w:type="spellEnd"/>', r("{}"), r(" b", "<w:i/>"))),
            tc(p('<w:r><w:t>{} </w:t><w:tab/><w:t xml:space="preserve"> {}</w:t><w:br/></w:r><w:r/>')),
            tc(p("<w:r><w:t>{}</w:t><w:br/><w:t>{}</w:t></w:r>")),
            tc(p("<w:r><w:t>a\n{}</w:t></w:r>", r("b"))),
            tc(p('<w:r w:rsidR="00AB"/>'), p(r("{}", '<w14:ligatures w14:val="all"/><w:b/>'))),
            tc(tbl(tr("{}", "b"), grid=2), p("{}")),
            tc(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "{}")),
            tc(p("{}", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')),
            "<w:tc><w:p/></w:tc>",
            '<w:bookmarkStart w:id="1" w:name="a"/>',
        ]
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(FORMS, st.lists(st.lists(WORDS, min_size=8, max_size=8), min_size=2, max_size=5), st.booleans())
def test_rows_of_the_same_forms_hold_each_its_own_texts(
    forms: list[str], rows: list[list[str]], edited: bool
) -> None:
    made = []
    for index, words in enumerate(rows):
        row = tr(*forms).format(*words)
        if edited:
            row = row.replace("<w:p>", f'<w:p w:rsidR="00{index}A" w:rsidRDefault="00{index}B">')
        made.append(row)
    same(make_docx(tbl(*made, grid=8), PARTS))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_line_end_within_a_text_is_a_space(line_end: str) -> None:
    for data in (
        make_docx(p(r(f"một{line_end}hai", "<w:b/>"), r("ba"))),
        make_docx(tbl(tr(f"một{line_end}hai"), grid=1)),
    ):
        same(data)
        (block,) = read_docx(data, name="a.docx").blocks
        printed = block.text if isinstance(block, Paragraph) else block.cells[0].text
        assert printed.startswith("một hai")


def test_a_style_that_no_text_uses_is_not_read() -> None:
    used = '<w:style w:type="paragraph" w:styleId="Used"><w:rPr><w:b/></w:rPr></w:style>'
    damaged = '<w:style w:type="paragraph" w:styleId="Damaged"><w:rPr><w:b></w:rPr></w:style>'
    parts = {"styles": f"<w:styles {XMLNS}>{damaged}{used}</w:styles>"}
    (block,) = read_docx(make_docx(p("a", ppr='<w:pStyle w:val="Used"/>'), parts), name="a.docx").blocks
    assert isinstance(block, Paragraph)
    assert block.style.bold
    with pytest.raises(UnreadableSourceError):
        read_docx(make_docx(p("a", ppr='<w:pStyle w:val="Damaged"/>'), parts), name="a.docx")


@pytest.mark.parametrize(
    "tag",
    [
        '<w:style w:type="paragraph" w:default="1" w:styleId="A&amp;B">',
        "<w:style w:type='paragraph' w:default='on' w:styleId='A&amp;B'>",
        '<w:style\n  w:default="true" w:styleId="A&amp;B" w:type="paragraph">',
    ],
)
def test_a_style_is_known_however_its_tag_is_written(tag: str) -> None:
    parts = {"styles": f"<w:styles {XMLNS}>{tag}<w:rPr><w:b/></w:rPr></w:style></w:styles>"}
    for body in (p("a"), p("a", ppr='<w:pStyle w:val="A&amp;B"/>')):
        same(make_docx(body, parts))
        (block,) = read_docx(make_docx(body, parts), name="a.docx").blocks
        assert isinstance(block, Paragraph)
        assert block.style.bold


ODD = (
    tr(tc("a", tcpr='<w:gridSpan w:val="2"/>'), tc("b"), trpr='<w:gridBefore w:val="1"/>')
    + tr("a", "b", "c", trpr="<w:tblHeader/>")
    + tr(tc("d", tcpr='<w:vMerge w:val="restart"/>'), tc(p("e", ppr=num())), "f", trpr='<w:del w:id="9"/>')
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("><w:", ">\n  <w:"),
        ("<w:tcPr>", "\n<w:tcPr>"),
        ("<w:trPr>", "\n<w:trPr>"),
        ("<w:pPr>", "\n<w:pPr>"),
        ("<w:tcPr>", "<w:tcPr>\n"),
        ("<w:trPr>", "<w:trPr>x"),
        ("<w:p>", '<w:p xmlns:a="urn:x" w:rsidR="00A1" a:b="c">'),
        ("<w:r>", f'<w:r w:rsidR="00A1" xmlns:n="{W[1:-1]}"><n:tab/>'),
    ],
)
def test_properties_and_prefixes_count_however_they_are_written(old: str, new: str) -> None:
    same(make_docx(tbl(ODD.replace(old, new), tr("g", "h", "i").replace(old, new), grid=4), PARTS))


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>a<!-- b -->c</w:t></w:r></w:p>",
        "<w:p><?a b?></w:p>",
        "<w:p><w:r><w:t><![CDATA[<]]></w:t></w:r></w:p>",
        "<w:p><w:r><w:t>&#272;ề án&#160;</w:t></w:r></w:p>",
        p("a") + "</w:body><w:body>" + p("b"),
        p("a").replace("<w:p>", f'<w:p xmlns:w="{W[1:-1]}">'),
    ],
)
def test_what_is_not_written_in_the_usual_way_is_left_to_the_tree(body: str) -> None:
    package = Package(make_docx(body), DEFAULT_LIMITS)
    with pytest.raises(UnscannableError):
        scanned(package, DEFAULT_LIMITS)
    assert walked(package, DEFAULT_LIMITS)[1] == read_docx(make_docx(body), name="a.docx").blocks


@pytest.mark.parametrize("text", ["a & b", "a &nbsp; b", "a\x01b", "a\ufffeb"])
def test_a_part_that_is_not_well_formed_is_refused(text: str) -> None:
    for body in (f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>", tbl(f"<w:tr>{tc(text)}</w:tr>", grid=1)):
        with pytest.raises(UnreadableSourceError):
            read_docx(make_docx(body), name="a.docx")


@pytest.mark.parametrize(
    ("data", "end"),
    [
        (b"<w:p/>x", 6),
        (b"<w:p>a</w:p>x", 12),
        (b'<w:p a="1"/>', 12),
        (b"<w:p><w:pPr/></w:p>", 19),
        (b"<w:p><w:p>a</w:p></w:p>", 23),
        (b'<w:p><w:p a="1"/></w:p>', 23),
        (b"<w:p><w:p>a</w:p>", None),
        (b"<w:p", None),
    ],
)
def test_the_end_of_an_element(data: bytes, end: int | None) -> None:
    assert element_end(data, 0, b"w:p") == end


@pytest.mark.parametrize("path", sorted((ROOT / "samples").glob("*.docx")), ids=lambda path: path.name)
def test_a_file_that_is_read_leaves_nothing_to_the_collector(path: Path) -> None:
    data = path.read_bytes()
    read_docx(data, name="warm.docx")
    gc.collect()
    gc.disable()
    try:
        read_docx(data, name="a.docx")
        left = gc.collect()
    finally:
        gc.enable()
    assert left == 0
