"""What a bracket after a unit says: a role, an exclusion, a sub-unit; a reading aid says nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from pipeline.units.mentions import ALIAS, UNLISTED, Context, Mention
from pipeline.units.own_words import slug
from pipeline.units.vocabulary import cell_language
from pipeline.units.words import Bracket, Gap, Word, read_words
from schemas.vocab import UnitRole

# `(viết tắt là Sở)`, `(nếu có)`, `(bao gồm ...)`, `(hoặc sở quản lý chuyên ngành)`: no further unit.
_AIDS = frozenset(
    {
        "nay",
        "trước",
        "cũ",
        "tên",
        "viết",
        "gọi",
        "sau",
        "nếu",
        "khi",
        "bao",
        "gồm",
        "hoặc",
        "đối",
        "để",
        "kể",
        "qua",
        "theo",
        "nơi",
    }
)

Reader = Callable[[str, Context], list[Mention]]


def with_bracket(
    found: list[Mention], bracket: Bracket, text: str, context: Context, read: Reader
) -> list[Mention]:
    """Return the mentions with what a bracket of the cell's text says about the one before it."""
    before = [index for index, mention in enumerate(found) if mention.end <= bracket.start]
    if not before:
        return found
    index = max(before, key=lambda i: found[i].end)
    owner = found[index]
    words = read_words(bracket.inner)
    said = cell_language().at(words, 0)
    if not words or (said and said[1] in ("reference", "verb", "report")):
        return found
    if said and said[1] in ("lead", "coordinating") and said[0] == len(words):
        return _with_role(found, index, cast(UnitRole, said[1]), text)
    if said and said[1] == "except":
        inner = bracket.inner[words[said[0]].start :] if said[0] < len(words) else ""
        flags = tuple(f"except={m.unit_id or m.text}" for m in read(inner, context))
        return [*found[:index], owner._replace(flags=(*owner.flags, *flags)), *found[index + 1 :]]
    inner_context = replace(context, issuer_id=owner.unit_id, issuer_name=owner.unit_name, family="owner")
    members = read(bracket.inner, inner_context)
    if _is_reading_aid(words, owner, members) or any("place" in m.flags for m in members):
        return found
    if (same := _symbol(owner, members)) is not None:
        changed = owner._replace(
            unit_id=same.unit_id, unit_name=same.unit_name, level=same.level, match="alias", score=ALIAS
        )
        return [*found[:index], changed, *found[index + 1 :]]
    if (above := _parent(owner, members, context)) is not None:
        unit_id = f"{above.unit_id}.{slug(owner.text)}"
        changed = owner._replace(
            unit_id=unit_id, unit_name=owner.text, match="alias", score=UNLISTED, province=above.province
        )
        return [*found[:index], changed, *found[index + 1 :]]
    if _is_of_parent(owner, members):
        return found
    moved = [
        m._replace(
            start=m.start + bracket.inner_start,
            end=m.end + bracket.inner_start,
            role=owner.role,
            flags=(*m.flags, "sub_unit"),
        )
        for m in members
        if m.unit_id != owner.unit_id and (m.unit_id or m.level) and "reference" not in m.flags
    ]
    return [*found, *moved]


def _symbol(owner: Mention, members: Sequence[Mention]) -> Mention | None:
    """Return the room whose symbol the bracket gives: `Phòng Tham mưu (PV01)`."""
    if len(members) != 1 or not members[0].text.isupper() or owner.flags:
        return None
    (room,) = members
    is_room = room.unit_id is not None and room.unit_id.startswith("phong_")
    return room if is_room and owner.text.casefold().startswith("phòng ") else None


def _parent(owner: Mention, members: Sequence[Mention], context: Context) -> Mention | None:
    """Return the body that a bracket says a room is of: `Vụ Kế hoạch (Bộ Xây dựng)`."""
    unlisted = owner.unit_id is None or "." in owner.unit_id
    if len(members) != 1 or owner.level not in ("internal", "central") or not unlisted or owner.flags:
        return None
    (above,) = members
    is_body = above.unit_id is not None and above.level in ("central", "province", "district", "commune")
    if not is_body or above.is_collective or above.unit_id == context.issuer_id:
        return None
    return above


def _is_of_parent(owner: Mention, members: Sequence[Mention]) -> bool:
    """`Phòng CSGT (Công an tỉnh)`: the bracket says whose known room it is."""
    is_room = owner.unit_id is not None and owner.unit_id.startswith("phong_") and owner.level == "province"
    return is_room and len(members) == 1 and members[0].level == "province" and not members[0].is_collective


def _with_role(found: list[Mention], index: int, role: UnitRole, text: str) -> list[Mention]:
    """Give a role to the mention before the bracket; `A, B (phối hợp)` after a lead gives it to both."""
    changed = list(found)
    changed[index] = found[index]._replace(role=role)
    has_lead = any(mention.role == "lead" for mention in found[:index])
    for at in range(index - 1, -1, -1):
        between = read_words(f"x{text[found[at].end : found[at + 1].start]}y")
        divided = len(between) != 2 or between[1].gap not in (Gap.COMMA, Gap.AND)
        if role != "coordinating" or not has_lead or changed[at].role or divided:
            break
        changed[at] = changed[at]._replace(role=role)
    return changed


def _is_reading_aid(words: Sequence[Word], owner: Mention, inner: Sequence[Mention]) -> bool:
    if words[0].tone in _AIDS:
        return True
    if all(m.unit_id == owner.unit_id or (m.unit_id is None and m.level is None) for m in inner):
        return True
    return all(w.text.isupper() and w.text.isalpha() for w in words)
