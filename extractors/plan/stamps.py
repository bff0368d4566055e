"""Text that a signing program stamps on a page: `Ký bởi: ...`, `Thời gian ký: ...`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas.records import SignatureFact
from schemas.source import Block, DigitalSignature, Paragraph
from schemas.text import squash_space

_SIGNER = re.compile(
    r"^\W*(?:ký bởi|người ký|được ký bởi|đã ký bởi|(?:digitally )?signed by)\s*:?\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"^\W*(?:thời gian ký|ngày ký|ký ngày|date|signing time)\s*:\s*(?P<value>\S.*)$", re.IGNORECASE
)
_ORGANISATION = re.compile(r"^\W*(?:cơ quan|đơn vị|tổ chức)\s*:\s*(?P<value>\S.*)$", re.IGNORECASE)
_BESIDE = re.compile(
    r"^\W*(?:e-?mail|chức vụ|số điện thoại)\s*:\s*\S.*$|^\W*signature (?:not )?verified\W*$", re.IGNORECASE
)
_MOMENT = re.compile(
    r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})[\s;T]*(?P<t>\d{1,2}:\d{2}(?::\d{2})?)?[\s;]*(?P<z>[+-]\d{2}:?\d{2}|Z)?"
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:[+-]\d{2}:\d{2}|Z)?")


def is_stamp_line(text: str) -> bool:
    """Say whether a line is a signing program's: who signed, or when with a time of day."""
    if ":" not in text and "@" not in text:
        return False
    if _SIGNER.match(text) and ":" in text:
        return True
    match = _TIME.match(text)
    return bool(match and _moment(match["value"])) or bool(_BESIDE.match(text) and "@" in text)


def without_stamps(blocks: Sequence[Block]) -> tuple[list[Block], list[Paragraph]]:
    """Take the stamps of signing programs out of the blocks; return what is left, and the stamps."""
    kept: list[Block] = []
    stamps: list[Paragraph] = []
    below = False  # whether the block above is a stamp: its further lines need no proof of their own
    for block in blocks:
        if not isinstance(block, Paragraph) or not block.text.strip():
            kept.append(block)
            continue
        lines = block.printed.split("\n")
        own = [line for line in lines if is_stamp_line(line)]
        further = [line for line in lines if below and (_ORGANISATION.match(line) or _BESIDE.match(line))]
        below = bool(own) or len(further) == len(lines)
        if not own and len(further) < len(lines):
            kept.append(block)
            continue
        left = [line for line in lines if own and not _is_part(line)]
        stamps.append(block)
        if left:
            kept.append(replace(block, text="\n".join(left), label=None, runs=()))
    return kept, stamps


def read_stamps(stamps: Iterable[Paragraph], known: Sequence[DigitalSignature]) -> list[SignatureFact]:
    """Read the signatures of a file: those of its certificates, and those that only a stamp shows."""
    facts = [
        SignatureFact(signer=s.signer, organisation=s.organisation, signed_at=s.signed_at, page=s.page)
        for s in known
    ]
    current: dict[str, str] = {}
    page: int | None = None
    found: list[SignatureFact] = []
    for paragraph in stamps:
        for line in paragraph.printed.split("\n"):
            if (match := _SIGNER.match(line)) and current:
                found.append(_fact(current, page))
                current = {}
            page = paragraph.location.page
            for key, pattern in (("signer", _SIGNER), ("time", _TIME), ("organisation", _ORGANISATION)):
                if match := pattern.match(line):
                    current[key] = squash_space(match["value"])
                    break
    if current:
        found.append(_fact(current, page))
    seen = {(fact.signed_at or fact.signer) for fact in facts}
    names = {fact.signer for fact in facts}
    return [*facts, *(f for f in found if (f.signed_at or f.signer) not in seen and f.signer not in names)]


def _fact(values: dict[str, str], page: int | None) -> SignatureFact:
    return SignatureFact(
        signer=values.get("signer"),
        organisation=values.get("organisation"),
        signed_at=_moment(values.get("time", "")),
        page=page,
    )


def _is_part(line: str) -> bool:
    return is_stamp_line(line) or bool(_ORGANISATION.match(line) or _BESIDE.match(line) or _TIME.match(line))


def _moment(text: str) -> str | None:
    """Return a printed moment as ISO 8601, its offset as printed; None where no time of day is there."""
    if match := _ISO.search(text):
        return match.group()
    match = _MOMENT.search(text)
    if not match or not match["t"]:
        return None
    hours, *rest = match["t"].split(":")
    time = ":".join([hours.zfill(2), *rest, *([] if len(rest) > 1 else ["00"])])
    zone = match["z"] or ""
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{int(match['y']):04d}-{int(match['m']):02d}-{int(match['d']):02d}T{time}{zone}"
