"""Light a quoted sentence in its paragraph. In: an article and a quote. Out: Passage, ready to show."""

from __future__ import annotations

from equipoise.show.names import MODALITIES, WHO_SAYS
from equipoise.show.odds import percent
from equipoise.show.page import Passage
from equipoise.show.safe import one_line, shorten
from equipoise.show.when import published_day
from equipoise.words.claim import Claim
from equipoise.words.event import Attribution, Mention
from equipoise.words.text import Article, Quote

CONTEXT = 260  # characters of the paragraph shown on either side of the sentence


def of_mention(m: Mention, article: Article | None, exhibit: str, letter: str) -> Passage:
    """The sentence of a mention in its paragraph, and how it was coded."""
    certain = f"certainty of the coding {percent(m.confidence)}; rule {one_line(m.rule)}"
    coding = f"Says {says(m.attribution)}. Read as: {MODALITIES[m.modality.value]}; {certain}."
    return _passage(article, m.article, m.sentence, exhibit + letter, letter, coding)


def of_claim(c: Claim, article: Article | None, exhibit: str) -> Passage:
    """The sentence of a claim in its paragraph."""
    reserve = "; put with reserve" if c.hedged else ""
    return _passage(article, c.article, c.sentence, exhibit + "a", "a", f"Says {says(c.attribution)}{reserve}.")


def says(a: Attribution) -> str:
    """Who vouches, in words."""
    return one_line(a.who) if a.who else WHO_SAYS[a.kind]


def article_name(a: Article) -> str:
    """The title, else the id."""
    return shorten(one_line(a.title or a.id), 120)


def article_link(a: Article) -> str | None:
    """The article's address, where it has one on the web."""
    return next((x for x in (a.url, a.source) if x and x.startswith(("https://", "http://"))), None)


def _passage(a: Article | None, id: str, q: Quote, anchor: str, letter: str, coding: str) -> Passage:
    if a is None:
        return Passage(anchor, letter, one_line(id), None, "", one_line(q.text), "", coding)
    start, end = _paragraph(a.text, q)
    before, after = a.text[max(start, q.start - CONTEXT) : q.start], a.text[q.end : min(end, q.end + CONTEXT + 1)]
    if q.start - start > CONTEXT:
        before = "… " + before.partition(" ")[2]
    parts = (article_name(a), shorten(one_line(a.publisher), 60) if a.publisher else None, published_day(a.published))
    source = " · ".join(p for p in parts if p)
    return Passage(anchor, letter, source, article_link(a), one_line(before), one_line(q.text), shorten(one_line(after), CONTEXT), coding)


def _paragraph(text: str, q: Quote) -> tuple[int, int]:
    """Where the quote's paragraph begins and ends: at blank lines, or at line ends in a text that has no blank lines."""
    mark = "\n\n" if "\n\n" in text else "\n"
    start, end = text.rfind(mark, 0, q.start), text.find(mark, q.end)
    return (start + len(mark) if start >= 0 else 0), (end if end >= 0 else len(text))
