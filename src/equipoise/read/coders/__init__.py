"""Coders turn one article into mentions and claims. In: an article and its sentences. Out: Coding. Registered under `equipoise.coders`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from equipoise.words.claim import Claim
from equipoise.words.event import Mention
from equipoise.words.text import Article, Problem, Sentence


@dataclass(frozen=True, slots=True)
class Coding:
    """What a coder found in one article, in reading order, and what it could not do (problems of stage ``coder``)."""

    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()


class Coder(Protocol):
    """A way to code articles. It is made from the settings; coding the same article again gives the same result."""

    @property
    def name(self) -> str:
        """What its mentions carry as ``coder``."""

    def code(self, article: Article, sentences: Sequence[Sentence]) -> Coding:
        """The mentions and claims of one article."""
