"""Samples that went wrong on their way: flipped bits, cut ends, pieces of one file in another; the same for a seed."""

import random
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"
SUFFIXES = (".docx", ".pdf", ".txt")

Mutation = Callable[[random.Random, bytes, bytes], bytes]


def flip(pick: random.Random, data: bytes, _: bytes) -> bytes:
    """Flip some bits."""
    changed = bytearray(data)
    for _ in range(pick.choice((1, 4, 32, 256))):
        changed[pick.randrange(len(changed))] ^= 1 << pick.randrange(8)
    return bytes(changed)


def truncate(pick: random.Random, data: bytes, _: bytes) -> bytes:
    """Cut off the end."""
    return data[: pick.randrange(len(data))]


def drop(pick: random.Random, data: bytes, _: bytes) -> bytes:
    """Leave out a piece of the middle."""
    start = pick.randrange(len(data))
    return data[:start] + data[start + pick.randrange(1, 4096) :]


def repeat(pick: random.Random, data: bytes, _: bytes) -> bytes:
    """Say a piece many times."""
    start = pick.randrange(len(data))
    piece = data[start : start + pick.randrange(1, 256)]
    return data[:start] + piece * pick.randrange(2, 200) + data[start:]


def splice(pick: random.Random, data: bytes, other: bytes) -> bytes:
    """Put a piece of another file over a piece of this one."""
    start, taken = pick.randrange(len(data)), pick.randrange(len(other))
    piece = other[taken : taken + pick.randrange(1, 8192)]
    return data[:start] + piece + data[start + len(piece) :]


RAW: tuple[Mutation, ...] = (flip, truncate, drop, repeat, splice)


def within_parts(pick: random.Random, data: bytes, other: bytes) -> bytes:
    """Change a part of a Word file and pack it again, so that it is read as far as its markup."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(BytesIO(other)) as archive:
        others = {name: archive.read(name) for name in archive.namelist()}
    name = "word/document.xml" if pick.random() < 0.5 else pick.choice(sorted(parts))
    strange = others.get(name) or others[pick.choice(sorted(others))]
    way = pick.choice((*RAW, None))
    parts[name] = way(pick, parts[name], strange or b"\0") if way and parts[name] else strange
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many files with their names, of all formats in turn."""
    pick = random.Random(seed)
    samples = {suffix: [p.read_bytes() for p in sorted(SAMPLES.glob(f"*{suffix}"))] for suffix in SUFFIXES}
    for number in range(count):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        data, other = pick.choice(samples[suffix]), pick.choice(samples[pick.choice(SUFFIXES)])
        if suffix == ".docx" and pick.random() < 0.6:
            way, other = within_parts, pick.choice(samples[".docx"])
        else:
            way = pick.choice(RAW)
        yield f"{number:05}-{way.__name__}{suffix}", way(pick, data, other)
