"""Style facts through defaults, styles and direct formatting."""

import pytest

from extractors.formats.docx import read_docx
from schemas.source import Style
from tests.extractors.formats.docx.building import (
    NAMESPACES,
    lvl,
    make_docx,
    num,
    numbering,
    p,
    paragraph,
    r,
    read,
    style,
    styles,
)

BOLD = "<w:rPr><w:b/></w:rPr>"
STYLED = '<w:pStyle w:val="S"/>'
DEFAULTS = styles(rpr='<w:sz w:val="26"/>', ppr='<w:spacing w:before="120"/>')


def style_of(body: str, *definitions: str, rpr: str = "", ppr: str = "") -> Style:
    return paragraph(read(body, styles=styles(*definitions, rpr=rpr, ppr=ppr))).style


def test_document_defaults_reach_every_paragraph() -> None:
    found = style_of(p("x"), rpr='<w:sz w:val="26"/><w:i/>', ppr='<w:spacing w:before="120"/>')
    assert (found.size, found.italic, found.space_before) == (13.0, True, 6.0)


def test_the_default_style_reaches_paragraphs_that_name_none() -> None:
    normal = style(
        "Normal", '<w:pPr><w:jc w:val="both"/></w:pPr><w:rPr><w:sz w:val="28"/></w:rPr>', default="1"
    )
    found = style_of(p("x"), style("Other", BOLD), normal)
    assert (found.align, found.size, found.bold) == ("justify", 14.0, False)


def test_a_style_has_what_it_is_based_on() -> None:
    base = style("Base", '<w:pPr><w:outlineLvl w:val="0"/><w:jc w:val="center"/></w:pPr>' + BOLD)
    own = style("S", '<w:pPr><w:jc w:val="right"/></w:pPr>', based_on="Base")
    found = style_of(p("x", ppr=STYLED), own, base)
    assert (found.outline_level, found.align, found.bold) == (0, "right", True)


@pytest.mark.parametrize("loop", [(("S", "S"),), (("S", "B"), ("B", "S"))])
def test_styles_based_on_each_other_end(loop: tuple[tuple[str, str], ...]) -> None:
    assert style_of(p("x", ppr=STYLED), *(style(name, BOLD, based_on=base) for name, base in loop)).bold


def test_a_long_chain_of_styles_ends() -> None:
    chain = [style(f"S{index}", based_on=f"S{index + 1}") for index in range(5000)]
    assert style_of(p("x", ppr='<w:pStyle w:val="S0"/>'), *chain) == Style(
        bold=False, italic=False, underline=False, caps=False, align="left", indent=0.0, space_before=0.0
    )


@pytest.mark.parametrize(
    ("run", "bold"),
    [
        (r("x"), True),
        (r("x", '<w:b w:val="0"/>'), False),
        (r("x", '<w:b w:val="false"/>'), False),
        # A toggle that paragraph style and character style both set cancels itself
        (r("x", '<w:rStyle w:val="Strong"/>'), False),
        (r("x", '<w:rStyle w:val="Strong"/><w:b/>'), True),
    ],
)
def test_bold_through_the_layers(run: str, bold: bool) -> None:
    found = style_of(p(run, ppr=STYLED), style("S", BOLD), style("Strong", BOLD, kind="character"))
    assert found.bold is bold


@pytest.mark.parametrize(
    ("by_style", "by_run", "is_on"),
    [
        ("", "", True),
        ("<w:caps/>", "", True),
        # A style that says otherwise than the defaults turns the toggle over, a second one turns it back
        ('<w:caps w:val="0"/>', "", False),
        ('<w:caps w:val="0"/>', '<w:rStyle w:val="Small"/>', True),
        ('<w:caps w:val="0"/>', "<w:caps/>", True),
    ],
)
def test_a_toggle_that_the_defaults_set(by_style: str, by_run: str, is_on: bool) -> None:
    source = read(
        p(r("sở", by_run), ppr=STYLED),
        styles=styles(
            style("S", f"<w:rPr>{by_style}</w:rPr>"),
            style("Small", '<w:rPr><w:caps w:val="0"/></w:rPr>', kind="character"),
            rpr="<w:caps/>",
        ),
    )
    assert paragraph(source).text == ("SỞ" if is_on else "sở")


@pytest.mark.parametrize(
    ("ppr", "expected"),
    [
        ('<w:jc w:val="center"/>', Style(align="center")),
        ('<w:jc w:val="both"/>', Style(align="justify")),
        ('<w:jc w:val="end"/>', Style(align="right")),
        ('<w:ind w:left="720" w:firstLine="360"/>', Style(indent=54.0)),
        ('<w:ind w:left="720" w:hanging="360"/>', Style(indent=18.0)),
        ('<w:ind w:start="0.5in"/>', Style(indent=36.0)),
        ('<w:outlineLvl w:val="1"/>', Style(outline_level=1)),
        # Level 9 is body text
        ('<w:outlineLvl w:val="9"/>', Style(outline_level=None)),
        ('<w:spacing w:before="240"/>', Style(space_before=12.0)),
    ],
)
def test_paragraph_properties(ppr: str, expected: Style) -> None:
    found = paragraph(read(p("x", ppr=ppr))).style
    for name in ("align", "indent", "outline_level", "space_before"):
        wanted = getattr(expected, name)
        if wanted is not None or name in ppr:
            assert getattr(found, name) == wanted


@pytest.mark.parametrize(
    ("rpr", "name", "value"),
    [
        ("<w:i/>", "italic", True),
        ('<w:u w:val="single"/>', "underline", True),
        ('<w:u w:val="none"/>', "underline", False),
        ('<w:sz w:val="27"/>', "size", 13.5),
        ('<w:sz w:val="13pt"/>', "size", 13.0),
        ("<w:caps/>", "caps", True),
    ],
)
def test_run_properties(rpr: str, name: str, value: object) -> None:
    assert getattr(paragraph(read(p(r("x", rpr)))).style, name) == value


def test_a_list_level_indents_unless_the_paragraph_says_otherwise() -> None:
    level = lvl(0, "%1.").replace("</w:lvl>", '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>')
    source = read(
        p("a", ppr=num()) + p("b", ppr=num() + '<w:ind w:left="0" w:firstLine="0"/>'),
        numbering=numbering(level),
    )
    assert [block.style.indent for block in source.paragraphs()] == [18.0, 0.0]


def test_without_a_styles_part_direct_formatting_counts() -> None:
    found = paragraph(read(p(r("x", "<w:b/>"), ppr=STYLED)))
    assert (found.text, found.style.bold, found.style.size) == ("x", True, None)


DARK = style("Dam", "<w:rPr><w:b/></w:rPr>")


@pytest.mark.parametrize(
    "part",
    [
        styles(DARK),
        # What Word keeps in reserve stands before the styles, longer than is read at once
        styles("<w:latentStyles>" + '<w:lsdException w:name="x"/>' * 3000 + "</w:latentStyles>", DARK),
        styles(*(style(f"Khac{index}") for index in range(2000)), DARK),
        # Written in ways that only a parser follows
        styles("<!-- <w:style> -->", DARK),
        styles(DARK.replace("<w:rPr>", "<!-- </w:style> --><w:rPr>")),
        styles(DARK)
        .replace("<w:", "<word:")
        .replace("</w:", "</word:")
        .replace(" w:", " word:")
        .replace("xmlns:w=", "xmlns:word="),
        styles(DARK.replace("<w:style ", f'<w:style xmlns:w="{NAMESPACES["w"]}" ')),
        styles(DARK).encode("utf-16"),
        # A prefix of a later Word within a style
        styles(DARK.replace("<w:rPr>", "<w:rPr><wp:x/>")),
    ],
)
def test_however_the_styles_are_written_they_are_read(part: str | bytes) -> None:
    body = p("Mục tiêu", ppr='<w:pStyle w:val="Dam"/>')
    assert paragraph(read_docx(make_docx(body, {"styles": part}), name="made.docx")).style.bold is True
