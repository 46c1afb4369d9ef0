"""Make text that others wrote harmless to show. In: any text. Out: text for a terminal, a CSV cell or a page. Nothing is dropped silently.

Articles are hostile input: control characters move a terminal's cursor, bidirectional overrides turn words round, a cell that begins
with "=" runs in a spreadsheet. Escaping of HTML is the template's work (autoescape); this comes before it.
"""

from __future__ import annotations

import re

# C0 and C1 controls but tab and newline, line separators, bidi marks and overrides, zero-width space, word joiner, byte-order mark, lone
# surrogates (no encoding can write them), interlinear and tag characters. Joiners (U+200C, U+200D) stay: some scripts need them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def visible(text: str) -> str:
    """The text with every character that acts without being seen shown as its code point; ordinary text comes back unchanged.

    >>> visible("pay\\u202eGNP")
    'pay⟨U+202E⟩GNP'
    """
    return _HIDDEN.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Visible text with all white space runs as one space.

    >>> one_line("two\\n lines")
    'two lines'
    """
    return " ".join(visible(text).split())


def for_terminal(text: str) -> str:
    """Text that cannot move the cursor, change colours or turn reading order round; newlines stay.

    >>> for_terminal("\\x1b[31mred")
    '⟨U+001B⟩[31mred'
    """
    return visible(text).replace("\t", "    ")


def for_csv(text: str) -> str:
    """Text that a spreadsheet shows and does not run: what looks like a formula gets an apostrophe in front (OWASP, CSV injection).

    >>> for_csv("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    shown = visible(text)
    return "'" + shown if shown.lstrip(" \n").startswith(_FORMULA) else shown


def shorten(text: str, limit: int) -> str:
    """Text of at most ``limit`` characters, cut at a word and marked with an ellipsis.

    >>> shorten("one two three", 9)
    'one two …'
    """
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut).rstrip(" ,;:") + " …"
