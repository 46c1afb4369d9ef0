"""Text that was not written to be read does no harm: every record lies in its sentence, and the same text gives the same records."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipoise.read.article import read_article
from equipoise.read.coders import Coding
from equipoise.read.coders.rules import RulesCoder
from equipoise.read.coders.rules.explain import explain
from equipoise.words.text import Article, ArticleId, Document, Given, Sentence

NEWS = [
    "Kazakhstan accused Russia",
    "met",
    "on 3 May 2021",
    "Tokayev said that",
    "sanctions on",
    "5.3 billion dollars",
    "the Kremlin",
    "NATO",
]
CAPITALS = ["KAZAKHSTAN ACCUSED RUSSIA", "THE KREMLIN", "US", "WHO", "IN MAY"]
SIGNS = [
    ",",
    ", ",
    "(",
    ")",
    "((",
    '"',
    "“",
    "„",
    "'",
    "«",
    "[",
    "…",
    "—",
    " - ",
    ". ",
    "? ",
    ": ",
    "; ",
    "/",
    "\\",
    "%",
    "$",
    "€",
    "&",
    "@",
    "#",
    "|",
]
EMOJI = ["🇰🇿", "🔥", "👨‍👩‍👧‍👦", "🤝🏽", "❤️", "1️⃣"]
SCRIPTS = [
    "Казахстан обвинил Россию",
    "中国访问哈萨克斯坦",
    "اتهمت روسيا",
    "ישראל גינתה",
    "ประเทศไทย",
    "Türkiye İstanbul",
    "ﬁnance",
    "Ⅳ",
    "½",
    "٣٤",
]
HIDDEN = ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2067", "\u0301" * 20, "\xa0", "\u2028", "\u3000"]
CONTROL = ["\x00", "\x01", "\x1b[31m", "\x7f", "\x85", "\r", "\t", "\ufffd", "\n", "\n\n"]
WORDS = [
    "said",
    "not",
    "and",
    "that",
    "which",
    "he",
    "the country",
    "of",
    "in Astana",
    "last week",
    "to",
    "10",
    "-",
    "1,2,3",
    "A" * 2_000,
    "x.y" * 300,
]

piece = st.one_of(*(st.sampled_from(kind) for kind in (NEWS, CAPITALS, SIGNS, EMOJI, SCRIPTS, HIDDEN, CONTROL, WORDS)), st.text(max_size=8))
run = st.builds(
    lambda p, glue, n: glue.join([p] * n), piece, st.sampled_from(["", " ", ", ", " and ", "-"]), st.sampled_from([1, 1, 1, 2, 5, 40])
)
hostile = st.builds(lambda runs, glue: glue.join(runs), st.lists(run, min_size=1, max_size=12), st.sampled_from(["", " ", ", "]))


def code(coder: RulesCoder, text: str) -> tuple[Article, tuple[Sentence, ...], Coding]:
    raw = text.encode("utf-8", "replace")
    document = Document("a.txt", "a", 0, raw, hashlib.sha256(raw).hexdigest(), text, "record", Given(date="2023-06-15"))
    read = read_article(document, ArticleId("a"), coder.settings)
    return read.article, tuple(read.sentences), coder.code(read.article, read.sentences)


def check(coder: RulesCoder, text: str) -> None:
    article, sentences, coding = code(coder, text)
    spans = {(s.start, s.end) for s in sentences}
    for s in sentences:
        assert article.text[s.start : s.end] == s.text or s.kind.value == "title"
    for m in coding.mentions:
        assert (m.sentence.start, m.sentence.end) in spans
        parties = [(a.text, a.start, a.end) for a in (*m.actors, *m.recipients) if a.start is not None]
        assert m.sentence.start <= m.trigger.start < m.trigger.end <= m.sentence.end
        assert article.text[m.trigger.start : m.trigger.end] == m.trigger.text
        for words, start, end in parties:
            assert start is not None
            assert end is not None
            assert 0 <= start < end <= len(article.text)
            assert article.text[start:end] == words
        assert 0 <= m.confidence <= 1
    for c in coding.claims:
        assert (c.sentence.start, c.sentence.end) in spans
        assert c.sentence.start <= c.span.start <= c.span.end <= c.sentence.end
    assert len(coding.mentions) <= len(text) / 3
    assert len(coding.claims) <= len(text)
    assert len({m.id for m in coding.mentions}) == len(coding.mentions)
    assert code(coder, text) == (article, sentences, coding)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=hostile)
def test_no_text_does_harm(coder: RulesCoder, text: str) -> None:
    check(coder, text)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=hostile)
def test_every_sentence_without_a_record_has_a_reason(coder: RulesCoder, text: str) -> None:
    for explanation in explain(coder, text):
        coded = any(c.mention is not None for c in explanation.candidates)
        assert coded == (explanation.silence is None)
        assert coded or (explanation.silence or "").strip()
        assert all(c.mention is not None or (c.reason or "").strip() for c in explanation.candidates)


@pytest.mark.parametrize(
    "text",
    [
        "Kazakhstan accused Russia " + "because the long talks about gas " * 400 + ".",
        "Kazakhstan, Russia, " * 250 + "met.",
        "KAZAKHSTAN ACCUSED RUSSIA OF BLOCKING EXPORTS. " * 40,
        "Kazakhstan accused Russia of " + "a" * 100_000 + ".",
        "Kazakhstan accused Russia" + "," * 5_000 + " and met China.",
        "Tokayev " + "said " * 2_000 + "that Russia attacked.",
        'Tokayev said: "Russia accused us. China met us. ' * 30,
        "Kazakhstan " + "(which Russia accused " * 300 + ")" * 300 + ".",
        "\u202eKazakhstan accused Russia\u202c. \u200bChina\u200b met\u00ad France. " * 20,
    ],
    ids=["2,000 words", "500 names", "capitals", "one token", "5,000 commas", "said", "open quotes", "brackets", "hidden signs"],
)
def test_the_worst_cases_are_read(coder: RulesCoder, text: str) -> None:
    check(coder, text)
