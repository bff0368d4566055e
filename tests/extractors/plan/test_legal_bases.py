import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.plan.citations import find_citations
from extractors.plan.legal_bases import cites_instrument, enacting_issuer, read_basis, read_legal_bases
from tests.builders import make_source


def rows(text):
    return [(b.doc_type, b.code, b.issue_date, b.issuer, b.title) for b in read_basis(text)]


CASES = [
    # the seed's form: basis and enacting formula in one sentence
    (
        "Căn cứ Quyết định số 64/QĐ-UBND ngày 25/6/2021 của Ủy ban nhân dân (UBND) tỉnh về việc Phê duyệt Đề án “Cây"
        " xanh”, Sở Xây dựng đề ra Kế hoạch thực hiện như sau:",
        [("QĐ", "64/QĐ-UBND", "2021-06-25", "Ủy ban nhân dân (UBND) tỉnh", "Phê duyệt Đề án “Cây xanh”")],
    ),
    # `V/v` before the title
    (
        "Căn cứ Công văn số 27/SNN-TL ngày 28/8/2024 của Sở Nông nghiệp V/v hướng dẫn tưới cây;",
        [(None, "27/SNN-TL", "2024-08-28", "Sở Nông nghiệp", "hướng dẫn tưới cây")],
    ),
    # the enacting formula may end in a colon alone
    (
        "Theo Công văn số 27/SNN-TL ngày 28/8/2024 của Sở Nông nghiệp V/v tưới cây, Sở Xây dựng ban hành Kế hoạch:",
        [(None, "27/SNN-TL", "2024-08-28", "Sở Nông nghiệp", "tưới cây")],
    ),
    # an issuer whose name holds a word that titles begin with
    (
        "Thực hiện Kế hoạch số 5/KH-UBATGTQG ngày 28/12/2023 của Ủy ban An toàn giao thông Quốc gia về Năm An toàn;",
        [("KH", "5/KH-UBATGTQG", "2023-12-28", "Ủy ban An toàn giao thông Quốc gia", "Năm An toàn")],
    ),
    # the bodies that issued a joint document too
    (
        "Căn cứ Nghị quyết liên tịch số 4/2017/NQLT-CP ngày 15/6/2017 của Quốc hội, Chính phủ, Mặt trận quy định"
        " hình thức giám sát;",
        [("NQLT", "4/2017/NQLT-CP", "2017-06-15", "Quốc hội", "quy định hình thức giám sát")],
    ),
    # a title in quotation marks, a law that amends itself, an issuer before the number, a room of two fields
    (
        "Căn cứ Quyết định số 4/QĐ-UBND ngày 12/5/2025 của UBND huyện “Về việc giao chỉ tiêu”;",
        [("QĐ", "4/QĐ-UBND", "2025-05-12", "UBND huyện", "giao chỉ tiêu")],
    ),
    (
        "Căn cứ Luật Bảo hiểm y tế (sửa đổi) số 51/2024/QH15;",
        [(None, "51/2024/QH15", None, None, "Luật Bảo hiểm y tế (sửa đổi)")],
    ),
    (
        "Căn cứ Nghị định của Chính phủ số 8/2025/NĐ-CP ngày 25/6/2025 quy định chi tiết Luật Trẻ em;",
        [("NĐ", "8/2025/NĐ-CP", "2025-06-25", "Chính phủ", "quy định chi tiết Luật Trẻ em")],
    ),
    (
        "Xét Tờ trình số 45/TTr-VHXH ngày 10/3/2026 của Phòng Văn hóa - Xã hội;",
        [("TTr", "45/TTr-VHXH", "2026-03-10", "Phòng Văn hóa - Xã hội", None)],
    ),
    # who agreed
    (
        "Được sự thống nhất của Ủy ban nhân dân tỉnh tại Công văn số 27/UBND-KT ngày 28/8/2024 về tưới cây;",
        [(None, "27/UBND-KT", "2024-08-28", "Ủy ban nhân dân tỉnh", "tưới cây")],
    ),
    # laws have no number; their names hold commas and other laws
    (
        "Căn cứ Luật Phòng, chống ma túy ngày 30/3/2021;",
        [(None, None, "2021-03-30", None, "Luật Phòng, chống ma túy")],
    ),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đầu tư và Luật Nhà ở ngày 22 tháng 11 năm 2019;",
        [(None, None, "2019-11-22", None, "Luật sửa đổi, bổ sung một số điều của Luật Đầu tư và Luật Nhà ở")],
    ),
    (
        "Căn cứ Luật Kiến trúc năm 2019 và Luật Xây dựng ngày 18/6/2014;",
        [(None, None, "2019", None, "Luật Kiến trúc"), (None, None, "2014-06-18", None, "Luật Xây dựng")],
    ),
    ("Căn cứ Luật Lưu trữ số 33/2024/QH15;", [(None, "33/2024/QH15", None, None, "Luật Lưu trữ")]),
    # several instruments in one sentence, with an alias
    (
        "Thực hiện Nghị định số 9/2024/NĐ-CP ngày 31/12/2024 của Chính phủ quy định về cây xanh (sau đây gọi là Nghị"
        " định số 9); Kế hoạch số 25/KH-UBND ngày 27 tháng 7 năm 2025 của UBND tỉnh về việc trồng cây",
        [
            ("NĐ", "9/2024/NĐ-CP", "2024-12-31", "Chính phủ", "quy định về cây xanh"),
            ("KH", "25/KH-UBND", "2025-07-27", "UBND tỉnh", "trồng cây"),
        ],
    ),
    # who proposed it stands before; two joined by `và`
    (
        "Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 66/TTr-SNV ngày 29/4/2008 và Công văn số 8/SNV-VP ngày"
        " 02/5/2008 về việc phân công.",
        [
            ("TTr", "66/TTr-SNV", "2008-04-29", "Giám đốc Sở Nội vụ", None),
            (None, "8/SNV-VP", "2008-05-02", None, "phân công"),
        ],
    ),
    # the party's number form; a comma and `và` within the issuer's name
    (
        "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học;",
        [("NQ", "57-NQ/TW", "2024-12-22", "Bộ Chính trị", "đột phá phát triển khoa học")],
    ),
    (
        "Căn cứ Công văn số 12/SVHTTDL-VP ngày 01/02/2026 của Sở Văn hóa, Thể thao và Du lịch về việc tuyên truyền;",
        [(None, "12/SVHTTDL-VP", "2026-02-01", "Sở Văn hóa, Thể thao và Du lịch", "tuyên truyền")],
    ),
    (
        "Căn cứ Kế hoạch 620/KH-SGDĐT ngày 26/12/2025 của Sở Giáo dục và Đào tạo Đồng Tháp về việc dạy học;",
        [("KH", "620/KH-SGDĐT", "2025-12-26", "Sở Giáo dục và Đào tạo Đồng Tháp", "dạy học")],
    ),
    # a document that only the title names is not cited itself
    (
        "Căn cứ Quyết định số 5/QĐ-UBND ngày 1/2/2026 của UBND tỉnh về việc triển khai Nghị quyết số 7/NQ-CP ngày"
        " 3/1/2026 của Chính phủ về cải cách;",
        [
            (
                "QĐ",
                "5/QĐ-UBND",
                "2026-02-01",
                "UBND tỉnh",
                "triển khai Nghị quyết số 7/NQ-CP ngày 3/1/2026 của Chính phủ về cải cách",
            )
        ],
    ),
    # cited by kind and issuer alone
    (
        "Căn cứ Chương trình công tác của UBND tỉnh về cải cách hành chính;",
        [("CTr", None, None, None, "công tác của UBND tỉnh về cải cách hành chính")],
    ),
    # a semicolon within quotation marks does not end an instrument
    (
        "Căn cứ Quyết định số 5/QĐ-SXD ngày 1/2/2026 của Giám đốc Sở về việc ban hành “Quy chế; quy trình”;",
        [("QĐ", "5/QĐ-SXD", "2026-02-01", "Giám đốc Sở", "ban hành “Quy chế; quy trình”")],
    ),
    # a blank number and date
    (
        "Căn cứ Kế hoạch số     /KH-UBND ngày   tháng 3 năm 2026 của UBND tỉnh về trồng cây;",
        [("KH", "/KH-UBND", "2026-03", "UBND tỉnh", "trồng cây")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_each_instrument_of_a_basis_is_read(text, wanted):
    assert rows(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        # no document
        "Căn cứ tình hình thực tế của đơn vị;",
        "Theo đề nghị của Chánh Văn phòng Sở.",
        "Thực hiện tốt công tác bảo vệ môi trường.",
        # a purpose
        "Nhằm thực hiện Quyết định số 5/QĐ-UBND ngày 1/1/2021 của UBND tỉnh, Sở ban hành Kế hoạch như sau:",
        "Để triển khai Nghị quyết số 5/NQ-HĐND ngày 1/1/2021;",
    ],
)
def test_a_purpose_or_a_state_of_affairs_is_no_basis(text):
    assert not cites_instrument(text)


def test_bases_in_a_list_below_their_opener_are_read():
    source = make_source(
        "Căn cứ:", "- Luật Xây dựng ngày 18/6/2014;", "- Quyết định số 5/QĐ-UBND ngày 1/2/2026 của UBND tỉnh."
    )
    assert [b.code or b.title for b in read_legal_bases(source.blocks)] == ["Luật Xây dựng", "5/QĐ-UBND"]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Sở Xây dựng ban hành Kế hoạch trồng cây như sau:", "Sở Xây dựng"),
        (
            "Ủy ban nhân dân tỉnh Tây Ninh xây dựng Kế hoạch với các nội dung sau:",
            "Ủy ban nhân dân tỉnh Tây Ninh",
        ),
        (
            "Căn cứ Quyết định số 5/QĐ-B ngày 1/2/2026, Sở Văn hóa, Thể thao và Du lịch ban hành Kế hoạch như sau:",
            "Sở Văn hóa, Thể thao và Du lịch",
        ),
        ("Nhằm nâng cao hiệu quả cải cách hành chính, Sở Nội vụ đề ra Kế hoạch như sau:", "Sở Nội vụ"),
    ],
)
def test_the_enacting_sentence_names_the_issuer(text, issuer):
    assert enacting_issuer(text) == issuer


def test_citations_in_running_text_are_found_with_kind_date_and_issuer():
    text = (
        "Phối hợp thực hiện Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh và Luật Đất đai năm 2024;"
        " báo cáo theo Công văn số 83/SXD-VP."
    )
    found = [(c.text, c.doc_type, c.code, c.issue_date, c.issuer) for c in find_citations(text)]
    assert found == [
        (
            "Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh",
            "QĐ",
            "12/QĐ-UBND",
            "2026-01-05",
            "UBND tỉnh",
        ),
        ("Luật Đất đai năm 2024", None, None, "2024", None),
        ("Công văn số 83/SXD-VP", None, "83/SXD-VP", None, None),
    ]


@given(st.text(alphabet="Căn cứ Quyết định số 1/QĐ-UBND ngày 5/6/2021 của Sở; và ()“”,Luật"))
def test_any_text_is_read(text):
    for basis in read_basis(text):
        assert basis.text


def test_what_names_no_instrument_before_one_stays_with_it():
    (basis,) = read_basis("Căn cứ tình hình thực tế; Quyết định số 12/QĐ-UBND ngày 5/5/2025 của UBND tỉnh;")
    assert basis.text == "Căn cứ tình hình thực tế; Quyết định số 12/QĐ-UBND ngày 5/5/2025 của UBND tỉnh"
    assert basis.code == "12/QĐ-UBND"


def test_a_statute_is_named_without_a_number():
    first, second = read_basis("Căn cứ Điều lệ Đảng; Quy định số 296-QĐ/TW, ngày 30/5/2025 của Bộ Chính trị,")
    assert (first.code, first.title) == (None, "Điều lệ Đảng")
    assert second.code == "296-QĐ/TW"
