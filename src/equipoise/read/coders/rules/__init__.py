"""The rule coder: dependency rules and a lexicon, offline. Start reading in coder.py."""

from equipoise.read.coders.rules.coder import RulesCoder

__all__ = ["RulesCoder"]
