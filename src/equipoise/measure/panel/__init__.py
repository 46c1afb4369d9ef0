"""Panels of states or pairs of states by year: create the rows, then add sources. In: years, additions. Out: a frame and its register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from equipoise.measure.panel.adding import Added, Addition, add, year_numbers
from equipoise.measure.panel.rows import YEAR, Dyads, key_of, rows_of
from equipoise.reference.statehood import System
from equipoise.store.frames import codes, give_back, one_of, open_table, refuse_twice
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Added", "Addition", "Panel", "panel"]

KINDS = ("polars", "pandas", "pyarrow")


@dataclass(frozen=True, slots=True)
class Panel:
    """``frame``: the key columns, then for each variable its value and its status. ``register``: where each column comes from."""

    frame: Any
    register: tuple[Added, ...]


def panel(
    years: tuple[int, int] | None = None,
    *,
    base: object = None,
    dyads: str = "directed",
    system: str = "cow",
    states: Iterable[str] | None = None,
    add_sources: Sequence[Addition] = (),
    kind: str = "polars",
) -> Panel:
    """Dyad-years (or state-years) with sources added: value and status observed, imputed or missing; never a zero that nobody said.

    years: first and last; or ``base``: rows of your own, of any kind of frame, with state1, state2, year (or state, year) and whatever
    else they have, to which the sources are added; sorted by the keys. dyads: directed, undirected or none. system: the list of states
    that decides the rows, cow or gw. states: only these. kind: polars, pandas or pyarrow, where there is no base. Raises InputError.
    """
    one_of(dyads, [str(d) for d in Dyads], "dyads")
    one_of(system, [str(s) for s in System], "system")
    one_of(kind, KINDS, "kind")
    sort, listed_by = Dyads(dyads), System(system)
    if (base is None) == (years is None):
        raise InputError("panel needs either years=(first, last) or base=, rows of your own")
    frame = rows_of(years, sort, listed_by, states) if years is not None else _given(base, sort)
    register: list[Added] = []
    for addition in add_sources:
        frame, added = add(frame, addition, sort, listed_by)
        register += added
    return Panel(_kind(frame, base, kind), tuple(register))


def _given(base: object, dyads: Dyads) -> pl.DataFrame:
    import narwhals as nw
    import polars as pl

    keys = key_of(dyads)
    there = nw.from_native(base, pass_through=True)
    names = there.collect_schema().names() if isinstance(there, nw.DataFrame | nw.LazyFrame) else []
    rest = [n for n in dict.fromkeys(names) if n not in keys]
    table = open_table(base, [*keys, *rest], "base")
    found = [codes(table, k, "base") for k in keys]
    refuse_twice(found, keys, "base")
    *sides, years = found
    text = {k: pl.Series(list(c.names), dtype=pl.String).gather(c.at) for k, c in zip(keys, sides, strict=False)}
    return pl.DataFrame({**text, YEAR: year_numbers(years, "base"), **{n: pl.Series(table[n]) for n in rest}}).sort(*keys)


def _kind(frame: pl.DataFrame, base: object, kind: str) -> Any:
    if base is not None:
        from equipoise.store.frames import plain_text

        return give_back(plain_text(frame.to_arrow()), base)
    if kind == "pandas":
        return frame.to_pandas()
    return frame.to_arrow() if kind == "pyarrow" else frame
