"""Everything that a paragraph prints, in its order, and nothing that it hides."""

import pytest

from extractors.formats.docx import read_docx
from tests.extractors.formats.docx.building import (
    XMLNS,
    make_docx,
    p,
    paragraph,
    r,
    read,
    relationships,
    sdt,
    style,
    styles,
    texts,
)

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))
CODE = "<w:r><w:instrText>{}</w:instrText></w:r>"
# The beginning of a drop-down list of a form: three entries, the second one chosen.
CHOICE = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Đã"/>'
    '<w:listEntry w:val="Đã nhận"/><w:listEntry w:val="Trả"/></w:ddList></w:ffData></w:fldChar></w:r>'
)


def check_box(said: str) -> str:
    begin = (
        f'<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{said}</w:checkBox></w:ffData></w:fldChar>'
    )
    return f"<w:r>{begin}</w:r>" + CODE.format(" FORMCHECKBOX ") + END


def math(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def formula(content: str) -> str:
    return f"<m:oMath>{content}</m:oMath>"


def fraction(above: str, below: str) -> str:
    return f"<m:f><m:num>{math(above)}</m:num><m:den>{math(below)}</m:den></m:f>"


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        # Word cuts a sentence into runs wherever it was edited
        (r("Triển khai ") + r("kế ") + r("hoạch"), "Triển khai kế hoạch"),
        # Without xml:space the blanks at the ends of a text are not printed
        ("<w:r><w:t> Sở </w:t></w:r><w:r><w:t>Y tế</w:t></w:r>", "SởY tế"),
        ('<w:hyperlink r:id="rId9">' + r("cổng thông tin") + "</w:hyperlink>", "cổng thông tin"),
        ("<w:smartTag>" + r("Tây Ninh") + "</w:smartTag>", "Tây Ninh"),
        (r("Số ") + sdt(r("12")), "Số 12"),
        ('<w:fldSimple w:instr="DATE">' + r("01/02/2025") + "</w:fldSimple>", "01/02/2025"),
        # The result of a field, not its code
        (BEGIN + CODE.format(" REF x ") + SEPARATE + r("Phụ lục I") + END, "Phụ lục I"),
        # A field within the code of another
        (
            BEGIN
            + CODE.format("IF ")
            + BEGIN
            + CODE.format("PAGE")
            + SEPARATE
            + r("7")
            + END
            + SEPARATE
            + r("đúng")
            + END,
            "đúng",
        ),
        # Fields that print something though no result of them is kept
        (BEGIN + CODE.format(' SYMBOL 252 \\f "Wingdings" ') + END + r(" đạt"), "✓ đạt"),
        (BEGIN + CODE.format(" SYMBOL 0x41 \\s 12 ") + SEPARATE + END, "A"),
        (BEGIN + CODE.format(" MACROBUTTON NoMacro [Họ và tên]") + END, "[Họ và tên]"),
        (CHOICE + CODE.format(" FORMDROPDOWN ") + SEPARATE + END + r(" hồ sơ"), "Đã nhận hồ sơ"),
        (check_box("<w:default w:val='0'/><w:checked/>") + r(" đạt"), "☒ đạt"),
        (check_box('<w:default w:val="1"/><w:checked w:val="0"/>') + r(" đạt"), "☐ đạt"),
        (check_box('<w:default w:val="1"/>'), "☒"),
        (BEGIN + CODE.format(" SYMBOL 252 ") + SEPARATE + r("x") + END, "x"),
        (
            BEGIN + CODE.format("IF ") + BEGIN + CODE.format("SYMBOL 65") + END + SEPARATE + r("đúng") + END,
            "đúng",
        ),
        # A field without a result
        (r("Trang ") + BEGIN + CODE.format("PAGE") + END + r("."), "Trang ."),
        ("<w:r><w:t>Sở</w:t><w:tab/><w:t>Y tế</w:t></w:r>", "Sở Y tế"),
        ("<w:r><w:t>dòng một</w:t><w:br/><w:t>dòng hai</w:t></w:r>", "dòng một\ndòng hai"),
        # A line end in the markup is a space; the link leaves it to the tree
        ("<w:hyperlink><w:r><w:t>dòng một\nvẫn dòng một</w:t></w:r></w:hyperlink>", "dòng một vẫn dòng một"),
        ('<w:r><w:br w:type="page"/><w:t>PHỤ LỤC</w:t></w:r>', "PHỤ LỤC"),
        ("<w:r><w:t>NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t></w:r>", "NĐ-CP"),
        ("<w:r><w:t>trách</w:t><w:softHyphen/><w:t>nhiệm</w:t></w:r>", "tráchnhiệm"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> có</w:t></w:r>', "☑có"),
        (r("\uf0a3 5", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "≤ 5"),
        # Changes are accepted
        (
            '<w:ins w:id="1">'
            + r("thêm ")
            + "</w:ins>"
            + '<w:del w:id="2"><w:r><w:delText>bớt</w:delText></w:r></w:del>',
            "thêm",
        ),
        (
            '<w:moveTo w:id="1">'
            + r("đến")
            + "</w:moveTo>"
            + '<w:moveFrom w:id="2">'
            + r("đi")
            + "</w:moveFrom>",
            "đến",
        ),
        # A choice is printed once
        (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>một</w:t></mc:Choice>'
            "<mc:Fallback><w:t>hai</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "một",
        ),
        # An emoji as Word writes it
        (
            "<w:r><mc:AlternateContent><mc:Choice "
            'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" Requires="w16se">'
            '<w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F4DE"/></mc:Choice>'
            "<mc:Fallback><w:t>(ĐT)</w:t></mc:Fallback></mc:AlternateContent><w:t>0276</w:t></w:r>",
            "📞0276",
        ),
        # A choice may hold whatever a run does
        (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t>'
            "<w:br/><w:tab/></mc:Choice></mc:AlternateContent><w:t>hết</w:t></w:r>",
            "NĐ-CP\nhết",
        ),
        # Hidden text is not printed
        (r("thấy") + r(" không thấy", "<w:vanish/>"), "thấy"),
        (r("Nguyễn Văn A", "<w:caps/>"), "NGUYỄN VĂN A"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (r("Tỷ lệ ") + formula(fraction("1", "2")), "Tỷ lệ 1/2"),
        (formula(fraction("a+b", "c")), "(a+b)/c"),
        (
            formula(
                f"<m:d><m:e>{math('a')}</m:e></m:d><m:sSup><m:e>{math('m')}</m:e><m:sup>{math('2')}</m:sup></m:sSup>"
            ),
            "(a)m2",
        ),
        (
            formula(
                f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr><m:e>{math("a")}</m:e></m:d>'
            ),
            "[a",
        ),
        (formula(f"<m:rad><m:deg/><m:e>{math('x')}</m:e></m:rad>"), "√x"),
        (
            formula(
                f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub/><m:e>{math("x")}</m:e></m:nary>'
            ),
            "∑ x",
        ),
        (formula(f'<w:del w:id="1">{math("bớt")}</w:del>{math("giữ")}'), "giữ"),
        (r("A &amp; B &lt; C"), "A & B < C"),
        # Vietnamese typed as letter and mark, the mark in a run of its own
        (r("ke") + r("\u0302\u0301", "<w:b/>") + r(" hoạch"), "kế hoạch"),
    ],
)
def test_a_paragraph_prints(content: str, printed: str) -> None:
    assert texts(read(p(content))) == [printed]


def test_an_unclosed_field_code_hides_no_further_paragraph() -> None:
    assert texts(read(p(BEGIN + CODE.format("TOC")) + p("Điều 1") + p("Điều 2"))) == ["Điều 1", "Điều 2"]


def test_a_field_result_may_run_over_paragraphs() -> None:
    body = p(BEGIN + CODE.format("TOC") + SEPARATE + r("Mục I")) + p("Mục II") + p(END + r("Hết"))
    assert texts(read(body)) == ["Mục I", "Mục II", "Hết"]


@pytest.mark.parametrize(
    ("content", "start", "end"),
    [
        (r("Mục tiêu:", "<w:b/>") + r(" đến năm 2030"), 0, 9),
        # Blanks that fall away do not move the places
        (r("  Mục  tiêu: ", "<w:b/>") + r("  đến năm 2030"), 0, 10),
        (r("Me\u0323 ") + r("Mục tiêu:", "<w:b/>"), 3, 12),
    ],
)
def test_runs_say_where_the_look_changes(content: str, start: int, end: int) -> None:
    found = paragraph(read(p(content)))
    bold = [run for run in found.runs if run.bold]
    assert [(run.start, run.end) for run in bold] == [(start, end)]
    assert found.text[start:end].strip() == "Mục tiêu:"
    assert found.runs[0].start == 0 and found.runs[-1].end == len(found.text)


def test_the_style_is_that_of_most_letters() -> None:
    found = paragraph(read(p(r("a", "<w:b/>") + r("một câu dài hơn"))))
    assert found.style.bold is False


@pytest.mark.parametrize(
    ("font", "stored", "printed", "encoding"),
    [
        (".VnTime", "B¶o Th¾ng", "Bảo Thắng", "TCVN3"),
        # The code of ư is the soft hyphen
        (".VnTime", "n\u00adíc", "nước", "TCVN3"),
        (".VnTimeH", "kÕ ho¹ch", "KẾ HOẠCH", "TCVN3"),
        ("VNI-Times", "thaùng 5", "tháng 5", "VNI"),
    ],
)
def test_runs_in_legacy_fonts_become_unicode(font: str, stored: str, printed: str, encoding: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    source = read(p(r(stored, fonts) + r(" năm 2025")))
    assert texts(source) == [f"{printed} năm 2025"]
    assert source.encoding == encoding
    assert [(found.code, found.severity) for found in source.diagnostics] == [("encoding-converted", "info")]


def test_a_vni_letter_may_be_cut_where_the_look_changes() -> None:
    fonts = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    source = read(p(r("Vie", fonts + "<w:b/>") + r("ät Nam", fonts)))
    assert texts(source) == ["Việt Nam"]
    assert [(run.start, run.end, run.bold) for run in paragraph(source).runs] == [(0, 3, True), (3, 8, False)]


def test_a_soft_hyphen_element_is_a_letter_in_a_tcvn3_font() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>'
    source = read(
        p(f"<w:r>{fonts}<w:t>Thñ t</w:t><w:softHyphen/><w:t>íng, ch</w:t><w:softHyphen/><w:t>¬ng</w:t></w:r>")
    )
    assert texts(source) == ["Thủ tướng, chương"]


def test_a_legacy_font_may_come_from_the_style_and_a_word_may_be_cut() -> None:
    fonts = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    source = read(p(r("B") + r("¶") + r("o Th¾ng")), styles=styles(rpr=fonts))
    assert texts(source) == ["Bảo Thắng"]


def theme(minor: str) -> str:
    def font(kind: str, name: str) -> str:
        return f'<a:{kind}Font><a:latin typeface="{name}"/><a:ea typeface=""/></a:{kind}Font>'

    fonts = font("major", ".VnArial") + font("minor", minor)
    return (
        f"<a:theme {XMLNS}><a:themeElements><a:fontScheme>{fonts}</a:fontScheme></a:themeElements></a:theme>"
    )


@pytest.mark.parametrize(
    ("minor", "printed"),
    [("Calibri", "phong chong lut"), (".VnTimeH", "PHONG CHONG LUT"), ("", "phong chong lut")],
)
def test_a_font_of_the_theme_goes_before_one_that_is_named_beside_it(minor: str, printed: str) -> None:
    fonts = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH" w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
    assert texts(read(p(r("phong chong lut", fonts)), theme=theme(minor))) == [printed]


def test_a_font_of_the_theme_covers_that_of_the_style() -> None:
    body = p(r("B¶o", '<w:rFonts w:hAnsiTheme="minorHAnsi"/>'), " Th¾ng")
    parts = {"theme": theme("Calibri"), "styles": styles(rpr='<w:rFonts w:hAnsi=".VnTime"/>')}
    assert texts(read(body, **parts)) == ["B¶o Thắng"]


def test_long_parts_say_the_same_as_short_ones() -> None:
    body = p(
        r(
            "ke hoach",
            '<w:rFonts w:hAnsiTheme="minorHAnsi"/>',
        ),
        r("B¶o", '<w:rStyle w:val="Own"/>'),
    )
    long = theme(".VnTimeH").replace("</a:theme>", f"<!-- {'x' * 40_000} --></a:theme>")
    name = "d" * 40_000
    parts = {
        "theme": long,
        "styles": styles(style("Own", '<w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr>', kind="character")),
    }
    references = relationships(
        {"a": ("theme", "theme.xml"), "b": ("styles", "styles.xml"), "c": ("image", name)}
    )
    source = read_docx(make_docx(body, {**parts, "word/_rels/document.xml.rels": references}), name="a.docx")
    assert texts(source) == ["KE HOACHBảo"]


@pytest.mark.parametrize("damaged", ["", "<a:theme", f"<a:theme {XMLNS}/>"])
def test_a_theme_that_cannot_be_read_names_no_font(damaged: str) -> None:
    body = p(r("Th¾ng", '<w:rFonts w:hAnsiTheme="minorHAnsi"/>'))
    assert texts(read(body, theme=damaged)) == ["Th¾ng"]


def test_unicode_text_in_a_legacy_font_stays() -> None:
    source = read(p(r("Ủy ban nhân dân", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>')))
    assert texts(source) == ["Ủy ban nhân dân"]
    assert source.diagnostics == ()


def test_an_unknown_sign_is_said_to_be_unknown() -> None:
    source = read(
        p('<w:r><w:sym w:font="Wingdings" w:char="F021"/><w:sym w:font="Marlett" w:char="F0FF"/></w:r>')
    )
    assert texts(source) == ["✏�"]
    assert [found.code for found in source.diagnostics] == ["symbol-unknown"]


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
    "<wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_a_text_box_stands_once_at_its_anchor_and_is_framed() -> None:
    box = BOX.format(p("DỰ THẢO"))
    source = read(p("trước") + p(box + r("đầu đoạn")) + p(r("cuối đoạn") + box) + p("sau"))
    found = [(block.text, block.framed) for block in source.paragraphs()]
    assert found == [
        ("trước", False),
        ("DỰ THẢO", True),
        ("đầu đoạn", False),
        ("cuối đoạn", False),
        ("DỰ THẢO", True),
        ("sau", False),
    ]
    assert [block.location.block for block in source.blocks] == list(range(6))


def test_the_old_kind_of_text_box_and_wordart_are_read() -> None:
    box = f"<v:textbox><w:txbxContent>{p('KHẨN')}</w:txbxContent></v:textbox>"
    pict = f"<w:r><w:pict><v:shape>{box}</v:shape></w:pict></w:r>"
    art = '<w:r><w:pict><v:shape><v:textpath string="BẢN SAO"/></v:shape></w:pict></w:r>'
    assert texts(read(p(pict) + p(art))) == ["KHẨN", "BẢN SAO"]


SHAPE = '<w:r><w:drawing><wp:anchor><wp:docPr id="1" hidden="{}"/><wps:wsp>{}</wps:wsp></wp:anchor></w:drawing></w:r>'
INNER_SHAPE = SHAPE.replace('hidden="{}"', "").replace(
    "<wps:wsp>", '<wps:wsp><wps:cNvPr id="2" hidden="{}"/>'
)
OLD_SHAPE = '<w:r><w:pict><v:shape style="width:9pt;visibility:{}">{}</v:shape></w:pict></w:r>'


@pytest.mark.parametrize(
    ("shape", "off", "on"),
    [(SHAPE, "1", "0"), (INNER_SHAPE, "true", "false"), (OLD_SHAPE, "hidden", "visible")],
)
def test_a_shape_that_is_switched_off_is_not_printed(shape: str, off: str, on: str) -> None:
    box = f"<v:textbox><w:txbxContent>{p('hộp')}</w:txbxContent></v:textbox>"
    assert texts(read(p("a", shape.format(off, box)))) == ["a"]
    assert texts(read(p("a", shape.format(on, box)))) == ["a", "hộp"]


def test_a_shape_of_another_program_says_what_it_says() -> None:
    words = "<a:txBody><a:p><a:r><a:t>Sở </a:t></a:r><a:r><a:t>Y tế</a:t></a:r></a:p><a:p/></a:txBody>"
    source = read(p("a", f"<w:r><w:drawing><wp:inline><a:sp>{words}</a:sp></wp:inline></w:drawing></w:r>"))
    assert texts(source) == ["a", "Sở Y tế"]


def test_a_paragraph_in_a_frame_is_framed_and_a_drop_cap_begins_its_sentence() -> None:
    framed = p("Số: 5/KH-SYT", ppr='<w:framePr w:w="2000" w:hSpace="180"/>')
    cap = p("T", ppr='<w:framePr w:dropCap="drop" w:lines="3"/>') + p("hực hiện kế hoạch")
    source = read(framed + cap)
    assert [(block.text, block.framed) for block in source.paragraphs()] == [
        ("Số: 5/KH-SYT", True),
        ("Thực hiện kế hoạch", False),
    ]
