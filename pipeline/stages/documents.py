"""What a document's own row says beyond print: the days its date can mean, and the plan's period."""

import re
from datetime import date, timedelta

from pipeline.stages.frames import Frames, listed, rows_of, values
from schemas.text import fold

# "giai đoạn 2021-2025", "giai đoạn 2021 đến 2025", "giai đoạn 2021 - 25"
_PERIOD = re.compile(r"\bgiai doan (?:tu )?(?:nam )?(\d{4})\s*(?:-|den(?: nam)?)\s*(\d{4}|\d{2})\b")


def days_of(edtf: str | None) -> tuple[date, date] | None:
    """Return the first and last day that an EDTF date of level 0 can mean; None where there is none.

    >>> days_of("2021-02")
    (datetime.date(2021, 2, 1), datetime.date(2021, 2, 28))
    """
    if not edtf:
        return None
    year, month, day = ([int(part) for part in edtf.split("-")] + [0, 0])[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    return date(year, 1, 1), date(year, 12, 31)


def read_period(title: str | None) -> tuple[int, int] | None:
    """Return the years of `giai đoạn 2021-2025` in a title, None where it names no period.

    >>> read_period("Thực hiện Đề án ... giai đoạn 2021 – 2025, định hướng đến năm 2030")
    (2021, 2025)
    """
    found = _PERIOD.search(fold(title)) if title else None
    if found is None:
        return None
    start, end = int(found[1]), found[2]
    last = int(end) if len(end) == 4 else start // 100 * 100 + int(end)
    return (start, last) if start <= last else None


def add_document_dates(frames: Frames) -> Frames:
    """Read issue_date and the title's period into typed columns.

    Needs: documents.issue_date, title, attached_title. Adds: issue_date_start, issue_date_end, period_start,
    period_end. The period of an attached plan's own title counts before the issuing document's.
    """
    documents = frames["documents"]
    days = [days_of(edtf) for edtf in listed(documents["issue_date"])]
    titles = rows_of(documents, ("attached_title", "title"))
    periods = [read_period(own) or read_period(outer) for own, outer in titles]
    documents = documents.assign(
        issue_date_start=values([day[0] if day else None for day in days], "date"),
        issue_date_end=values([day[1] if day else None for day in days], "date"),
        period_start=values([period[0] if period else None for period in periods], "int"),
        period_end=values([period[1] if period else None for period in periods], "int"),
    )
    return frames | {"documents": documents}
