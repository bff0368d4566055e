"""What is due on a day: states, next days, units."""

from datetime import date

import pandas as pd
import pytest

from pipeline.deadlines.due import COLUMNS, due, is_overdue
from pipeline.stages.deadlines import add_deadlines
from pipeline.stages.frames import Frames, make_frame
from tests.pipeline.stages.test_deadlines import frames_of

TODAY = date(2025, 6, 30)


def output_of(*cells: str) -> Frames:
    frames = add_deadlines(frames_of(*cells))
    unit = {
        "doc_id": "d1",
        "role": "lead",
        "ordinal": 1,
        "is_collective": False,
        "match": "exact",
        "score": 1.0,
    }
    units = [
        unit
        | {"task_id": "d1-t0001", "mention": "SXD", "unit_id": "so_xay_dung", "unit_name": "Sở Xây dựng"},
        unit | {"task_id": "d1-t0002", "mention": "Sở Y tế", "unit_id": "so_y_te", "unit_name": "Sở Y tế"},
        unit | {"task_id": "d1-t0002", "role": "coordinating", "mention": "SXD", "unit_name": "Sở Xây dựng"},
    ]
    return frames | {"task_units": make_frame(units, "task_units")}


def states(found: pd.DataFrame) -> list[tuple[object, ...]]:
    return [(row.expression, row.state, row.due) for row in found.itertuples()]


@pytest.mark.parametrize(
    ("bound", "day", "passed"),
    [
        ("by", date(2025, 6, 29), True),
        ("by", date(2025, 6, 30), False),
        ("before", date(2025, 6, 30), True),
        ("before", date(2025, 7, 1), False),
        ("on", date(2025, 6, 30), False),
    ],
)
def test_the_day_itself_counts_unless_the_words_say_before(bound: str, day: date, passed: bool) -> None:
    assert is_overdue(day, bound, TODAY) is passed


def test_what_is_late_stands_first_then_what_is_next() -> None:
    found = due(
        output_of(
            "Quý IV/2025",
            "Trước ngày 30/6/2025",
            "Chậm nhất ngày 30/6/2025",
            "Thường xuyên",
            "Khi có yêu cầu",
        ),
        TODAY,
    )
    assert states(found) == [
        ("Trước ngày 30/6/2025", "overdue", date(2025, 6, 30)),
        ("Chậm nhất ngày 30/6/2025", "due", date(2025, 6, 30)),
        ("Quý IV/2025", "due", date(2025, 12, 31)),
        ("Thường xuyên", "continuous", None),
        ("Khi có yêu cầu", "waiting", None),
    ]


def test_a_recurring_duty_shows_its_next_due_day() -> None:
    found = due(output_of("Hằng quý", "Trước ngày 30 hằng tháng", "Định kỳ 02 tuần/lần"), TODAY)
    assert states(found) == [
        ("Hằng quý", "recurring", date(2025, 6, 30)),
        ("Định kỳ 02 tuần/lần", "recurring", date(2025, 7, 11)),
        ("Trước ngày 30 hằng tháng", "recurring", date(2025, 7, 30)),
    ]


def test_a_bounded_duty_that_is_over_is_overdue_since_its_last_day() -> None:
    found = due(output_of("Năm 2025: hằng tháng"), date(2026, 2, 1))
    assert states(found) == [("Năm 2025: hằng tháng", "overdue", date(2025, 12, 31))]


def test_of_two_days_the_next_one_counts() -> None:
    found = due(output_of("15/6/2025 và 15/12/2025"), TODAY)
    assert states(found) == [("15/6/2025 và 15/12/2025", "due", date(2025, 12, 15))]


def test_a_unit_is_found_by_id_name_and_mention_in_either_role() -> None:
    frames = output_of("30/7/2025", "30/8/2025", "30/9/2025")
    for unit in ("sở xây dựng", "SXD"):
        assert [(row.expression, row.role) for row in due(frames, TODAY, unit).itertuples()] == [
            ("30/7/2025", "lead"),
            ("30/8/2025", "coordinating"),
        ]
    assert list(due(frames, TODAY, "so_y_te")["expression"]) == ["30/8/2025"]
    assert len(due(frames, TODAY, "Sở Tư pháp")) == 0


def test_tables_read_back_from_csv_give_the_same(tmp_path) -> None:
    frames = output_of("Quý IV/2025", "Hằng quý")
    for name in ("documents", "tasks", "task_deadlines", "task_units"):
        frames[name].to_csv(tmp_path / f"{name}.csv", index=False)
    again = {path.stem: pd.read_csv(path, dtype="string") for path in tmp_path.iterdir()}
    assert states(due(again, TODAY)) == states(due(frames, TODAY))


def test_an_output_without_tasks_has_nothing_due() -> None:
    assert list(due({}, TODAY).columns) == list(COLUMNS)


def test_a_unit_is_meant_where_a_set_is_named_of_which_it_is_one() -> None:
    frames = output_of("30/7/2025", "30/8/2025", "30/9/2025")
    member = {"task_id": "d1-t0003", "role": "lead", "unit_id": "so_y_te", "unit_name": "Sở Y tế"}
    members = pd.DataFrame([member | {"assignment_id": None}])
    for unit in ("so_y_te", "sở y tế"):
        found = due(frames, TODAY, unit, members=members)
        assert list(found["expression"]) == ["30/8/2025", "30/9/2025"]
    assert "30/9/2025" not in set(due(frames, TODAY, "so_xay_dung", members=members)["expression"])
