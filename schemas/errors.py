"""The exceptions of the project: this file cannot be converted. (A diagnostic: it was, but look.)"""


class KehoachError(Exception):
    """Base of all errors of the project.

    Attributes:
        code: the diagnostic code (schemas/data/diagnostics.csv) that the failure is reported under.
        facts: what was found and expected, for the message template of that code.
    """

    code = "unreadable"

    def __init__(self, code: str | None = None, **facts: object) -> None:
        self.code = code or type(self).code
        self.facts = {key: str(value) for key, value in facts.items()}
        said = ", ".join(f"{key}={value}" for key, value in self.facts.items())
        super().__init__(f"{self.code}: {said}" if said else self.code)

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process borders; the default would call __init__ with the rendered message.
        return _rebuild, (type(self), self.code, self.facts)


def _rebuild(kind: type[KehoachError], code: str, facts: dict[str, str]) -> KehoachError:
    return kind(code, **facts)


class UnsupportedFormatError(KehoachError):
    """No reader takes these bytes."""

    code = "unsupported-format"


class UnreadableSourceError(KehoachError):
    """The bytes claim a format but cannot be opened: truncated, not a zip, no main part."""

    code = "unreadable"


class EncryptedSourceError(UnreadableSourceError):
    """A password is needed."""

    code = "encrypted"


class NoTextError(UnreadableSourceError):
    """The pages are pictures and no text recognition is at hand."""

    code = "needs-ocr"


class LimitError(UnreadableSourceError):
    """The source is larger, deeper or slower than the limits allow."""

    code = "too-large"


class StructureError(KehoachError):
    """Text was read, but nothing in it looks like an official document."""

    code = "not-a-document"


class ClassifiedError(KehoachError):
    """The document bears a secrecy mark and must not be extracted."""

    code = "classified"


class OutputError(KehoachError):
    """The result cannot be written."""

    code = "output"


class NotAnOutputError(Exception):
    """A folder that is asked for tables or records does not hold what `convert` writes; the message says what."""
