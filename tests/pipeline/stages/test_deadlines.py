"""The deadlines stage: rows, overall deadline and doubts of tasks and assignments."""

from datetime import date

import pandas as pd

from pipeline.stages.deadlines import add_deadlines
from pipeline.stages.frames import Frames, make_frame


def frames_of(
    *cells: str | None, title: str = "Kế hoạch", issued: date | None = date(2025, 3, 10), **more: str
) -> Frames:
    tasks = [
        {
            "doc_id": "d1",
            "task_id": f"d1-t{index:04d}",
            "table_index": 1,
            "task": "Làm việc này",
            "lead_source": "absent",
            "coordinating_source": "absent",
            "deadline_raw": cell,
            "deadline_source": "cell" if cell else "absent",
            "confidence": 1.0,
            "_deadline_header": more.get("header"),
            "_group_deadline": more.get("group"),
            "group": more.get("group_row"),
        }
        for index, cell in enumerate(cells, 1)
    ]
    document = {
        "doc_id": "d1",
        "source_path": "a.docx",
        "source_sha256": "0",
        "title": title,
        "issue_date_start": issued,
        "issue_date_end": issued,
    }
    return {
        "documents": make_frame([document], "documents"),
        "tasks": make_frame(tasks, "tasks"),
        "assignments": make_frame([], "assignments"),
        "diagnostics": make_frame([], "diagnostics"),
    }


def known(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return [
        tuple(None if pd.isna(v) else v for v in row) for row in frame[list(columns)].itertuples(index=False)
    ]


def test_each_expression_has_its_row_and_the_task_the_whole() -> None:
    frames = add_deadlines(frames_of("Quý I/2026 lựa chọn nhiệm vụ; Quý IV/2026 báo cáo kết quả"))
    assert known(frames["task_deadlines"], "ordinal", "expression", "end", "purpose") == [
        (1, "Quý I/2026 lựa chọn nhiệm vụ", date(2026, 3, 31), "lựa chọn nhiệm vụ"),
        (2, "Quý IV/2026 báo cáo kết quả", date(2026, 12, 31), "báo cáo kết quả"),
    ]
    assert known(frames["tasks"], "deadline_kind", "deadline_start", "deadline_end") == [
        ("multiple", date(2026, 1, 1), date(2026, 12, 31))
    ]


def test_an_empty_cell_has_no_expression() -> None:
    frames = add_deadlines(frames_of(None, "Thường xuyên"))
    assert known(frames["task_deadlines"], "task_id", "kind") == [("d1-t0002", "continuous")]
    assert known(frames["tasks"], "deadline_kind") == [(None,), ("continuous",)]


def test_a_group_row_that_names_a_month_gives_it_to_cells_that_only_name_a_day() -> None:
    cells = ("Trước ngày 20", "15/3", "Tuần 2", "Quý II")
    in_group = add_deadlines(frames_of(*cells, group_row="B. Năm 2027 > III. Tháng 3"))
    assert [end for (end,) in known(in_group["tasks"], "deadline_end")] == [
        date(2027, 3, 20),
        date(2027, 3, 15),
        date(2027, 3, 14),
        date(2027, 6, 30),
    ]
    about_a_year = add_deadlines(
        frames_of("Quý II", "Trước ngày 20", group_row="Thực hiện Chỉ số PCI năm 2020")
    )
    assert known(about_a_year["tasks"], "deadline_kind", "deadline_end") == [
        ("period", date(2025, 6, 30)),
        ("unparsed", None),
    ]


def test_a_plan_for_a_school_year_has_months_in_both_its_years() -> None:
    title = "Thực hiện nhiệm vụ năm học 2025-2026"
    frames = add_deadlines(frames_of("Tháng 9", "Tháng 3", "Học kỳ I", title=title, issued=date(2025, 9, 5)))
    assert known(frames["tasks"], "deadline_start", "deadline_end") == [
        (date(2025, 9, 1), date(2025, 9, 30)),
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2025, 9, 1), date(2026, 1, 31)),
    ]


def test_a_missing_year_is_that_of_the_column_heading_then_the_title_then_the_document() -> None:
    heading = add_deadlines(frames_of("Tháng 2", title="Kế hoạch năm 2026", header="Thời gian (Năm 2027)"))
    title = add_deadlines(frames_of("Tháng 2", title="Kế hoạch năm 2026"))
    document = add_deadlines(frames_of("Tháng 2"))
    ends = [known(frames["tasks"], "deadline_end")[0][0] for frames in (heading, title, document)]
    assert ends == [date(2027, 2, 28), date(2026, 2, 28), date(2026, 2, 28)]


def test_what_is_not_understood_is_said() -> None:
    frames = add_deadlines(frames_of("Sở đưa ra sau", "31/9/2025"))
    assert known(frames["diagnostics"], "code", "location") == [
        ("deadline-unparsed", "d1-t0001"),
        ("deadline-invalid-date", "d1-t0002"),
    ]


def test_a_table_without_tasks_gives_empty_tables() -> None:
    frames = add_deadlines(frames_of())
    assert len(frames["task_deadlines"]) == 0
    assert list(frames["tasks"]["deadline_kind"]) == []
