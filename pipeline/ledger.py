"""What has been done: one row per source file, in SQLite. Held by one run at a time.

A run asks the ledger in pages and notes there what it met, what it has to do and who owns which bytes, so that its
own memory does not grow with the number of files.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from schemas.errors import OutputError
from schemas.identity import doc_id_of
from schemas.vocab import SourceState

LEDGER_VERSION = 1
PAGE = 1_000  # rows that are held in memory at once

_SCHEMA = """
create table if not exists facts (name text primary key, value text not null) strict, without rowid;
create table if not exists sources (
    path blob primary key,          -- absolute, as the file system has it
    name text not null unique,      -- as in the table `sources`
    size integer, modified_ns integer, sha256 text,
    state text not null,            -- pending, converted, duplicate, rejected, skipped
    format text,
    code text, facts text not null, -- the diagnostic of a file that was not converted
    version text not null,          -- of the program that did it
    attempts integer not null, seconds real not null,
    vanished integer not null
) strict, without rowid;
create index if not exists sources_by_sha on sources (sha256);
-- Whatever changes a source says in the same transaction that the tables are behind.
create trigger if not exists source_came after insert on sources begin delete from facts where name = 'tables'; end;
create trigger if not exists source_changed after update on sources begin delete from facts where name = 'tables'; end;
create trigger if not exists source_went after delete on sources begin delete from facts where name = 'tables'; end;
"""

# What one run notes; gone with it. SQLite keeps it in a file of its own when it is large.
_NOTES = """
create temp table same (path blob primary key) strict, without rowid;
create temp table met (
    path blob primary key, wanted text not null, name text, size integer, modified_ns integer,
    code text, facts text not null, todo integer not null default 0
) strict, without rowid;
create unique index met_by_name on met (name);
create index met_by_wanted on met (wanted);
create temp table claims (sha256 text primary key, path blob not null) strict, without rowid;
create temp table roots (path blob not null, first blob not null, last blob not null) strict;
"""


class Entry(NamedTuple):
    """What the ledger knows of one source file."""

    path: bytes
    name: str
    size: int | None = None
    modified_ns: int | None = None
    sha256: str | None = None
    state: SourceState | str = "pending"
    format: str | None = None
    code: str | None = None
    facts: str = "{}"
    version: str = ""
    attempts: int = 0
    seconds: float = 0.0
    vanished: bool = False

    @property
    def is_stored(self) -> bool:
        """Whether the file lies at an address rather than on a disk of this machine."""
        return b"://" in self.path

    @property
    def doc_id(self) -> str:
        """The id of its document, empty where the bytes were never read."""
        return doc_id_of(self.sha256 or "")

    @property
    def fact_values(self) -> dict[str, str]:
        """The facts of the diagnostic's message."""
        values: dict[str, str] = json.loads(self.facts)
        return values


_COLUMNS = ", ".join(Entry._fields)
_KNOWN = f"select {_COLUMNS} from sources where path = ?"

# All entries as the tables show them. Of several files with the same bytes the first by name is the converted one,
# whichever was read: the one that was read may have been pruned since, or met after one whose name comes earlier.
_SHOWN_AS = {
    "state": "case when f.sha256 is null then s.state when s.name = f.name then 'converted' else 'duplicate' end",
    "format": "coalesce(f.format, s.format)",
    "code": "case when f.sha256 is null then s.code end",
    "facts": "case when f.sha256 is null then s.facts else '{}' end",
}
_SHOWN = f"""
    select {", ".join(f"{_SHOWN_AS.get(name, 's.' + name)} as {name}" for name in Entry._fields)}
    from sources s left join (
        select sha256, min(name) as name, max(format) as format from sources
        where state in ('converted', 'duplicate') and sha256 is not null
        group by sha256 having max(state = 'converted')
    ) f on f.sha256 = s.sha256 and s.state in ('converted', 'duplicate')
"""


def facts_text(facts: Mapping[str, str]) -> str:
    """Return the facts of a diagnostic as an entry holds them."""
    return json.dumps(dict(facts), ensure_ascii=False, sort_keys=True) if facts else "{}"


class Sighting(NamedTuple):
    """A file as this run met it: to be read, or passed over for the reason of its code."""

    path: bytes
    wanted: str  # the name that it should have; another may have it already
    size: int | None
    modified_ns: int | None
    code: str | None
    facts: str


class Ledger:
    """The ledger of one output folder; a context manager. While it is open no other run can open it.

    Raises:
        OutputError: the folder cannot be written, or another run holds it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(path, timeout=0.0, isolation_level=None)
            # The lock of SQLite itself: portable, and let go by the system when the process dies.
            self._db.execute("pragma locking_mode = exclusive")
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = full")
            self._db.execute("begin immediate")
            for statement in (_SCHEMA + _NOTES).split(";\n"):
                self._db.execute(statement)
            self._db.execute("commit")
        except sqlite3.OperationalError as error:
            used = "locked" in str(error)
            raise OutputError("output-in-use" if used else "output", found=str(error)) from error
        except sqlite3.DatabaseError as error:
            raise OutputError("output", found=f"{path.name} is damaged ({error})") from error
        if (version := self.fact("ledger_version")) not in (None, str(LEDGER_VERSION)):
            raise OutputError("output", found=f"{path.name} is of another version ({version})")
        self.set_facts(ledger_version=str(LEDGER_VERSION))

    def fact(self, name: str) -> str | None:
        """Return a fact about the whole output, None where it was never set."""
        row = self._db.execute("select value from facts where name = ?", [name]).fetchone()
        return row[0] if row else None

    def set_facts(self, **facts: str) -> None:
        """Set facts about the whole output, durably."""
        self._write("insert or replace into facts values (?, ?)", facts.items())

    def entries(self) -> Iterator[Entry]:
        """Yield all entries in the order of their names, as the tables show them."""
        return map(_entry, self._db.execute(f"{_SHOWN} order by name"))

    def states(self) -> Iterator[tuple[str, bool, int]]:
        """Yield each state, whether the files are gone, and how many entries there are of that."""
        return iter(
            self._db.execute(f"select state, vanished, count(*) from ({_SHOWN}) group by state, vanished")
        )

    def failed(self) -> Iterator[Entry]:
        """Yield the files that are there and were not converted, in the order of their names."""
        rows = self._db.execute(
            f"select {_COLUMNS} from sources where state = 'rejected' and not vanished order by name"
        )
        return map(_entry, rows)

    def known(self, path: bytes) -> Entry | None:
        """Return what is known of a file from before."""
        row = self._db.execute(_KNOWN, (path,)).fetchone()
        return _entry(row) if row else None

    def is_wanted(self, doc_id: str) -> bool:
        """Say whether a record of this id belongs to a source."""
        found = self._db.execute(
            "select 1 from sources where sha256 >= ? and sha256 < ? and state = 'converted' limit 1",
            [doc_id, doc_id + "g"],  # g comes after every hexadecimal digit
        )
        return found.fetchone() is not None

    def meet(self, sightings: Iterable[Sighting | bytes]) -> None:
        """Note the files of this run and give each its name; one that was noted already is left as it was.

        Of a file that is as it was before the path is enough, and costs least.
        """
        coming = iter(sightings)
        with self._writing():
            while page := list(islice(coming, PAGE)):
                same = [(path,) for path in page if isinstance(path, bytes)]
                self._db.executemany("insert or ignore into same values (?)", same)
                self._db.executemany(
                    "insert or ignore into met (path, wanted, size, modified_ns, code, facts)"
                    " values (?, ?, ?, ?, ?, ?)",
                    [sighting for sighting in page if not isinstance(sighting, bytes)],
                )
            self._db.execute(
                "update met set name = (select s.name from sources s where s.path = met.path)"
                " where exists (select 1 from sources s where s.path = met.path)"
            )
            self._db.execute(
                """update met set name = wanted where name is null
                   and not exists (select 1 from sources s where s.name = met.wanted)
                   and not exists (select 1 from met m where m.wanted = met.wanted and m.path < met.path)"""
            )
            clashing = "select path, wanted from met where name is null order by wanted, path limit ?"
            while clashes := self._db.execute(clashing, [PAGE]).fetchall():
                for path, wanted in clashes:
                    name = self._free_name(path, wanted)
                    self._db.execute("update met set name = ? where path = ?", [name, path])

    def _free_name(self, path: bytes, wanted: str) -> str:
        """Return a name that no other file has: with as many folders before it as are needed."""
        parts = os.fsdecode(path).encode("utf-8", "replace").decode().replace(os.sep, "/").split("/")
        taken = "select 1 from sources where name = :n union all select 1 from met where name = :n"
        depth, name = len(wanted.split("/")), wanted
        while self._db.execute(taken, {"n": name}).fetchone():
            depth += 1
            # Names are shown without the bytes that are no text: two files may differ in those alone.
            name = "/".join(parts[-depth:]) if depth <= len(parts) else f"{wanted} ({depth - len(parts) + 1})"
        return name

    def mark_vanished(self, roots: Sequence[bytes], *, prune: bool) -> None:
        """Mark, or with prune remove, what stands below these roots and was not met.

        What was only passed over, as a lock file that Word removes again, goes without a trace.
        """
        bounds = [(root, _below(root)) for root in roots]
        gone = """path not in (select path from same union all select path from met)
                  and exists (select 1 from roots r where sources.path = r.path
                              or (sources.path >= r.first and sources.path < r.last))"""
        with self._writing():
            self._db.executemany(
                "insert into roots values (?, ?, ?)",
                [(root, first, first[:-1] + bytes([first[-1] + 1])) for root, first in bounds],
            )
            self._db.execute(
                f"delete from sources where {gone}" + ("" if prune else " and state = 'skipped'")
            )
            if not prune:
                self._db.execute(f"update sources set vanished = 1 where vanished = 0 and {gone}")

    def met(self, *, todo: bool = False) -> Iterator[list[tuple[Entry, Entry | None]]]:
        """Yield pages of what this run met and is not as it was, by name: as met now, and as known from before."""
        columns = ", ".join(f"s.{name}" for name in Entry._fields)
        after = ""
        while True:
            rows = self._db.execute(
                f"""select m.path, m.name, m.size, m.modified_ns, m.code, m.facts, {columns}
                    from met m left join sources s on s.path = m.path
                    where m.name > ? {"and m.todo" if todo else ""} order by m.name limit ?""",
                [after, PAGE],
            ).fetchall()
            if not rows:
                return
            yield [_met(row) for row in rows]
            after = rows[-1][1]

    def plan(self, entries: Iterable[Entry]) -> None:
        """Note that these are to be read in this run."""
        with self._writing():
            self._db.executemany(
                "update met set todo = 1 where path = ?", [(entry.path,) for entry in entries]
            )

    def settle_owners(self) -> int:
        """Note who owns which bytes already, plan the duplicates that nobody owns, and count what is planned."""
        if not self._db.execute("select 1 from met where code is null limit 1").fetchone():
            return 0
        with self._writing():
            self._db.execute(
                """insert or ignore into claims select s.sha256, s.path from sources s
                   where s.state = 'converted' and s.sha256 is not null
                   and not exists (select 1 from met m where m.path = s.path and m.todo)"""
            )
            # A duplicate whose first file was changed or removed is the first one now.
            self._db.execute(
                """update met set todo = 1 where code is null and exists (select 1 from sources s
                   where s.path = met.path and s.state = 'duplicate'
                   and not exists (select 1 from claims c where c.sha256 = s.sha256))"""
            )
        return int(self._db.execute("select count(*) from met where todo").fetchone()[0])

    def claim(self, sha256: str, path: bytes) -> bool:
        """Say whether these bytes belong to this path; they do if nobody has claimed them before."""
        if self._db.execute("insert or ignore into claims values (?, ?)", [sha256, path]).rowcount:
            return True
        owner = self._db.execute("select path from claims where sha256 = ?", [sha256]).fetchone()
        return bool(owner[0] == path)

    def reject_duplicates(self) -> None:
        """Say of files whose bytes could not be read under another name what was said there."""
        with self._writing():
            self._db.execute(
                """update sources set state = 'rejected', (format, code, facts) =
                       (select r.format, r.code, r.facts from sources r
                        where r.sha256 = sources.sha256 and r.state = 'rejected' order by r.name limit 1)
                   where state = 'duplicate'
                   and exists (select 1 from sources r where r.sha256 = sources.sha256 and r.state = 'rejected')
                   and not exists (select 1 from sources c where c.sha256 = sources.sha256 and c.state = 'converted')"""
            )

    def put(self, entries: Iterable[Entry]) -> None:
        """Insert or replace entries, all or none of them, durably."""
        marks = ", ".join("?" * len(Entry._fields))
        self._write(f"insert or replace into sources ({_COLUMNS}) values ({marks})", entries)

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        with self._writing():
            self._db.executemany(statement, rows)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: all of it or nothing, durably."""
        try:
            self._db.execute("begin immediate")
            yield
            self._db.execute("commit")
        except sqlite3.OperationalError as error:
            raise OutputError("output", found=str(error)) from error
        finally:
            if self._db.in_transaction:
                self._db.execute("rollback")

    def close(self) -> None:
        """Let the output folder go."""
        self._db.close()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _below(root: bytes) -> bytes:
    """Return what the paths below a folder begin with."""
    separator = b"/" if b"://" in root else os.fsencode(os.sep)
    return root.rstrip(separator) + separator


def peek(path: Path) -> dict[bytes, Entry]:
    """Return the entries of a ledger by path, without holding it; none where there is no ledger yet.

    Raises:
        OutputError: a run holds it, or it is damaged.
    """
    if not path.exists():
        return {}
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.0)) as db:
            return {row[0]: _entry(row) for row in db.execute(f"select {_COLUMNS} from sources")}
    except sqlite3.OperationalError as error:
        used = "locked" in str(error)
        raise OutputError("output-in-use" if used else "output", found=str(error)) from error
    except sqlite3.DatabaseError as error:
        raise OutputError("output", found=f"{path.name} is damaged ({error})") from error


def _entry(row: tuple[object, ...]) -> Entry:
    return Entry._make((*row[:-1], bool(row[-1])))


def _met(row: tuple[object, ...]) -> tuple[Entry, Entry | None]:
    path, name, size, modified_ns, code, facts = row[:6]
    fresh = Entry(path, name, size, modified_ns, code=code, facts=facts)  # type: ignore[arg-type]
    return fresh, None if row[6] is None else _entry(row[6:])
