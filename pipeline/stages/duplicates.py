"""Two files that hold the same document share a key."""

import hashlib
import re

from pipeline.stages.frames import Frames, rows_of, values
from schemas.text import fold

KEY_DIGITS = 16
_PUNCTUATION = re.compile(r"[^0-9a-z]+")


def _key(doc_id: str, code: str | None, issuer: str | None, issued: str | None, title: str | None) -> str:
    """Return the document's key; its own id where too little is known to call two documents the same."""
    if not title or not (code or issued):
        return doc_id
    normal = [_PUNCTUATION.sub(" ", fold(fact or "")).strip() for fact in (code, issuer, issued, title)]
    return hashlib.sha256("\x1f".join(normal).encode()).hexdigest()[:KEY_DIGITS]


def add_document_keys(frames: Frames) -> Frames:
    """Give documents their document_key: same for the same normalised code, issuer, date and title.

    Needs: documents.code, issuer (after the departments stage), issue_date, title.
    """
    documents = frames["documents"]
    facts = rows_of(documents, ("doc_id", "code", "issuer", "issue_date", "title"))
    keys = [_key(*row) for row in facts]
    return frames | {"documents": documents.assign(document_key=values(keys, "string"))}
