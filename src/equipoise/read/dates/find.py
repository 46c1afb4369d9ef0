"""Find the words that name a time. In: a sentence's text. Out: DateWords, sorted, not overlapping; the longest reading wins.

Every pattern is linear (no nested repetition) and starts at a word; numbers that are no dates (phone numbers, figures) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from equipoise.read.dates.vocabulary import (
    MONTHS,
    NUMBERS,
    QUARTERS,
    SEASONS,
    WEEKDAYS,
    DateWords,
    TimeKind,
    day_or_none,
    month_end,
)

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?=\b)\.?)"
)
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_WEEKDAY_SHORT = r"(?:(?P<weekday>(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?)\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DASH = r"\s?(?:[-–—]|to|and|through|until)\s?"
_TO_DAY = rf"(?:{_DASH}(?P<last_day>\d{{1,2}})(?:st|nd|rd|th)?)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_UNIT = r"(?P<unit>day|night|weekend|week|fortnight|month|quarter|year|decade|century)"
_UNITS = r"(?P<unit>days?|nights?|weekends?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies)|hours?)"
_NUMBER = (
    r"(?P<number>\d{1,3}|a couple of|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|several|a few|some|many|few)"
)
_PART = r"(?:(?P<part>early|mid|late|(?:the )?(?:beginning|start|end|middle) of|earlier|later)[\s-]+(?:in\s+)?)?"
_SHIFT = r"(?P<shift>last|this|next|past|coming|previous|the same|that|earlier this|later this|early this|late last|early last|late this)"
_OF_YEAR = r"(?:,?\s+(?:of\s+)?(?P<of_year>last|this|next|the same|that) year\b)?"
_LEAD = re.compile(r"\b(since|after|before|until|till|by|from|prior to|following|as of|between)\s+(?:the\s+)?(?:\w+day,?\s+)?$", re.I)

_COUNTED = "percent|per cent|%|km|people|soldiers|troops|dollars|euros|tons|tonnes|men|women|jobs|tanks|barrels|workers"
Build = Callable[[re.Match[str]], "dict[str, object] | None"]


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
    if "early" in words or "beginning" in words or "start" in words:
        return "early" if words != "earlier" else None
    return "mid" if "mid" in words else "late" if words == "late" or "end" in words else None


def _number_of(m: re.Match[str]) -> int | None:
    word = m["number"].lower()
    return int(word) if word.isdigit() else 2 if word.startswith("a couple") else NUMBERS.get(word)


def _unit_of(m: re.Match[str]) -> str:
    word = m["unit"].lower()
    return {"centuries": "century"}.get(word, word if word == "century" else word.removesuffix("s"))


def _day(m: re.Match[str]) -> dict[str, object] | None:
    year, month, day = int(m["year"]), _month_of(m), int(m["day"])
    last = int(m["last_day"]) if m.groupdict().get("last_day") else None
    if day_or_none(year, month, day) is None or (last is not None and (last <= day or day_or_none(year, month, last) is None)):
        return None
    return {"kind": TimeKind.DAY, "year": year, "month": month, "day": day, "last_day": last, "weekday": _weekday_of(m)}


def _iso_day(m: re.Match[str]) -> dict[str, object] | None:
    year, month, day = int(m["year"]), int(m["mm"]), int(m["dd"])
    return {"kind": TimeKind.DAY, "year": year, "month": month, "day": day} if day_or_none(year, month, day) else None


def _numeric_day(m: re.Match[str]) -> dict[str, object] | None:
    # 12/11/2023 may be either; only what one order allows is taken here. The page header's own rule is in read.stamps.
    a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
    either = {(mm, dd) for mm, dd in ((b, a), (a, b)) if day_or_none(year, mm, dd)}
    if m["sep"] == ".":
        either &= {(b, a)}
    if len(either) != 1:
        return None
    month, day = either.pop()
    return {"kind": TimeKind.DAY, "year": year, "month": month, "day": day}


def _month_year(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.MONTH, "year": int(m["year"]), "month": _month_of(m), "part": _part_of(m)}


def _years(m: re.Match[str]) -> dict[str, object] | None:
    first, last = int(m["year"]), m["year2"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end <= first + 120:
        return None
    return {"kind": TimeKind.STRETCH, "first": date(first, 1, 1), "last": date(end, 12, 31)}


def _decade(m: re.Match[str]) -> dict[str, object]:
    first = int(m["decade"]) if len(m["decade"]) == 4 else 1900 + int(m["decade"])
    low, high = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}.get(_part_of(m) or "", (0, 9))
    return {"kind": TimeKind.STRETCH, "first": date(first + low, 1, 1), "last": date(first + high, 12, 31)}


def _quarter(m: re.Match[str]) -> dict[str, object] | None:
    n = QUARTERS.get(m["nth"].lower())
    length = 6 if "half" in m[0].lower() else 3
    if n is None or n * length > 12:
        return None
    year = int(m["year"])
    return {"kind": TimeKind.STRETCH, "first": date(year, (n - 1) * length + 1, 1), "last": month_end(year, n * length)}


def _season_year(m: re.Match[str]) -> dict[str, object]:
    low, high = SEASONS[m["season"].lower()]
    year = int(m["year"])
    return {"kind": TimeKind.STRETCH, "first": date(year, low, 1), "last": month_end(year + (high < low), high)}


def _year(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.YEAR, "year": int(m["year"]), "part": _part_of(m)}


def _of_year(m: re.Match[str]) -> int | None:
    word = m.groupdict().get("of_year")
    return {"last": -1, "this": 0, "next": 1}.get(word.lower()) if word else None


def _day_of_year(m: re.Match[str]) -> dict[str, object] | None:
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


_COUNT = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "late last": -1, "early last": -1}


def _shift_count(m: re.Match[str]) -> int | None:
    word = (m.groupdict().get("shift") or "").lower()
    return _COUNT.get(word, 0) if word else None


def _shift_part(m: re.Match[str]) -> str | None:
    word = (m.groupdict().get("shift") or "").lower()
    return "late" if word.startswith("late ") else "early" if word.startswith("early ") else word.split()[0] if "er this" in word else None


def _month_alone(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.MONTH_ALONE, "month": _month_of(m), "count": _shift_count(m), "part": _part_of(m), "of_year": _of_year(m)}


def _weekday(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.WEEKDAY, "weekday": _weekday_of(m), "count": _shift_count(m)}


def _season(m: re.Match[str]) -> dict[str, object]:
    low, _ = SEASONS[m["season"].lower()]
    return {"kind": TimeKind.SEASON, "month": low, "count": _shift_count(m)}


def _shifted(m: re.Match[str]) -> dict[str, object] | None:
    word = (m["shift"] or "").lower()
    if word in {"the same", "that"}:
        return {"kind": TimeKind.LATER, "unit": _unit_of(m), "count": 0}
    return {"kind": TimeKind.SHIFT, "unit": _unit_of(m), "count": _COUNT.get(word, 0), "part": _shift_part(m)}


_DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def _deictic(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.SHIFT, "unit": "day", "count": _DEICTIC[m["deictic"].lower()]}


def _ago(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.AGO, "unit": _unit_of(m), "count": _number_of(m)}


def _length(m: re.Match[str]) -> dict[str, object]:
    sign = 1 if m["way"].lower() in {"next", "coming"} else -1
    number = _number_of(m) if m["number"] else None
    return {
        "kind": TimeKind.LENGTH,
        "unit": _unit_of(m),
        "count": sign * (number or 3) if m["number"] or m[0].lower().endswith("s") else sign,
    }


def _coming(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.LENGTH, "unit": _unit_of(m), "count": _number_of(m) or 3}


def _recent(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.RECENT, "unit": _unit_of(m) if m.groupdict().get("unit") else None}


def _later(m: re.Match[str]) -> dict[str, object]:
    count = _number_of(m) if m["number"] else 1
    back = m["way"].lower() in {"earlier", "before", "previously"}
    return {"kind": TimeKind.LATER, "unit": _unit_of(m), "count": (count or 3) * (-1 if back else 1)}


def _next_day(m: re.Match[str]) -> dict[str, object]:
    return {"kind": TimeKind.LATER, "unit": _unit_of(m), "count": -1 if m["way"].lower() in {"previous", "preceding"} else 1}


_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"(?:19|20)\d\d|\d0['’]?s\b")


def _p(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)


_NOT_NUMBER = r"(?<![\d.,/$€£%-])"
# Order settles ties between readings of equal length; the longest reading that starts first is kept.
WITH_DIGITS: tuple[tuple[re.Pattern[str], Build], ...] = (
    (_p(rf"\b{_WEEKDAY_SHORT}{_MONTH}\s+{_DAY}{_TO_DAY}\s?[,.]?\s+{_YEAR}\b"), _day),
    (_p(rf"{_NOT_NUMBER}\b{_WEEKDAY_SHORT}(?:the\s+)?{_DAY}{_TO_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b"), _day),
    (_p(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)[-/.](?P<mm>\d\d)[-/.](?P<dd>\d\d)(?![\d/])"), _iso_day),
    (_p(r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?![\d/])"), _numeric_day),
    (_p(rf"\b{_PART}{_MONTH},?\s+(?:of\s+)?{_YEAR}\b"), _month_year),
    (_p(rf"{_NOT_NUMBER}\b(?:between\s+|from\s+)?{_YEAR}(?:{_DASH})(?P<year2>(?:19|20)?\d\d)\b(?![-/.,]\d)"), _years),
    (_p(rf"\b{_PART}(?:the\s+)?'?(?P<decade>(?:19|20)\d0|[2-9]0)['’]?s\b(?!\w)"), _decade),
    (_p(rf"\b(?P<nth>first|second|third|fourth|last)[ -](?:quarter|half)\s+(?:of\s+)?{_YEAR}\b", re.I), _quarter),
    (_p(rf"\b(?:Q|H)(?P<nth>[1-4])\s+(?:of\s+)?{_YEAR}\b"), _quarter),
    (_p(rf"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\s+(?:of\s+)?{_YEAR}\b"), _season_year),
    (
        _p(rf"{_NOT_NUMBER}\b{_PART}{_YEAR}\b(?![-/.,:]?\d)(?!\s*(?:{_COUNTED}))"),
        _year,
    ),
    (_p(rf"\b{_WEEKDAY_SHORT}{_MONTH}\s+{_DAY}{_TO_DAY}\b(?![,.]?\d){_OF_YEAR}"), _day_of_year),
    (_p(rf"{_NOT_NUMBER}\b{_WEEKDAY_SHORT}(?:the\s+)?{_DAY}{_TO_DAY}\s+(?:of\s+)?{_MONTH}(?!\w){_OF_YEAR}"), _day_of_year),
)
_LETTERS = re.compile(r"[a-z]+")
_MONTH_NAMES = frozenset(MONTHS)
_WEEKDAY_NAMES = frozenset(WEEKDAYS)
_SEASON_NAMES = frozenset(SEASONS)
_UNIT_NAMES = frozenset(["day", "night", "weekend", "week", "fortnight", "month", "quarter", "year", "decade", "century", "hour"])
_UNITS_NAMES = _UNIT_NAMES | {"centuries"} | {f"{u}s" for u in _UNIT_NAMES}
_SHIFT_NAMES = frozenset(["last", "this", "next", "past", "coming", "previous", "same", "that"])


def _need(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Each with the words without which it cannot hold (one of each set): most sentences name no time, and are done with at once.
IN_WORDS: tuple[tuple[re.Pattern[str], Build, tuple[frozenset[str], ...]], ...] = (
    (_p(rf"\b(?:{_SHIFT}\s+)?{_WEEKDAY}\b"), _weekday, (_WEEKDAY_NAMES,)),
    (_p(rf"\b{_SHIFT}\s+(?P<season>spring|summer|autumn|fall|winter)\b", re.I), _season, (_SHIFT_NAMES, _SEASON_NAMES)),
    (_p(rf"\b{_SHIFT}\s+{_UNIT}\b(?!['’]s\s+(?:old|end))", re.I), _shifted, (_SHIFT_NAMES, _UNIT_NAMES)),
    (_p(r"\b(?P<deictic>today|tonight|yesterday|tomorrow)\b", re.I), _deictic, (frozenset(_DEICTIC),)),
    (_p(rf"\b{_NUMBER}(?:[\s-]+and[\s-]+a[\s-]+half)?[\s-]+{_UNITS}\s+ago\b", re.I), _ago, (_need("ago"),)),
    (
        _p(rf"\b(?:the\s+)?(?P<way>past|last|previous|coming|next)\s+(?:{_NUMBER}\s+)?{_UNITS}\b", re.I),
        _length,
        (_need("past last previous coming next"), _UNITS_NAMES),
    ),
    (_p(rf"\b(?:in|within)\s+(?:the\s+)?{_NUMBER}\s+{_UNITS}(?:['’]s?\s+time)\b", re.I), _coming, (_need("in within"), _need("time"))),
    (_p(rf"\b(?:recent|these)\s+{_UNITS}\b", re.I), _recent, (_need("recent these"), _UNITS_NAMES)),
    (
        _p(r"\b(?:recently|recent|lately|just|hot on the heels|the latest)\b", re.I),
        _recent,
        (_need("recently recent lately just hot latest"),),
    ),
    (
        _p(rf"\b{_NUMBER}\s+{_UNITS}\s+(?P<way>later|earlier|after|afterwards|before|previously)\b", re.I),
        _later,
        (_need("later earlier after afterwards before previously"), _UNITS_NAMES),
    ),
    (
        _p(r"\b(?:the\s+)(?P<way>next|following|previous|preceding)\s+(?P<unit>day|week|month|year)\b", re.I),
        _next_day,
        (_need("next following previous preceding"), _UNIT_NAMES),
    ),
)
# A month's name alone: May and March are also a verb and a noun, so they need a word before them that only a time can follow.
_ALONE = _p(
    rf"\b(?:{_SHIFT}\s+|{_PART})(?P<month>January|February|April|June|July|August|September|October|November|December)\b(?!\s+\d){_OF_YEAR}"
)
_ALONE_SAFE = _p(
    r"\b(?:(?P<shift>last|this|next|past|coming)\s+|(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Tt]hrough)\s+"
    r"(?P<part>early\s+|mid-|late\s+)?|(?P<part2>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+)(?P<month>March|May)(?=[\s,.;:)]|['’]s|$)(?!\s+(?:\d|[a-z]+ed\b.{0,20}\bstreets))"
    + _OF_YEAR
)


def find_words(text: str) -> list[DateWords]:
    """The time expressions of a text, sorted by place and not overlapping.

    >>> [(w.text, w.kind.value, w.year, w.month) for w in find_words("He came in February 2023 and again last week.")]
    [('February 2023', 'month', 2023, 2), ('last week', 'shift', None, None)]
    """
    found = sorted(_candidates(text), key=lambda w: (w.start, -w.end))
    kept: list[DateWords] = []
    for words in found:
        if kept and words.start < kept[-1].end:
            if words.end - words.start > kept[-1].end - kept[-1].start:
                kept[-1] = words
            continue
        kept.append(words)
    return kept


def _candidates(text: str) -> Iterator[DateWords]:
    present = set(_LETTERS.findall(text.lower()))
    with_digits = WITH_DIGITS if _DIGITS.search(text) else WITH_DIGITS[-2:] if _DIGIT.search(text) and present & _MONTH_NAMES else ()
    for pattern, build in with_digits:
        for m in pattern.finditer(text):
            values = build(m)
            if values is not None:
                yield _words(text, m.start(), m.end(), values)
    for pattern, build, needs in IN_WORDS:
        if all(present & need for need in needs):
            for m in pattern.finditer(text):
                values = build(m)
                if values is not None:
                    yield _words(text, m.start(), m.end(), values)
    for pattern in (_ALONE, _ALONE_SAFE) if present & _MONTH_NAMES else ():
        for m in pattern.finditer(text):
            yield _words(text, _alone_start(m), m.end(), _month_alone(m))


def _alone_start(m: re.Match[str]) -> int:
    groups = m.groupdict()
    starts = [m.start(g) for g in ("shift", "part", "part2", "month") if groups.get(g)]
    return min(starts)


_NOUN_AFTER = re.compile(
    r"\s+(?!and\b|or\b|in\b|at\b|on\b|to\b|for\b|with\b|by\b|that\b|which\b|when\b|as\b|the\b|a\b|an\b|after\b|before\b|but\b|he\b|she\b|it\b|they\b)[a-z]+"
)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|a|an|this|that|its|their|his|her|['’]s|s['’])\s+$", re.I)


def _words(text: str, start: int, end: int, values: dict[str, object]) -> DateWords:
    stripped = text[start:end].rstrip()
    end = start + len(stripped)
    before = text[max(0, start - 40) : start]
    lead = _LEAD.search(before)
    attribute = bool(_NOUN_AFTER.match(text, end) and _ARTICLE_BEFORE.search(before)) or text[end : end + 2] in {"'s", "’s"}
    name = lead[1].lower() if lead else None
    name = {"till": "until", "prior to": "before", "following": "after", "from": "since", "as of": "since", "between": None}.get(
        name or "", name
    )
    return DateWords(text[start:end], start, end, lead=name, attribute=attribute, **values)  # type: ignore[arg-type]
