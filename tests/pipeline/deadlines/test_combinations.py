"""Bound words before every form of a day or period: what each pair says follows from its two parts."""

from datetime import date, timedelta
from itertools import product

import pytest

from pipeline.deadlines import DeadlineContext, read_deadline

CONTEXT = DeadlineContext(date(2026, 1, 5), date(2026, 1, 5))
DURING = (
    "|Trong |Vào |Hoàn thành trong |Xong trong |Hoàn thành vào |Thực hiện trong |Dự kiến |Dự kiến trong |Nội trong "
    "|Thời gian: |Thời gian thực hiện: |Thời gian hoàn thành: |Triển khai trong |Ước hoàn thành |- "
)
BY = (
    "Chậm nhất |Chậm nhất là |Chậm nhất trong |Chậm nhất vào |Chậm nhất đến |Chậm nhất đến hết |Chậm nhất là trong "
    "|Muộn nhất |Muộn nhất là |Muộn nhất vào |Trễ nhất |Không quá |Không muộn hơn |Không chậm hơn |Không trễ hơn "
    "|Không được muộn hơn |Tối đa đến |Đến |Đến hết |Cho đến hết |Tới |Hết |Hạn |Hạn: |Hạn chót: |Hạn chót |Hạn cuối "
    "|Hạn hoàn thành: |Thời hạn đến |Thời hạn hoàn thành: đến hết |Hoàn thành chậm nhất |Phải xong chậm nhất vào "
    "|Trước và trong |Kéo dài đến hết |Thực hiện đến hết "
)
BEFORE = (
    "Trước |Hoàn thành trước |Xong trước |Phải xong trước |Phải hoàn thành trước |Thời hạn: trước |Hạn chót: trước "
    "|Dự kiến hoàn thành trước |Thực hiện trước |Thời gian hoàn thành: Trước |Chậm nhất trước |Chậm nhất là trước "
)
FROM = (
    "Từ |Kể từ |Bắt đầu từ |Bắt đầu |Thực hiện từ |Tính từ |Triển khai từ |Áp dụng từ |Bắt đầu thực hiện từ "
    "|Ngay từ |Thời gian thực hiện: từ "
)
AFTER = "Sau |Ngay sau "
RELATIONS = {"during": DURING, "by": BY, "before": BEFORE, "from": FROM, "after": AFTER}

Form = tuple[str, date, date, str]


def day(text: str, found: date) -> Form:
    return text, found, found, "day"


def forms() -> list[Form]:
    """Return each form with its first and last day and its granularity."""
    june = (date(2026, 6, 1), date(2026, 6, 30), "month")
    second = (date(2026, 4, 1), date(2026, 6, 30), "quarter")
    year = (date(2026, 1, 1), date(2026, 12, 31), "year")
    days = (
        "15/6/2026|ngày 15/6/2026|15-6-2026|ngày 15.6.2026|15.06.2026|ngày 15 tháng 6 năm 2026|ngày 15 tháng 6|15/6"
        "|15/06|ngày15/6/2026|ngày 15 tháng 06 năm 2026|15/6/26|ngày 15/6|ngày 15/tháng 6/2026|15 tháng 6 năm 2026"
        "|2026-06-15"
    )
    months = (
        "tháng 6/2026|tháng 6 năm 2026|tháng 06/2026|tháng 6-2026|tháng 6 - 2026|tháng 6.2026|T6/2026|tháng 6|tháng sáu"
        "|tháng sáu năm 2026|tháng6/2026|tháng 06|6/2026|06/2026|T.6/2026|tháng 6/26|Tháng Sáu/2026"
    )
    quarters = (
        "quý II/2026|quý II năm 2026|quý 2/2026|quý 02/2026|Q2/2026|QII/2026|quý II-2026|quý II|quý 2|quý hai năm 2026"
        "|quí II/2026|quý II.2026|quý II (2026)|quý II, năm 2026|Quý Ⅱ/2026|quý lI/2026"
    )
    return [
        *(day(text, date(2026, 6, 15)) for text in days.split("|")),
        *((text, *june) for text in months.split("|")),
        *((text, *second) for text in quarters.split("|")),
        *((text, *year) for text in ["năm 2026", "2026", "năm2026"]),
        ("6 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30), "half"),
        ("6 tháng cuối năm", date(2026, 7, 1), date(2026, 12, 31), "half"),
        ("sáu tháng cuối năm 2026", date(2026, 7, 1), date(2026, 12, 31), "half"),
        ("nửa đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30), "half"),
        ("9 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 9, 30), "month"),
        ("giai đoạn 2026-2030", date(2026, 1, 1), date(2030, 12, 31), "multi_year"),
        ("nhiệm kỳ 2026 - 2031", date(2026, 1, 1), date(2031, 12, 31), "multi_year"),
    ]


EXPECTED = {
    "during": lambda first, last: (first, last, "on" if first == last else "during"),
    "by": lambda first, last: (None, last, "by"),
    "before": lambda first, last: (None, first, "before"),
    "from": lambda first, last: (first, None, "after"),
    "after": lambda first, last: (last + timedelta(1), None, "after"),
}


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_bound_word_and_a_form_say_what_their_parts_say(relation: str) -> None:
    wrong = []
    for words, (form, first, last, granularity) in product(RELATIONS[relation].split("|"), forms()):
        if relation in ("from", "after") and granularity == "multi_year":
            continue  # từ giai đoạn 2026-2030: within it
        text = f"{words}{form}"
        readings = read_deadline(text, CONTEXT)
        expected = EXPECTED[relation](first, last)
        got = [(r.start, r.end, r.bound) for r in readings]
        if got != [expected] or readings[0].granularity != granularity:
            wrong.append((text, got, readings[0].granularity, readings[0].kind))
    assert not wrong, (len(wrong), wrong[:40])


EVERY_MONTH = "hằng tháng|hàng tháng|mỗi tháng|của mỗi tháng|từng tháng|của hằng tháng|của tháng"
EVERY_YEAR = "hằng năm|hàng năm|mỗi năm|từng năm|hằng  năm|HẰNG NĂM"
LAST_OF_QUARTER = (
    "tháng cuối quý|của tháng cuối quý|tháng cuối của quý|tháng cuối mỗi quý|của tháng cuối mỗi quý|tháng cuối hằng quý"
    "|tháng cuối cùng của quý"
)
FIRST_OF_NEXT_QUARTER = (
    "tháng đầu quý sau|của tháng đầu quý sau|tháng đầu của quý sau"
    "|tháng đầu tiên của quý sau|tháng đầu quý tiếp theo"
)
DUE = {
    "before": "Trước |Gửi trước |Hoàn thành trước |Định kỳ trước ",
    "by": "|Vào |Chậm nhất |Chậm nhất là |Chậm nhất vào |Muộn nhất |Không quá |Định kỳ ",
}
OF_MONTHS = {
    "FREQ=MONTHLY;BYMONTHDAY=20": ("ngày 20", EVERY_MONTH),
    "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15": ("ngày 15/11|15/11|ngày 15 tháng 11", EVERY_YEAR),
    "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20": ("ngày 20", LAST_OF_QUARTER),
    "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5": ("ngày 05|ngày 5", FIRST_OF_NEXT_QUARTER),
    "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15": (
        "ngày 15/6 và 15/12|15/6, 15/12|ngày 15/6 và ngày 15/12",
        EVERY_YEAR,
    ),
    "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20 ": (
        "ngày 20 các tháng 3, 6, 9, 12|20/3, 20/6, 20/9, 20/12|ngày 20 tháng 3, tháng 6, tháng 9 và tháng 12",
        EVERY_YEAR,
    ),
    "FREQ=WEEKLY;BYDAY=FR": (
        "thứ Sáu|thứ 6|16h00 thứ Sáu|16 giờ ngày thứ Sáu",
        "hằng tuần|hàng tuần|mỗi tuần",
    ),
}


@pytest.mark.parametrize("rule", OF_MONTHS)
def test_a_due_day_and_a_frequency_say_what_their_parts_say(rule: str) -> None:
    wrong = []
    days, frequencies = OF_MONTHS[rule]
    for bound, words in DUE.items():
        for word, due, often in product(words.split("|"), days.split("|"), frequencies.split("|")):
            for text in (
                f"{word}{due} {often}",
                f"{word}{due} {often}.",
                f"{often}, {word}{due}",
                f"{often} ({word}{due})",
            ):
                if text.lower().startswith(("của", "tháng đầu", "tháng cuối")):
                    continue
                (reading, *more) = read_deadline(text, CONTEXT)
                wanted = "by" if "16" in due else bound
                if more or (reading.kind, reading.rrule, reading.bound) != (
                    "recurring",
                    rule.strip(),
                    wanted,
                ):
                    wrong.append((text, reading.kind, reading.rrule, reading.bound, len(more)))
    assert not wrong, (len(wrong), wrong[:60])
