"""Values behave as frozen dataclasses do, but for the price of making them."""

import pickle
from dataclasses import replace

from schemas.location import BBox, Location
from schemas.source import Cell, Paragraph, Style


def test_values_are_equal_and_hashed_by_their_fields() -> None:
    one, other = Location(page=1, box=BBox(0, 0, 1, 1)), Location(page=1, box=BBox(0, 0, 1, 1))
    assert one == other
    assert hash(one) == hash(other)
    assert one != Location(page=2)


def test_values_can_be_replaced_and_sent_to_another_process() -> None:
    cell = Cell("ô", 0, 0, blocks=(Paragraph("ô", style=Style(bold=True)),))
    assert replace(cell, text="khác").text == "khác"
    assert pickle.loads(pickle.dumps(cell)) == cell


def test_values_take_no_field_that_is_not_theirs() -> None:
    assert not hasattr(BBox(0, 0, 1, 1), "__dict__")
