"""Where a list of units that opens a duty ends, and whether the verb of the duty follows."""

import re

from extractors.language import Mention, Reading

# The words of a unit list that its verb may not be one of: after them the sentence goes on.
_STOPS = frozenset(
    "để nhằm khi nếu phải cần sẽ được đã là tự không hằng hàng kể tùy do vì mà nên đang vẫn kính theo đạt".split()  # noqa: SIM905
)
# The same syllables as the second of a word: lực lượng bảo vệ an ninh trật tự, các ngân hàng thương mại
_COMPOUNDS = {
    "tự": ("trật",),
    "không": ("hàng", "phòng"),
    "hàng": ("ngân", "cửa", "khách", "nhà", "bán"),
    "cần": ("hậu",),
}
_MARKS_STOP = frozenset(".:?!")
NAME_WORDS = 14  # tokens after a name that still belong to it: "các cơ quan ... đóng trên địa bàn tỉnh"
# phối hợp với Y trong việc rà soát, trong rà soát; but: các đơn vị trong ngành
_IN_DOING = re.compile(
    r"\s+(?:việc|công tác|quá trình|rà soát|xây dựng|tổ chức|triển khai|thực hiện|tham mưu)\b"
)
_BEFORE_VERB = re.compile(r"[\s,]*(?:(?:phải|cần|sẽ|tự|kính|cùng nhau)\s+)*")


def unit_list_end(reading: Reading, start: int) -> int | None:
    """Return where the list of units that starts there ends; None if no unit starts there.

    The list runs over commas, `và`, brackets and the words of its names up to the first verb of a duty, a
    mark that ends a clause, or the end of the text.
    """
    units = {mention.start: mention for mention in reading.of_kind("UNIT")}
    verbs = {mention.start: mention for mention in reading.of_kind("VERB") if mention.detail != "name"}
    text = reading.text
    at = next((begin for begin, _ in reading.tokens if begin >= start), None)
    if at is None or at not in units or text[start:at].strip():
        return None
    end, idle, after = start, 0, start
    for begin, finish in reading.tokens:
        if begin < max(at, after):
            continue
        token = text[begin:finish]
        if unit := units.get(begin):
            end = after = unit.end
            idle = 0
        elif token == "(":
            after = _bracket_end(text, begin)
            end = after
        elif token == ")":
            break
        elif token == ":" and (listed := _listed_names(reading, finish)):
            return listed
        elif advises := _ADVISES.match(text, begin):
            end = after = advises.end()
        elif charged := _charge_end(reading, start, begin, verbs.get(begin)):
            return charged
        elif (begin in verbs and not _in_name(reading, verbs[begin])) or _ends_list(reading, begin, finish):
            break
        else:
            idle += 1
            if token not in ",;/" and token.lower() not in ("và", "với"):
                end = finish
            if idle > NAME_WORDS:
                return None
    return end


# các cơ quan tham mưu, giúp việc Đảng ủy theo dõi ...: what the party's offices are called
_ADVISES = re.compile(r"(?<=cơ quan )tham mưu,? giúp việc\b")


def _ends_list(reading: Reading, begin: int, finish: int) -> bool:
    """Say whether a list of units ends before a token that is no verb: a mark, or a word no name goes on with."""
    text, token = reading.text, reading.text[begin:finish]
    if token == ";":
        rest = text[finish:]
        following = finish + len(rest) - len(rest.lstrip())
        return all(mention.start != following for mention in reading.of_kind("UNIT"))
    if token == "trong":
        return bool(_IN_DOING.match(text, finish))
    if token == "." and text[finish : finish + 1].isalnum():
        return False  # Chi cục Quản lý đường bộ IV.4
    if token in _COMPOUNDS and text[:begin].rstrip().lower().endswith(_COMPOUNDS[token]):
        return False
    return token in _MARKS_STOP or token in _STOPS  # in small letters: `Cần Thơ` goes on with a name


def _bracket_end(text: str, start: int) -> int:
    closing = text.find(")", start)
    return closing + 1 if closing >= 0 else len(text)


_NAME_BEFORE = re.compile(
    r"\b(?:Quản lý,?|Kiểm tra|Phát triển|Đầu tư|Nghiên cứu|Hỗ trợ|Tư vấn|Giám định)\s*$"
)


def _in_name(reading: Reading, verb: Mention) -> bool:
    """Say whether a verb is a word of a name: `xây dựng` in `Phòng Quản lý xây dựng`, `- Tổng hợp`.

    So it is too where the name's own verb follows: `Phòng Kế hoạch tổng hợp chủ trì`, `Khoa Nội tổng hợp: ...`.
    """
    before, after = reading.text[: verb.start], reading.text[verb.end :]
    if _is_capital_part(reading.text[verb.start : verb.end], before, after):
        return True
    if _is_field_or_team(reading, verb, before):
        return True
    if not verb.detail.endswith("-in-names"):
        return _ends_own_name(reading, verb)
    if _names_on(reading, verb):
        return True
    if _NAME_BEFORE.search(before) or before.rstrip()[-1:] in ("-", "–") or after[:1] == ":":
        return True
    following = verb.end + len(after) - len(after.lstrip())
    return any(m.start == following and m.detail in ("lead", "responsible") for m in reading.of_kind("VERB"))


def _is_capital_part(verb: str, before: str, after: str) -> bool:
    """Say whether a verb's capital is that of a name: `Cửa khẩu Cầu Treo`, `Phòng Văn hóa và Thông tin`.

    After a name alone a capital may be the typist's (`Sở Nội vụ Tham mưu ...`) where the verb is a whole word.
    """
    words = before.split()
    if not verb[:1].isupper() or not words:
        return False
    if " " not in verb and words[-1][0].isupper():
        return words[-1][-1].isalnum()
    if verb == "Thông tin" or words[-1] == "và":
        return words[-1][-1] != ":"
    return words[-1][-1] == "," and bool(_NAME_GOES_ON.match(after))


# Ban Dân chủ, Giám sát và Phản biện xã hội: behind a comma a capital is a name's where the name goes on
_NAME_GOES_ON = re.compile(r"(?: [^\W\d_A-ZÀ-Ỹ]\w*){0,4}(?: và|,) [A-ZÀ-ỸĐ]")


_TEAM = re.compile(r"(?:^|\s)(?:Đoàn|Tổ|Hội đồng)\s*$")


def _is_field_or_team(reading: Reading, verb: Mention, before: str) -> bool:
    """Say whether a verb before another is a name's: `Phòng Chỉnh lý - Bảo quản thực hiện`, `Đoàn giám sát nêu`."""
    text = reading.text[verb.start : verb.end]
    if verb.detail == "duty" and text[:1].isupper() and before.rstrip()[-1:] in ("-", "–"):
        return verb_at(reading, verb.end) is not None
    team = verb.detail == "duty-in-names" and text != "tổ chức" and _TEAM.search(before)
    return bool(team) and verb_at(reading, verb.end) is not None


_OWN_FIELD = re.compile(r"(?:\s+\w+){0,4}\s+và\s+[A-ZĐ][\w\s]*$")


def _ends_own_name(reading: Reading, verb: Mention) -> bool:
    """Say whether a verb ends a name: `Phòng Truyền thông và Phát triển người tham gia: ...`, or as a heading."""
    text = reading.text
    named = max((m.end for m in reading.of_kind("UNIT") if m.end <= verb.start), default=None)
    if named is None or verb.detail != "duty" or not _OWN_FIELD.match(text[named : verb.start]):
        return False
    colon = text[verb.end : verb.end + 1] == ":" and verb_at(reading, verb.end + 1) is not None
    return colon or not text[verb.end :].strip(" .:")


_TO_COLON = re.compile(r"[^.;:,()]{1,40}:\s*(?=\w)")


def _names_on(reading: Reading, verb: Mention) -> bool:
    """Say whether the duty is behind a colon further on: `Ban Quản lý bảo trì đường bộ: chịu trách nhiệm ...`."""
    colon = _TO_COLON.match(reading.text, verb.end)
    return colon is not None and verb_at(reading, colon.end()) is not None


def _listed_names(reading: Reading, start: int) -> int | None:
    """Return where names that a colon announces end: `Các bộ: Tài chính; Tư pháp phối hợp ...`."""
    verb = next((m for m in reading.of_kind("VERB") if m.start >= start and m.detail != "name"), None)
    if verb is None:
        return None
    said = reading.text[start : verb.start].rstrip(" ,")
    names = [name.strip() for name in re.split(r"[;,]", said)]
    listed = len(names) > 1 and all(
        name[:1].isupper() and len(name.split()) <= NAME_WORDS and "." not in name for name in names
    )
    return start + len(said) if listed else None


# Các đơn vị được kiểm tra chuẩn bị báo cáo ...: to whom it is done, before what they are to do
_UNDERGOES = re.compile(r"(?:được|chịu sự) (?:kiểm tra|thanh tra|giám sát|khảo sát|đánh giá)(?=[ :])")


def _charge_end(reading: Reading, start: int, begin: int, verb: Mention | None) -> int | None:
    """Return where a name ends that goes on with what its bearer is charged with."""
    undergoes = _UNDERGOES.match(reading.text, begin)
    if undergoes and verb_at(reading, undergoes.end() + reading.text.startswith(":", undergoes.end())):
        return undergoes.end()
    if verb:
        return _in_charge_of(reading, start, verb)
    return _charged_with(reading, begin) if reading.text.startswith("được ", begin) else None


def _charged_with(reading: Reading, start: int) -> int | None:
    """Return where a name ends that says what its unit is charged with: `Các đơn vị được giao ... có trách nhiệm`."""
    verb = next((m for m in reading.of_kind("VERB") if m.start > start and m.detail == "responsible"), None)
    if verb is None or re.search(r"[.;:]", reading.text[start : verb.start]):
        return None
    return start + len(reading.text[start : verb.start].rstrip(" ,"))


_IN_CHARGE = re.compile(
    r"(?:các |Các )?(?:[Pp]hó|[Ll]ãnh đạo|[Tt]hành viên|[Cc]án bộ|[Cc]huyên viên)\b[^.;:]*$"
)


def _in_charge_of(reading: Reading, start: int, verb: Mention) -> int | None:
    """Return where a deputy's title ends that says of what: `Phó Hiệu trưởng phụ trách chuyên môn: ...`."""
    text = reading.text
    colon = text.find(":", verb.end)
    if colon < 0 or text[verb.start : verb.end] != "phụ trách" or re.search(r"[.;]", text[verb.end : colon]):
        return None
    field = text[verb.end : colon]
    return colon if field.strip() and _IN_CHARGE.match(text[start : verb.start]) else None


def verb_at(reading: Reading, at: int) -> Mention | None:
    """Return the verb that follows, an auxiliary or an adverb before it allowed."""
    gap = _BEFORE_VERB.match(reading.text, at)
    begin = gap.end() if gap else at
    return next((m for m in reading.of_kind("VERB") if m.start == begin and m.detail != "name"), None)
