"""Records to finished frames: the stages in their order."""

from collections.abc import Callable, Iterable

from pipeline.stages.checks import check_keys, count_rows
from pipeline.stages.deadlines import add_deadlines
from pipeline.stages.departments import add_departments
from pipeline.stages.documents import add_document_dates
from pipeline.stages.duplicates import add_document_keys
from pipeline.stages.frames import Frames, Stage, to_frames
from schemas.records import DocumentRecord


def stages(departments: Stage = add_departments) -> tuple[Stage, ...]:
    """Return the stages in order; departments may stand for one that knows a user's own list of units."""
    return (add_document_dates, departments, add_deadlines, add_document_keys, count_rows, check_keys)


def build_frames(
    records: Iterable[DocumentRecord], *, departments: Callable[[Frames], Frames] = add_departments
) -> Frames:
    """Return the finished tables of these records, each document's rows independent of the others'."""
    frames = to_frames(records)
    for stage in stages(departments):
        frames = stage(frames)
    return frames
