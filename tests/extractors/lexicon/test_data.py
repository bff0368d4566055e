"""The lists themselves: what must be true of them whoever edits them."""

from collections import defaultdict
from datetime import date
from itertools import combinations

from extractors.lexicon import collectives, provinces, units
from extractors.lexicon.grammar import (
    ambiguous_aliases,
    collective_patterns,
    contextual_units,
    person_titles,
    unit_heads,
)
from schemas.text import tone_key


def meet(one, other):
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    return first <= min(one.valid_to or date.max, other.valid_to or date.max)


def test_ids_are_unique():
    for ids in (
        [u.unit_id for u in units()],
        [c.collective_id for c in collectives()],
        [p.province_id for p in provinces()],
    ):
        assert len(ids) == len(set(ids))


def test_every_successor_stands_in_the_lists_and_begins_when_the_old_one_has_ended():
    known = {u.unit_id: u for u in units()} | {c.collective_id: c for c in collectives()}
    for unit in known.values():
        for successor in unit.successor_ids:
            later = known[successor]
            assert later.valid_from is None or unit.valid_to is None or later.valid_from > date(2000, 1, 1)
            assert later.valid_to is None or unit.valid_to is None or later.valid_to >= unit.valid_to


def test_no_unit_ends_before_it_begins():
    assert all(u.valid_from <= u.valid_to for u in units() if u.valid_from and u.valid_to)


def test_one_name_at_one_level_means_one_unit_at_a_time():
    named = defaultdict(list)
    for unit in units():
        for name in (unit.name_vi, *unit.aliases):
            if unit not in named[tone_key(name), unit.level]:
                named[tone_key(name), unit.level].append(unit)
    marked = {tone_key(alias): ids for alias, ids in ambiguous_aliases().items()}
    clashes = [
        (name, one.unit_id, other.unit_id)
        for name, same in named.items()
        for one, other in combinations(same, 2)
        if meet(one, other) and not {one.unit_id, other.unit_id} <= marked.get(name[0], frozenset())
    ]
    assert not clashes


def test_what_the_grammar_refers_to_exists():
    known = {u.unit_id for u in units()}
    groups = {c.collective_id for c in collectives()}
    assert {pattern.collective_id for pattern in collective_patterns()} <= groups
    assert {unit_id for unit_id in contextual_units().values() if not unit_id.startswith("@")} <= known
    assert {h.parent for h in unit_heads() if h.parent} <= known | {"issuer", "national"}
    assert {t.role for t in person_titles()} == {"head", "deputy", "leader", "member"}
