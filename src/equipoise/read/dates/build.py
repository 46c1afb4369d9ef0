"""What the words of a match say: one function for each pattern of ``find``. In: a match. Out: the fields of DateWords.

None stands for what is no time after all.
"""

from __future__ import annotations

import re
from datetime import date

from equipoise.read.dates.vocabulary import MONTHS, NUMBERS, QUARTERS, SEASONS, WEEKDAYS, TimeKind, day_or_none, month_end

_NEXT = frozenset(f"the {way} {unit}" for way in ("next", "previous") for unit in ("day", "morning", "evening", "week", "month", "year"))
DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def _month_of(m: re.Match[str]) -> int:
    return MONTHS[m["month"].lower().rstrip(".")]


def _weekday_of(m: re.Match[str]) -> int | None:
    name = m.groupdict().get("weekday")
    return WEEKDAYS.get(name.lower().rstrip("."), None) if name else None


def _part_of(m: re.Match[str]) -> str | None:
    groups = m.groupdict()
    words = (groups.get("part") or groups.get("part2") or "").strip(" -").lower()
    if not words:
        return None
    named = words.removeprefix("the ").split()[0]
    if named in ("early", "beginning", "start", "first"):
        return "early"
    if named in ("mid", "middle"):
        return "mid"
    return "late" if named in ("late", "end", "last", "final") else None


def _number_of(m: re.Match[str]) -> int | None:
    word = m["number"].lower()
    return int(word) if word.isdigit() else 2 if word.startswith("a couple") else NUMBERS.get(word)


def _unit_of(m: re.Match[str]) -> str:
    word = m["unit"].lower()
    return {"centuries": "century", "morning": "day", "afternoon": "day", "evening": "day"}.get(
        word, word if word == "century" else word.removesuffix("s")
    )


def day(m: re.Match[str]) -> dict[str, object] | None:
    year, month, day = int(m["year"]), _month_of(m), int(m["day"])
    last = int(m["last_day"]) if m.groupdict().get("last_day") else None
    if day_or_none(year, month, day) is None or (last is not None and (last <= day or day_or_none(year, month, last) is None)):
        return None
    return {"kind": TimeKind.DAY, "year": year, "month": month, "day": day, "last_day": last, "weekday": _weekday_of(m)}


def iso_day(m: re.Match[str]) -> dict[str, object] | None:
    year, month, day = int(m["year"]), int(m["mm"]), int(m["dd"])
    return {"kind": TimeKind.DAY, "year": year, "month": month, "day": day} if day_or_none(year, month, day) else None


def numeric_day(m: re.Match[str]) -> dict[str, object] | None:
    # 12/11/2023 may be either; only what one order allows is taken here. The page header's own rule is in read.stamps.
    a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
    either = {(mm, dd) for mm, dd in ((b, a), (a, b)) if day_or_none(year, mm, dd)}
    if m["sep"] == ".":
        either &= {(b, a)}
    if len(either) != 1:
        return None
    month, day = either.pop()
    return {"kind": TimeKind.DAY, "year": year, "month": month, "day": day}


def month_year(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.MONTH, "year": int(m["year"]), "month": _month_of(m), "part": _part_of(m)}


def years(m: re.Match[str]) -> dict[str, object] | None:
    first, last = int(m["year"]), m["year2"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end <= first + 120:
        return None
    return {"kind": TimeKind.STRETCH, "first": date(first, 1, 1), "last": date(end, 12, 31)}


def decade(m: re.Match[str]) -> dict[str, object]:
    first = int(m["decade"]) if len(m["decade"]) == 4 else 1900 + int(m["decade"])
    low, high = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}.get(_part_of(m) or "", (0, 9))
    return {"kind": TimeKind.STRETCH, "first": date(first + low, 1, 1), "last": date(first + high, 12, 31)}


def quarter(m: re.Match[str]) -> dict[str, object] | None:
    n = QUARTERS.get(m["nth"].lower())
    length = 6 if "half" in m[0].lower() else 3
    if n is None or n * length > 12:
        return None
    year = int(m["year"])
    return {"kind": TimeKind.STRETCH, "first": date(year, (n - 1) * length + 1, 1), "last": month_end(year, n * length)}


def season_year(m: re.Match[str]) -> dict[str, object]:
    low, high = SEASONS[m["season"].lower()]
    year = int(m["year"])
    return {"kind": TimeKind.STRETCH, "first": date(year, low, 1), "last": month_end(year + (high < low), high)}


def year(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.YEAR, "year": int(m["year"]), "part": _part_of(m)}


def _of_year(m: re.Match[str]) -> int | None:
    word = m.groupdict().get("of_year")
    return {"last": -1, "this": 0, "next": 1}.get(word.lower()) if word else None


def day_of_year(m: re.Match[str]) -> dict[str, object] | None:
    month, day = _month_of(m), int(m["day"])
    last = int(m["last_day"]) if m.groupdict().get("last_day") else None
    if day_or_none(2024, month, day) is None or (last is not None and (last <= day or day_or_none(2024, month, last) is None)):
        return None
    return {
        "kind": TimeKind.DAY_OF_YEAR,
        "month": month,
        "day": day,
        "last_day": last,
        "weekday": _weekday_of(m),
        "of_year": _of_year(m),
    }


def day_alone(m: re.Match[str]) -> dict[str, object] | None:
    day = int(m["day"])
    return {"kind": TimeKind.DAY_OF_MONTH, "day": day} if 1 <= day <= 31 else None


_COUNT = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "late last": -1, "early last": -1}


def _shift_count(m: re.Match[str]) -> int | None:
    word = (m.groupdict().get("shift") or "").lower()
    return _COUNT.get(word, 0) if word else None


def _shift_part(m: re.Match[str]) -> str | None:
    word = (m.groupdict().get("shift") or "").lower()
    return "late" if word.startswith("late ") else "early" if word.startswith("early ") else word.split()[0] if "er this" in word else None


def month_alone(m: re.Match[str]) -> dict[str, object]:
    if (m.groupdict().get("of_year") or "").lower() in ("that", "the same"):
        return {"kind": TimeKind.LATER, "unit": "year", "count": 0, "month": _month_of(m), "part": _part_of(m)}
    return {"kind": TimeKind.MONTH_ALONE, "month": _month_of(m), "count": _shift_count(m), "part": _part_of(m), "of_year": _of_year(m)}


def weekday(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.WEEKDAY, "weekday": _weekday_of(m), "count": _shift_count(m)}


def season(m: re.Match[str]) -> dict[str, object]:
    low, _ = SEASONS[m["season"].lower()]
    return {"kind": TimeKind.SEASON, "month": low, "count": _shift_count(m)}


def shifted(m: re.Match[str]) -> dict[str, object] | None:
    word = (m["shift"] or "").lower()
    if word in {"the same", "that"}:
        return {"kind": TimeKind.LATER, "unit": _unit_of(m), "count": 0}
    return {"kind": TimeKind.SHIFT, "unit": _unit_of(m), "count": _COUNT.get(word, 0), "part": _shift_part(m)}


def weekend(_: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.SHIFT, "unit": "weekend", "count": None}


def deictic(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.SHIFT, "unit": "day", "count": DEICTIC[m["deictic"].lower()]}


def ago(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.AGO, "unit": _unit_of(m), "count": _number_of(m)}


def length(m: re.Match[str]) -> dict[str, object] | None:
    if m[0].lower() in _NEXT:
        return None  # counted from another day: ``next_day``
    sign = 1 if m["way"].lower() in {"next", "coming"} else -1
    number = _number_of(m) if m["number"] else None
    return {
        "kind": TimeKind.LENGTH,
        "unit": _unit_of(m),
        "count": sign * (number or 3) if m["number"] or m[0].lower().endswith("s") else sign,
    }


def coming(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.LENGTH, "unit": _unit_of(m), "count": _number_of(m) or 3}


def recent(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.RECENT, "unit": _unit_of(m) if m.groupdict().get("unit") else None}


def later(m: re.Match[str]) -> dict[str, object]:
    count = _number_of(m) if m.groupdict().get("number") else 1 if m[0].lower().startswith("the ") else None
    back = m["way"].lower() in {"earlier", "before", "previously", "beforehand"}
    return {"kind": TimeKind.LATER, "unit": _unit_of(m), "count": (count or 3) * (-1 if back else 1)}


def next_day(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.LATER, "unit": _unit_of(m), "count": -1 if m["way"].lower() in {"previous", "preceding"} else 1}
