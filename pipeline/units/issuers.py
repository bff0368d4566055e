"""Who issued a document and in which province: from the letterhead, else from the symbol and the place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from extractors.lexicon import Province, Unit
from pipeline.units.casing import sentence_case
from pipeline.units.lexicon import Lexicon
from pipeline.units.mentions import Context, Mention
from pipeline.units.reading import read_cell
from pipeline.units.vocabulary import heads
from pipeline.units.words import read_words
from schemas.text import fold

# Kinds whose symbol names one body of a province or of the state; rooms and offices share theirs.
_SYMBOL_KINDS = frozenset({"so", "bo", "ban", "thanh_tra", "chinh_phu", "title", "quoc_hoi", "ban_quan_ly"})
_FAMILIES = {"so": "so", "thanh_tra": "so", "bo": "bo", "co_quan_tw": "bo", "ban": "so", "ban_quan_ly": "ban"}
_GOVERNMENTS = {"province": "ubnd_tinh", "district": "ubnd_huyen", "commune": "ubnd_xa"}
# Kinds of bodies without a list of rooms, who mean their own by `Văn phòng`, `Phòng Tài chính`, `Ban Giám đốc`.
_OWN_MANAGEMENT = frozenset(
    {
        "chi_cuc",
        "cuc",
        "tong_cuc",
        "don_vi_su_nghiep",
        "doanh_nghiep",
        "nganh_doc",
        "tu_phap",
        "to_chuc_xa_hoi",
    }
    | {"luc_luong_vu_trang", "mat_tran", "doan_the", "bo_phan"}
)
_COMMITTEE_WORDS = 3  # words of a committee's head: Ban Tổ chức, Ban Chỉ đạo
_LOCAL = {"district": "huyen", "commune": "xa"}
_IN_TITLE = re.compile(r"(?:tỉnh|[Tt]hành phố|TP\.?)\s+((?:[^\W\d_]+(?:\s*-\s*|\s+)?){1,5})")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a document prints about its issuer; all values may be None."""

    issuer: str | None = None
    parent_body: str | None = None
    symbol: str | None = None
    doc_type: str | None = None
    place: str | None = None
    title: str | None = None
    province: str | None = None
    day: date | None = None
    recipients: tuple[str, ...] = ()
    spelled: str | None = None  # the issuer's name as the body has it, or the sentence with its words


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer as read: names in sentence case, unit_id where it was recognised."""

    name: str | None
    parent_name: str | None
    mention: Mention | None
    province: str | None
    is_city: bool | None
    from_symbol: bool
    family: str

    @property
    def unit_id(self) -> str | None:
        """The issuer's unit_id."""
        return self.mention.unit_id if self.mention else None


def read_issuer(head: Letterhead, lexicon: Lexicon) -> Issuer:
    """Return who issued the document, as far as its letterhead, symbol and place say."""
    elsewhere = [text for text in (head.spelled, head.place, head.title) if text]
    name = sentence_case(head.issuer, lexicon, elsewhere) if head.issuer else None
    parent_name = sentence_case(head.parent_body, lexicon, elsewhere) if head.parent_body else None
    parent = _unit(parent_name, lexicon, Context(day=head.day)) if parent_name else None
    seat = _province_of(head.place, lexicon, head.day)
    is_city = _is_city(seat, parent, lexicon, head.day)
    above = Context(
        head.day, parent.unit_id if parent else None, parent_name, family_of(parent, lexicon), is_city
    )
    mention = _unit(name, lexicon, above) if name else None
    if name and parent_name and (mention is None or mention.unit_id is None):
        mention = _under_parent(name, parent_name, parent, lexicon, above) or mention
    from_symbol = False
    if name is None and head.symbol:
        unit = unit_of_symbol(head, lexicon, seat)
        if unit is not None:
            mention = Mention(
                0, 0, "", unit.unit_id, unit.name_vi.partition(" (")[0], unit.level, match="alias", score=0.9
            )
            name, from_symbol = mention.unit_name, True
    province = head.province or _province(mention, parent, seat, head, lexicon)
    known = _province_of(province, lexicon, head.day)
    return Issuer(
        name,
        parent_name,
        mention,
        province,
        known.is_city if known else is_city,
        from_symbol,
        family_of(mention, lexicon),
    )


def family_of(issuer: Mention | None, lexicon: Lexicon) -> str:
    """Return the family of issuers that mean the same by a bare word."""
    if issuer is None or issuer.unit_id is None:
        return "other"
    base, _, room = issuer.unit_id.partition(".")
    unit = lexicon.units.get(base)
    if room.rpartition(".")[2].startswith(("truong", "dai_hoc", "hoc_vien")):
        return "truong"
    if _manages_itself(issuer, unit if not room else None):
        return "don_vi"
    if unit is None or (room and unit.level not in _LOCAL):
        return "other"
    if unit.kind == "ubnd":
        return _GOVERNMENTS.get(unit.level, "other") if room.count(".") == 0 else "other"
    if unit.level in _LOCAL:
        return _LOCAL[unit.level]
    if unit.unit_id == "tinh_uy":
        return "tinh_uy"
    return _FAMILIES.get(unit.kind, "other") if unit.level in ("province", "central") else "other"


def _manages_itself(issuer: Mention, listed: Unit | None) -> bool:
    """Say whether rooms named without their body are the issuer's own, as the kind of its name tells."""
    if listed is not None:
        return listed.kind in _OWN_MANAGEMENT and listed.level not in _LOCAL
    head = heads().at(read_words(issuer.unit_name or issuer.text), 0)
    return head is not None and head[1].kind in {*_OWN_MANAGEMENT, "ban_quan_ly"}


def own_initials(issuer: Issuer) -> tuple[str, str] | None:
    """Return the short form that a committee has in its own documents, with its name: BTC, BCĐ.

    Elsewhere the letters may be another body's.
    """
    words = read_words(issuer.name or "")
    head = heads().at(words, 0)
    if head is None or head[0] < _COMMITTEE_WORDS or head[1].kind != "to_chuc_lien_nganh":
        return None
    return "".join(word.text[0].upper() for word in words[: head[0]]), issuer.name or ""


def unit_of_symbol(head: Letterhead, lexicon: Lexicon, seat: Province | None) -> Unit | None:
    """Return the one body that a symbol names: `KH-SXD` is Sở Xây dựng's; None where several could be meant.

    `UBND` is the province's where the place is a province's and nobody above it receives the document.
    """
    groups = [group for group in re.split(r"[-/]", head.symbol or "") if group]
    if (head.doc_type and groups and fold(groups[0]) == fold(head.doc_type)) or (
        len(groups) > 1 and head.doc_type
    ):
        groups = groups[1:]
    if not groups:
        return None
    symbol = groups[0]
    if symbol in ("UBND", "UB"):
        reports_up = any(
            fold(text).startswith(("ubnd tinh", "uy ban nhan dan tinh", "ubnd huyen"))
            for text in head.recipients
        )
        return lexicon.units["ubnd_tinh"] if seat is not None and not reports_up else None
    known = [u for u in lexicon.units.values() if symbol in u.symbols and u.kind in _SYMBOL_KINDS]
    day = head.day or date.max
    valid = [u for u in known if u.is_valid_on(day)] or known
    ids = {u.unit_id for u in valid}
    return valid[0] if len(ids) == 1 else None


def _unit(name: str | None, lexicon: Lexicon, context: Context) -> Mention | None:
    found = read_cell(name, lexicon, context) if name else []
    return found[0] if len(found) == 1 else next((m for m in found if m.unit_id and m.start == 0), None)


def _under_parent(
    name: str, parent_name: str, parent: Mention | None, lexicon: Lexicon, above: Context
) -> Mention | None:
    """Return an issuer that its name alone does not tell as what it is of the body printed above it.

    `Ban Pháp chế` under `HĐND tỉnh` is listed by both names; a school or a centre of no list is one of that body.
    """
    whole = _unit(f"{name} {parent_name}", lexicon, above)
    if whole is not None and whole.unit_id in lexicon.units and whole.end > len(name):
        return whole
    if parent is None or parent.unit_id is None:
        return None
    own = _unit(name, lexicon, replace(above, family="owner"))
    return own if own is not None and own.unit_id and own.unit_id.startswith(f"{parent.unit_id}.") else None


def _province_of(text: str | None, lexicon: Lexicon, day: date | None) -> Province | None:
    if not text:
        return None
    words = [w for w in read_words(text) if w.text]
    for skip in range(min(3, len(words))):
        if found := lexicon.province(words[skip:], day):
            return found
    return None


def _is_city(
    seat: Province | None, parent: Mention | None, lexicon: Lexicon, day: date | None
) -> bool | None:
    if parent is not None and parent.province and (known := _province_of(parent.province, lexicon, day)):
        return known.is_city
    return seat.is_city if seat else None


def _province(
    mention: Mention | None, parent: Mention | None, seat: Province | None, head: Letterhead, lexicon: Lexicon
) -> str | None:
    """Return the province's name: as the issuer or the body above says, else by the place of a local body."""
    for named in (mention, parent):
        if named is not None and named.province:
            return named.province
    levels = {named.level for named in (mention, parent) if named is not None}
    bases = {(named.unit_id or "").partition(".")[0] for named in (mention, parent) if named is not None}
    central = any(unit.level == "central" for b in bases if (unit := lexicon.units.get(b)))
    if central or "central" in levels:
        return None
    if seat is not None:
        return _now(seat, head.day, lexicon)
    if mention is not None and mention.unit_id:
        return _in_title((head.title or "",), lexicon, head.day)
    return None


def _now(province: Province, day: date | None, lexicon: Lexicon) -> str:
    """A place that was a province's lies in its successor once that province has ended."""
    if day is None or province.is_valid_on(day) or len(province.successor_ids) != 1:
        return province.short_name
    for same in lexicon.provinces.values():
        for other in same:
            if other.province_id == province.successor_ids[0]:
                return other.short_name
    return province.short_name


def _in_title(texts: Iterable[str], lexicon: Lexicon, day: date | None) -> str | None:
    for text in texts:
        for match in _IN_TITLE.finditer(text):
            words = read_words(match[1])
            for stop in range(len(words), 0, -1):
                if found := lexicon.province(words[:stop], day):
                    return found.short_name
    return None
