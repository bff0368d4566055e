"""What the first column of a table looks like: the one mark that tells a table from running text."""

import re

# The head of the column of order numbers, in every spelling.
_ORDER_HEAD = re.compile(r"(?:S[Ốố]?\.?\s?T\.?T\.?|TT\.?|S[ốỐ]\s(?:TT|thứ tự)|Thứ tự)", re.IGNORECASE)
# What stands in that column: 1  1.  01  2.1  I  IV.  a)  đ)  A  (1)
_ORDER_LABEL = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,7}|[A-Za-z\u0110\u0111](?:\.?\d{1,2})?)(?:\)|\.\)?)?",
    re.ASCII,
)
_TICK = re.compile("[xX+*✓✔☑√v]")


def is_tick(text: str) -> bool:
    """Whether a text is a mark that says no more than where it stands."""
    return bool(_TICK.fullmatch(text.strip()))


def is_order_head(text: str) -> bool:
    """Whether a text is the head of the column of order numbers.

    >>> [is_order_head(text) for text in ("STT", "TT", "Số TT", "Stt.", "Tỉnh")]
    [True, True, True, True, False]
    """
    return bool(_ORDER_HEAD.fullmatch(text.strip().strip("*|").strip()))


def is_order_label(text: str) -> bool:
    """Whether a text can be the order number of a row.

    >>> [is_order_label(text) for text in ("1", "2.1.", "IV", "đ)", "12)", "2026", "Sở", "")]
    [True, True, True, True, True, False, False, False]
    """
    return bool(_ORDER_LABEL.fullmatch(text.strip().strip("*").strip()))
