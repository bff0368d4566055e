"""One table, written in every way that text keeps tables, and one text in every encoding."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from textwrap import wrap

from tests.extractors.formats.legacy.test_legacy import encode_tcvn3, encode_vni

Rows = Sequence[Sequence[str]]

ROWS: Rows = (
    ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"),
    ("I", "Phòng ngừa", "", "", ""),
    ("1", "Rà soát điểm xung yếu trên đê và lập phương án.", "Chi cục Thủy lợi", "UBND các xã", "Quý I"),
    ("2", "Tổ chức diễn tập hộ đê theo phương châm bốn tại chỗ.", "Phòng Kinh tế", "", "Trước 15/5/2027"),
    ("II", "Ứng phó", "", "", ""),
    ("1", "Trực ban, thông tin kịp thời diễn biến mưa lũ.", "Văn phòng Sở", "Đài Khí tượng", "Thường xuyên"),
    ("2", "Huy động vật tư dự trữ khi có lệnh.", "", "Phòng Kinh tế", "Khi có báo động"),
)  # fmt: skip


def tabs(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def markdown(rows: Rows) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def bars(rows: Rows) -> str:
    return "\n".join("|".join(row) for row in rows)


def semicolons(rows: Rows) -> str:
    return "\n".join(";".join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in rows)


def stacked(rows: Rows) -> str:
    return "\n".join(cell for row in rows for cell in row)


def stacked_without_blanks(rows: Rows) -> str:
    return "\n".join(cell for row in rows for cell in row if cell)


WIDTHS = (5, 34, 20, 22, 16)


def aligned(rows: Rows) -> str:
    return "\n".join(line for row in rows for line in _laid_out(row, "", "  "))


def ascii_frame(rows: Rows) -> str:
    border = "+" + "+".join("-" * (width + 2) for width in WIDTHS) + "+"
    lines = [border]
    for row in rows:
        lines += [f"| {line} |" for line in _laid_out(row, "", " | ", strip=False)]
        lines.append(border)
    return "\n".join(lines)


def box_frame(rows: Rows) -> str:
    return ascii_frame(rows).replace("|", "│").replace("-", "─").replace("+", "┼")


def _laid_out(row: Sequence[str], empty: str, between: str, *, strip: bool = True) -> list[str]:
    cells = [wrap(cell, width) or [empty] for cell, width in zip(row, WIDTHS, strict=True)]
    lines = []
    for number in range(max(map(len, cells))):
        words = [cell[number] if number < len(cell) else "" for cell in cells]
        line = between.join(word.ljust(width) for word, width in zip(words, WIDTHS, strict=True))
        lines.append(line.rstrip() if strip else line)
    return lines


FLATTENINGS: dict[str, Callable[[Rows], str]] = {
    "tabs": tabs,
    "markdown": markdown,
    "bars": bars,
    "semicolons": semicolons,
    "stacked": stacked,
    "aligned": aligned,
    "ascii frame": ascii_frame,
    "box frame": box_frame,
}

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VIQR = dict(zip("\u0302\u0306\u031b\u0301\u0300\u0309\u0303\u0323", "^(+'`?~.", strict=True))


def encode_cp1258(text: str) -> bytes:
    letters = re.findall("[^\u0300-\u036f][\u0300-\u036f]*", unicodedata.normalize("NFD", text))
    parted = (
        unicodedata.normalize("NFC", "".join(c for c in letter if c not in _TONES))
        + "".join(c for c in letter if c in _TONES)
        for letter in letters
    )
    return "".join(parted).encode("cp1258")


def encode_viqr(text: str) -> bytes:
    text = re.sub(r"(?<=[^\W\d_])([.?'])", r"\\\1", text).replace("đ", "dd").replace("Đ", "DD")
    return "".join(_VIQR.get(c, c) for c in unicodedata.normalize("NFD", text)).encode("ascii")


def encode_mojibake(text: str) -> bytes:
    undefined = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    read = (chr(b) if b in undefined else bytes([b]).decode("cp1252") for b in text.encode())
    return "".join(read).encode()


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16 LE with a mark": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16 BE with a mark": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-16 LE": lambda text: text.encode("utf-16-le"),
    "UTF-16 BE": lambda text: text.encode("utf-16-be"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "windows-1258": encode_cp1258,
    "TCVN3 (ABC)": lambda text: encode_tcvn3(text).encode("latin-1"),
    "TCVN3 in UTF-8": lambda text: encode_tcvn3(text).encode(),
    "VNI": lambda text: encode_vni(text).encode("latin-1"),
    "VNI in UTF-8": lambda text: encode_vni(text).encode(),
    "VIQR": encode_viqr,
    "UTF-8 read as Windows-1252": encode_mojibake,
}
