"""Trade as states report it, a row for each reporter, partner, flow and year: UN Comtrade and the IMF. In: a file. Out: exports, imports.

Each figure is the reporter's own: ``exports`` what it says it sold, ``imports`` what it says it bought; mirror figures differ and both are
kept. A pair without a row may be one that was not asked for, so absent is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, ties, variable
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame
from equipoise.ties.sieve import Sieve
from equipoise.ties.table import EU_AS_ONE, scheme_of
from equipoise.words.event import Channel
from equipoise.words.tie import Shape


@dataclass(frozen=True, slots=True)
class Reports:
    """``flows``: code of a flow -> variable. ``only``: column -> the values that stand for all of something (all customs procedures, all
    modes of transport, yearly figures); rows with others are parts, and are set aside. ``power``: the column of the power of ten.
    """

    dataset: Dataset
    reporter: Mapping[str, str]
    partner: Mapping[str, str]
    flow: tuple[str, ...]
    flows: Mapping[str, str]
    year: tuple[str, ...]
    value: tuple[str, ...]
    world: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]]
    item: tuple[str, ...] = ()
    whole_items: tuple[str, ...] = ()
    power: tuple[str, ...] = ()
    powers: Mapping[str, int] = field(default_factory=dict)

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """Exports and imports as the reporters give them, in USD."""
        import polars as pl

        sieve = Sieve(open_frame(path), path.name)
        schemes = {s: scheme_of(sieve, known, columns.get(s)) for s, known in (("state", self.reporter), ("partner", self.partner))}
        accepted = {
            "state": tuple(self.reporter), "partner": tuple(self.partner), "flow": self.flow, "year": self.year, "value": self.value,
            "item": self.item, "power": self.power, **{name: (name,) for name in self.only},
        }  # fmt: skip
        sieve.columns(accepted, columns, ("item", "power", *self.only))
        there = [c for c in self.only if c in sieve.frame.columns]
        sieve.frame = sieve.frame.with_columns(pl.col("flow", "partner", *there).cast(pl.String).str.strip_chars())
        sieve.put_aside(pl.col("partner").is_in(self.world), "the world or a group: a sum of partners", "state", "partner")
        for name in there:
            part = pl.col(name).is_not_null() & ~pl.col(name).is_in(self.only[name])
            sieve.put_aside(part, f"{name} is none of {', '.join(self.only[name])}: a part of a figure", name, "state", "partner")
        sieve.put_aside(~pl.col("flow").is_in(list(self.flows)).fill_null(value=False), f"flow is none of {', '.join(self.flows)}", "flow")
        sieve.whole("year", FIRST_YEAR, LAST_YEAR)
        for side in ("state", "partner"):
            sieve.state(side, schemes[side], "year", EU_AS_ONE)
        sieve.apart("state", "partner")
        sieve.number("value", low=0)
        self._scale(sieve)
        self._items(sieve)
        sieve.frame = sieve.frame.with_columns(pl.col("flow").replace_strict(self.flows, return_dtype=pl.String).alias("variable"))
        sieve.once(["state", "partner", "year", "variable", "item"], ["value"])
        names = sorted(sieve.frame["variable"].unique().to_list())
        parts = {n: sieve.frame.filter(pl.col("variable") == n) for n in names}
        return loaded(
            sieve,
            (variable(f, n, Shape.DIRECTED, "USD", Channel.TRADE) for n, f in parts.items()),
            *(ties(f, n, value="value", item="item") for n, f in parts.items()),
        )

    def _scale(self, sieve: Sieve) -> None:
        """A power of ten, as a number or as one of the words in ``powers``."""
        import polars as pl

        if "power" in sieve.frame.columns:
            sieve.frame = sieve.frame.with_columns(pl.col("power").cast(pl.String).replace({k: str(v) for k, v in self.powers.items()}))
            sieve.number("power", low=0, high=12)
            sieve.frame = sieve.frame.with_columns(pl.col("value") * pl.lit(10.0).pow(pl.col("power").fill_null(0.0)))

    def _items(self, sieve: Sieve) -> None:
        import polars as pl

        if "item" not in sieve.frame.columns:
            sieve.frame = sieve.frame.with_columns(pl.lit(None, pl.String).alias("item"))
        item = pl.col("item").cast(pl.String)
        sieve.frame = sieve.frame.with_columns(pl.when(item.is_in(self.whole_items)).then(None).otherwise(item).alias("item"))


COMTRADE = Reports(
    Dataset(
        name="comtrade",
        title="UN Comtrade: international merchandise trade statistics",
        what="exports and imports as each state reports them, all goods and by commodity (item)",
        unit="USD",
        years="1962-2025",
        version="live",
        publisher="United Nations Statistics Division",
        url="https://comtradeplus.un.org",
        licence="UN Comtrade terms of use: free for one's own analysis with attribution, no redistribution",
        citation="United Nations Statistics Division. UN Comtrade Database.",
        bibtex=bibtex("misc", "comtrade", author="{United Nations Statistics Division}", title="UN Comtrade Database"),
        columns="reporterISO, partnerISO, period, flowCode (X, M), primaryValue (USD), cmdCode where by commodity",
        key="COMTRADE_API_KEY",
    ),
    reporter={"reporterISO": "iso3", "Reporter ISO": "iso3"},
    partner={"partnerISO": "iso3", "Partner ISO": "iso3"},
    flow=("flowCode", "Trade Flow Code"),
    flows={"X": "exports", "M": "imports"},
    year=("period", "refYear", "year"),
    value=("primaryValue", "Trade Value (US$)"),
    world=("W00", "WLD", "_X", "X1"),
    only={"partner2ISO": ("W00", ""), "motCode": ("0", "0.0", ""), "customsCode": ("C00", ""), "mosCode": ("0", "0.0", ""),
    "freqCode": ("A",)},
    item=("cmdCode",),
    whole_items=("TOTAL",),
)  # fmt: skip

IMF_IMTS = Reports(
    Dataset(
        name="imf-imts",
        title="International Merchandise Trade Statistics (formerly Direction of Trade Statistics)",
        what="exports and imports as each state reports them",
        unit="USD",
        years="1947-2025",
        version="live",
        publisher="International Monetary Fund",
        url="https://data.imf.org/IMTS",
        licence="terms of use of the IMF: free with attribution",
        citation="International Monetary Fund. International Merchandise Trade Statistics (IMTS).",
        bibtex=bibtex("misc", "imf_imts", author="{International Monetary Fund}",
                      title="International Merchandise Trade Statistics (IMTS)"),
        columns="SDMX-CSV: COUNTRY, COUNTERPART_COUNTRY (ISO3), INDICATOR (XG_FOB_USD, MG_CIF_USD), TIME_PERIOD, OBS_VALUE, SCALE",
    ),
    reporter={"COUNTRY": "iso3", "REF_AREA": "iso2"},
    partner={"COUNTERPART_COUNTRY": "iso3", "COUNTERPART_AREA": "iso2"},
    flow=("INDICATOR",),
    flows={"XG_FOB_USD": "exports", "TXG_FOB_USD": "exports", "MG_CIF_USD": "imports", "TMG_CIF_USD": "imports"},
    year=("TIME_PERIOD",),
    value=("OBS_VALUE",),
    world=("W00", "G001", "GX001", "G110", "G200", "1C_080", "XR21"),
    only={"FREQUENCY": ("A",), "FREQ": ("A",)},
    power=("SCALE", "UNIT_MULT"),
    powers={"Units": 0, "Thousands": 3, "Millions": 6, "Billions": 9},
)  # fmt: skip
