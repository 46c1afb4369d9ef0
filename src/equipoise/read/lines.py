"""Cut a text into lines and paragraphs. In: the article's text. Out: Line and Paragraph spans, trimmed of white space.

A line break ends a paragraph unless the block is hard-wrapped (a sentence runs on over the break).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ENDS = tuple(".!?:;…。！？\"'”’»)")
WRAPPED_WIDTH = 120  # a text editor's or mailer's line; longer lines are paragraphs


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. ``block`` counts stretches of lines without a blank line between them."""

    start: int
    end: int
    text: str
    block: int


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without white space at its ends; start == end where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def lines_of(text: str) -> list[Line]:
    """All lines that are not blank, in order.

    >>> [(x.text, x.block) for x in lines_of(" One.  \\nTwo.\\n\\nThree.")]
    [('One.', 0), ('Two.', 0), ('Three.', 1)]
    """
    out: list[Line] = []
    block, before = 0, 0
    for m in _LINE.finditer(text):
        start, end = trimmed(text, *m.span())
        if start == end:
            continue
        if out and _blank_between(text, before, start):
            block += 1
        out.append(Line(start, end, text[start:end], block))
        before = end
    return out


def _blank_between(text: str, start: int, end: int) -> bool:
    """True where a stretch of white space holds two line breaks."""
    return sum(1 for _ in _BREAKS.finditer(text, start, end)) > 1


def paragraphs(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Lines put together where a block is hard-wrapped, each alone otherwise."""
    i = 0
    while i < len(lines):
        j = i
        while j < len(lines) and lines[j].block == lines[i].block:
            j += 1
        block = lines[i:j]
        if is_wrapped(block):
            yield tuple(block)
        else:
            yield from ((x,) for x in block)
        i = j


def is_wrapped(block: Sequence[Line]) -> bool:
    """True where the lines of a block are one paragraph broken at a width.

    >>> is_wrapped(lines_of("The minister said on Monday that the new line would\\nbe opened in spring. Trains run daily."))
    True
    >>> is_wrapped(lines_of("The line opens in spring.\\nTrains run daily."))
    False
    """
    if len(block) < 2:
        return False
    widths = [len(x.text) for x in block]
    width = max(widths)
    if width > WRAPPED_WIDTH or width < 30:
        return False
    runs_on = sum(not a.text.endswith(_ENDS) and b.text[0].islower() for a, b in pairwise(block))
    full = sum(w >= 0.6 * width for w in widths[:-1])
    return runs_on >= max(1, (len(block) - 1) // 4) and full >= 0.8 * (len(block) - 1)
