"""What has been done: one row per source file, in SQLite. Held by one run at a time."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from schemas.errors import OutputError
from schemas.vocab import SourceState

LEDGER_VERSION = 1

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
"""

_COLUMNS = (
    "path, name, size, modified_ns, sha256, state, format, code, facts, version, attempts, seconds, vanished"
)


@dataclass(frozen=True, slots=True)
class Entry:
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
    def fact_values(self) -> dict[str, str]:
        """The facts of the diagnostic's message."""
        values: dict[str, str] = json.loads(self.facts)
        return values

    def with_diagnostic(self, code: str | None, facts: dict[str, str] | None = None) -> "Entry":
        """Return the entry with this diagnostic."""
        return replace(self, code=code, facts=json.dumps(facts or {}, ensure_ascii=False, sort_keys=True))


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
            for statement in _SCHEMA.split(";\n"):
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
        """Yield all entries in the order of their names."""
        rows = self._db.execute(f"select {_COLUMNS} from sources order by cast(name as blob)")
        return (_entry(row) for row in rows)

    def put(self, entries: Iterable[Entry]) -> None:
        """Insert or replace entries, all or none of them, durably."""
        marks = ", ".join("?" * len(_COLUMNS.split(", ")))
        self._write(
            f"insert or replace into sources ({_COLUMNS}) values ({marks})",
            [tuple(getattr(entry, name) for name in _COLUMNS.split(", ")) for entry in entries],
        )

    def remove(self, entries: Iterable[Entry]) -> None:
        """Remove entries."""
        self._write("delete from sources where path = ?", [(entry.path,) for entry in entries])

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._db.execute("begin immediate")
            self._db.executemany(statement, rows)
            self._db.execute("commit")
        except sqlite3.OperationalError as error:
            if self._db.in_transaction:
                self._db.execute("rollback")
            raise OutputError("output", found=str(error)) from error

    def close(self) -> None:
        """Let the output folder go."""
        self._db.close()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _entry(row: tuple[object, ...]) -> Entry:
    entry = Entry(*row)  # type: ignore[arg-type]
    return replace(entry, vanished=bool(entry.vanished))
