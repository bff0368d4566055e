"""The bytes of a file to the record of its document: the only place that knows both readers and parser."""

import hashlib

from schemas.errors import ClassifiedError
from schemas.identity import doc_id_of
from schemas.limits import DEFAULT_LIMITS, Limits
from schemas.records import DocumentRecord


def extract(
    data: bytes, *, path: str, limits: Limits = DEFAULT_LIMITS, allow_classified: bool = False
) -> DocumentRecord:
    """Return the record of one document.

    Args:
        data: the whole file.
        path: what the record calls its source, as in the table `sources`; its last part is the file's name.
        limits: what the document may cost.
        allow_classified: extract a document that bears a secrecy mark too.

    Raises:
        ClassifiedError: the document is marked MẬT, TỐI MẬT or TUYỆT MẬT; nothing of it may be kept.
        KehoachError: it cannot be read, or is no official document.
    """
    from extractors.formats.registry import read
    from extractors.plan.parse import parse_document

    sha256 = hashlib.sha256(data).hexdigest()
    source = read(data, name=path.rsplit("/", 1)[-1], limits=limits)
    record = parse_document(source, doc_id=doc_id_of(sha256), path=path, sha256=sha256, size=len(data))
    if record.header.secrecy is not None and not allow_classified:
        raise ClassifiedError(mark=record.header.secrecy.text)
    return record
