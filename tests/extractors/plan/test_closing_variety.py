"""Closings of random structure, known by construction: tables of any shape, or text."""

import random
from dataclasses import dataclass

import pytest

from extractors.plan.closings import divide_closing
from extractors.plan.recipients import read_recipients
from extractors.plan.signature import read_signature
from extractors.plan.zoning import find_zones
from schemas.source import Block, Table
from tests.builders import make_paragraph, make_source, make_table

# Line as printed, its text and purpose code
RECIPIENTS = [
    ("- UBND tỉnh (b/c);", "UBND tỉnh (b/c)", "b/c"),
    ("- Thường trực Tỉnh ủy (để báo cáo);", "Thường trực Tỉnh ủy (để báo cáo)", "để báo cáo"),
    ("- Các sở, ban, ngành tỉnh (ph/h);", "Các sở, ban, ngành tỉnh (ph/h)", "ph/h"),
    ("- Sở Nội vụ (B/cáo),", "Sở Nội vụ (B/cáo)", "B/cáo"),
    ("– Ban Giám đốc Sở (chỉ đạo);", "Ban Giám đốc Sở (chỉ đạo)", "chỉ đạo"),
    ("- Như Điều 3;", "Như Điều 3", None),
    ("- Chủ tịch, các PCT UBND tỉnh;", "Chủ tịch, các PCT UBND tỉnh", None),
    ("- Hội đồng TĐKT tỉnh (Sở Nội vụ);", "Hội đồng TĐKT tỉnh (Sở Nội vụ)", None),
    ("+ Các phòng thuộc Sở (t/h)", "Các phòng thuộc Sở (t/h)", "t/h"),
    ("- Cổng TTĐT tỉnh (đăng tải);", "Cổng TTĐT tỉnh (đăng tải)", "đăng tải"),
    ("- Bộ Xây dựng (p/hợp);", "Bộ Xây dựng (p/hợp)", "p/hợp"),
    ("- Các đơn vị trực thuộc (để thực hiện);", "Các đơn vị trực thuộc (để thực hiện)", "để thực hiện"),
]
# Line, archive codes
ARCHIVES = [
    ("- Lưu: VT, NC.", "VT, NC"),
    ("- Lưu: VT, VP.Phương.", "VT, VP"),
    ("- Lưu VT, GDPT. Hiển (3b).", "VT, GDPT"),
    ("- Lưu: VT, CN(M.Cường).", "VT, CN"),
    ("- Lưu: VT, TH(2). H", "VT, TH"),
    ("- Lưu: VT, KT(Thủy, Nho", "VT, KT"),
    ("Lưu: VT, QLĐĐ.", "VT, QLĐĐ"),
]
# Signature lines, authority, position
SIGNERS = [
    (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "KT.", "PHÓ GIÁM ĐỐC"),
    (("GIÁM ĐỐC",), None, "GIÁM ĐỐC"),
    (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "TM. KT.", "PHÓ CHỦ TỊCH"),
    (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "TM.", "CHỦ TỊCH"),
    (("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"), "TL. KT.", "PHÓ CHÁNH VĂN PHÒNG"),
    (("KT.HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "KT.", "PHÓ HIỆU TRƯỞNG"),
    (("T/M ĐẢNG ĐOÀN", "BÍ THƯ"), "T/M", "BÍ THƯ"),
    (("Q. GIÁM ĐỐC",), "Q.", "GIÁM ĐỐC"),
    (("TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), "TUQ.", "CHÁNH VĂN PHÒNG"),
    (("KT. TỔ TRƯỞNG", "PHÓ TỔ TRƯỞNG THƯỜNG TRỰC"), "KT.", "PHÓ TỔ TRƯỞNG THƯỜNG TRỰC"),
    (("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG TỔ CHỨC", "CÁN BỘ"), "TL.", "TRƯỞNG PHÒNG TỔ CHỨC CÁN BỘ"),
    (("TRƯỞNG ĐOÀN",), None, "TRƯỞNG ĐOÀN"),
    (("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), "KT.", "THỨ TRƯỞNG"),
]
NAMES = [
    ("Trần Văn Mười", "Trần Văn Mười"),
    ("Lê Thị Hoàng Yến", "Lê Thị Hoàng Yến"),
    ("Thượng tá Phạm Văn Tám", "Thượng tá Phạm Văn Tám"),
    ("TS. Đỗ Hữu Lành", "TS. Đỗ Hữu Lành"),
    ("H'Lim Niê", "H'Lim Niê"),
    ("(đã ký)\nNgô Quyền", "Ngô Quyền"),
    ("NGUYỄN VĂN BẢY", "NGUYỄN VĂN BẢY"),
    ("", None),
]


@dataclass
class Made:
    blocks: list[Block | str]
    recipients: list[tuple[str, str | None]]
    archive: str
    signer: tuple[str | None, str, str | None]


def cell(lines):
    return "\\n".join(lines)


def make(seed: int) -> Made:
    rng = random.Random(seed)
    chosen = rng.sample(RECIPIENTS, rng.randint(1, 5))
    archive, codes = rng.choice(ARCHIVES)
    lines, authority, position = rng.choice(SIGNERS)
    printed_name, name = rng.choice(NAMES)
    opener = rng.choice(["Nơi nhận:", "Nơi nhận :", "Nơi nhận"])
    left_lines = [opener, *(text for text, _, _ in chosen), archive]
    right_lines = [*lines, *(printed_name.split("\n") if printed_name else [])]
    left, right = cell(left_lines), cell(right_lines)
    upper, lower = cell(lines), cell(right_lines[len(lines) :])
    layout = rng.choice(["two", "three", "rows", "merged", "text", "text reversed", "last outside"])
    if layout == "two":
        blocks: list[Block | str] = [make_table(f"{left}|{right}")]
    elif layout == "three":
        blocks = [make_table(f"{left}||{right}")]
    elif layout == "rows":
        blocks = [make_table(f"{left}|{upper}\n|{lower}")]
    elif layout == "merged":
        blocks = [make_table(f"{left}|{upper}\n^|\n^|{lower}")]
    elif layout == "text":
        blocks = [*left_lines, *right_lines]
    elif layout == "text reversed":
        blocks = [*right_lines, *left_lines]
    else:
        blocks = [make_table(f"{cell(left_lines[:-1])}|{right}"), archive]
    if rng.random() < 0.4:
        table = make_table("STT|Nhiệm vụ|Đơn vị chủ trì\n1|Trồng cây|Phòng Hạ tầng")
        blocks.extend(
            rng.choice([["PHỤ LỤC", table], [make_paragraph("BẢNG VIỆC", align="center"), table], [table]])
        )
    return Made(
        [
            "KẾ HOẠCH",
            "Trồng cây",
            "I. MỤC ĐÍCH",
            "1. Tăng bóng mát.",
            "2. Nơi nhận hồ sơ: bộ phận một cửa.",
            *blocks,
        ],
        [(text, code) for _, text, code in chosen],
        codes,
        (authority, position, name),
    )


@pytest.mark.parametrize("seed", range(300))
def test_every_value_of_a_made_closing_is_read_as_made(seed):
    made = make(seed)
    zones = find_zones(make_source(*made.blocks))
    recipients, signature = divide_closing(zones.closing)
    read = read_recipients(recipients)
    assert [(r.text, r.purpose_code) for r in read if not r.is_archive] == made.recipients
    assert [r.archive_codes for r in read if r.is_archive] == [made.archive]
    signer = read_signature(signature).signer
    assert (
        signer.authority,
        signer.position and signer.position.text,
        signer.name and signer.name.text,
    ) == made.signer
    assert [block.text for block in zones.body if not isinstance(block, Table)][-1].startswith(
        "2. Nơi nhận hồ sơ"
    )
    tables = [block for appendix in zones.appendices for block in appendix.blocks if isinstance(block, Table)]
    assert len(tables) == sum(isinstance(b, Table) and b.n_cols == 3 and b.n_rows == 2 for b in made.blocks)
