"""Records to finished frames: the stages in their order."""

from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path

from pipeline.stages.checks import check_keys, count_rows
from pipeline.stages.deadlines import add_deadlines
from pipeline.stages.departments import add_departments
from pipeline.stages.documents import add_document_dates
from pipeline.stages.duplicates import add_document_keys
from pipeline.stages.frames import Frames, Stage, to_frames
from schemas.records import DocumentRecord


@cache
def departments_stage(units: Path | None = None) -> Stage:
    """Return the departments stage, with a user's own list of units where one is given."""
    if units is None:
        return add_departments
    from pipeline.units.lexicon import load_lexicon

    return partial(add_departments, lexicon=load_lexicon(units))


def stages(departments: Stage) -> tuple[Stage, ...]:
    """Return the stages in their order."""
    return (add_document_dates, departments, add_deadlines, add_document_keys, count_rows, check_keys)


def build_frames(records: Iterable[DocumentRecord], *, departments: Stage | None = None) -> Frames:
    """Return the finished tables of these records, each document's rows independent of the others'."""
    frames = to_frames(records)
    for stage in stages(departments or departments_stage()):
        frames = stage(frames)
    return frames
