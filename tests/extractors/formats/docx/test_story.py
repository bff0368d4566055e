"""The order of blocks, tracked changes of paragraphs, what wraps blocks, notes and running heads."""

import pytest

from tests.extractors.formats.docx.building import (
    XMLNS,
    first_table,
    lvl,
    num,
    numbering,
    p,
    paragraph,
    r,
    read,
    rows,
    sdt,
    tbl,
    tc,
    texts,
    tr,
)

DELETED_MARK = '<w:rPr><w:del w:id="9"/></w:rPr>'


def notes(kind: str, *content: str) -> str:
    inner = "".join(f'<w:{kind} w:id="{index}">{text}</w:{kind}>' for index, text in enumerate(content, 2))
    separator = f'<w:{kind} w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    return f"<w:{kind}s {XMLNS}>{separator}{inner}</w:{kind}s>"


def reference(kind: str, note_id: int, extra: str = "", after: str = "") -> str:
    return f'<w:r><w:{kind}Reference{extra} w:id="{note_id}"/>{after}</w:r>'


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        (p("a") + sdt(p("b") + tbl(tr("c"))) + p("d"), ["a", "b", "c", "d"]),
        ('<w:customXml w:element="x">' + p("a") + "</w:customXml>", ["a"]),
        ("<w:ins>" + p("a") + "</w:ins><w:moveFrom>" + p("b") + "</w:moveFrom>", ["a"]),
        # A paragraph that prints nothing is no block
        (p("a") + p() + p("  ") + p("b"), ["a", "b"]),
        # A deleted paragraph mark joins two paragraphs, whose second says how they look
        (p("Điều 1. ", ppr=DELETED_MARK) + p("Phạm vi"), ["Điều 1. Phạm vi"]),
        (p("a", ppr=DELETED_MARK) + tbl(tr("b")), ["a", "b"]),
        (p("a", ppr=DELETED_MARK), ["a"]),
        (p("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", ppr=DELETED_MARK) + p("b"), ["b"]),
        (
            "<mc:AlternateContent><mc:Choice Requires='wps'>"
            + p("a")
            + "</mc:Choice><mc:Fallback>"
            + p("b")
            + "</mc:Fallback></mc:AlternateContent>",
            ["a"],
        ),
    ],
)
def test_blocks_come_in_order(body: str, printed: list[str]) -> None:
    source = read(body)
    assert texts(source) == printed
    assert [block.location.block for block in source.blocks] == list(range(len(source.blocks)))


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        (p("a"), False),
        (p("<w:ins>" + r("a") + "</w:ins>"), True),
        (p("a", ppr='<w:rPr><w:ins w:id="1"/></w:rPr>'), True),
        (tbl(tr("a", trpr='<w:ins w:id="1"/>')), True),
        (tbl(tr(tc(p("a"), tcpr='<w:cellIns w:id="1"/>'))), True),
    ],
)
def test_tracked_changes_are_told(body: str, changed: bool) -> None:
    assert read(body).tracked_changes is changed


@pytest.mark.parametrize("embedded", ['<w:altChunk r:id="rId5"/>', '<w:p><w:subDoc r:id="rId5"/></w:p>'])
def test_an_embedded_document_is_refused_with_a_diagnostic(embedded: str) -> None:
    source = read(p("a") + embedded + p("b"))
    assert texts(source) == ["a", "b"]
    assert [(found.code, found.location.block) for found in source.diagnostics] == [
        ("embedded-document-skipped", 1)
    ]


def test_footnotes_hang_on_their_place() -> None:
    body = p("Tỉnh Lâm Đồng", reference("footnote", 2), " và ", "Đắk Nông", reference("footnote", 3), ".")
    found = paragraph(read(body, footnotes=notes("footnote", p("Sau sắp xếp"), p("Trước") + p("2025"))))
    assert found.text == "Tỉnh Lâm Đồng và Đắk Nông."
    assert [(note.mark, note.text, found.text[: note.offset]) for note in found.notes] == [
        ("1", "Sau sắp xếp", "Tỉnh Lâm Đồng"),
        ("2", "Trước\n2025", "Tỉnh Lâm Đồng và Đắk Nông"),
    ]


def test_endnotes_count_in_small_roman_numbers_or_by_their_section() -> None:
    body = p("a", reference("endnote", 2), reference("endnote", 3))
    part = notes("endnote", p("x"), p("y"))
    assert [note.mark for note in paragraph(read(body, endnotes=part)).notes] == ["i", "ii"]
    wanted = '<w:endnotePr><w:numFmt w:val="decimal"/><w:numStart w:val="5"/></w:endnotePr>'
    section = f"<w:sectPr>{wanted}</w:sectPr>"
    assert [note.mark for note in paragraph(read(body + section, endnotes=part)).notes] == ["5", "6"]
    # Word passes over what the settings say of it.
    settings = f"<w:settings {XMLNS}>{wanted}</w:settings>"
    assert [note.mark for note in paragraph(read(body, endnotes=part, settings=settings)).notes] == [
        "i",
        "ii",
    ]


@pytest.mark.parametrize(
    ("restart", "marks"),
    [
        ("continuous", ["1", "2", "3", "4"]),
        ("eachSect", ["1", "2", "1", "2"]),
        ("eachPage", ["", "", "", ""]),
    ],
)
def test_notes_are_numbered_anew_where_a_section_says_so(restart: str, marks: list[str]) -> None:
    ends = f'<w:sectPr><w:footnotePr><w:numRestart w:val="{restart}"/></w:footnotePr></w:sectPr>'
    body = (
        p("a", reference("footnote", 2))
        + p("hết phần", reference("footnote", 3), ppr=ends)
        + p("b", reference("footnote", 4))
        + p("c", reference("footnote", 5))
        + ends
    )
    source = read(body, footnotes=notes("footnote", *(p(text) for text in "wxyz")))
    assert [note.mark for block in source.paragraphs() for note in block.notes] == marks


def test_a_section_may_number_its_notes_in_its_own_way() -> None:
    section = '<w:sectPr><w:footnotePr><w:numFmt w:val="{}"/><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    first = section.format("upperLetter").replace(
        "</w:sectPr>", "<w:sectPrChange><w:sectPr/></w:sectPrChange></w:sectPr>"
    )
    note = reference("footnote", 2)
    body = p("a", note) + p("b", note, ppr=first) + p("c", note) + section.format("lowerRoman")
    source = read(body, footnotes=notes("footnote", p("x")))
    assert [found.notes[0].mark for found in source.paragraphs()] == ["A", "B", "i"]


@pytest.mark.parametrize("mark", ["<w:t>*</w:t>", '<w:sym w:font="Symbol" w:char="F02A"/>'])
def test_a_note_with_a_mark_of_its_own_takes_no_number(mark: str) -> None:
    own = reference("footnote", 2, ' w:customMarkFollows="1"', mark)
    found = paragraph(
        read(p("Sở Y tế", own, reference("footnote", 3)), footnotes=notes("footnote", p("x"), p("y")))
    )
    assert found.text == "Sở Y tế"
    assert [note.mark.replace("∗", "*") for note in found.notes] == ["*", "1"]


def test_notes_of_a_cell_stay_with_its_paragraph() -> None:
    source = read(tbl(tr(tc(p("ô", reference("footnote", 2))))), footnotes=notes("footnote", p("chú")))
    table = first_table(source)
    assert rows(table) == ["ô"]
    block = table.cells[0].blocks[0]
    assert block == paragraph_of(block) and [note.text for note in block.notes] == ["chú"]


def paragraph_of(block: object) -> object:
    return block


def test_lists_of_notes_go_on_from_note_to_note_apart_from_the_body() -> None:
    body = p("a", reference("footnote", 2), ppr=num()) + p("b", reference("footnote", 3), ppr=num())
    held = notes("footnote", p("x", ppr=num()) + p("y", ppr=num()), p("z", ppr=num()))
    source = read(body, footnotes=held, numbering=numbering(lvl(0, "%1)")))
    assert texts(source) == ["1) a", "2) b"]
    assert [note.text for found in source.paragraphs() for note in found.notes] == ["1) x\n2) y", "3) z"]


@pytest.mark.parametrize("note_id", [77, 2])
def test_a_note_that_is_missing_or_refers_to_itself_ends(note_id: int) -> None:
    part = notes("footnote", p("x", reference("footnote", 2)))
    assert texts(read(p("a", reference("footnote", note_id)), footnotes=part)) == ["a"]


def heading(text: str) -> str:
    return f"<w:hdr {XMLNS}>{p(text)}{tbl(tr('ô'))}</w:hdr>"


def section(*references: str, extra: str = "") -> str:
    return f"<w:sectPr>{''.join(references)}{extra}</w:sectPr>"


def header(kind: str, name: str) -> str:
    return f'<w:headerReference w:type="{kind}" r:id="{name}"/>'


def test_running_heads_are_kept_apart() -> None:
    body = p("a", ppr=section(header("default", "header1"))) + p("b") + section(header("default", "header2"))
    source = read(body, header1=heading("một"), header2=heading("hai"))
    assert texts(source) == ["a", "b"]
    assert [block.text for block in source.furniture] == ["một", "ô", "hai", "ô"]


def test_a_section_has_the_heads_of_the_one_before_that_it_does_not_replace() -> None:
    heads = header("default", "header1") + header("first", "header2")
    body = p("a", ppr=section(heads)) + p("b") + section(extra="<w:titlePg/>")
    source = read(body, header1=heading("một"), header2=heading("hai"))
    assert [found.text for found in source.furniture][::2] == ["một", "hai"]


@pytest.mark.parametrize(
    ("kind", "extra", "settings", "shown"),
    [
        ("first", "", "", False),
        ("first", "<w:titlePg/>", "", True),
        ("even", "", "", False),
        ("even", "", "<w:evenAndOddHeaders/>", True),
    ],
)
def test_a_head_that_is_switched_off_is_not_printed(
    kind: str, extra: str, settings: str, shown: bool
) -> None:
    source = read(
        p("a") + section(header(kind, "header1"), extra=extra),
        header1=heading("một"),
        settings=f"<w:settings {XMLNS}>{settings}</w:settings>",
    )
    assert bool(source.furniture) is shown


def test_a_million_empty_paragraphs_are_read_in_bounded_memory() -> None:
    source = read("<w:p/>" * 100_000 + p("cuối"))
    assert texts(source) == ["cuối"]
