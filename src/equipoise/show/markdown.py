"""A brief as Markdown. In: Brief. Out: CommonMark text with tables; words of others are escaped, so that they read as text only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from equipoise.show.brief import Brief
from equipoise.show.page import (
    Block,
    Cell,
    Exhibits,
    Figure,
    Heading,
    Mark,
    Notes,
    Paragraph,
    Section,
    Statement,
    Statements,
    Table,
    Verbatim,
)
from equipoise.show.safe import one_line, visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_LIST = re.compile(r"^(\d+)([.)])(?=\s|$)")


def brief_markdown(brief: Brief) -> str:
    """The brief as Markdown text."""
    return sections_markdown(brief.title, brief.subtitle, brief.sections)


def sections_markdown(title: str, subtitle: str, sections: Iterable[Section]) -> str:
    """Sections under a title as Markdown text."""
    lines = [f"# {escape(title)}", "", escape(subtitle), ""]
    for section in sections:
        lines += _section(section)
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line.

    >>> escape("<b> *x* | 1_2")
    '\\\\<b\\\\> \\\\*x\\\\* \\\\| 1\\\\_2'
    """
    return _LIST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line(text)))


def _section(section: Section) -> Iterator[str]:
    yield f'<a id="{section.id}"></a>'
    yield ""
    yield f"## {escape(section.title)}"
    yield ""
    if section.lead:
        yield f"*{escape(section.lead)}*"
        yield ""
    for block in section.blocks:
        yield from _block(block)
        yield ""


def _block(block: Block) -> Iterator[str]:
    match block:
        case Statements():
            for n, s in enumerate(block.items, 1):
                yield f"{n}. {_statement(s)}" if block.ordered else f"- {_statement(s)}"
            yield from _left_out(block.left_out)
        case Table():
            yield from _table(block)
        case Figure():
            yield escape(block.says)
        case Heading():
            if block.anchor:
                yield f'<a id="{block.anchor}"></a>'
                yield ""
            yield f"### {escape(block.text)}"
        case Paragraph():
            yield escape(block.text)
        case Notes():
            yield from (f"> {line}" for line in _without_html(visible(block.markdown)).splitlines())
        case Verbatim():
            fence = "`" * (max((len(m) for m in re.findall(r"`+", block.text)), default=0) + 3)
            yield from (fence, *visible(block.text).splitlines(), fence)
        case Exhibits():
            yield from _exhibits(block)


def _statement(s: Statement) -> str:
    lead = f"**{escape(s.lead)}:** " if s.lead else ""
    quote = f" “{escape(s.quote)}”" if s.quote else ""
    sure = f" *({escape(s.confidence)})*" if s.confidence else ""
    return f"{lead}{escape(s.text)}{sure}{quote}{_marks(s.marks)}"


def _marks(marks: tuple[Mark, ...]) -> str:
    return "".join(f" [\\[{escape(m.label)}\\]](#{m.target})" for m in marks)


def _table(t: Table) -> Iterator[str]:
    yield f"**{escape(t.caption)}**"
    yield ""
    yield "| " + " | ".join(escape(c.name) for c in t.columns) + " |"
    yield "| " + " | ".join("---:" if c.numeric else "---" for c in t.columns) + " |"
    for row in t.rows:
        yield "| " + " | ".join(_cell(c) for c in row) + " |"
    yield from _left_out(t.left_out)


def _cell(c: Cell) -> str:
    text = f"[{escape(c.text)}](<{_address(c.href)}>)" if c.href else escape(c.text)
    note = f" ({escape(c.note)})" if c.note else ""
    return f"{text}{_marks(c.marks)}{note}".strip()


def _address(url: str) -> str:
    """An address that cannot leave its brackets or its table cell."""
    return re.sub(r"[\s<>|\\\x00-\x1f]", lambda m: f"%{ord(m[0]):02X}", visible(url))


def _left_out(note: str | None) -> Iterator[str]:
    if note:
        yield ""
        yield f"*{escape(note)}*"


def _exhibits(block: Exhibits) -> Iterator[str]:
    for x in block.items:
        yield f'<a id="{x.anchor}"></a>**{x.number}. {escape(x.title)}** {escape(x.when)}'
        yield ""
        for p in x.passages:
            quote = f"{escape(p.before)} **“{escape(p.lit)}”** {escape(p.after)}".strip()
            yield f'- <a id="{p.anchor}"></a>{escape(p.source)}: {quote} *{escape(p.coding)}*'
        yield from _left_out(x.left_out)
        yield ""
    yield from _left_out(block.left_out)


def _without_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
