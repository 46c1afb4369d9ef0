"""Tell date stamps: stretches that hold a publication date and nothing else. In: a line. Out: where in it the stamp stands.

Only the form is told here; which day a stamp means is found in read.published.
"""

from __future__ import annotations

import re

from equipoise.read.lines import trimmed

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_RUSSIAN_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_DAYS = "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_NUMERIC = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:(?:19|20)\d\d|\d\d)"
_WORD = re.compile(
    rf"(?P<numeric>{_NUMERIC})(?:t\d\d:\d\d[\d:.z+-]*)?|(?P<month>{_MONTHS}|{_RUSSIAN_MONTHS})|(?P<day>{_DAYS})|(?P<year>(?:19|20)\d\d)|"
    r"(?P<time>\d{1,2}[:h]\d\d(?::\d\d)?(?:am|pm)?|\d{1,2}(?:am|pm))|(?P<number>\d{1,2}(?:st|nd|rd|th)?)|"
    r"(?P<label>date|dated|published|posted|reposted|года|г|updated|update|last|first|modified|created|added|release|released|issued|on|at|at:|of|time|on:|online|page|copy|snapshot|"
    r"generated|printed|crawled|retrieved|accessed|archived|captured|saved|fetched|cached|downloaded|exported|viewed|"
    r"am|pm|a\.m|p\.m|gmt|utc|cet|cest|est|edt|et|pst|pdt|msk|bst|ist|local|hrs?|hours|edition)",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"\bby (?:the |a |our )?(?:web )?(?:crawler|archiver|scraper|robot|bot)\b", re.IGNORECASE)
_SPLIT = re.compile(r"[^\s,|·•–—()\[\];]+")
_LONGEST = 120

_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY_MONTH = rf"(?:(?:{_MONTHS})\.? {_NUMBER}|{_NUMBER} (?:{_MONTHS})\.?)"
_LONG_DATE = rf"(?:(?:(?:{_DAYS})\.?,? )?{_DAY_MONTH},? (?:19|20)\d\d|{_NUMERIC})"
_CLOCK = r"(?:,? (?:at )?\d{1,2}[:h]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: ?(?:GMT|UTC|CET|EST|EDT|ET|MSK))?)?"
_LABEL = r"(?:(?:date|dated|published|posted|reposted|updated|last updated)(?: on)?:? ?)?"
_PREFIX = re.compile(rf"(?i:{_LABEL}{_LONG_DATE}{_CLOCK})(?= ?[-–—|:•·]? ?[A-Z“\"‘'])(?: ?[-–—|:•·])?")
_TAIL = re.compile(rf"(?<=\S)[ \t]{{1,5}}(?i:(?:{_DAYS})\.?,? {_DAY_MONTH},? (?:19|20)\d\d)\.?$")
_DATED = re.compile(rf"(?i:{_LABEL}(?<![\w/]){_LONG_DATE}(?![\w/]){_CLOCK})")
_SMALL = re.compile(r"(?i:\b\d{1,2}:\d\d\b(?: ?[ap]\.?m\b\.?)?|\b\d{1,3} ?min(?:utes?|s)?\b(?: read)?|\b(?:gmt|utc|cet|msk)\b)")
_WEATHER = re.compile(r"(?:\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? ?:? ?)?(?<![\w.])[+\-−–]?\d{1,2} ?(?:°|º) ?[CF]?(?!\w)")
_PARTS = re.compile(r"[|·•,;:.–—()*_#>»/\[\]]| - ")
_SEPARATORS = re.compile(r"[|·•>»,*_]+|(?<=\s)[-–—](?=\s)")
_CHROME = re.compile(  # what a head line holds beside its date and is no name: the number of an issue, who wrote, what a reader can click
    r"(?i:\d{1,5}|(?:no|nr|vol|volume|issue|number|edition|part)\.? ?\d{0,5}|(?:by|from) (?:our|a|the)(?: [a-z]+){0,2} ?"
    r"(?:correspondents?|reporters?|staff|writers?|editors?|desk)(?: in [a-z]+)?|(?:by )?(?:staff|agencies)(?: (?:writers?|reporters?))?"
    r"|(?:view|read|open|see) (?:this |it )?(?:e?mail |letter )?(?:in|on) (?:your |the |a )?(?:browser|web|website|app)|web version"
    r"|(?:\d+ |no )?(?:comments?|views?|shares?|likes?|replies)(?: \d+)?"
    r"|(?:share|print|save|listen|subscribe|unsubscribe|forward)(?: (?:this|here))?)"
)
_BETWEEN = frozenset(("and", "of", "the", "&", "in", "for", "by", "on", "to", "from", "at", "a"))
NAME_WORDS = 4

_PLACE = r"[A-Z][A-Z'’.-]+(?:[ ,/-]{1,2}[A-Z][A-Za-z'’.-]+){0,4}"
_UPPER_PLACE = r"[A-Z][A-Z'’.]{2,}(?:[ -][A-Z][A-Z'’.]+){0,3}(?:, [A-Z][A-Za-z.]+(?: [A-Z][a-z]+)?)?"
_AGENCY = r"\([A-Z][\w.& '’/-]{1,40}\)"
_SHORT_DATE = rf"(?i:{_DAY_MONTH})(?:,? \d{{4}})?"
_WIRE = re.compile(
    rf"(?:{_PLACE}(?:,? {_SHORT_DATE})?,? ?{_AGENCY} ?[-–—:]{{1,2}}"
    rf"|{_PLACE},? {_SHORT_DATE}(?: ?[./,] ?[A-Z][\w.]{{1,20}}[./]?)? ?[-–—:]{{1,2}}"
    rf"|{_UPPER_PLACE} ?(?:[–—]|-{{1,2}} )(?= ?[A-Z“\"‘'0-9]))"
)


def is_date_stamp(line: str) -> bool:
    """True for a line that is a date, with or without a clock time and words such as "Published".

    >>> is_date_stamp("Published: 3 May 2021, 14:05 GMT"), is_date_stamp("May 3 was a holiday")
    (True, False)
    """
    if len(line) > _LONGEST:
        return False
    kinds: list[str] = []
    for token in _SPLIT.findall(_MACHINE.sub(" ", line)):
        m = _WORD.fullmatch(token.strip(".,:;")) if token.strip(".,:;-/") else None
        if m is None and token.strip(".,:;-/"):
            return False
        if m is not None and m.lastgroup:
            kinds.append(m.lastgroup)
    return "numeric" in kinds or ("month" in kinds and ("number" in kinds or "year" in kinds))


def is_dated_line(line: str) -> bool:
    """True for a line of a page's head that gives a full date beside short names: outlet, section, place, time to read; the number of
    an issue, "by our correspondent", the page's own links and the weather may stand there too.

    >>> is_dated_line("The Sample Times | Politics | 3.5.2021"), is_dated_line("Ministers met on 3 May 2021")
    (True, False)
    """
    if len(line) > _LONGEST or not (m := _DATED.search(line)):
        return False
    rest = _SMALL.sub(" | ", _WEATHER.sub(" | ", f"{line[: m.start()]} | {line[m.end() :]}"))
    parts = [p.split() for p in _PARTS.split(rest) if p.strip() and not _CHROME.fullmatch(p.strip())]
    return all(len(words) <= NAME_WORDS and _is_name(words) for words in parts) and len(parts) <= 4


def tells_weather(line: str) -> bool:
    """True for a head line with a temperature: it shows the hour at which the page was opened, not that of the article.

    >>> tells_weather("Monday, 3 May 2021 | Riga +9 °C"), tells_weather("Riga, 3 May 2021")
    (True, False)
    """
    return _WEATHER.search(line) is not None


def _is_name(words: list[str]) -> bool:
    """True where words are written like a name: capitals, but for small words between them."""
    return words[0][0].isupper() and all(w[0].isupper() or w[0].isdigit() or w in _BETWEEN for w in words)


def parts_of(line: str) -> list[tuple[int, int]]:
    """The parts of a head line between its separators.

    >>> [("The Sample Times | Politics")[a:b] for a, b in parts_of("The Sample Times | Politics")]
    ['The Sample Times', 'Politics']
    """
    ends = [(m.start(), m.end()) for m in _SEPARATORS.finditer(line)]
    cuts = zip([0, *(b for _, b in ends)], [*(a for a, _ in ends), len(line)], strict=True)
    return [(a, b) for a, b in (trimmed(line, *cut) for cut in cuts) if a < b]


def date_prefix(line: str) -> tuple[int, int] | None:
    """Where a date stamp stands before the article's first words in the same line; None where none does.

    >>> date_prefix("date 2020-02-03 The two met in Riga on Monday.")
    (0, 15)
    """
    m = _PREFIX.match(line[:200])
    if m is None or not line[m.end() :].strip():
        return None
    return m.start(), m.end()


def date_tail(line: str) -> tuple[int, int] | None:
    """Where a weekday with its date ends a title line; None where it does not."""
    m = _TAIL.search(line)
    if m is None:
        return None
    return m.start() + len(m.group()) - len(m.group().lstrip()), m.end()


def wire_dateline(line: str) -> tuple[int, int] | None:
    """Where a wire agency's dateline stands before the first words: place, agency, dash.

    >>> wire_dateline("RIGA, May 3 (Sample) - The two met.")
    (0, 22)
    """
    m = _WIRE.match(line[:160])
    if m is None or not line[m.end() :].strip():
        return None
    return m.start(), m.start() + len(m.group().rstrip())
