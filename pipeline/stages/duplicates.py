"""Two files that hold the same document share a key."""

import hashlib
import re

import pandas as pd

from pipeline.stages.frames import Frames
from schemas.text import fold

KEY_DIGITS = 16
_PUNCTUATION = re.compile(r"[^0-9a-z]+")


def _key(doc_id: str, code: object, issuer: object, issued: object, title: object) -> str:
    """Return the document's key; its own id where too little is known to call two documents the same."""
    facts = ["" if pd.isna(fact) else str(fact) for fact in (code, issuer, issued, title)]
    if not facts[3] or not (facts[0] or facts[2]):
        return doc_id
    normal = [_PUNCTUATION.sub(" ", fold(fact)).strip() for fact in facts]
    return hashlib.sha256("\x1f".join(normal).encode()).hexdigest()[:KEY_DIGITS]


def add_document_keys(frames: Frames) -> Frames:
    """Give documents their document_key: same for the same normalised code, issuer, date and title.

    Needs: documents.code, issuer (after the departments stage), issue_date, title.
    """
    documents = frames["documents"]
    facts = (documents[column] for column in ("doc_id", "code", "issuer", "issue_date", "title"))
    keys = [_key(*row) for row in zip(*facts, strict=True)]
    return frames | {"documents": documents.assign(document_key=pd.array(keys, dtype="string"))}
