"""The zip package of a Word file: its parts and how they refer to each other (Open Packaging Conventions)."""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property, lru_cache
from io import BytesIO
from typing import IO, NamedTuple
from urllib.parse import unquote

from extractors.formats.docx.markup import is_strict, parse_xml, transitional
from schemas.errors import (
    EncryptedSourceError,
    LimitError,
    UnreadableSourceError,
    UnsupportedFormatError,
)
from schemas.limits import Limits

_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream that holds an encrypted OOXML package; stream names stand in the file as UTF-16.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_USUAL_MAIN_PART = "word/document.xml"
# Members up to this size may be packed at any ratio: they cannot cost much.
_RATIO_FREE_BYTES = 2**20
# Parts up to this size are unpacked at once.
_SHORT_BYTES = 2**18
# Longer parts are not remembered for the next file.
KEPT_BYTES = 2**15
# The header before each member: magic, ..., lengths of name and extra field (APPNOTE 4.3.7).
_LOCAL_HEADER = struct.Struct("<4s22xHH")
# The head of a part in which its namespaces are declared.
_HEAD_BYTES = 4096
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


class Relationship(NamedTuple):
    """One reference of a part to another: kind is the last word of its type, target a part's key."""

    id: str
    kind: str
    target: str


# The same twenty names stand in nearly every file.
@lru_cache(maxsize=1024)
def part_key(name: str) -> str:
    """Return the form in which part names are compared: without case, leading slash, backslashes, escapes."""
    return posixpath.normpath(unquote(name).replace("\\", "/").lstrip("/")).lower()


# Some parts are the same in all files that one program saved.
@lru_cache(maxsize=128)
def _references(data: bytes, folder: str, part: str) -> tuple[Relationship, ...]:
    """Return the references in a part of references; targets are meant from this folder."""
    return tuple(
        Relationship(
            item.get("Id") or "",
            (item.get("Type") or "").rsplit("/", 1)[-1],
            _target_key(folder, item.get("Target") or ""),
        )
        for item in parse_xml(data, part)
        if item.get("TargetMode") != "External"
    )


def _target_key(folder: str, target: str) -> str:
    base = "" if target.startswith(("/", "\\")) else folder
    return part_key(posixpath.join(base, target.lstrip("/\\")))


class _Guarded(BytesIO):
    """A stream of a zip member whose damage shows as our error."""

    def __init__(self, member: IO[bytes], name: str) -> None:
        super().__init__()
        self._member = member
        self._name = name
        self._head = b""

    def head(self) -> bytes:
        """Return the beginning of the part without moving on."""
        if not self._head:
            self._head = self.read(_HEAD_BYTES)
        return self._head

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes."""
        head, self._head = self._head, b""
        if head:
            return head
        try:
            return self._member.read(-1 if size is None else size)
        except _DAMAGED as err:
            raise UnreadableSourceError("truncated", found=f"{self._name}: {err}") from err


class Package:
    """The parts of an OOXML file, read when asked for, within the limits.

    Raises:
        EncryptedSourceError, UnsupportedFormatError, LimitError, UnreadableSourceError (`truncated` too).
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._data = data
        self._zip = _open_zip(data, limits)
        self._members: dict[str, zipfile.ZipInfo] = {}
        total = 0
        members = self._zip.infolist()
        if len(members) > limits.parts:
            raise LimitError(found=f"{len(members)} parts", limit=limits.parts)
        for member in members:
            total += member.file_size
            self._members.setdefault(part_key(member.filename), member)
        if total > limits.total_bytes:
            raise LimitError(found=f"{total} bytes unpacked", limit=limits.total_bytes)

    def __contains__(self, key: str) -> bool:
        return key in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def size(self, key: str) -> int:
        """Return the unpacked size of a part in bytes."""
        return self._members[key].file_size

    def read(self, key: str) -> bytes:
        """Return the bytes of a part."""
        member = self._checked(key)
        content = self._inflated(member)
        if content is not None:
            return content
        try:
            return self._zip.read(member)
        except _DAMAGED as err:
            raise UnreadableSourceError("truncated", found=f"{member.filename}: {err}") from err

    def stream(self, key: str) -> IO[bytes]:
        """Return a part as a stream, Strict namespaces replaced; a damaged one raises while it is read."""
        member = self._checked(key)
        content = self._inflated(member)
        if content is not None:
            return BytesIO(transitional(content))
        try:
            stream = _Guarded(self._zip.open(member), member.filename)
        except _DAMAGED as err:
            raise UnreadableSourceError("truncated", found=f"{member.filename}: {err}") from err
        if is_strict(stream.head()):
            return BytesIO(transitional(stream.read() + stream.read()))
        return stream

    def relationships(self, key: str) -> dict[str, Relationship]:
        """Return the references of a part by id, targets outside the package left out.

        Args:
            key: the part's key; "" for the package itself.
        """
        folder, name = posixpath.split(key)
        rels_key = posixpath.join(folder, "_rels", name + ".rels")
        if rels_key not in self._members:
            return {}
        data = self.read(rels_key)
        read = _references if len(data) <= KEPT_BYTES else _references.__wrapped__
        return {found.id: found for found in read(data, folder, rels_key)}

    @cached_property
    def main_part(self) -> str:
        """The key of the document part.

        Raises:
            UnreadableSourceError: there is none.
        """
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument" and relationship.target in self:
                return relationship.target
        if _USUAL_MAIN_PART in self:
            return _USUAL_MAIN_PART
        raise UnreadableSourceError(found="no document part in the package")

    def related(self, kind: str) -> str | None:
        """Return the key of the one part of this kind that the document refers to, e.g. its styles."""
        for relationship in self.document_relationships.values():
            if relationship.kind == kind and relationship.target in self:
                return relationship.target
        # A repaired or hand-made file may have lost the reference, not the part.
        usual = posixpath.join(posixpath.dirname(self.main_part), f"{kind}.xml")
        return usual if usual in self else None

    @cached_property
    def document_relationships(self) -> dict[str, Relationship]:
        """The references of the document part by id."""
        return self.relationships(self.main_part)

    def _inflated(self, member: zipfile.ZipInfo) -> bytes | None:
        """Return a part that is packed in the usual way and whole; None where zipfile shall say what it is.

        A short file is a dozen parts of a few kilobytes, and zipfile's stream over each costs more than the part.
        """
        if member.compress_type != zipfile.ZIP_DEFLATED or member.file_size > _SHORT_BYTES:
            return None
        at = member.header_offset
        header = self._data[at : at + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size:
            return None
        magic, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        at += _LOCAL_HEADER.size
        name = self._data[at : at + name_length]
        at += name_length + extra_length
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflate.decompress(self._data[at : at + member.compress_size], member.file_size + 1)
        except zlib.error:
            return None
        is_whole = inflate.eof and len(content) == member.file_size and zlib.crc32(content) == member.CRC
        return content if is_whole and magic == _ZIP_MAGIC and name == member.orig_filename.encode() else None

    def _checked(self, key: str) -> zipfile.ZipInfo:
        member = self._members[key]
        if member.flag_bits & 1:
            raise EncryptedSourceError(found=member.filename)
        if member.file_size > self._limits.part_bytes:
            raise LimitError(
                found=f"{member.filename}: {member.file_size} bytes", limit=self._limits.part_bytes
            )
        packed = max(member.compress_size, 1)
        if member.file_size > _RATIO_FREE_BYTES and member.file_size > packed * self._limits.ratio:
            raise LimitError(
                found=f"{member.filename}: packed {member.file_size // packed} times",
                limit=self._limits.ratio,
            )
        return member


def _open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    if not data:
        raise UnreadableSourceError("empty-file")
    if len(data) > limits.file_bytes:
        raise LimitError(found=f"{len(data)} bytes", limit=limits.file_bytes)
    if data.startswith(_OLE_MAGIC):
        if _ENCRYPTED_STREAM in data:
            raise EncryptedSourceError(found="encrypted OOXML package")
        raise UnsupportedFormatError(found="OLE compound file")
    try:
        return zipfile.ZipFile(BytesIO(data))
    except _DAMAGED as err:
        if data.startswith(_ZIP_MAGIC[: len(data)]):
            raise UnreadableSourceError("truncated", found=str(err)) from err
        raise UnreadableSourceError(found="not a zip archive") from err
