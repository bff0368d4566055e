"""Which files a run is about: every entry below the inputs is met, named and judged, not opened."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from extractors.formats.registry import is_document_name


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was met: to be read, or passed over with the reason."""

    path: Path | str  # an address as text
    name: str  # as in the table `sources`
    size: int | None = None
    modified_ns: int | None = None
    code: str | None = None  # the diagnostic of an entry that is passed over
    facts: dict[str, str] = field(default_factory=dict)


def path_key(path: Path | str) -> bytes:
    """Return what a path or an address is known by; a path from whichever folder, links are not followed."""
    if isinstance(path, str):
        return path.encode()
    return os.fsencode(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps `..`


def source_name(relative: Path) -> str:
    """Return a path as the tables show it: `/` between parts, bytes that are no UTF-8 percent-encoded.

    >>> source_name(Path("Kế hoạch") / "a b.docx")
    'Kế hoạch/a b.docx'
    """
    return "".join(
        f"%{ord(char) - 0xDC00:02X}" if 0xDC80 <= ord(char) <= 0xDCFF else char
        for char in relative.as_posix()
    )


def find_sources(
    inputs: Sequence[Path], *, exclude: Path | None = None, follow_links: bool = False
) -> list[Found]:
    """Return every file below the inputs once, sorted by name."""
    found: dict[Path | str, Found] = {}
    for entry in iter_sources(inputs, exclude=exclude, follow_links=follow_links):
        found.setdefault(entry.path, entry)
    return sorted(found.values(), key=lambda entry: (os.fsencode(entry.name), path_key(entry.path)))


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
    for root in inputs:
        base = root if root.is_dir() and not root.is_symlink() else root.parent
        if root.is_dir():
            base = root
            yield from _walk(root, root, exclude.resolve() if exclude else None, follow_links, set())
        else:
            yield _judge(root, base, follow_links=True)


def _walk(
    folder: Path, root: Path, exclude: Path | None, follow_links: bool, seen: set[tuple[int, int]]
) -> Iterator[Found]:
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield _passed(folder, root, "unreadable-folder", found=error.strerror or "")
        return
    if (status.st_dev, status.st_ino) in seen:
        yield _passed(folder, root, "link-skipped", found="it leads to a folder that was already met")
        return
    seen.add((status.st_dev, status.st_ino))
    for entry in entries:
        path = Path(entry.path)
        folder_behind = _is_folder(entry)
        if exclude is not None and folder_behind and path.resolve() == exclude:
            continue
        if folder_behind and (follow_links or not entry.is_symlink()):
            if is_document_name(path.name):
                yield _passed(path, root, "folder-skipped")
            yield from _walk(path, root, exclude, follow_links, seen)
        elif folder_behind:
            yield _passed(path, root, "link-skipped", found="a link to a folder")
        else:
            yield _judge(path, root, follow_links=follow_links)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _judge(path: Path, root: Path, *, follow_links: bool) -> Found:
    try:
        if path.is_symlink() and not follow_links and not _within(path.resolve(), root.resolve()):
            return _passed(path, root, "link-skipped", found="it leads out of the input folder")
        status = path.stat()
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        return _passed(
            path, root, "link-skipped" if path.is_symlink() else "unreadable-file", found=str(error)
        )
    if not stat.S_ISREG(status.st_mode):
        return _passed(path, root, "special-file")
    code, facts = passed_over(path.name)
    if code is not None:
        return _passed(path, root, code, **facts)
    return Found(path, source_name(path.relative_to(root)), status.st_size, status.st_mtime_ns)


def passed_over(name: str) -> tuple[str | None, dict[str, str]]:
    """Return the code and facts of the diagnostic of a file that its name alone keeps from being read."""
    if name.startswith(("~$", ".~lock.")):
        return "lock-file", {}
    if name.startswith("._"):  # what macOS writes beside every file on a foreign drive
        return "skipped", {"found": "._*"}
    if not is_document_name(name):
        return "skipped", {"found": PurePath(name).suffix or name}
    return None, {}


def _within(path: Path, root: Path) -> bool:
    return path == root or root in path.parents


def _passed(path: Path, root: Path, code: str, **facts: str) -> Found:
    return Found(path, source_name(path.relative_to(root)), code=code, facts=facts)
