"""What is known of a dataset before any file of it is seen. In: nothing. Out: Dataset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset as `equipoise ties list` shows it.

    ``years`` and ``version`` are of the last release known to us; what a file holds is found when it is loaded. ``columns`` says which
    columns a file must have; ``key`` is the environment variable of an access key, None where none is needed. ``file`` is
    the file that comes with Equipoise, for a dataset that needs none of the user's.
    """

    name: str
    title: str
    what: str
    unit: str
    years: str
    version: str
    publisher: str
    url: str
    licence: str
    citation: str
    bibtex: str
    columns: str
    key: str | None = None
    file: Path | None = None


def bibtex(kind: str, key: str, **fields: str | int) -> str:
    """A BibTeX entry.

    >>> print(bibtex("misc", "wdi", title="World Development Indicators", year=2024))
    @misc{wdi,
      title = {World Development Indicators},
      year = {2024}
    }
    """
    inside = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{kind}{{{key},\n{inside}\n}}"
