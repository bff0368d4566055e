"""The words that cells of units are made of: heads of names, persons' titles, nouns of collectives, role words."""

from dataclasses import dataclass
from functools import cache

from extractors.lexicon.lists import read_list


@dataclass(frozen=True, slots=True)
class UnitHead:
    """The word that opens a unit's name and tells its kind: `Sở`, `Phòng`, `Trung tâm`.

    `parent` says under which unit an unlisted one gets its id: `issuer`, a unit_id, `national` (all of that kind are
    listed) or None (not certain). `long` is what an abbreviation stands for.
    """

    head: str
    kind: str
    level: str
    parent: str | None
    long: str | None = None


@dataclass(frozen=True, slots=True)
class PersonTitle:
    """A title before a unit's name: head, deputy, leader or member; `unit_head` is the unit's word it swallows."""

    title: str
    role: str
    unit_head: str | None


@dataclass(frozen=True, slots=True)
class CollectivePattern:
    """Which collective a list of nouns means: all of `needs`, nothing outside `allows`, one of `modifiers`."""

    collective_id: str
    head: str | None
    needs: frozenset[str]
    allows: frozenset[str]
    modifier: str | None


@cache
def unit_heads() -> tuple[UnitHead, ...]:
    """Return the heads of names, in file order."""
    rows = read_list("unit_heads.csv")
    return tuple(
        UnitHead(row["head"], row["kind"], row["level"], row["parent"] or None, row["long"] or None)
        for row in rows
    )


@cache
def person_titles() -> tuple[PersonTitle, ...]:
    """Return the titles of persons, in file order."""
    rows = read_list("person_titles.csv")
    return tuple(PersonTitle(row["title"], row["role"], row["unit_head"] or None) for row in rows)


@cache
def collective_nouns() -> tuple[tuple[str, str], ...]:
    """Return (noun, group) pairs."""
    return tuple((row["noun"], row["group"]) for row in read_list("collective_nouns.csv"))


@cache
def collective_patterns() -> tuple[CollectivePattern, ...]:
    """Return the patterns, the first that fits counts."""
    return tuple(
        CollectivePattern(
            row["collective_id"],
            row["head"] or None,
            frozenset(row["needs"].split("+")),
            frozenset(row["allows"].split("|")),
            row["modifiers"] or None,
        )
        for row in read_list("collective_patterns.csv")
    )


@cache
def cell_words() -> tuple[tuple[str, str], ...]:
    """Return (words, meaning) pairs: roles, exclusions, references, modifiers, verbs."""
    return tuple((row["words"], row["meaning"]) for row in read_list("cell_words.csv"))


@cache
def contextual_units() -> dict[tuple[str, str], str]:
    """Return what a bare word means in a document of a family of issuers: (words, family) -> unit_id or @word."""
    return {(row["words"], row["family"]): row["unit_id"] for row in read_list("contextual.csv")}


@cache
def ambiguous_aliases() -> dict[str, frozenset[str]]:
    """Return the aliases that mean several units at one time on purpose; they name none of them."""
    return {row["alias"]: frozenset(row["unit_ids"].split("|")) for row in read_list("ambiguous.csv")}
