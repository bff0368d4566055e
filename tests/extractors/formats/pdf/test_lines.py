"""Characters to lines: words told by gaps and by blanks."""

import numpy as np

from extractors.formats.pdf.ink import Characters, Look
from extractors.formats.pdf.lines import assemble


def characters(*placed: tuple[str, float, float]) -> Characters:
    """Return characters of 10 points on one baseline, each with its x0 and x1, in content order."""
    code = np.array([ord(letter) for letter, _, _ in placed], np.int64)
    x0, x1 = (np.array([row[at] for row in placed], float) for at in (1, 2))
    count = len(code)
    return Characters(
        code,
        x0,
        x1,
        np.full(count, 100.0),
        (x0 + x1) / 2,
        np.full(count, 97.0),
        np.full(count, 10.0),
        np.zeros(count, np.int64),
        np.zeros(count, np.bool_),
        (Look("F", 10.0),),
    )


def text_of(*placed: tuple[str, float, float]) -> str:
    ((line,),) = assemble([(characters(*placed), np.zeros(len(placed), np.int64))])
    return line.text


def test_letters_of_a_ligature_share_a_place_and_are_both_kept() -> None:
    assert text_of(("e", 0, 5), ("t", 5, 10), ("t", 5, 10), ("e", 10, 15)) == "ette"


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    once = [("b", 0.0, 5.0), ("a", 5.0, 10.0)]
    assert text_of(*once, *((letter, x0 + 0.2, x1 + 0.2) for letter, x0, x1 in once)) == "ba"


def test_a_made_up_blank_stands_for_the_space_that_an_overwide_letter_hides() -> None:
    assert text_of(("a", 0, 8), (" ", 5, 5), ("b", 8, 13)) == "a b"


def test_a_made_up_blank_where_only_the_order_of_drawing_jumps_parts_no_word() -> None:
    # "bộ" with a letter from another font, drawn after the rest of the line
    assert text_of(("b", 0, 5), (" ", 5, 5), ("c", 12, 17), (" ", 5.01, 5.01), ("ộ", 5, 10)) == "bộ c"
