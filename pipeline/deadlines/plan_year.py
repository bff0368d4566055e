"""The year or school year that a plan is for, from its title."""

import re
from datetime import date

from schemas.text import fold

# `năm 2026`, but no goal (đến năm 2030), no date (tháng 6 năm 2025) and no range (năm 2025 - 2030).
_YEAR = re.compile(r"(?<!den )(?<!tu )(?<!\d )\bnam (\d{4})\b(?!\s*(?:-|den)\s*(?:nam )?\d)")
_SCHOOL_YEAR = re.compile(r"\bnam hoc:? (\d{4})\s*[-–/]\s*(\d{4})\b")
# A law is called after its year: Luật Đất đai năm 2024; but `phổ biến pháp luật năm 2026` is a plan for 2026.
_LAW = re.compile(r"(?<!phap )\bluat(?! nam)[^,;.]{2,60}$")


def read_plan_year(title: str | None, issue_start: date | None, issue_end: date | None) -> int | None:
    """Return the year of `Kế hoạch ... năm 2026`; None where the title names none.

    A year before the document's own is what the plan looks back on, one more than a year ahead is a goal.

    >>> read_plan_year("Kiểm soát thủ tục hành chính năm 2022", date(2021, 12, 28), date(2021, 12, 28))
    2022
    >>> read_plan_year("Khắc phục kết quả Chỉ số PCI năm 2020", date(2021, 8, 1), date(2021, 8, 31)) is None
    True
    """
    if not title:
        return None
    folded = fold(title)
    years = [int(found[1]) for found in _YEAR.finditer(folded) if not _LAW.search(folded[: found.start()])]
    if issue_start is not None and issue_end is not None:
        years = [year for year in years if issue_start.year <= year <= issue_end.year + 1]
    return years[0] if years and len(set(years)) == 1 else None


def read_school_year(title: str | None) -> int | None:
    """Return the first year of `Kế hoạch ... năm học 2025-2026`; None where the title names none or several.

    >>> read_school_year("Thực hiện nhiệm vụ năm học 2025 - 2026")
    2025
    """
    years = {
        int(found[1])
        for found in _SCHOOL_YEAR.finditer(fold(title or ""))
        if int(found[2]) == int(found[1]) + 1
    }
    return years.pop() if len(years) == 1 else None
