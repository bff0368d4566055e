"""Words that a converter cut behind their first letters: `g ửi v ề`, `S Ở`, `ki ểm`."""

import re

_VOWELS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_ONSET = "b|c|d|đ|g|h|k|l|m|n|p|q|r|s|t|v|x|ch|gh|kh|nh|ph|th|ng|ngh|tr|gi|qu"
# The first half of a vowel, where the other half stands behind the cut: `ki ểm`, `cu ối`, `trư ờng`, `ho ạch`.
_HALF = "(?:u?[iy](?= [êềếểễệ])|u(?= [âầấẩẫậêềếểễệôồốổỗộơờớởỡợ])|ư(?= [ơờớởỡợ])|o(?= [àáảãạăằắẳẵặèéẻẽẹ]))"
# Words that begin with a vowel: `điểm b ở trên`, `thu ấn phí`, `do ảnh hưởng` are whole.
_WHOLE = re.compile(
    "ảnh|ánh|án|áp|ác|ách|ạ|ảo|ăn|ắt|âm|ấn|ấp|ấm|ấy|ấu|ẩm|ẩn|ầm|ít|ích|ổ|ổn|ốm|ồn|ông|ôn|ô|ở|ơn|ước|ý|ủy|ủng|ứng"
    "|êm|ế|ùn|ùa"
)
_CUT = re.compile(
    rf"(?<![^\W_])(?P<first>(?:{_ONSET}|{_ONSET.title()}){_HALF}?) (?P<rest>[aeiouy]?[{_VOWELS}]\w{{0,4}})(?!\w)"
    rf"|(?<![^\W_])(?:{_ONSET.upper()}) [AEIOUY]?[{_VOWELS.upper()}]\w{{0,4}}(?!\w)"
)
# So many cuts are a converter's; fewer may be letters that count. One in capitals is two.
FEW_CUTS = 3


def mend_cut_words(text: str) -> str:
    """Return a text with its words whole.

    No word of Vietnamese is consonants alone, and few begin with a vowel and a mark: `ểm` goes on with `ki`.
    What could be two words is joined only behind consonants, and in a text that is cut elsewhere.

    >>> mend_cut_words("Phòng ki ểm tra c ủa Sở; do ảnh hưởng")
    'Phòng kiểm tra của Sở; do ảnh hưởng'
    """
    cuts = sum(2 if found[0].isupper() else 1 for found in _CUT.finditer(text))
    return _CUT.sub(lambda found: _mended(found, often=cuts >= FEW_CUTS), text)


def _mended(found: re.Match[str], *, often: bool) -> str:
    rest = found["rest"]
    if rest is None:
        return found[0].replace(" ", "") if often else found[0]
    first = found["first"].lower()
    half = first[-1] in "iuyưo" and first not in ("gi", "qu")
    sure = not _WHOLE.fullmatch(rest) or (not half and len(first) > 1)  # no letter that counts: `tr ước`
    return found[0].replace(" ", "") if sure or (often and not half) else found[0]
