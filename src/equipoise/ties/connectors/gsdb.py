"""Sanctions (Global Sanctions Data Base). In: cases with lists of senders and targets. Out: sanctions_trade and its kin, 1 from sender to
target.

A case holds from its first to its last year, inclusive. The European Union (EU, EEC) stands for itself (EUR) and for its members in each
year; so do the other groups of reference/memberships.py for theirs. Other senders and targets that are no states (UN, CoCom, armed groups)
cannot be spread over states and are named in the report. GSDB lists every sanction that it knows of, so inside its years no row is no
sanction of a state's own or of its group's; what the Security Council binds all members to is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.reference.memberships import groups, members
from equipoise.reference.statehood import code_of
from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, span, ties, variable, zero_if_whole
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame
from equipoise.ties.sieve import ROW, Sieve
from equipoise.words.event import Channel
from equipoise.words.tie import Shape

if TYPE_CHECKING:
    pass

SORTS = ("trade", "arms", "military", "financial", "travel", "other")
NAMES = {"Egypt, Arab Rep.": "EGY", "Ethiopia (excludes Eritrea)": "ETH", "Transjordan": "JOR"}
GROUPS = {"EEC": "EU", "European Union": "EU", "EEU": "EAEU"}


@dataclass(frozen=True, slots=True)
class Gsdb:
    """The cases, one row each."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """1 for each sort of sanction, sender, target and year."""
        import polars as pl

        sieve = Sieve(open_frame(path), path.name)
        accepted = {"target": ("sanctioned_state",), "sender": ("sanctioning_state",), "begin": (), "end": (), **dict.fromkeys(SORTS, ())}
        sieve.columns(accepted, columns)
        for name in ("begin", "end"):
            sieve.whole(name, FIRST_YEAR, LAST_YEAR)
        sieve.put_aside(pl.col("end") < pl.col("begin"), "it ends before it begins", "begin", "end")
        for sort in SORTS:
            sieve.number(sort, low=0, high=1, empty=False)
        sieve.put_aside(pl.sum_horizontal(SORTS) == 0, "no sort of sanction is named", "sender", "target")
        for side in ("sender", "target"):
            sieve.put_aside(pl.col(side).is_null(), f"no {side}", "sender", "target")
            nobody = [name for name in sieve.frame[side].unique().to_list() if not any(_known(t) for t in names(name))]
            sieve.put_aside(pl.col(side).is_in(nobody), f"{side} is no state and no group whose members are known", side)
        _note_parts(sieve)
        rows = pl.DataFrame(
            [r for case in sieve.frame.iter_rows(named=True) for r in _dyads(case)],
            schema={"sender": pl.String, "target": pl.String, "year": pl.Int64, ROW: pl.Int64, **dict.fromkeys(SORTS, pl.Float64)},
        )
        used = rows[ROW].unique().implode()
        sieve.put_aside(~pl.col(ROW).is_in(used), "no sender and no other target of its years", "sender", "target", "begin", "end")
        yearly = rows.group_by("sender", "target", "year", maintain_order=True).agg(pl.col(SORTS).max(), pl.col(ROW).min())
        absent = zero_if_whole(sieve, yearly, "sender", "target")
        years = span(yearly)
        held = {f"sanctions_{s}": yearly.filter(pl.col(s) > 0).with_columns(pl.lit(1.0).alias("value")) for s in SORTS}
        return loaded(
            sieve,
            (variable(f, n, Shape.DIRECTED, "0 or 1", Channel.SANCTIONS, absent, years) for n, f in held.items()),
            *(ties(f, n, value="value", state="sender", partner="target") for n, f in held.items()),
        )


@cache
def names(text: str) -> tuple[str, ...]:
    """The names in a list whose names may have commas of their own.

    >>> names("Korea, North, Singapore, EU")
    ('Korea, North', 'Singapore', 'EU')
    """
    parts = [p.strip() for p in text.split(",") if p.strip()]
    found: list[str] = []
    while parts:
        taken = next((n for n in (3, 2) if n <= len(parts) and _known(", ".join(parts[:n]))), 1)
        found.append(", ".join(parts[:taken]))
        parts = parts[taken:]
    return tuple(found)


def _known(name: str) -> bool:
    return GROUPS.get(name, name) in groups() or name in NAMES or code_of(name, "name") is not None


@cache
def _codes(name: str, year: int) -> frozenset[str]:
    """The states behind a name in a year, members of any part of it included; the EU is among its members as EUR."""
    group = GROUPS.get(name, name)
    if group in groups():
        there = members(group, date(year, 1, 1)) | members(group, date(year, 12, 31))
        return there | (frozenset({"EUR"}) if group == "EU" else frozenset())
    code = NAMES.get(name) or code_of(name, "name", year)
    return frozenset({code}) if code else frozenset()


def _dyads(case: Mapping[str, object]) -> Iterator[dict[str, object]]:
    senders, targets = names(str(case["sender"])), names(str(case["target"]))
    sorts = {s: case[s] for s in SORTS}
    for year in range(int(str(case["begin"])), int(str(case["end"])) + 1):
        from_codes = sorted({c for n in senders for c in _codes(n, year)})
        to_codes = sorted({c for n in targets for c in _codes(n, year)})
        yield from ({"sender": a, "target": b, "year": year, ROW: case[ROW], **sorts} for a in from_codes for b in to_codes if a != b)


def _note_parts(sieve: Sieve) -> None:
    """Names in lists that were kept for the sake of others in them."""
    lost = [
        f"row {case[ROW]}: {side} {name}"
        for case in sieve.frame.iter_rows(named=True)
        for side in ("sender", "target")
        for name in names(case[side])
        if not _known(name)
    ]
    if lost:
        sieve.note(f"{len(lost)} names in lists of rows that were kept are no states and no groups whose members are known", lost)


CONNECTOR = Gsdb(
    Dataset(
        name="gsdb",
        title="Global Sanctions Data Base",
        what="sanctions of one state against another, by sort",
        unit="0 or 1",
        years="1950-2023",
        version="V4",
        publisher="Felbermayr, Kirilakha, Syropoulos, Yalcin and Yotov",
        url="https://www.globalsanctionsdatabase.com",
        licence="free on request, with citation",
        citation="Yalcin, E., G. Felbermayr, H. Kariem, A. Kirilakha, O. Kwon, C. Syropoulos and Y.V. Yotov (2024). The Global "
        "Sanctions Data Base Release 4: The Heterogeneous Effects of the Sanctions on Russia. The World Economy.",
        bibtex=bibtex("article", "gsdb4", author="Yalcin, Erdal and Felbermayr, Gabriel and Kariem, Heider and Kirilakha, Aleksandra and "
                      "Kwon, Ohyun and Syropoulos, Constantinos and Yotov, Yoto V.",
                      title="The Global Sanctions Data Base Release 4: The Heterogeneous Effects of the Sanctions on Russia",
                      journal="The World Economy", year=2024),
        columns="sanctioned_state, sanctioning_state (names or lists of names), begin, end, trade, arms, military, financial, "
        "travel, other",
    )
)  # fmt: skip
