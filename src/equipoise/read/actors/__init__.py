"""Actors: who is named in a sentence, by which code. In: article, sentences, parses. Out: ActorSpan. See finder.py."""

from equipoise.read.actors.finder import ActorFinder, parties_in

__all__ = ["ActorFinder", "parties_in"]
