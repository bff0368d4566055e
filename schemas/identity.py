"""What a document is known by, and the form of its record; light, for those who need nothing else of it."""

RECORD_VERSION = 1
DOC_ID_DIGITS = 16


def doc_id_of(sha256: str) -> str:
    """Return the document's id: the first 16 of the 64 hex digits of its bytes' SHA-256."""
    return sha256[:DOC_ID_DIGITS]
