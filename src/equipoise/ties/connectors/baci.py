"""BACI, trade by product with the two sides' accounts reconciled (CEPII). In: a file of one or more years. Out: exports, all goods
together.

The columns are t (year), i (exporter), j (importer), k (product, HS6), v (thousand USD), q (tonnes). i and j are BACI's numbers, told by
the file country_codes_V*.csv that comes with it (in the same archive or folder), or ISO3 codes where they were replaced already. Products
are summed. Trade of a pair that BACI leaves out may be below its limit or unreported, so absent is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, ties, variable
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import open_frame
from equipoise.ties.sieve import Sieve
from equipoise.ties.table import summed
from equipoise.words.errors import InputError
from equipoise.words.event import Channel
from equipoise.words.tie import Shape

COUNTRY_CODES = "country_codes"


@dataclass(frozen=True, slots=True)
class Baci:
    """The table of flows, with the table of countries beside it."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """Exports of all goods by exporter, importer and year, in USD."""
        import polars as pl

        sieve = Sieve(open_frame(path, wanted=("BACI", "_Y")), path.name)
        accepted = {"year": ("t",), "state": ("i", "exporter"), "partner": ("j", "importer"), "product": ("k",), "value": ("v",)}
        sieve.columns(accepted, columns, ("product",))
        by_product = "product" in sieve.frame.columns
        sieve.whole("year", FIRST_YEAR, LAST_YEAR)
        numbers = sieve.frame["state"].cast(pl.String).str.contains(r"^\s*\d+(\.0)?$").any()
        names = _countries(path) if numbers else {}
        if numbers:
            plain = pl.col("state", "partner").cast(pl.String).str.strip_chars().str.strip_suffix(".0")
            sieve.frame = sieve.frame.with_columns(plain)
        for side in ("state", "partner"):
            sieve.state(side, "iso3", "year", names)
        sieve.apart("state", "partner")
        sieve.number("value", low=0, empty=False)
        sieve.once(["state", "partner", "year", *(["product"] if by_product else [])], ["value"])
        flows = summed(sieve.frame, ["state", "partner", "year"], "value")
        return loaded(
            sieve, [variable(flows, "exports", Shape.DIRECTED, "USD", Channel.TRADE)], ties(flows, "exports", value="value", scale=1e3)
        )


def _countries(path: Path) -> dict[str, str]:
    """BACI's number of a country -> ISO3, from the file of the release."""
    beside = sorted(path.parent.glob(f"{COUNTRY_CODES}*.csv"))
    source = path if path.suffix.lower() == ".zip" else beside[0] if beside else None
    if source is None:
        raise InputError(
            f"{path.name}: exporters are numbers, which {COUNTRY_CODES}_V*.csv of the same release explains. Put that file into "
            f"{path.parent}"
        )
    sieve = Sieve(open_frame(source, wanted=(COUNTRY_CODES,)), source.name)
    sieve.columns({"number": ("country_code",), "iso3": ("country_iso3", "iso_3digit_alpha")})
    sieve.state("iso3", "iso3")
    return {str(n).removesuffix(".0"): code for n, code in sieve.frame.select("number", "iso3").iter_rows()}


CONNECTOR = Baci(
    Dataset(
        name="baci",
        title="BACI: International Trade Database at the Product-Level",
        what="exports from state to partner, the two sides' accounts reconciled",
        unit="USD",
        years="1995-2023",
        version="202501 (HS92 from 1995)",
        publisher="CEPII",
        url="http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        licence="Etalab 2.0",
        citation="Gaulier, G. and Zignago, S. (2010). BACI: International Trade Database at the Product-Level. The 1994-2007 "
        "Version. CEPII Working Paper 2010-23.",
        bibtex=bibtex("techreport", "gaulier2010", author="Gaulier, Guillaume and Zignago, Soledad",
                      title="BACI: International Trade Database at the Product-Level. The 1994-2007 Version", institution="CEPII",
                      number="2010-23", year=2010),
        columns="t, i, j, v (thousand USD), k where by product; country_codes_V*.csv beside it where i and j are numbers",
    )
)  # fmt: skip
