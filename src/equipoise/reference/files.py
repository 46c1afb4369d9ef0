"""Read the data files of this package. In: a file name under reference/data. Out: its rows or its TOML table; comment lines are left
out.
"""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from typing import Any


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of reference/data, each with every column of its header (an empty cell is ""); ``#`` lines are comments."""
    text = (files("equipoise.reference") / "data" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(lines)]


def read_table(name: str) -> dict[str, Any]:
    """The table of a TOML file of reference/data."""
    return tomllib.loads((files("equipoise.reference") / "data" / name).read_text(encoding="utf-8"))


def parts(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, parted by ``|``.

    >>> parts("UN|U.N.")
    ('UN', 'U.N.')
    """
    return tuple(part.strip() for part in cell.split("|") if part.strip())
