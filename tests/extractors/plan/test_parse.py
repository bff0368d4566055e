import pytest

from extractors.plan.parse import parse_document
from schemas.errors import StructureError
from schemas.records import DocumentRecord
from tests.builders import make_source, make_table


def parse(*blocks, **kwargs) -> DocumentRecord:
    return parse_document(make_source(*blocks), doc_id="0" * 16, path="made.docx", sha256="0" * 64, size=1)


def small_plan(*letterhead):
    return (
        *letterhead,
        "KẾ HOẠCH",
        "Trồng cây xanh năm 2026",
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh về việc trồng cây;",
        "Sở Xây dựng ban hành Kế hoạch như sau:",
        "I. MỤC ĐÍCH",
        "- Tăng bóng mát trong đô thị.",
        "Trên đây là Kế hoạch của Sở Xây dựng về trồng cây xanh./.",
        make_table(
            "Nơi nhận:\\n- UBND tỉnh (b/c);\\n- Lưu: VT, VP.|KT. GIÁM ĐỐC\\nPHÓ GIÁM ĐỐC\\n\\nTrần Văn Mười"
        ),
    )


def test_a_plan_is_read_from_letterhead_to_signature():
    record = parse(
        *small_plan(
            make_table(
                "UBND TỈNH TÂY NINH\\nSỞ XÂY DỰNG|"
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\\nĐộc lập - Tự do - Hạnh phúc\n"
                "Số: 05/KH-SXD|Tây Ninh, ngày 07 tháng 02 năm 2026"
            )
        )
    )
    header = record.header
    assert (header.doc_type, header.number, header.symbol, header.code.text) == (
        "KH",
        5,
        "KH-SXD",
        "05/KH-SXD",
    )
    assert (header.issuer.text, header.parent_body.text) == ("SỞ XÂY DỰNG", "UBND TỈNH TÂY NINH")
    assert (header.place.text, header.issue_date_edtf) == ("Tây Ninh", "2026-02-07")
    assert header.title.text == "Trồng cây xanh năm 2026"
    assert [basis.code for basis in record.legal_bases] == ["12/QĐ-UBND"]
    assert (record.signer.authority, record.signer.position.text) == ("KT.", "PHÓ GIÁM ĐỐC")
    assert record.signer.name.text == "Trần Văn Mười"
    assert [r.text for r in record.recipients] == ["UBND tỉnh (b/c)", "Lưu: VT, VP"]


def test_a_plan_without_letterhead_takes_its_issuer_from_the_closing_sentence():
    assert parse(*small_plan("Số:    /KH-SXD")).header.issuer.text == "Sở Xây dựng"


@pytest.mark.parametrize(
    "blocks",
    [
        ("Danh sách mua sắm", "- sữa", "- bánh mì"),
        ("It was a bright cold day in April, and the clocks were striking thirteen.",),
    ],
)
def test_a_text_of_no_official_kind_is_refused(blocks):
    with pytest.raises(StructureError):
        parse(*blocks)
