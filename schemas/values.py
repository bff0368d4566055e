"""Values: what is never changed once it is made."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """Make a class a dataclass whose fields type checkers let nobody assign.

    A frozen dataclass refuses that at run time too, and pays for it: each field takes four times as long to
    set, and a long document has a hundred thousand cells.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
