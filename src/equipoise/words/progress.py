"""How a long piece of work says how far it is."""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[str, int, int | None], None]  # what is being done, how many are done, of how many (None: not known)


def silent(_what: str, _done: int, _of: int | None) -> None:
    """A Report that says nothing."""
