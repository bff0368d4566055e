"""The mentions that no list knows, by frequency, as a list for the user to fill in."""

from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from pipeline.results import read_tables
from pipeline.units.expand import NEEDED_TABLES
from pipeline.units.lexicon import Lexicon, default_lexicon
from pipeline.units.own_words import slug
from pipeline.units.words import read_words

COLUMNS = [
    "unit_id", "name_vi", "level", "kind", "symbols", "aliases", "valid_from", "valid_to", "successor_ids", "source",
    "count", "documents", "nearest", "example",
]  # fmt: skip
_EXPLAINED = ("reference", "person", "open")
_NEAREST = 3


def suggest_units(source: dict[str, pd.DataFrame] | Path, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Return one row per mention not recognised, the most frequent first, with the columns of a list of units.

    `count` says how often and `documents` in how many documents it stands, `nearest` names the likest units as
    `unit_id (likeness)`, `example` the first file. Saved as CSV and filled in, the rows are a list for `--units`.
    """
    lexicon = lexicon or default_lexicon()
    frames = read_tables(source, NEEDED_TABLES) if isinstance(source, Path) else source
    tables = [
        frames[name] for name in ("task_units", "assignment_units") if name in frames and len(frames[name])
    ]
    if not tables:
        return pd.DataFrame(columns=COLUMNS)
    columns = ["doc_id", "mention", "unit_id", "unit_level", "flags"]
    named = pd.concat([table[columns].astype("string") for table in tables], ignore_index=True)
    explained = named["flags"].fillna("").str.contains("|".join(_EXPLAINED))
    unknown = named[named["unit_id"].isna() & ~explained]
    grouped = unknown.groupby("mention", sort=False).agg(
        count=("doc_id", "size"),
        documents=("doc_id", "nunique"),
        level=("unit_level", "first"),
        example=("doc_id", "first"),
    )
    grouped = grouped.reset_index().sort_values(["count", "mention"], ascending=[False, True])
    filled = grouped.assign(
        unit_id=[slug(mention) for mention in grouped["mention"]],
        name_vi=grouped["mention"],
        nearest=[_nearest(mention, lexicon) for mention in grouped["mention"]],
        example=grouped["example"].map(frames["documents"].set_index("doc_id")["source_path"]),
    )
    return filled.reindex(columns=COLUMNS).reset_index(drop=True)


def _nearest(mention: str, lexicon: Lexicon) -> str:
    key = " ".join(word.key for word in read_words(mention))
    found: dict[str, float] = {}
    for name, ratio, _ in process.extract(key, list(lexicon.entries), scorer=fuzz.ratio, limit=3 * _NEAREST):
        for entry in lexicon.entries[name]:
            found[entry.unit_id] = max(ratio, found.get(entry.unit_id, 0))
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_NEAREST]
    return "|".join(f"{unit_id} ({ratio:.0f})" for unit_id, ratio in ranked)
