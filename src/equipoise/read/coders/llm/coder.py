"""A language model as a coder. In: article, sentences. Out: Coding.

A finding is kept only where every word it quotes stands in its sentence. Dates and claims come from the same readers as the rule
coder's: they need no opinion.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from equipoise.read.coders import Coding
from equipoise.read.coders.llm.answer import Answer, Finding, Side, read_answer
from equipoise.read.coders.llm.prompt import VERSION, Prompt, make_prompt
from equipoise.read.coders.llm.server import Server
from equipoise.read.coders.rules.coder import RulesCoder
from equipoise.read.dates import DateReader
from equipoise.reference.plover import plover_types, quad_of, score_of
from equipoise.reference.sectors import sectors
from equipoise.reference.states import names_of_codes, state_name
from equipoise.settings import Settings
from equipoise.words.actor import Actor
from equipoise.words.event import Attribution, AttributionKind, Mention, MentionId, Standing
from equipoise.words.text import Article, Problem, Quote, Sentence, SentenceKind


class LlmCoder:
    """Codes through any server that speaks the OpenAI protocol (settings llm_url, llm_model). Its confidence is not calibrated."""

    name = "llm"
    alone = True  # one process: the server is what takes the time, and the budget is counted once

    def __init__(self, settings: Settings, server: Server | None = None) -> None:
        self._settings = settings
        self._server = server or Server(settings)
        self._rules = RulesCoder(settings)

    def code(self, article: Article, sentences: Sequence[Sentence]) -> Coding:
        """Mentions by the model, claims by rule; what was thrown away is told in a problem."""
        reader = DateReader(article, sentences)
        index = {s.number: i for i, s in enumerate(sentences)}
        lost: Counter[str] = Counter()
        mentions: dict[str, Mention] = {}
        for prompt in self._prompts(article, sentences):
            answer = read_answer(self._server.answer(prompt))
            lost.update(_losses(answer))
            for finding in answer.findings:
                i = index.get(finding.sentence)
                if i is None or not _fits(finding, sentences[i], article):
                    lost["quote words that are not in the text, or codes that do not exist"] += 1
                    continue
                made = self._mention(finding, article, i, sentences[i], reader, prompt)
                mentions.setdefault(made.id, made)
        ordered = sorted(mentions.values(), key=lambda m: (m.trigger.start, m.id))
        return Coding(tuple(ordered), self._rules.code(article, sentences).claims, _problems(article, lost))

    def _prompts(self, article: Article, sentences: Sequence[Sentence]) -> Iterator[Prompt]:
        most = self._settings.max_sentence_chars
        wanted = iter([s for s in sentences if s.kind is not SentenceKind.BOILERPLATE and len(s.text) <= most])
        while batch := list(islice(wanted, self._settings.llm_batch)):
            yield make_prompt(self._server.model, article, batch)

    def _mention(self, f: Finding, article: Article, i: int, s: Sentence, reader: DateReader, prompt: Prompt) -> Mention:
        at = s.start + s.text.index(f.trigger)
        sides = [tuple(_actor(side, s) for side in group) for group in (f.actors, f.recipients)]
        mode = f.mode if f.mode in plover_types()[f.event].modes else None
        standing = {x.power: Standing(x.power, x.sign) for x in f.standing if x.power in names_of_codes() and x.sign in (-1, 0, 1)}
        return Mention(
            id=MentionId(f"{article.id}:{at}-{at + len(f.trigger)}:{f.event.value}"),
            article=article.id,
            sentence=Quote(s.text, s.start, s.end),
            trigger=Quote(f.trigger, at, at + len(f.trigger)),
            event=f.event,
            mode=mode,
            context=(),
            actors=sides[0] + (sides[1] if f.reciprocal else ()),
            recipients=() if f.reciprocal else sides[1],
            reciprocal=f.reciprocal,
            date=reader.date_of(i, at, f.modality),
            modality=f.modality,
            attribution=Attribution(f.attribution, f.who if f.attribution is not AttributionKind.AUTHOR else None),
            channel=f.channel,
            standing=tuple(standing[k] for k in sorted(standing)),
            score=score_of(f.event, mode),
            quad=quad_of(f.event),
            confidence=round(min(0.95, max(0.05, f.confidence)), 4),
            coder=f"{self.name} {self._server.model}",
            rule=f"prompt {prompt.digest[:12]} v{VERSION}",
        )


def _fits(f: Finding, s: Sentence, article: Article) -> bool:
    """True where all the finding quotes stands in the text, and its codes and sides are possible."""
    quoted = [f.trigger, *(x.words for x in (*f.actors, *f.recipients) if x.words is not None)]
    codes = [x.code for x in (*f.actors, *f.recipients)]
    return (
        bool(f.trigger.strip())
        and all(q.strip() and q in s.text for q in quoted)
        and (f.who is None or (bool(f.who.strip()) and f.who in article.text))
        and all(c in names_of_codes() for c in codes)
        and bool(codes)
        and (bool(f.recipients) or f.reciprocal or not plover_types()[f.event].needs_recipient)
    )


def _actor(side: Side, s: Sentence) -> Actor:
    sector = side.sector if side.sector in sectors() else None
    if side.words is None:
        return Actor(None, None, None, side.code, sector, state_name(side.code))
    whole = re.search(rf"(?<!\w){re.escape(side.words)}(?!\w)", s.text)
    at = s.start + (whole.start() if whole else s.text.index(side.words))
    return Actor(side.words, at, at + len(side.words), side.code, sector, state_name(side.code))


def _losses(answer: Answer) -> dict[str, int]:
    return {"do not keep the form asked for": answer.malformed, "answers could not be read at all": int(not answer.readable)}


def _problems(article: Article, lost: Counter[str]) -> tuple[Problem, ...]:
    told = "; ".join(f"{n} {what}" for what, n in sorted(lost.items()) if n)
    if not told:
        return ()
    return (
        Problem(
            article.source, "coder", f"Of what the language model answered, some was thrown away: {told}.", "Another model may do better."
        ),
    )
