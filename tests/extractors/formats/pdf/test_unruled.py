"""Tables by alignment, through whole files."""

from extractors.formats.pdf import read_pdf
from schemas.source import Table
from tests.extractors.formats.pdf.builder import PdfPage, build_pdf

XS = (85, 130, 330, 450)
ROWS = (
    ("TT", "Nhiệm vụ", "Đơn vị", "Thời hạn"),
    ("1", "Rà soát quy trình", "Văn phòng", "Quý I"),
    ("", "và danh mục", "", ""),
    ("2", "Báo cáo kết quả", "Thanh tra", "Quý II"),
    ("3", "Tổng hợp số liệu", "Văn phòng", "Quý III"),
)


def page(*, rules: tuple[float, ...] = ()) -> PdfPage:
    made = PdfPage()
    for number in range(3):
        made.text(
            85, 60 + 18 * number, "Các phòng, đơn vị thuộc Sở thực hiện các nhiệm vụ sau đây theo phân công"
        )
    for number, row in enumerate(ROWS):
        for x, text in zip(XS, row, strict=True):
            if text:
                made.text(x, 160 + 18 * number, text, size=11)
    for y in rules:
        made.line(85, y, 510, y)
    return made


EXPECTED = [
    ["TT", "Nhiệm vụ", "Đơn vị", "Thời hạn"],
    ["1", "Rà soát quy trình và danh mục", "Văn phòng", "Quý I"],
    ["2", "Báo cáo kết quả", "Thanh tra", "Quý II"],
    ["3", "Tổng hợp số liệu", "Văn phòng", "Quý III"],
]


def table_of(made: PdfPage) -> Table:
    (table,) = read_pdf(build_pdf(made), name="plan.pdf").tables()
    return table


def words(table: Table) -> list[list[str]]:
    return [[" ".join(cell.text.split()) for cell in row if cell] for row in table.grid()]


def test_columns_that_line_up_are_a_table_that_shows_no_merges() -> None:
    table = table_of(page())
    assert words(table) == EXPECTED
    assert (table.ruled, table.shows_merges) == (False, False)


def test_horizontal_rules_part_the_rows() -> None:
    assert words(table_of(page(rules=(145, 165, 201, 219, 237)))) == EXPECTED


def test_rows_that_no_rule_parts_begin_with_their_numbers() -> None:
    assert words(table_of(page(rules=(145, 165, 237)))) == EXPECTED


def test_three_rules_make_two_rows() -> None:
    made = PdfPage()
    for row, texts in enumerate(ROWS[:2]):
        for x, text in zip(XS, texts, strict=True):
            made.text(x, 160 + 18 * row, text, size=11)
    for y in (145, 165, 183):
        made.line(85, y, 510, y)
    assert words(table_of(made)) == [list(row) for row in ROWS[:2]]


def test_a_table_without_side_borders_keeps_its_outer_columns() -> None:
    made = PdfPage()
    for y in (100, 120, 140):
        made.line(85, y, 540, y)
    for x in (150, 350):
        made.line(x, 100, x, 140)
    for row, texts in enumerate((("TT", "Việc", "Ai"), ("1", "Rà soát", "Văn phòng"))):
        for x, text in zip((90, 155, 355), texts, strict=True):
            made.text(x, 114 + 20 * row, text, size=11)
    table = table_of(made)
    assert words(table) == [["TT", "Việc", "Ai"], ["1", "Rà soát", "Văn phòng"]]
    assert table.ruled


def test_titles_and_totals_over_columns_leave_the_columns_and_the_closing_alone() -> None:
    made, rows = PdfPage(), list(ROWS)
    rows.insert(1, ("I. CÔNG TÁC RÀ SOÁT QUY TRÌNH CỦA CÁC PHÒNG", "", "", ""))
    rows.append(("Tổng cộng", "", "", "4 việc"))
    for number, row in enumerate(rows):
        for x, text in zip(XS, row, strict=True):
            if text:
                made.text(x, 160 + 18 * number, text, size=11)
    end = 160 + 18 * len(rows)
    made.text(85, end, "Nơi nhận:").text(380, end, "GIÁM ĐỐC")
    made.text(85, end + 18, "- Như trên;").text(370, end + 80, "Lê Văn An")
    table, closing = read_pdf(build_pdf(made), name="plan.pdf").tables()
    title, total = (
        ["I. CÔNG TÁC RÀ SOÁT QUY TRÌNH CỦA CÁC PHÒNG"] * 4,
        ["Tổng cộng", "", "", "4 việc"],
    )
    assert words(table) == [EXPECTED[0], title, *EXPECTED[1:], total]
    assert words(closing) == [["Nơi nhận: - Như trên;", "GIÁM ĐỐC Lê Văn An"]]


def test_a_title_in_the_middle_over_all_columns_is_a_row_of_the_table() -> None:
    made, rows = PdfPage(), [ROWS[0], None, *ROWS[1:4], None, ROWS[4]]
    for number, row in enumerate(rows):
        if row is None:
            made.text(
                120, 160 + 18 * number, "CÁC NHIỆM VỤ THƯỜNG XUYÊN CỦA CÁC PHÒNG, ĐƠN VỊ TRONG NĂM", size=11
            )
            continue
        for x, text in zip(XS, row, strict=True):
            if text:
                made.text(x, 160 + 18 * number, text, size=11)
    table = table_of(made)
    assert [row[0] for row in words(table)] == ["TT", words(table)[1][3], "1", "2", words(table)[1][0], "3"]
    assert words(table)[2:4] == EXPECTED[1:3]


def test_without_numbers_the_room_between_rows_parts_them() -> None:
    made = PdfPage()
    rows = (
        (160, ("Nhiệm vụ", "Đơn vị", "Thời hạn")),
        (185, ("Xây nhà nhân ái", "Hội Liên hiệp", "Quý I")),
        (199, ("", "tỉnh", "")),
        (224, ("Tổng kết chiến dịch và tuyên", "Ban Phong trào", "Quý II")),
        (238, ("dương chiến sĩ", "", "")),
    )
    for y, row in rows:
        for x, text in zip((85, 300, 450), row, strict=True):
            if text:
                made.text(x, y, text, size=11)
    assert words(table_of(made)) == [
        ["Nhiệm vụ", "Đơn vị", "Thời hạn"],
        ["Xây nhà nhân ái", "Hội Liên hiệp tỉnh", "Quý I"],
        ["Tổng kết chiến dịch và tuyên dương chiến sĩ", "Ban Phong trào", "Quý II"],
    ]


def test_a_total_that_begins_left_of_all_columns_is_in_the_first() -> None:
    made = page()
    made.text(60, 160 + 18 * len(ROWS), "Tổng cộng của các phòng", size=11)
    made.text(450, 160 + 18 * len(ROWS), "4 việc", size=11)
    assert words(table_of(made)) == [*EXPECTED, ["Tổng cộng của các phòng", "", "", "4 việc"]]
