"""Find the words that name a time. In: a sentence's text. Out: DateWords, sorted, not overlapping; the longest reading wins.

Every pattern is linear (no nested repetition) and starts at a word; numbers that are no dates (phone numbers, figures) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from equipoise.read.dates import build
from equipoise.read.dates.vocabulary import (
    MONTHS,
    SEASONS,
    WEEKDAYS,
    DateWords,
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
_UNIT = r"(?P<unit>day|night|morning|afternoon|evening|weekend|week|fortnight|month|quarter|year|decade|century)"
_UNITS = r"(?P<unit>days?|nights?|weekends?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies)|hours?)"
_NUMBER = (
    r"(?P<number>\d{1,3}|a couple of|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|several|a few|some|many|few)"
)
_OF_MONTH = r"(?:the )?(?:beginning|start|end|middle|(?:first|last|final) (?:week|days|weekend)) of"
_PART = rf"(?:(?P<part>early|mid|late|{_OF_MONTH}|earlier|later)[\s-]+(?:in\s+)?)?"
_SHIFT = r"(?P<shift>last|this|next|past|coming|previous|the same|that|earlier this|later this|early this|late last|early last|late this)"
_OF_YEAR = r"(?:,?\s+(?:of\s+)?(?P<of_year>last|this|next|the same|that) year\b)?"
_LEAD = re.compile(r"\b(since|after|before|until|till|by|from|prior to|following|as of|between)\s+(?:the\s+)?(?:\w+day,?\s+)?$", re.I)

_COUNTED = "percent|per cent|%|km|people|soldiers|troops|dollars|euros|tons|tonnes|men|women|jobs|tanks|barrels|workers"
Build = Callable[[re.Match[str]], "dict[str, object] | None"]


_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"(?:19|20)\d\d|\d0['’]?s\b")


def _p(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)


_NOT_NUMBER = r"(?<![\d.,/$€£%-])"
# Order settles ties between readings of equal length; the longest reading that starts first is kept.
WITH_DIGITS: tuple[tuple[re.Pattern[str], Build], ...] = (
    (_p(rf"\b{_WEEKDAY_SHORT}{_MONTH}\s+{_DAY}{_TO_DAY}\s?[,.]?\s+{_YEAR}\b"), build.day),
    (_p(rf"{_NOT_NUMBER}\b{_WEEKDAY_SHORT}(?:the\s+)?{_DAY}{_TO_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b"), build.day),
    (_p(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)[-/.](?P<mm>\d\d)[-/.](?P<dd>\d\d)(?![\d/])"), build.iso_day),
    (_p(r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?![\d/])"), build.numeric_day),
    (_p(rf"\b{_PART}{_MONTH},?\s+(?:of\s+)?{_YEAR}\b"), build.month_year),
    (_p(rf"{_NOT_NUMBER}\b(?:between\s+|from\s+)?{_YEAR}(?:{_DASH})(?P<year2>(?:19|20)?\d\d)\b(?![-/.,]\d)"), build.years),
    (_p(rf"\b{_PART}(?:the\s+)?'?(?P<decade>(?:19|20)\d0|[2-9]0)['’]?s\b(?!\w)"), build.decade),
    (_p(rf"\b(?P<nth>first|second|third|fourth|last)[ -](?:quarter|half)\s+(?:of\s+)?{_YEAR}\b", re.I), build.quarter),
    (_p(rf"\b(?:Q|H)(?P<nth>[1-4])\s+(?:of\s+)?{_YEAR}\b"), build.quarter),
    (_p(rf"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\s+(?:of\s+)?{_YEAR}\b"), build.season_year),
    (
        _p(rf"{_NOT_NUMBER}\b{_PART}{_YEAR}\b(?![-/.,:]?\d)(?!\s*(?:{_COUNTED}))"),
        build.year,
    ),
    (_p(rf"\b{_WEEKDAY_SHORT}{_MONTH}\s+{_DAY}{_TO_DAY}\b(?![,.]?\d){_OF_YEAR}"), build.day_of_year),
    (_p(rf"{_NOT_NUMBER}\b{_WEEKDAY_SHORT}(?:the\s+)?{_DAY}{_TO_DAY}\s+(?:of\s+)?{_MONTH}(?!\w){_OF_YEAR}"), build.day_of_year),
)
_DAY_ALONE = _p(
    r"\b[Oo]n\s+the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
    r"(?!\s+(?:of\b|floor|day|[a-z]* ?(?:anniversary|birthday)"
    r"|January|February|March|April|May|Ju|August|September|October|November|December))"
)
_LETTERS = re.compile(r"[a-z]+")
_MONTH_NAMES = frozenset(MONTHS)
_WEEKDAY_NAMES = frozenset(WEEKDAYS)
_SEASON_NAMES = frozenset(SEASONS)
_UNIT_NAMES = frozenset(
    [
        "day",
        "night",
        "morning",
        "afternoon",
        "evening",
        "weekend",
        "week",
        "fortnight",
        "month",
        "quarter",
        "year",
        "decade",
        "century",
        "hour",
    ]
)
_UNITS_NAMES = _UNIT_NAMES | {"centuries"} | {f"{u}s" for u in _UNIT_NAMES}
_SHIFT_NAMES = frozenset(["last", "this", "next", "past", "coming", "previous", "same", "that"])


def _need(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Each with the words without which it cannot hold (one of each set): most sentences name no time, and are done with at once.
IN_WORDS: tuple[tuple[re.Pattern[str], Build, tuple[frozenset[str], ...]], ...] = (
    (_p(rf"\b(?:{_SHIFT}\s+)?{_WEEKDAY}\b"), build.weekday, (_WEEKDAY_NAMES,)),
    (_p(rf"\b{_SHIFT}\s+(?P<season>spring|summer|autumn|fall|winter)\b", re.I), build.season, (_SHIFT_NAMES, _SEASON_NAMES)),
    (
        _p(
            r"(?:(?<=\bin )|(?<=\bby )|(?<=\bsince )|(?<=\buntil )|(?<=\bduring ))(?:the\s+)?(?P<season>spring|summer|autumn|winter)\b"
            r"(?!\s+(?:of\s+)?(?:19|20)\d)"
        ),
        build.season,
        (_SEASON_NAMES,),
    ),
    (_p(rf"\b{_SHIFT}\s+{_UNIT}\b(?!['’]s\s+(?:old|end))", re.I), build.shifted, (_SHIFT_NAMES, _UNIT_NAMES)),
    (_p(r"\b(?:at|on|over) the (?P<unit>weekend)\b(?! (?:of|before|after)\b)", re.I), build.weekend, (_need("weekend"),)),
    (  # "a month has passed since the visit"
        _p(rf"\b{_NUMBER}\s+{_UNITS}\s+(?:has|have|had)\s+(?:passed|gone by|elapsed)\s+since\b", re.I),
        build.ago,
        (_need("since"), _UNITS_NAMES),
    ),
    (_p(r"\b(?P<deictic>today|tonight|yesterday|tomorrow)\b", re.I), build.deictic, (frozenset(build.DEICTIC),)),
    (_p(rf"\b{_NUMBER}(?:[\s-]+and[\s-]+a[\s-]+half)?[\s-]+{_UNITS}\s+ago\b", re.I), build.ago, (_need("ago"),)),
    (
        _p(rf"\b(?:the\s+)?(?P<way>past|last|previous|coming|next)\s+(?:{_NUMBER}\s+)?{_UNITS}\b", re.I),
        build.length,
        (_need("past last previous coming next"), _UNITS_NAMES),
    ),
    (_p(rf"\b(?:in|within)\s+(?:the\s+)?{_NUMBER}\s+{_UNITS}(?:['’]s?\s+time)\b", re.I), build.coming, (_need("in within"), _need("time"))),
    (
        _p(rf"\bwithin\s+(?:the\s+next\s+)?{_NUMBER}\s+{_UNITS}\b(?!\s+(?:of|after|before))", re.I),
        build.coming,
        (_need("within"), _UNITS_NAMES),
    ),
    (_p(rf"\b(?:recent|these)\s+{_UNITS}\b", re.I), build.recent, (_need("recent these"), _UNITS_NAMES)),
    (
        _p(r"\b(?:recently|recent|lately|just|hot on the heels|the latest)\b", re.I),
        build.recent,
        (_need("recently recent lately just hot latest"),),
    ),
    (
        _p(rf"\b{_NUMBER}\s+{_UNITS}\s+(?P<way>later|earlier|after|afterwards|before|previously)\b", re.I),
        build.later,
        (_need("later earlier after afterwards before previously"), _UNITS_NAMES),
    ),
    (
        _p(r"\b(?:the\s+)(?P<way>next|following|previous|preceding)\s+(?P<unit>day|morning|evening|week|month|year)\b", re.I),
        build.next_day,
        (_need("next following previous preceding"), _UNIT_NAMES),
    ),
    (  # "Hours earlier, an envoy had ..."
        _p(r"\b(?P<unit>hours|days|weeks|months|years)\s+(?P<way>later|earlier|afterwards|beforehand)\b", re.I),
        build.later,
        (_need("later earlier afterwards beforehand"), _UNITS_NAMES),
    ),
    (  # "the year before"; not "the day before the vote", "the week before last"
        _p(r"\bthe\s+(?P<unit>day|week|month|year)\s+(?P<way>before|after|earlier)(?=\s*(?:[,.;:)]|$|and\b|but\b))", re.I),
        build.later,
        (_need("earlier after before"), _UNIT_NAMES),
    ),
)
# A month's name alone: May and March are also a verb and a noun, so they need a word before them that only a time can follow.
_ALONE = _p(
    rf"\b(?:{_SHIFT}\s+|{_PART})(?P<month>January|February|April|June|July|August|September|October|November|December)\b(?!\s+\d){_OF_YEAR}"
)
_ALONE_SAFE = _p(
    r"\b(?:(?P<shift>last|this|next|past|coming)\s+|(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Tt]hrough)\s+"
    rf"(?P<part>early\s+|mid-|late\s+)?|(?P<part2>[Ee]arly|[Mm]id|[Ll]ate|{_OF_MONTH})[\s-]+)"
    r"(?P<month>March|May)(?=[\s,.;:)]|['’]s|$)(?!\s+(?:\d|[a-z]+ed\b.{0,20}\bstreets))" + _OF_YEAR
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
    for pattern, told in with_digits:
        for m in pattern.finditer(text):
            values = told(m)
            if values is not None:
                yield _words(text, m.start(), m.end(), values)
    for pattern, told, needs in IN_WORDS:
        if all(present & need for need in needs):
            for m in pattern.finditer(text):
                values = told(m)
                if values is not None:
                    yield _words(text, m.start(), m.end(), values)
    for m in _DAY_ALONE.finditer(text) if "on the " in text.lower() else ():
        values = build.day_alone(m)
        if values is not None:
            yield _words(text, m.start(), m.end(), values)
    for pattern in (_ALONE, _ALONE_SAFE) if present & _MONTH_NAMES else ():
        for m in pattern.finditer(text):
            yield _words(text, _alone_start(m), m.end(), build.month_alone(m))


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
