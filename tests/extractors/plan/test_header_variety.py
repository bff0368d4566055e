"""Headers of random structure whose values are known by construction: layouts, marks, blanks."""

import random
from dataclasses import dataclass

import pytest

from extractors.plan.header import read_header
from extractors.plan.zoning import find_zones
from schemas.source import Block, Paragraph
from tests.builders import make_paragraph, make_source, make_table

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
# Agency lines as they are broken, with the parent body and the issuer that they name.
AGENCIES = [
    (("UBND TỈNH TÂY NINH", "SỞ XÂY DỰNG"), "UBND TỈNH TÂY NINH", "SỞ XÂY DỰNG"),
    (("ỦY BAN NHÂN DÂN", "TỈNH TÂY NINH"), None, "ỦY BAN NHÂN DÂN TỈNH TÂY NINH"),
    (("ỦY BAN NHÂN DÂN", "TỈNH TÂY NINH", "SỞ NỘI VỤ"), "ỦY BAN NHÂN DÂN TỈNH TÂY NINH", "SỞ NỘI VỤ"),
    (
        ("UBND THÀNH PHỐ HUẾ", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"),
        "UBND THÀNH PHỐ HUẾ",
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    ),
    (("BỘ NÔNG NGHIỆP VÀ", "MÔI TRƯỜNG"), None, "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
    (("BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH",), None, "BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH"),
    (("BỘ CÔNG AN", "TỔ CÔNG TÁC LIÊN NGÀNH TW"), "BỘ CÔNG AN", "TỔ CÔNG TÁC LIÊN NGÀNH TW"),
    (("SỞ GDĐT TỈNH ĐỒNG THÁP", "TRƯỜNG THPT LONG SƠN"), "SỞ GDĐT TỈNH ĐỒNG THÁP", "TRƯỜNG THPT LONG SƠN"),
    (
        ("SỞ Y TẾ GIA LAI", "TRUNG TÂM KIỂM SOÁT", "BỆNH TẬT"),
        "SỞ Y TẾ GIA LAI",
        "TRUNG TÂM KIỂM SOÁT BỆNH TẬT",
    ),
    (("UBND TỈNH LÀO CAI", "VĂN PHÒNG"), "UBND TỈNH LÀO CAI", "VĂN PHÒNG"),
    (("TỈNH ỦY TÂY NINH", "BAN TỔ CHỨC"), "TỈNH ỦY TÂY NINH", "BAN TỔ CHỨC"),
    (("HỘI ĐỒNG NHÂN DÂN", "XÃ HÒA HỘI"), None, "HỘI ĐỒNG NHÂN DÂN XÃ HÒA HỘI"),
    (
        ("UBND HUYỆN CHÂU THÀNH", "PHÒNG TÀI CHÍNH - KẾ HOẠCH"),
        "UBND HUYỆN CHÂU THÀNH",
        "PHÒNG TÀI CHÍNH - KẾ HOẠCH",
    ),
    (
        ("UBND TỈNH LẠNG SƠN", "SỞ NÔNG NGHIỆP VÀ MÔI", "TRƯỜNG"),
        "UBND TỈNH LẠNG SƠN",
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    ),
    (
        ("SỞ NÔNG NGHIỆP VÀ MÔI", "TRƯỜNG", "CHI CỤC KIỂM LÂM"),
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        "CHI CỤC KIỂM LÂM",
    ),
    (
        ("QUÂN KHU 4", "BỘ CHỈ HUY QUÂN SỰ", "TỈNH QUẢNG TRỊ"),
        "QUÂN KHU 4",
        "BỘ CHỈ HUY QUÂN SỰ TỈNH QUẢNG TRỊ",
    ),
    (("BCH ĐẢNG BỘ TỈNH", "VĂN PHÒNG TỈNH ỦY"), "BCH ĐẢNG BỘ TỈNH", "VĂN PHÒNG TỈNH ỦY"),
    (("NGÂN HÀNG NHÀ NƯỚC", "CHI NHÁNH KHU VỰC 10"), None, "NGÂN HÀNG NHÀ NƯỚC CHI NHÁNH KHU VỰC 10"),
    (("BAN QUẢN LÝ", "CÁC KHU CÔNG NGHIỆP"), None, "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP"),
    (("LĐLĐ TỈNH NINH BÌNH", "CÔNG ĐOÀN CÁC KCN TỈNH"), "LĐLĐ TỈNH NINH BÌNH", "CÔNG ĐOÀN CÁC KCN TỈNH"),
    (("LIÊN MINH HỢP TÁC XÃ", "TỈNH TÂY NINH"), None, "LIÊN MINH HỢP TÁC XÃ TỈNH TÂY NINH"),
]
# Code line, number, symbol, code
CODES = [
    ("Số: 05/KH-SXD", 5, "KH-SXD", "05/KH-SXD"),
    ("Số: 277 /KH-UBND", 277, "KH-UBND", "277/KH-UBND"),
    ("Số:277    /KH-UBND", 277, "KH-UBND", "277/KH-UBND"),
    ("Số:        /KH-SCT", None, "KH-SCT", "/KH-SCT"),
    ("Số: ......./KH-SNN&MT", None, "KH-SNN&MT", "/KH-SNN&MT"),
    ("Số: …… /KH-SNV", None, "KH-SNV", "/KH-SNV"),
    ("Số 3260-KH/ĐĐQH15", 3260, "KH/ĐĐQH15", "3260-KH/ĐĐQH15"),
    ("Số: 996/KH-TCTLNTW-C04", 996, "KH-TCTLNTW-C04", "996/KH-TCTLNTW-C04"),
    ("Số: 0155/KH-UBND", 155, "KH-UBND", "0155/KH-UBND"),
    ("Số:   -KH/BCĐ", None, "KH/BCĐ", "-KH/BCĐ"),
    ("SỐ: 12/KH-BQLDA", 12, "KH-BQLDA", "12/KH-BQLDA"),
    ("Số: 7a/KH-TTYT", 7, "KH-TTYT", "7a/KH-TTYT"),
]
# Date line, place, EDTF
DATES = [
    ("Tây Ninh, ngày 05 tháng 8 năm 2021", "Tây Ninh", "2021-08-05"),
    ("Lào Cai, ngày      tháng 6 năm 2026", "Lào Cai", "2026-06"),
    ("TP. Hồ Chí Minh, ngày 14 tháng7 năm 2026", "TP. Hồ Chí Minh", "2026-07-14"),
    ("Huế, ngày14 tháng 01năm 2026", "Huế", "2026-01-14"),
    ("Đà Lạt, ngày .... tháng .... năm 2026", "Đà Lạt", "2026"),
    ("Hà Nội, ngày … tháng 3 năm 2026", "Hà Nội", "2026-03"),
    ("Gia Lai, ngày 28/11/2025", "Gia Lai", "2025-11-28"),
    ("Bà Rịa - Vũng Tàu, ngày mồng 2 tháng 9 năm 2020", "Bà Rịa - Vũng Tàu", "2020-09-02"),
    ("Cà Mau, ngày hai mươi lăm tháng mười hai năm hai nghìn không trăm hai mươi ba", "Cà Mau", "2023-12-25"),
    ("Long An,\nngày 03 tháng 02 năm 2022", "Long An", "2022-02-03"),
]
TITLES = [
    ("Trồng cây xanh năm 2026",),
    ("Thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị", "về phát triển khoa học trên địa bàn tỉnh"),
    (
        "Triển khai thi hành Luật Phòng cháy, chữa cháy",
        "và cứu nạn, cứu hộ giai đoạn 2025 - 2030",
        "của ngành Xây dựng",
    ),
    ("Phát động phong trào thi đua “Xanh, sạch, đẹp”",),
]


@dataclass
class Made:
    blocks: list[Block | str]
    wanted: dict[str, object]


def make(seed: int) -> Made:
    rng = random.Random(seed)
    agency, parent, issuer = rng.choice(AGENCIES)
    code, number, symbol, printed = rng.choice(CODES)
    date, place, edtf = rng.choice(DATES)
    title = rng.choice(TITLES)
    motto = rng.choice(
        [
            MOTTO,
            ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"),
            ("ĐẢNG CỘNG SẢN VIỆT NAM",),
        ]
    )
    marks = rng.choice(
        [(), (), ("KHẨN",), ("HOẢ TỐC",), ("DỰ THẢO",), ("MẬT",), ("ĐẾN\nSố: 1204\nNgày: 06/8/2021",)]
    )
    left, right = "\\n".join(agency), "\\n".join(motto)
    date_cell = date.replace("\n", "\\n")
    layout = rng.choice(
        [
            "rows",
            "one",
            "three",
            "four",
            "empty row",
            "plain",
            "tabs",
            "frames",
            "title inside",
            "mixed",
            "motto first",
            "no motto",
            "stamped",
        ]
    )
    blocks: list[Block | str] = []
    if layout == "rows":
        blocks = [make_table(f"{left}|{right}\n{code}|{date_cell}")]
    elif layout == "one":
        blocks = [make_table(f"{left}\\n-------\\n{code}|{right}\\n{date_cell}")]
    elif layout == "three":
        blocks = [make_table(f"{left}||{right}\n{code}||{date_cell}")]
    elif layout == "four":
        blocks = [make_table(f"{left}|<|{right}|<\n{code}|<|{date_cell}|<")]
    elif layout == "empty row":
        blocks = [make_table(f"{left}|{right}\n|\n{code}|{date_cell}")]
    elif layout == "plain":
        blocks = [*agency, "---------", code, *motto, *date.split("\n")]
    elif layout == "tabs":
        rows = max(len(agency), len(motto))
        pairs = [
            f"{agency[i] if i < len(agency) else ''} {motto[i] if i < len(motto) else ''}".strip()
            for i in range(rows)
        ]
        blocks = [*pairs, f"{code} {date.replace(chr(10), ' ')}"]
    elif layout == "mixed":
        blocks = [agency[0], motto[0], *agency[1:], *motto[1:], code, *date.split("\n")]
    elif layout == "motto first":
        blocks = [make_table(f"{right}|{left}\n{date_cell}|{code}")]
    elif layout == "no motto":
        blocks = [make_table(f"{left}\\n{code}|{date_cell}")]
    elif layout == "stamped":
        blocks = ["Ký bởi: Văn phòng\nThời gian ký: 06.08.2021 11:02:35 +07:00"]
        blocks.append(make_table(f"{left}|{right}\n{code}|{date_cell}"))
    elif layout == "frames":
        blocks = [Paragraph(text, framed=True) for text in (*agency, code, *motto, *date.split("\n"))]
    else:
        blocks = [make_table(f"{left}|{right}\n{code}|{date_cell}\nKẾ HOẠCH\\n{title[0]}|<")]
        title_blocks: list[Block | str] = list(title[1:])
    blocks.extend(marks)
    if layout != "title inside":
        styled = rng.random() < 0.5
        head = rng.choice(
            ["KẾ HOẠCH", "KẾ HOẠCH", "K Ế H O Ạ C H", f"KẾ HOẠCH\n{title[0]}", f"KẾ HOẠCH {title[0]}"]
        )
        joined = head in ("KẾ HOẠCH", "K Ế H O Ạ C H")
        title_blocks = [head, *(title if joined else title[1:])]
        if styled:
            title_blocks = [make_paragraph(str(text), bold=True, align="center") for text in title_blocks]
    elif marks:
        blocks = blocks[1:] + blocks[:1]
    if marks in (("MẬT",), ("KHẨN",)) and rng.random() < 0.5:
        # A boxed mark stands beside the title and is read between its lines, or below them.
        title_blocks.insert(rng.randint(1, max(1, len(title_blocks))), blocks.pop(blocks.index(marks[0])))
    if rng.random() < 0.3:
        title_blocks.append("(Ban hành kèm theo Quyết định số 9/QĐ-UBND ngày 01/3/2026 của UBND tỉnh)")
    blocks.extend(title_blocks)
    blocks.append(
        rng.choice(
            [
                "Căn cứ Luật Xây dựng ngày 18/6/2014;",
                "I. MỤC ĐÍCH",
                "Thực hiện Công văn số 8/SXD-VP ngày 02/3/2026 của Sở Xây dựng về báo cáo;",
            ]
        )
    )
    blocks.extend(["II. NỘI DUNG", "1. Trồng cây."])
    mark = marks[0] if marks else ""
    wanted = {
        "doc_type": "KH",
        "number": number,
        "symbol": symbol,
        "code": printed,
        "issuer": issuer,
        "parent_body": parent,
        "place": place,
        "issue_date_edtf": edtf,
        "title": " ".join(title),
        "urgency": mark if mark in ("KHẨN", "HOẢ TỐC") else None,
        "secrecy": mark if mark == "MẬT" else None,
        "draft": mark == "DỰ THẢO",
    }
    return Made(blocks, wanted)


@pytest.mark.parametrize("seed", range(300))
def test_every_value_of_a_made_header_is_read_as_made(seed):
    made = make(seed)
    source = make_source(*made.blocks)
    header = read_header(find_zones(source), source).header
    got = {name: getattr(header, name) for name in made.wanted}
    got = {name: value.text if hasattr(value, "text") else value for name, value in got.items()}
    assert got == made.wanted, [getattr(b, "text", b) for b in made.blocks[:8]]
