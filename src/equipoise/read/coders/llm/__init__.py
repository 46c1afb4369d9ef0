"""A language model as a coder, off by default. What it says counts only where the words it quotes stand in the text."""

from equipoise.read.coders.llm.coder import LlmCoder as LlmCoder

__all__ = ["LlmCoder"]
