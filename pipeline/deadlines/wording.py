"""A reading in regular Vietnamese words, such that reading them again gives the same."""

from datetime import date

from pipeline.deadlines.reading import Reading

_QUARTERS = ("I", "II", "III", "IV")
_LIMITS = {"before": "Trước", "by": "Đến hết"}
_FREQUENCIES = {
    ("FREQ=DAILY", "day"): "Hằng ngày",
    ("FREQ=WEEKLY;BYDAY=FR", "week"): "Hằng tuần",
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "month"): "Hằng tháng",
    ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "quarter"): "Hằng quý",
    ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "half"): "06 tháng/lần",
    ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "year"): "Hằng năm",
}
_DURATIONS = {"D": "ngày", "W": "tuần", "M": "tháng", "Y": "năm"}


def write_deadline(reading: Reading) -> str | None:
    """Return the reading in words; None where no words of this kind say it without loss.

    >>> write_deadline(Reading("", "before", "", end=date(2025, 6, 30), bound="by", granularity="quarter"))
    'Đến hết quý II/2025'
    """
    if "approximate" in reading.flags or "multi" in reading.flags or reading.anchor:
        return None
    if reading.duration and reading.kind != "duration":
        return None
    match reading.kind:
        case "continuous":
            return None if reading.start or reading.end or reading.granularity else "Thường xuyên"
        case "date":
            return (
                f"Ngày {reading.start:%d/%m/%Y}" if reading.start and reading.start == reading.end else None
            )
        case "before":
            return _limit(reading)
        case "period":
            return _period(reading)
        case "recurring":
            return _recurring(reading)
        case "duration":
            return _duration(reading)
    return None


def _named(day: date, granularity: str | None) -> str | None:
    """Return the name of the day, month, quarter, half or year that a day lies in."""
    match granularity:
        case "day":
            return f"ngày {day:%d/%m/%Y}"
        case "month":
            return f"tháng {day:%m/%Y}"
        case "quarter":
            return f"quý {_QUARTERS[(day.month - 1) // 3]}/{day.year}"
        case "half":
            return f"6 tháng {'đầu' if day.month <= 6 else 'cuối'} năm {day.year}"
        case "year":
            return f"năm {day.year}"
    return None


def _limit(reading: Reading) -> str | None:
    name = _named(reading.end, reading.granularity) if reading.end else None
    return f"{_LIMITS[reading.bound or 'by']} {name}" if name else None


def _period(reading: Reading) -> str | None:
    start, end, granularity = reading.start, reading.end, reading.granularity
    if start is None or (reading.edtf or "").startswith("{"):
        return None
    first = _named(start, granularity)
    if end is None:
        return f"Từ {first}" if first else None
    if granularity == "multi_year":
        return f"Giai đoạn {start.year}-{end.year}"
    last = _named(end, granularity)
    if first is None or last is None:
        return None
    return first if first == last else f"Từ {first} đến {last}"


def _recurring(reading: Reading) -> str | None:
    rule = reading.rrule or ""
    if reading.edtf:  # bounded by a period
        return None
    if "due_day_assumed" in reading.flags or rule.startswith("FREQ=DAILY"):
        return _FREQUENCIES.get((rule, reading.granularity or ""))
    if "|" in rule or not rule:  # due days of several months, or no known period
        return None
    parts = dict(part.split("=") for part in rule.split(";") if part)
    limit = "Trước ngày" if reading.bound == "before" else "Chậm nhất ngày"
    day, month = parts.get("BYMONTHDAY", ""), parts.get("BYMONTH", "")
    if not day.isdecimal() or parts.keys() & {"UNTIL", "INTERVAL"}:
        return None
    if parts["FREQ"] == "MONTHLY" and reading.granularity == "month":
        return f"{limit} {day} hằng tháng"
    return f"{limit} {day}/{month} hằng năm" if month.isdecimal() and reading.granularity == "year" else None


def _duration(reading: Reading) -> str | None:
    length = (reading.duration or "")[1:]
    if reading.start or reading.bound or not length[:-1].isdecimal():
        return None
    working = " làm việc" if "working_days" in reading.flags else ""
    return f"{int(length[:-1]):02d} {_DURATIONS[length[-1]]}{working}"
