"""Which files a run is about: every entry below the inputs is met, named and judged, not opened."""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from extractors.formats.names import is_document_name

_NO_FACTS: Mapping[str, str] = MappingProxyType({})


class Found(NamedTuple):
    """An entry that was met: to be read, or passed over with the reason."""

    key: bytes  # what it is known by: its absolute path as the file system has it, or its address
    name: str  # as in the table `sources`
    size: int | None = None
    modified_ns: int | None = None
    code: str | None = None  # the diagnostic of an entry that is passed over
    facts: Mapping[str, str] = _NO_FACTS


def path_key(path: Path | str) -> bytes:
    """Return what a path or an address is known by; a path from whichever folder, links are not followed."""
    if isinstance(path, str):
        return path.encode()
    return os.fsencode(os.path.abspath(path))  # Path.absolute keeps `..`


def source_name(relative: str) -> str:
    """Return a path as the tables show it: `/` between parts, bytes that are no UTF-8 percent-encoded.

    >>> source_name(os.path.join("Kế hoạch", "a b.docx"))
    'Kế hoạch/a b.docx'
    """
    shown = relative.replace(os.sep, "/")
    try:
        shown.encode()
    except UnicodeEncodeError:
        return "".join(
            f"%{ord(char) - 0xDC00:02X}" if 0xDC80 <= ord(char) <= 0xDCFF else char for char in shown
        )
    return shown


def find_sources(
    inputs: Sequence[Path], *, exclude: Path | None = None, follow_links: bool = False
) -> list[Found]:
    """Return every file below the inputs once, sorted by name."""
    found: dict[bytes, Found] = {}
    for entry in iter_sources(inputs, exclude=exclude, follow_links=follow_links):
        found.setdefault(entry.key, entry)
    return sorted(found.values(), key=lambda entry: (os.fsencode(entry.name), entry.key))


def iter_sources(
    inputs: Sequence[Path], *, exclude: Path | None = None, follow_links: bool = False
) -> Iterator[Found]:
    """Yield every file below the inputs, folder by folder; a file given itself is named by its last part.

    Args:
        inputs: files and folders; folders are walked to the bottom.
        exclude: a folder that is not entered: the run's own output.
        follow_links: follow links that lead out of their input root too. A link to a folder is never
            followed within the root, where it would meet the same files again or run in a circle.
    """
    for given in inputs:
        path = os.fsdecode(path_key(given))
        if given.is_dir():
            yield from _Walk(path, exclude.resolve() if exclude else None, follow_links).below(path)
        else:
            yield _Walk(os.path.dirname(path), None, follow_links=True).judged(path)


class _Walk:
    """A walk through one input folder."""

    def __init__(self, root: str, exclude: Path | None, follow_links: bool) -> None:
        self._root = Path(root)
        self._shown_from = len(os.path.join(root, ""))
        self._exclude, self._follow_links = exclude, follow_links
        self._seen: set[tuple[int, int]] = set()

    def below(self, folder: str) -> Iterator[Found]:
        """Yield what is in a folder and in those below it."""
        try:
            status = os.stat(folder)
            entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield self._passed(folder, "unreadable-folder", found=error.strerror or "")
            return
        if (status.st_dev, status.st_ino) in self._seen:
            yield self._passed(folder, "link-skipped", found="it leads to a folder that was already met")
            return
        self._seen.add((status.st_dev, status.st_ino))
        for entry in entries:
            if not _is_folder(entry):
                yield self.judged(entry.path, is_link=entry.is_symlink())
            elif self._exclude is not None and Path(entry.path).resolve() == self._exclude:
                continue
            elif self._follow_links or not entry.is_symlink():
                if is_document_name(entry.name):
                    yield self._passed(entry.path, "folder-skipped")
                yield from self.below(entry.path)
            else:
                yield self._passed(entry.path, "link-skipped", found="a link to a folder")

    def judged(self, path: str, *, is_link: bool = False) -> Found:
        """Return what is to be done with something that is no folder."""
        try:
            if is_link and not self._follow_links and not self._holds(Path(path)):
                return self._passed(path, "link-skipped", found="it leads out of the input folder")
            status = os.stat(path)
        except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
            code = "link-skipped" if Path(path).is_symlink() else "unreadable-file"
            return self._passed(path, code, found=str(error))
        if not stat.S_ISREG(status.st_mode):
            return self._passed(path, "special-file")
        reason, facts = passed_over(os.path.basename(path))
        if reason is not None:
            return self._passed(path, reason, **facts)
        return Found(os.fsencode(path), self._name(path), status.st_size, status.st_mtime_ns)

    def _holds(self, link: Path) -> bool:
        target, root = link.resolve(), self._root.resolve()
        return target == root or root in target.parents

    def _passed(self, path: str, code: str, **facts: str) -> Found:
        return Found(os.fsencode(path), self._name(path), code=code, facts=facts)

    def _name(self, path: str) -> str:
        return source_name(path[self._shown_from :]) or "."


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def passed_over(name: str) -> tuple[str | None, dict[str, str]]:
    """Return the code and facts of the diagnostic of a file that its name alone keeps from being read."""
    if name.startswith(("~$", ".~lock.")):
        return "lock-file", {}
    if name.startswith("._"):  # what macOS writes beside every file on a foreign drive
        return "skipped", {"found": "._*"}
    if not is_document_name(name):
        return "skipped", {"found": os.path.splitext(name)[1] or name}
    return None, {}
