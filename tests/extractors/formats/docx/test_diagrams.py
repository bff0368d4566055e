"""SmartArt and charts: their words are read, in their order, and it is said that they were drawn."""

import pytest

from extractors.formats.docx import read_docx
from schemas.source import Paragraph, SourceDocument
from tests.extractors.formats.docx.building import OPEN, RELS, XMLNS, make_docx, p, r, texts

DGM, CHART = OPEN + "drawingml/2006/diagram", OPEN + "drawingml/2006/chart"
CHART_EX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
A = f'xmlns:a="{OPEN}drawingml/2006/main"'


def drawing(kind: str, uri: str, attribute: str) -> str:
    inner = f'<d:{kind} xmlns:d="{uri}" {attribute}="rId7"/>'
    graphic = f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic>'
    return f"<w:r><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></w:r>"


DIAGRAM = drawing("relIds", DGM, "r:dm")
GRAPH = drawing("chart", CHART, "r:id")
GRAPH_EX = drawing("chart", CHART_EX, "r:id")


def read_drawn(content: str, part: str, *, head: bool = False) -> SourceDocument:
    """Read a drawing made from this part; `head`: it stands in the running head, else in the body."""
    refers = f'<Relationship Id="{{}}" Type="{RELS}{{}}" Target="{{}}"/>'
    to_part = refers.format("rId7", "drawn", "drawn.xml")
    to_head = refers.format("rId8", "header", "header1.xml")
    package = f'<Relationships xmlns="{OPEN}package/2006/relationships">{{}}</Relationships>'
    body = p(r("trước")) + (p(content) if not head else "") + p(r("sau"))
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId8"/></w:sectPr>' if head else ""
    members = {
        "word/drawn.xml": part,
        "word/header1.xml": f"<w:hdr {XMLNS}>{p(content)}</w:hdr>",
        "word/_rels/document.xml.rels": package.format(to_head if head else to_part),
        "word/_rels/header1.xml.rels": package.format(to_part),
    }
    return read_docx(make_docx(body + section, members), name="made.docx")


def point(name: str, text: str = "", kind: str = "") -> str:
    words = f"<d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t>" if text else ""
    return f'<d:pt modelId="{name}"{f" type={kind!r}" if kind else ""}>{words}</d:pt>'


def line(above: str, below: str, order: int = 0, kind: str = "") -> str:
    said = f' type="{kind}"' if kind else ""
    return f'<d:cxn{said} srcId="{above}" destId="{below}" srcOrd="{order}"/>'


def diagram(points: str, lines: str = "") -> str:
    return f'<d:dataModel xmlns:d="{DGM}" {A}><d:ptLst>{points}</d:ptLst><d:cxnLst>{lines}</d:cxnLst></d:dataModel>'


def chart(content: str) -> str:
    return f'<c:chartSpace xmlns:c="{CHART}" {A}><c:chart>{content}</c:chart></c:chartSpace>'


def cache(kind: str, *values: str) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
    return f"<c:{kind}><c:strRef><c:f>Sheet1!A1</c:f><c:strCache>{points}</c:strCache></c:strRef></c:{kind}>"


ORGANISATION = diagram(
    # Stored in the order in which they were typed
    point("root", kind="doc")
    + point("c", "Phòng B")
    + point("a", "Giám đốc")
    + point("b", "Phòng A")
    + point("x", "không in", "pres")
    + point("s", kind="sibTrans"),
    line("root", "a")
    + line("a", "c", 1)
    + line("a", "b", 0)
    + line("c", "x", kind="presOf")
    + line("root", "x", kind="presParOf"),
)


@pytest.mark.parametrize(
    ("drawn", "part", "printed"),
    [
        (DIAGRAM, ORGANISATION, "Giám đốc\nPhòng A\nPhòng B"),
        # Points that hang on nothing, and lines that go round
        (
            DIAGRAM,
            diagram(point("a", "một") + point("b", "hai"), line("a", "b") + line("b", "a")),
            "một\nhai",
        ),
        (
            GRAPH,
            chart(
                "<c:title><c:tx><c:rich><a:p><a:r><a:t>Tỷ lệ </a:t></a:r><a:r><a:t>hồ sơ</a:t></a:r></a:p>"
                "</c:rich></c:tx></c:title>"
                + "<c:plotArea><c:barChart>"
                + "".join(
                    f"<c:ser>{cache('tx', name)}{cache('cat', '2024', '2025')}<c:val><c:numRef><c:numCache>"
                    "<c:pt idx='0'><c:v>87.5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
                    for name in ("Đúng hạn", "Trễ hạn")
                )
                + "</c:barChart></c:plotArea>"
            ),
            "Tỷ lệ hồ sơ\nĐúng hạn\n2024\n2025\nTrễ hạn",
        ),
        (
            GRAPH_EX,
            f'<c:chartSpace xmlns:c="{CHART_EX}"><c:chartData>'
            '<c:strDim><c:lvl><c:pt idx="0">Quý I</c:pt></c:lvl></c:strDim>'
            '<c:numDim><c:lvl><c:pt idx="0">7</c:pt></c:lvl></c:numDim></c:chartData></c:chartSpace>',
            "Quý I",
        ),
    ],
    ids=["diagram", "round", "chart", "later chart"],
)
def test_the_words_of_a_drawing_stand_at_its_place(drawn: str, part: str, printed: str) -> None:
    source = read_drawn(drawn, part)
    assert texts(source) == ["trước", printed, "sau"]
    block = source.blocks[1]
    assert isinstance(block, Paragraph) and block.framed
    assert [(found.code, found.location.block) for found in source.diagnostics] == [("drawing-as-text", 1)]


def test_strict_files_have_diagrams_too() -> None:
    def strict(xml: str) -> str:
        return xml.replace(DGM, "http://purl.oclc.org/ooxml/drawingml/diagram")

    assert texts(read_drawn(strict(DIAGRAM), strict(ORGANISATION)))[1] == "Giám đốc\nPhòng A\nPhòng B"


@pytest.mark.parametrize("part", [diagram(""), chart("")], ids=["diagram", "chart"])
def test_a_drawing_without_words_is_no_block(part: str) -> None:
    source = read_drawn(DIAGRAM if "diagram" in part else GRAPH, part)
    assert (texts(source), source.diagnostics) == (["trước", "sau"], ())


def test_a_drawing_whose_part_is_missing_is_passed_over() -> None:
    assert texts(read_docx(make_docx(p(r("a")) + p(DIAGRAM)), name="made.docx")) == ["a"]


def test_a_drawing_in_a_running_head_is_found_by_the_references_of_the_head() -> None:
    source = read_drawn(DIAGRAM, ORGANISATION, head=True)
    assert texts(source) == ["trước", "sau"]
    assert [block.text for block in source.furniture] == ["Giám đốc\nPhòng A\nPhòng B"]
