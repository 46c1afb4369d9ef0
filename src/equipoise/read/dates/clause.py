"""Which of a sentence's times belongs to a trigger. In: the sentence's text, the trigger's place, a time. Out: how far apart they are.

A time belongs to the nearest verb or noun that no border of a clause parts from it; one that dates something else is left to that.
"""

from __future__ import annotations

import re
from dataclasses import replace

from equipoise.read.dates.vocabulary import DateWords, TimeKind

_BREAK = re.compile(
    r";|:|[–—]|,?\s\b(?:which|who|whom|whose|where|while|whereas|but|because|although|though|if|when|after|before|since|as|that|than)\b|,\s+and\b|,"
)
_JOINED = re.compile(r"\b(?:and|but|then)\s+(?:then\s+|also\s+|even\s+|later\s+)?$")
_OTHER_TIME = re.compile(r"\b(?:since|after|before|until|following|ahead of|prior to)\s+\S+\s", re.I)
_LOOSE = (TimeKind.RECENT, TimeKind.LENGTH)
_ASIDE = re.compile(r",\s(?:who|which|whose|whom|where)\b[^,]*$")
_AS_TO_OTHER = re.compile(r",\s(?:which|who|whose|whom)\b|\b(?:that|which|who) (?:had|has|have|was|were) (?:been )?\w+(?:ed|en|n|d)\b")
_JUDGES = re.compile(  # what such verbs have for their object was done before, and a month or year after it is that deed's
    r"(?:condemn|denounc|deplor|criticis|criticiz|decr(?:y|i)|mourn|commemorat|recall|welcom|prais|regret|investigat|defend|justif|blam|punish)\w*",
    re.I,
)
_DEED = re.compile(
    r"\b(?:the|a|an|its|his|her|their|[\w]+['’]s?) (?:[\w-]+ ){0,2}(?:\w+(?:ing|ion|ment|al|ure|sis)|attack|killings?|raid|strike|coup"
    r"|murder|war|offensive|crackdown|assault|visit|vote|purchase|sale|deal|pact|accord|return|arrest|massacre|shelling)\b",
    re.I,
)
_LONG = (TimeKind.MONTH_ALONE, TimeKind.MONTH, TimeKind.YEAR, TimeKind.SEASON)
_FIGURE = re.compile(  # "its aid, $120 million this year alone", "exports of some $110 billion last year": the figure's time
    r"(?:,\s(?:(?:a|an|some|about|nearly|almost|over|worth|valued|at|or) )*[$€£¥]?\d[^,;]*"
    r"|\b(?:exports?|imports?|trade|turnover|output|sales|revenues?|budget|spending)\b[^,;]{0,60}\d[^,;]{0,25})\s$",
    re.I,
)
_OF_OTHER = re.compile(  # "ahead of the vote on 14 May": the vote's day
    r"\b(?:ahead of|before|since|after|until|following|prior to)\s+(?:[\w'’-]+\s+){1,4}(?:on|of|in|for)\s+(?:the\s+)?$", re.I
)
_NEXT_CLAUSE = re.compile(r"(?:,\s+(?:and|but)|;)\s+(?:only |just |then |already |in |on |as recently as |by |late |early )*$")
_NEXT_VERB = re.compile(r"(?:,\s+(?:and|but)|;)\s[^,;]*\b\w{3,}ed\s+(?:in|on|last|this|early in|late in)?\s*$")
_APPOSITION = re.compile(r",\s(?:the|a|an|its|his|her|their)\s[^,;.]{3,60},")
_NAMED = re.compile(r"\s+(?:the |a |an |his |her |its |their |that )?(?:[\w’'-]+ ?){1,4}")
_LONG_WORD = re.compile(r"[A-Za-z]{6,}")
_PROMISES = re.compile(
    r"(?:invit|agree|promis|pledg|vow|offer|propos|announc|decid|urg|call|ask|demand|warn|threaten|plan|schedul|plead)\w*", re.IGNORECASE
)
_INVITES = re.compile(r"invit\w*", re.I)
_CONTENT = re.compile(r"\b(?:to|that|for|would|will)\b")
_SINCE_OTHER = re.compile(r"\b(?:after|before)$", re.I)


def counted_back(text: str, place: int, words: DateWords) -> DateWords | None:
    """ "on Thursday, three days after she had accused": for what follows "after" the days are counted back; None for all else."""
    if not from_other(text, words) or place < words.end or "," in text[words.end : place] or not words.count:
        return None
    if words.start < 3 and "," not in text[words.end :]:
        return None  # "Two days after the statement the union suspended": the main clause follows without a comma
    return replace(words, count=-words.count)


def from_other(text: str, words: DateWords) -> bool:
    """True for "two years after the vote", which is counted from what it names, not from what was told before."""
    goes_on = re.match(r"\s+[\w\"“]", text[words.end :]) is not None
    return words.kind is TimeKind.LATER and goes_on and _SINCE_OTHER.search(words.text) is not None


def counted_from(text: str, words: DateWords) -> frozenset[str] | None:
    """The long words of what a time is counted from ("two days after the prime minister's statement"); None where nothing is named."""
    if not from_other(text, words):
        return None
    named = _NAMED.match(text, words.end)
    return frozenset(w.lower() for w in _LONG_WORD.findall(named[0])) if named else frozenset()


def is_aside(text: str, words: DateWords) -> bool:
    """True where a time stands in a clause with "who" or "which": what the sentence tells beside its news."""
    return _ASIDE.search(text[max(0, words.start - 200) : words.start]) is not None


def cost(text: str, place: int, words: DateWords, most: int) -> int | None:
    """How far a time is from a trigger: characters between, and more for every clause border; None where it cannot belong to it."""
    low, high = (words.end, place) if words.end <= place else (place, words.start)
    between = text[low:high]
    if _is_other(text, place, words, between):
        return None
    between = _APPOSITION.sub(" ", between)
    borders = sum(1 if m[0] == "," else 4 if m[0] == ";" else 3 for m in _BREAK.finditer(between))
    if words.start > place and _NEXT_CLAUSE.search(between):
        borders += 3  # "signed the deal, and only last week an envoy came": the time opens the clause after it
    if words.start > place and _NEXT_VERB.search(between):
        borders += 3  # "shot down two jets, and the king alleged in July": the time of the verb beside it
    if words.start > place and _PROMISES.match(text, place) and len(between) > 25 and _CONTENT.search(between):
        borders += 3  # "invited him to the summit on 4 October": the time of what is to be
    if words.start > place and _OTHER_TIME.search(between):
        borders += 4  # "his first trip since the warrant of March 17": the time of something else
    if words.start < 3 and borders:
        borders -= 1  # "On Monday, the ministers ..." : a time at the head rules the sentence
    if words.end <= place and _JOINED.search(between):
        borders += 2  # "came last week and welcomed": the time belongs to the verb before the "and"
    if words.attribute:
        # "the January protests": the words belong to the noun after them
        return len(between) if words.end <= place and len(between) < 30 and not borders else None
    if borders > most:
        return None
    return len(between) + 40 * borders + (60 if words.kind in _LOOSE else 0)


def _is_other(text: str, place: int, words: DateWords, between: str) -> bool:
    """True where the time is that of an aside, or of what "before" and "after" name."""
    if words.start > place:
        return (
            _AS_TO_OTHER.search(between) is not None  # "the limits, which were agreed in May"
            or _FIGURE.search(between) is not None
            or (words.kind in _LONG and _is_of_object(text, place, between))
        )
    if "," in between and is_aside(text, words):
        return True  # "the king, who had left on Monday, thanked"
    return _OF_OTHER.search(text[max(0, words.start - 120) : words.start]) is not None


def _is_of_object(text: str, place: int, between: str) -> bool:
    """True for "condemned the raid on the camp in June" and "invited him to the summit in June": the month is not the verb's own."""
    if _JUDGES.match(text, place):
        return _DEED.search(between) is not None
    return _INVITES.match(text, place) is not None and len(between) > 25 and _CONTENT.search(between) is not None
