"""Formal bilateral influence capacity (FBIC, Pardee Center). In: influencer, receiver and year, or a column for each of some influencers.
Out: influence_capacity and its five parts, from the influencer (state) to the receiver (partner).

The wide layout names its columns after the sub-index and the influencer: econb_chn, secd_rus, fbic_rus. The index covers the pairs that it
was computed for; a pair without a row is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.reference.statehood import Scheme, code_of
from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, ties, variable
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame
from equipoise.ties.sieve import ROW, Sieve
from equipoise.words.errors import InputError
from equipoise.words.event import Channel
from equipoise.words.tie import Shape

if TYPE_CHECKING:
    import polars as pl

PARTS: Mapping[str, tuple[str, tuple[str, ...], Channel | None]] = {
    "influence_capacity": ("fbic", ("fbic",), None),
    "econ_bandwidth": ("econb", ("economicbandwidth",), Channel.TRADE),
    "pol_bandwidth": ("polb", ("politicalbandwidth",), Channel.DIPLOMACY),
    "sec_bandwidth": ("secb", ("securitybandwidth",), Channel.SECURITY),
    "econ_dependence": ("econd", ("economicdependence",), Channel.TRADE),
    "sec_dependence": ("secd", ("securitydependence",), Channel.SECURITY),
}
"""Variable -> its short name in wide files, its names in long ones, its channel."""
WIDE = re.compile(r"(" + "|".join(short for short, _, _ in PARTS.values()) + r")_([a-z]{3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fbic:
    """Influencer, receiver, year, and the index with its parts."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """The index and the parts that the file has."""
        frame = open_frame(path)
        wide = {m[2].lower() for c in frame.columns if (m := WIDE.fullmatch(c.strip()))}
        sieve = Sieve(frame, path.name)
        if not wide:
            return self._long(sieve, columns)
        known = sorted(who for who in wide if code_of(who.upper(), Scheme.ISO3))
        if strange := sorted(wide - set(known)):
            sieve.note(f"columns of influencers that are no state that is known were not read: {', '.join(strange).upper()}")
        if not known:
            raise InputError(f"{path.name}: none of the influencers in its columns is a state that is known: {', '.join(strange).upper()}")
        return self._wide(sieve, columns, known)

    def _long(self, sieve: Sieve, given: Mapping[str, str]) -> Loaded:
        accepted = {
            "state": ("iso3a", "isoa", "influencer", "sender", "countrya"),
            "partner": ("iso3b", "isob", "influencee", "receiver", "countryb"),
            "year": (),
            **{name: (*names, short) for name, (short, names, _) in PARTS.items()},
        }
        sieve.columns(accepted, given, [n for n in PARTS if n != "influence_capacity"])
        there = [n for n in PARTS if n in sieve.frame.columns]
        _clean(sieve, ["state", "partner"], there)
        sieve.apart("state", "partner")
        sieve.once(["state", "partner", "year"], there)
        return _loaded(sieve, dict.fromkeys(there, sieve.frame), {n: n for n in there})

    def _wide(self, sieve: Sieve, given: Mapping[str, str], influencers: list[str]) -> Loaded:
        import polars as pl

        wanted = {f"{short}_{who}": (name, who) for name, (short, _, _) in PARTS.items() for who in influencers}
        accepted: dict[str, tuple[str, ...]] = {"partner": ("iso3", "iso3c", "iso3b"), "year": (), **dict.fromkeys(wanted, ())}
        sieve.columns(accepted, given, list(wanted))
        there = [c for c in wanted if c in sieve.frame.columns]
        _clean(sieve, ["partner"], there)
        sieve.once(["partner", "year"], there)
        if len(influencers) == 1:
            sieve.put_aside(pl.col("partner") == influencers[0].upper(), "the influencer itself", "partner", "year")
        parts: dict[str, list[pl.DataFrame]] = {}
        for column in there:
            name, who = wanted[column]
            rows = sieve.frame.select("partner", "year", ROW, pl.lit(who.upper()).alias("state"), pl.col(column).alias("value"))
            # The influencer's own row stands there with blanks or noughts.
            parts.setdefault(name, []).append(rows.filter(pl.col("partner") != who.upper()))
        frames = {n: f for n, fs in parts.items() if (f := pl.concat(fs)).height}
        return _loaded(sieve, frames, dict.fromkeys(frames, "value"))


def _clean(sieve: Sieve, sides: list[str], values: list[str]) -> None:
    sieve.whole("year", FIRST_YEAR, LAST_YEAR)
    for side in sides:
        sieve.state(side, "iso3", "year")
    for name in values:
        sieve.number(name, low=0)


def _loaded(sieve: Sieve, frames: Mapping[str, pl.DataFrame], column: Mapping[str, str]) -> Loaded:
    return loaded(
        sieve,
        (variable(f, n, Shape.DIRECTED, "index", PARTS[n][2]) for n, f in frames.items()),
        *(ties(f, n, value=column[n]) for n, f in frames.items()),
    )


CONNECTOR = Fbic(
    Dataset(
        name="fbic",
        title="Formal Bilateral Influence Capacity Index",
        what="the capacity of one state to influence another, from bandwidth and dependence",
        unit="index, 0-1 (composite)",
        years="1960-2023",
        version="as the file has it",
        publisher="Frederick S. Pardee Center for International Futures, University of Denver",
        url="https://korbel.du.edu/fbic/",
        licence="free with citation",
        citation="Moyer, Jonathan D., Collin J. Meisel, Austin S. Matthews, David K. Bohl and Mathew J. Burrows (2021). China-US "
        "Competition: Measuring Global Influence. Atlantic Council and Pardee Center.",
        bibtex=bibtex("techreport", "moyer2021", author="Moyer, Jonathan D. and Meisel, Collin J. and Matthews, Austin S. and "
                      "Bohl, David K. and Burrows, Mathew J.", title="China-US Competition: Measuring Global Influence",
                      institution="Atlantic Council and Pardee Center", year=2021),
        columns="iso3a, iso3b, year, fbic and its parts; or iso3, year and fbic_chn, econb_chn ...",
    )
)  # fmt: skip
