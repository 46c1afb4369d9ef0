"""Read the front matter of a Markdown file. In: text. Out: Given. The text itself stays as it is; its boilerplate marks the block."""

from __future__ import annotations

import re

from equipoise.words.text import Given

_BLOCK = re.compile(r"---[ \t]*\r?\n((?:[^\r\n]{0,2000}\r?\n){1,60}?)---[ \t]*(?=\r?\n|$)")
_ENTRY = re.compile(r"([A-Za-z_-]{1,30})[ \t]*:[ \t]*(\S[^\r\n]*)")
_DATE = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?")
_NAMES = {
    "title": ("title", "headline"),
    "date": ("date", "published", "pubdate"),
    "publisher": ("publisher", "source", "site", "outlet"),
    "url": ("url", "link", "canonical"),
    "language": ("language", "lang"),
}


def read_front_matter(text: str) -> Given:
    """What a block between two lines of ``---`` at the beginning says; nothing where there is none.

    >>> read_front_matter("---\\ntitle: 'A visit'\\ndate: 2021-05-03T10:00\\n---\\nText.").date
    '2021-05-03'
    """
    block = _BLOCK.match(text[:20_000])
    entries = {m[1].lower(): m[2].strip().strip("\"'") for m in _ENTRY.finditer(block[1])} if block else {}
    values = {field: next((entries[n] for n in names if entries.get(n)), None) for field, names in _NAMES.items()}
    day = _DATE.fullmatch(values["date"] or "")
    url = values["url"] if (values["url"] or "").startswith(("http://", "https://")) else None
    return Given(None, day[1] if day else None, values["title"], values["publisher"], url, values["language"])
