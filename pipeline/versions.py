"""What results depend on besides the files themselves: the program, its data, a user's own list of units."""

import hashlib
from functools import cache
from pathlib import Path

from pipeline import __version__
from schemas.identity import RECORD_VERSION
from schemas.tables import CONTRACT_VERSION

# A record depends on the data of the first, the tables on all.
READING, ALL = ("extractors", "schemas"), ("extractors", "pipeline", "schemas")
_PACKAGES = Path(__file__).parents[1]


def data_files(packages: tuple[str, ...], root: Path = _PACKAGES) -> list[Path]:
    """Return the data files of packages: all that stands in a folder `data`."""
    return sorted(
        path
        for package in packages
        for path in (root / package).rglob("data/*")
        if path.is_file() and "__pycache__" not in path.parts
    )


def data_version(packages: tuple[str, ...], root: Path = _PACKAGES) -> str:
    """Return the hash of the packages' data: a corrected alias or heading changes it."""
    digest = hashlib.sha256()
    for path in data_files(packages, root):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


@cache
def reading_version() -> str:
    """Return the version of what makes a record of a file: where it is another, every file is read again."""
    return f"{__version__}+{data_version(READING)[:12]}"


def tables_version(units: Path | None) -> str:
    """Return the version of what makes tables of records, with a user's own list of units."""
    own = units and units.read_bytes()
    return repr((__version__, RECORD_VERSION, CONTRACT_VERSION, _all_data(), own))


def tables_key(units: Path | None, *, excel: bool) -> str:
    """Return what the tables depend on besides the sources: where both are the same, so is every byte of the tables."""
    return hashlib.sha256((tables_version(units) + repr(excel)).encode()).hexdigest()


@cache
def _all_data() -> str:
    return data_version(ALL)
