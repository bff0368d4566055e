"""The encoding is the one that reads best as Vietnamese."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.formats.txt.encodings import decode
from schemas.errors import UnreadableSourceError
from tests.extractors.formats.txt.flattenings import ENCODINGS

TEXT = """Sở Thủy lợi tỉnh ban hành kế hoạch phòng, chống lụt bão năm 2027.
1. Các xã ven sông tổ chức kiểm tra đê điều, hồ chứa trước mùa mưa;
2. Đội xung kích ứng cứu kịp thời khi nước dâng cao, bảo vệ người và của.
3. Nghiêm cấm đổ phế thải, lấn chiếm hành lang thoát lũ ở mọi nơi.
"""
SYLLABLES = "kế hoạch nước đê điều bão lũ của các xã được trong việc thực hiện nghiêm ngặt quyết khuỷu"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_text_comes_back_from_every_encoding(encoding: str) -> None:
    decoded = decode(ENCODINGS[encoding](TEXT))
    assert decoded.text == TEXT
    codes = [diagnostic.code for diagnostic in decoded.diagnostics]
    assert codes == ([] if encoding in ("UTF-8", "UTF-8 with a mark") else ["encoding-converted"])


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(words=st.permutations(SYLLABLES.split()))
def test_decoding_undoes_encoding(encoding: str, words: list[str]) -> None:
    text = " ".join(words)
    assert decode(ENCODINGS[encoding](text)).text == text


def test_tcvn3_capitals_of_a_capital_font_are_put_right() -> None:
    # `.VnTimeH` draws the small letters' codes as capitals: typed text mixes both.
    decoded = decode("KÕ HO¹CH\nphßng, chèng lôt b·o vµ t×m kiÕm cøu n¹n\nSè: 5/KH-SXD".encode("latin-1"))
    assert decoded.text == "KẾ HOẠCH\nphòng, chống lụt bão và tìm kiếm cứu nạn\nSố: 5/KH-SXD"


def test_signs_of_windows_stay_in_old_encodings() -> None:
    data = "C¸c x· b¶o vÖ \x93®ª ®iÒu\x94 \x96 hå chøa n\xad\xadíc".replace("\xad\xad", "\xad").encode(
        "latin-1"
    )
    assert decode(data).text == "Các xã bảo vệ “đê điều” – hồ chứa nước"


def test_a_few_invalid_bytes_are_left_out_with_a_warning() -> None:
    decoded = decode(TEXT.encode() + b"\xff\xfe\x00")
    assert decoded.text == TEXT
    assert [diagnostic.code for diagnostic in decoded.diagnostics] == ["invalid-bytes"]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x89\x00\x01\x02" * 100,
        b"\x00" * 1000,
        b"\x7fELF" + b"\x00\x01\x02\xf0" * 64,
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError):
        decode(data)


def test_another_language_is_read_with_a_warning() -> None:
    decoded = decode(b"The committee shall report to the council every year before the end of March.")
    assert [diagnostic.code for diagnostic in decoded.diagnostics] == ["not-vietnamese"]


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    try:
        text = decode(data).text
    except UnreadableSourceError:
        return
    assert unicodedata.is_normalized("NFC", text)
    text.encode("utf-8")
