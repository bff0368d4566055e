"""A table comes back from every flattening; what a flattening loses, a diagnostic tells."""

import pytest

from extractors.formats.txt import read_txt
from extractors.formats.txt.tables.order import Numbering
from schemas.source import SourceDocument, Table
from tests.extractors.formats.txt.flattenings import (
    FLATTENINGS,
    ROWS,
    aligned,
    stacked,
    stacked_without_blanks,
)

BEFORE = "I. MỤC ĐÍCH\n\nChủ động phòng ngừa, ứng phó kịp thời với thiên tai trên địa bàn.\n\n"
AFTER = "\n\nVăn phòng Sở theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n"


def read(text: str) -> SourceDocument:
    return read_txt(text.encode(), name="plan.txt")


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text if cell else "" for cell in row) for row in table.grid()]


def codes(source: SourceDocument) -> list[str]:
    return [diagnostic.code for diagnostic in source.diagnostics]


@pytest.mark.parametrize("flattening", FLATTENINGS)
def test_a_table_comes_back_from_every_flattening(flattening: str) -> None:
    source = read(BEFORE + FLATTENINGS[flattening](ROWS) + AFTER)
    (table,) = source.tables()
    assert texts(table) == list(ROWS)
    assert not table.shows_merges
    assert table.location.line == 5
    assert [paragraph.text for paragraph in source.paragraphs()] == [
        "I. MỤC ĐÍCH",
        "Chủ động phòng ngừa, ứng phó kịp thời với thiên tai trên địa bàn.",
        "Văn phòng Sở theo dõi, đôn đốc việc thực hiện Kế hoạch này.",
    ]
    assert codes(source) == []


def test_group_rows_without_a_number_stand_in_the_first_column() -> None:
    rows = [ROWS[0], ("Nhóm việc trước mùa mưa", "", "", "", ""), *ROWS[2:4]]
    for flattening in ("tabs", "markdown", "bars", "semicolons", "ascii frame", "box frame"):
        (table,) = read(FLATTENINGS[flattening](rows)).tables()
        assert texts(table)[1][0] == "Nhóm việc trước mùa mưa", flattening


def test_a_stacked_group_row_is_told_from_the_header_above_it() -> None:
    rows = [*ROWS[:1], ("Trước mùa mưa lũ",), *ROWS[2:4], ("Trong mùa mưa lũ",), *ROWS[5:]]
    (table,) = read(stacked(rows)).tables()
    assert [row[0] for row in texts(table)] == [
        "STT", "Trước mùa mưa lũ", "1", "2", "Trong mùa mưa lũ", "1", "2",
    ]  # fmt: skip


def test_stacked_cells_whose_blanks_are_lost_are_kept_with_a_warning() -> None:
    source = read(stacked_without_blanks(ROWS))
    (table,) = source.tables()
    assert [row[:2] for row in texts(table)] == [row[:2] for row in ROWS]
    assert codes(source) == ["table-cells-uncertain"]


def test_a_figure_among_the_words_of_a_stacked_column_is_warned_of() -> None:
    """The third row has one line less: its unit was merged over two columns."""
    rows = (
        ("STT", "Việc", "Chủ trì", "Phối hợp", "Kinh phí"),
        ("1", "Dọn kênh.", "Xã Tân Lập", "Xã Thạnh An", "40"),
        ("2", "Đắp bờ.", "Xã Tân Lập", "Xã Thạnh An", "45"),
        ("3", "Sửa cống.", "Xã Tân Lập và các xã", "120"),
    )
    source = read(stacked(rows) + "\n\nHết.")
    assert codes(source) == ["table-cells-uncertain"]


def test_a_stacked_header_that_begins_as_a_markdown_table() -> None:
    header = "| TT | Công việc | Chủ trì |\n| --- | --- | --- |\nThời hạn"
    text = header + "\n1\nNạo vét kênh\nXã\nQuý I\n2\nĐắp bờ\nHuyện\nQuý II"
    (table,) = read(text).tables()
    assert texts(table) == [
        ("TT", "Công việc", "Chủ trì", "Thời hạn"),
        ("1", "Nạo vét kênh", "Xã", "Quý I"),
        ("2", "Đắp bờ", "Huyện", "Quý II"),
    ]


def test_a_row_of_stacked_cells_cut_by_a_page_goes_on_in_a_row_without_a_number() -> None:
    text = "TT\nCông việc\nChủ trì\n1\nNạo vét kênh, khơi\nPhòng\nthông dòng chảy.\nKinh tế\n2\nĐắp bờ\nHuyện"
    source = read(text)
    (table,) = source.tables()
    assert texts(table)[1:3] == [
        ("1", "Nạo vét kênh, khơi", "Phòng"),
        ("", "thông dòng chảy.", "Kinh tế"),
    ]
    assert codes(source) == ["table-cells-uncertain"]


def test_a_second_row_of_stacked_heads_shows_by_its_blanks() -> None:
    header = ["STT", "Công việc", "Phân công", "Thời hạn", "", "", "Chủ trì", "Phối hợp", ""]
    rows = [
        "1",
        "Nạo vét",
        "Xã",
        "Huyện",
        "Quý I",
        "2",
        "Đắp bờ",
        "Xã",
        "",
        "Quý II",
        "3",
        "Xây cống",
        "Xã",
        "",
        "",
    ]
    (table,) = read("\n".join([*header, *rows])).tables()
    assert texts(table) == [
        ("STT", "Công việc", "Phân công", "Phân công", "Thời hạn"),
        ("", "", "Chủ trì", "Phối hợp", ""),
        ("1", "Nạo vét", "Xã", "Huyện", "Quý I"),
        ("2", "Đắp bờ", "Xã", "", "Quý II"),
        ("3", "Xây cống", "Xã", "", ""),
    ]
    assert table.header_rows == 2


STACKED_ROWS = ("1", "Nạo vét", "Xã", "", "Quý I", "Kênh sạch", "2", "Đắp bờ", "Xã", "Huyện", "", "",
    "3", "Xây cống", "", "Huyện", "Quý II", "Cống mới")  # fmt: skip


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("STT,Công việc,Phân công,Thời gian", ",,Chủ trì,Phối hợp,Bắt đầu,Hoàn thành"),
        ("STT,Công việc,Năm,Kinh phí", ",,2025,2026,Trung ương,Địa phương"),
        ("STT,Công việc,Tháng,Ghi chú", ",,1,2,3,"),
    ],
)
def test_heads_over_columns_that_stand_side_by_side(upper: str, lower: str) -> None:
    (table,) = read("\n".join([*upper.split(","), *lower.split(","), *STACKED_ROWS])).tables()
    rows = texts(table)
    assert rows[1] == tuple(lower.split(","))
    assert rows[2:] == [STACKED_ROWS[:6], STACKED_ROWS[6:12], STACKED_ROWS[12:]]


def test_numbers_of_the_columns_below_two_rows_of_heads_are_a_row() -> None:
    upper = ["STT", "Công việc", "Phân công", "Thời hạn", "Kết quả"]
    lower = ["", "", "Chủ trì", "Phối hợp", "", ""]
    header = [*upper, *lower, "1", "2", "3", "4", "5", "6"]
    (table,) = read("\n".join([*header, *STACKED_ROWS])).tables()
    assert table.header_rows == 2
    assert texts(table)[2] == ("1", "2", "3", "4", "5", "6")


@pytest.mark.parametrize(
    "header",
    [
        "STT,Công việc,Phân công,Lộ trình,,,Chủ trì,Phối hợp,Bắt đầu,Giữa kỳ,Kết thúc",
        "STT,Việc,Một,,,Hai,,,,Ba,Bốn,Năm",
    ],
)
def test_stacked_heads_that_could_cover_other_columns_leave_text_with_a_warning(header: str) -> None:
    rows = [line for number in "123" for line in (number, *"ABCDEG")]
    source = read("\n".join([*header.split(","), *rows]))
    assert list(source.tables()) == []
    assert codes(source) == ["table-kept-as-text"]


def test_stacked_ticks_whose_blank_lines_are_lost_leave_text_with_a_warning() -> None:
    source = read("STT\nViệc\nQuý I\nQuý II\nQuý III\n1\nDọn kênh\nx\n2\nĐắp bờ\nx\nx\n3\nSửa cống\nx")
    assert list(source.tables()) == []
    assert codes(source) == ["table-kept-as-text"]


def test_stripped_trailing_tabs_leave_blank_cells() -> None:
    (table,) = read("STT\tViệc\tChủ trì\nA. Trước mùa mưa\n1\tNạo vét\n2\tĐắp bờ\tXã").tables()
    assert texts(table) == [
        ("STT", "Việc", "Chủ trì"),
        ("A. Trước mùa mưa", "", ""),
        ("1", "Nạo vét", ""),
        ("2", "Đắp bờ", "Xã"),
    ]


def test_a_quoted_cell_of_a_spreadsheet_keeps_its_lines() -> None:
    (table,) = read('STT\tViệc\tChủ trì\n1\t"Nạo vét\nvà khơi ""dòng"""\tXã\n2\tĐắp bờ\tXã').tables()
    assert texts(table)[1] == ("1", 'Nạo vét\nvà khơi "dòng"', "Xã")


def test_marks_and_breaks_within_markdown_cells() -> None:
    (table,) = read("| TT | Việc |\n|---|:-:|\n| **1** | *Nạo vét*<br>kênh A\\|B |").tables()
    assert texts(table) == [("TT", "Việc"), ("1", "Nạo vét\nkênh A|B")]
    assert table.header_rows == 1


def test_aligned_columns_that_drift_and_touch() -> None:
    text = """\
STT Các việc cần làm                         Đơn vị chủ trì     Đơn vị phối hợp   Thời hạn
Nhóm việc của mùa khô, làm xong trước khi có lũ tiểu mãn hằng năm trên các sông
1      Kiểm tra thân đê, mái kè và các      Phòng Quản lý đê   Các sở, ban ngành Thường
       cống dưới đê trước mùa mưa.          điều               tỉnh và các xã    xuyên
2      Lập danh mục trọng điểm xung yếu   Phòng Kế hoạch       Các sở, ban ngành Thường
       và phương án bảo vệ.               và Đầu tư            tỉnh và các xã    xuyên
3      Báo cáo kết quả.                                                          Trước ngày
                                                                                 31/12/2027
"""
    (table,) = read(text).tables()
    assert texts(table) == [
        ("STT", "Các việc cần làm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"),
        ("Nhóm việc của mùa khô, làm xong trước khi có lũ tiểu mãn hằng năm trên các sông", "", "", "", ""),
        ("1", "Kiểm tra thân đê, mái kè và các cống dưới đê trước mùa mưa.", "Phòng Quản lý đê điều",
         "Các sở, ban ngành tỉnh và các xã", "Thường xuyên"),
        ("2", "Lập danh mục trọng điểm xung yếu và phương án bảo vệ.", "Phòng Kế hoạch và Đầu tư",
         "Các sở, ban ngành tỉnh và các xã", "Thường xuyên"),
        ("3", "Báo cáo kết quả.", "", "", "Trước ngày 31/12/2027"),
    ]  # fmt: skip


def test_a_wrapped_header_and_a_head_over_two_columns() -> None:
    text = """\
                                   Cơ quan             Thời gian
STT   Nội dung công việc           chủ trì        Bắt đầu   Hoàn thành
1     Nạo vét kênh trục.           Xã Thạnh An    01/2027   03/2027
2     Đắp bờ bao.                  Xã Tân Lập     02/2027   04/2027
"""
    (table,) = read(text).tables()
    assert table.header_rows == 2
    assert texts(table)[1:] == [
        ("", "", "", "Bắt đầu", "Hoàn thành"),
        ("1", "Nạo vét kênh trục.", "Xã Thạnh An", "01/2027", "03/2027"),
        ("2", "Đắp bờ bao.", "Xã Tân Lập", "02/2027", "04/2027"),
    ]
    assert texts(table)[0] == ("STT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian", "Thời gian")


def test_order_numbers_in_the_middle_of_their_rows_are_read_with_a_warning() -> None:
    text = """\
TT   Công việc                  Chủ trì
     Kiểm tra thân đê, mái kè   Phòng Quản lý
1    và các cống dưới đê        đê điều
     trước mùa mưa.
     Nạo vét kênh trục
2    và kênh nhánh.             Xã Tân Lập
     Sửa trạm bơm.
"""
    source = read(text)
    (table,) = source.tables()
    assert texts(table)[1] == (
        "1",
        "Kiểm tra thân đê, mái kè và các cống dưới đê trước mùa mưa.",
        "Phòng Quản lý đê điều",
    )
    assert texts(table)[2][0] == "2"
    assert codes(source) == ["table-rows-uncertain"]


def test_columns_that_touch_are_cut_before_the_words_that_their_cells_begin_with() -> None:
    text = """\
TT    Nội dung công việc                          Đơn vị thực hiện          Đơn vị phối hợp     Thời gian
                                           I. Nguồn nước
1     Đo độ mặn tại các cống đầu mối của hệ Chi cục Thủy lợi và Chi cục Kiểm lâm                        Quý I/2027
      thống.                                      các trạm
2     Lấy mẫu nước tại kênh trục.                                           Chi cục Bảo vệ      Hằng tháng
                                                                            môi trường
                                            II. Kênh mương
3     Nạo vét kênh.                               Xã      Tân Lập,          Chi cục Thủy lợi    Tháng 5/2027
                                                  Xã Thạnh An
"""
    (table,) = read(text).tables()
    assert texts(table)[1:] == [
        ("I. Nguồn nước", "", "", "", ""),
        ("1", "Đo độ mặn tại các cống đầu mối của hệ thống.", "Chi cục Thủy lợi và các trạm",
         "Chi cục Kiểm lâm", "Quý I/2027"),
        ("2", "Lấy mẫu nước tại kênh trục.", "", "Chi cục Bảo vệ môi trường", "Hằng tháng"),
        ("II. Kênh mương", "", "", "", ""),
        ("3", "Nạo vét kênh.", "Xã Tân Lập, Xã Thạnh An", "Chi cục Thủy lợi", "Tháng 5/2027"),
    ]  # fmt: skip


def test_rows_around_their_numbers_end_where_no_sentence_is_torn() -> None:
    text = """\
                                                                   Theo dõi,
TT   Công việc                     Chủ trì           Thời gian     kiểm tra,
                                                                   đôn đốc
     Kiểm tra thân đê, mái kè                        Trước ngày
     và các cống dưới đê;        Phòng Quản lý đê
1                                                    15/5 hằng     Phòng Kế
     sửa chữa ngay những chỗ     điều
     đã hư hỏng.                                     năm           hoạch
2    Trực ban.                   Văn phòng           Hằng ngày     Văn phòng
     Nạo vét kênh trục
3    và các kênh nhánh.          Xã Tân Lập          Quý I         Văn phòng
"""
    source = read(text)
    (table,) = source.tables()
    assert texts(table) == [
        ("TT", "Công việc", "Chủ trì", "Thời gian", "Theo dõi, kiểm tra, đôn đốc"),
        ("1", "Kiểm tra thân đê, mái kè và các cống dưới đê; sửa chữa ngay những chỗ đã hư hỏng.",
         "Phòng Quản lý đê điều", "Trước ngày 15/5 hằng năm", "Phòng Kế hoạch"),
        ("2", "Trực ban.", "Văn phòng", "Hằng ngày", "Văn phòng"),
        ("3", "Nạo vét kênh trục và các kênh nhánh.", "Xã Tân Lập", "Quý I", "Văn phòng"),
    ]  # fmt: skip
    assert codes(source) == ["table-rows-uncertain"]


def test_a_header_that_is_laid_out_anew_on_the_next_page_is_the_same() -> None:
    text = """\
TT   Công việc          Chủ trì      Theo dõi,
                                     đôn đốc
1    Nạo vét kênh.      Xã Tân Lập   Văn phòng
2    Đắp bờ bao.        Xã Tân Lập   Văn phòng
\fTT   Công việc          Chủ trì
                                     Theo dõi,
                                     đôn đốc
3    Sửa trạm bơm.      Xã Tân Lập   Văn phòng
"""
    first, second = read(text).tables()
    assert texts(second) == [texts(first)[0], ("3", "Sửa trạm bơm.", "Xã Tân Lập", "Văn phòng")]


def test_a_repeated_header_begins_a_new_piece_of_the_table() -> None:
    text = aligned(ROWS[:4]) + "\n\f" + aligned([ROWS[0], *ROWS[4:]])
    assert [texts(table) for table in read(text).tables()] == [list(ROWS[:4]), [ROWS[0], *ROWS[4:]]]


def test_columns_that_cannot_be_told_apart_stay_text_with_a_warning() -> None:
    text = """\
STT Tên    Chủ công     Nguồn Giá trị
1 491 Hồ Công ty Sông Kôn 0,85
2 492 Đập Công ty Sông Ba 1,05
3 493 Hồ Công ty Suối Đá 0,25   x
4 494 Hồ Công ty Sông Ba 0,30   x
"""
    source = read(text)
    assert "1 491 Hồ Công ty Sông Kôn 0,85" in [p.text for p in source.paragraphs()]
    assert list(source.tables()) == []


def test_prose_with_semicolons_and_bars_is_no_table() -> None:
    text = (
        "Các xã; phường; đặc khu phối hợp thực hiện.\nBáo cáo | tổng hợp.\n\nSở Nội vụ; Sở Tư pháp; các xã."
    )
    assert list(read(text).tables()) == []


def test_unquoted_semicolons_are_left_in_the_task_with_a_warning() -> None:
    source = read("STT;Việc;Chủ trì\n1;Nạo vét;đắp bờ;Xã\n2;Sửa cống;Huyện")
    (table,) = source.tables()
    assert texts(table)[1] == ("1", "Nạo vét; đắp bờ", "Xã")
    assert codes(source) == ["table-cells-uncertain"]


def test_points_follow_the_vietnamese_alphabet() -> None:
    numbers = Numbering()
    assert all(numbers.take(f"{letter})") for letter in "abcdđeghiklm")
    assert not numbers.take("y)")


def test_second_lines_of_heads_and_lower_heads_below_the_head_of_the_order_numbers() -> None:
    text = """\
 STT      Nội dung      Phòng, đơn vị   Phòng, đơn vị   Thời hạn trình          Thời gian
                           chủ trì         phối hợp      UBND tỉnh       Bắt đầu       Kết thúc
I. CÔNG TÁC CHUNG
1         Nâng cấp hạ    Phòng Kỹ thuật  Phòng Vật     Quý II          3/2027        6/2027
          tầng mạng                      tư
2         Đào tạo        Phòng Kỹ thuật  Các khoa      Quý III         7/2027        8/2027
"""
    (table,) = read(text).tables()
    assert texts(table) == [
        ("STT", "Nội dung", "Phòng, đơn vị chủ trì", "Phòng, đơn vị phối hợp", "Thời hạn trình UBND tỉnh",
         "Thời gian", "Thời gian"),
        ("", "", "", "", "", "Bắt đầu", "Kết thúc"),
        ("I. CÔNG TÁC CHUNG", "", "", "", "", "", ""),
        ("1", "Nâng cấp hạ tầng mạng", "Phòng Kỹ thuật", "Phòng Vật tư", "Quý II", "3/2027", "6/2027"),
        ("2", "Đào tạo", "Phòng Kỹ thuật", "Các khoa", "Quý III", "7/2027", "8/2027"),
    ]  # fmt: skip


def test_a_head_in_capitals_goes_on_and_a_page_may_hold_the_end_of_a_cell_alone() -> None:
    text = """\
STT       NỘI DUNG           CHỦ TRÌ          PHỐI HỢP       HOÀN THÀNH
          CÔNG VIỆC
1         Đón tiếp khách     Văn phòng Sở     Các phòng      Trong hội thi
2         Quyết toán kinh    Kế toán Sở       Phòng KHTC     Chậm nhất 15
          phí                                                ngày sau khi kết
\f                                                       thúc hội thi

Nơi nhận:
"""
    source = read(text)
    (table,) = source.tables()
    assert texts(table) == [
        ("STT", "NỘI DUNG CÔNG VIỆC", "CHỦ TRÌ", "PHỐI HỢP", "HOÀN THÀNH"),
        ("1", "Đón tiếp khách", "Văn phòng Sở", "Các phòng", "Trong hội thi"),
        (
            "2",
            "Quyết toán kinh phí",
            "Kế toán Sở",
            "Phòng KHTC",
            "Chậm nhất 15 ngày sau khi kết thúc hội thi",
        ),
    ]
    assert [paragraph.text for paragraph in source.paragraphs()] == ["Nơi nhận:"]


def test_a_column_before_the_stacked_order_numbers_leaves_text_with_a_warning() -> None:
    text = (
        "Tháng\nTT\nNội dung\nChủ trì\n9/2027\n1\nKhai giảng\nVăn phòng\n\n2\nTổng kết\nVăn phòng\n10/2027\n"
        "3\nTập huấn\nPhòng Tổ chức\n"
    )
    source = read(text)
    assert not list(source.tables())
    assert codes(source) == ["table-kept-as-text"]


def test_groups_without_a_number_stand_between_stacked_rows_that_count_on() -> None:
    text = (
        "STT\nNội dung\nChủ trì\nGhi chú\nViệc thường xuyên\n1\nTrang bị bình\nVăn phòng\n\n2\nDiễn tập\nVăn phòng\n\n"
        "Việc đột xuất\n3\nKiểm tra\nĐội PCCC\n\n4\nBáo cáo\nVăn phòng\nGửi tỉnh\n"
    )
    (table,) = read(text).tables()
    assert texts(table)[4:] == [
        ("Việc đột xuất", "", "", ""),
        ("3", "Kiểm tra", "Đội PCCC", ""),
        ("4", "Báo cáo", "Văn phòng", "Gửi tỉnh"),
    ]


def test_columns_are_measured_without_the_signature_below_the_table() -> None:
    text = """\
    TT         Hoạt động         Quý I       Quý II       Quý III       Quý IV    Đầu mối
1             Tập huấn       x                                                   Khoa PC
              tư vấn, xét                                                        sốt rét
              nghiệm
              sốt
2             Giám sát hỗ    x           x            x             x            Khoa PC
              trợ kỹ thuật                                                       sốt rét
              tuyến xã
3             Tháng hành                                            x            Khoa
              động quốc                                                          Ngoại
              gia PC
              sốt rét



         III. TỔ CHỨC THỰC HIỆN

         1. Khoa Phòng, chống sốt rét: là đầu mối triển khai, báo cáo theo quy định.

         2. Phòng Tài chính - Kế toán: bảo đảm kinh phí.
Nơi nhận:                                                       GIÁM ĐỐC
- Sở Y tế (b/c);
- Các khoa, phòng;
- Lưu: VT, sốt.




                                                             Trần Văn Mẫu
"""
    table = next(iter(read(text).tables()))
    assert [row[2:6] for row in texts(table)] == [
        ("Quý I", "Quý II", "Quý III", "Quý IV"),
        ("x", "", "", ""),
        ("x", "x", "x", "x"),
        ("", "", "", "x"),
    ]
