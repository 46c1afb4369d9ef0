"""How near influence capacity from our own ties comes to the published index. In: ../shared, where it is present. Out: rank correlations.

Figures for docs/methods/influence-capacity.md, section 4: `python evaluation/influence.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

from equipoise.measure import influence_capacity, influence_components
from equipoise.reference.statehood import code_of

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FIRST, LAST = 1996, 2014
KEY = ["sender", "receiver", "year"]
PUBLISHED = {
    "econ_bandwidth": "econb", "pol_bandwidth": "polb", "sec_bandwidth": "secb", "econ_dependence": "econd", "sec_dependence": "secd",
    "capacity": "fbic",
}  # fmt: skip


def own_ties() -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Trade, organisations, alliances and arms of all pairs by ISO code, and GDP."""
    trade = pl.read_parquet(DATA / "trade" / "mit_wtf_bilateral_1988_2014.parquet").select(
        pl.col("exp").cast(pl.String), pl.col("imp").cast(pl.String), pl.col("year").cast(pl.Int64), value="value_usd"
    )
    both_ways = pl.concat([trade, trade.select(exp="imp", imp="exp", year="year", value="value")])
    ties = {"trade": both_ways.group_by(sender="exp", receiver="imp", year="year").agg(pl.col("value").sum())}
    for name, file, value in (
        ("organisations", "cow_igo_dyads_1946_2014.parquet", pl.col("dyadigos")),
        ("alliances", "atop_alliance_dyads_1946_2018.parquet", pl.col("atop_defense") * 2 + pl.col("atop_consul")),
    ):
        rows = pl.read_parquet(DATA / "ties" / file).filter(pl.col("year").is_between(FIRST, LAST))
        there = rows.select(sender="ccode1", receiver="ccode2", year="year", value=value.cast(pl.Float64))
        back = rows.select(sender="ccode2", receiver="ccode1", year="year", value=value.cast(pl.Float64))  # some list a pair once
        ties[name] = _coded(pl.concat([there, back]).unique(KEY), "cow")
    register = pl.read_parquet(DATA / "ties" / "sipri_trade_register_1950_2024.parquet").drop_nulls(["delivery_years", "tiv_delivered"])
    years = register.with_columns(year=pl.col("delivery_years").str.extract_all(r"(?:19|20)\d\d"))
    each = years.with_columns(value=pl.col("tiv_delivered") / pl.col("year").list.len()).explode("year").drop_nulls("year")
    each = each.select(sender="supplier", receiver="recipient", year=pl.col("year").cast(pl.Int64), value="value")
    arms = _coded(each.group_by(KEY).agg(pl.col("value").sum()), "name")
    # Deliveries of five years, as the published index takes stocks and not single years.
    windows = [arms.with_columns(year=pl.col("year") + lag) for lag in range(5)]
    ties["arms"] = pl.concat(windows).group_by(KEY).agg(pl.col("value").sum())
    gdp = pl.read_parquet(DATA / "ref" / "worldbank_gdp.parquet").select(state="iso3", year="year", gdp="value").drop_nulls()
    wanted = pl.col("year").is_between(FIRST, LAST) & (pl.col("sender") != pl.col("receiver"))
    return {name: t.filter(wanted) for name, t in ties.items()}, gdp


def _coded(rows: pl.DataFrame, scheme: str) -> pl.DataFrame:
    """The rows with ISO codes; those of groups that are no states are left out."""
    known = {value: code_of(value, scheme) for side in ("sender", "receiver") for value in rows[side].unique()}
    renamed = rows.with_columns(
        pl.col(side).replace_strict(known, default=None, return_dtype=pl.String) for side in ("sender", "receiver")
    ).drop_nulls(["sender", "receiver"])
    return renamed.group_by(KEY).agg(pl.col("value").sum())


def published() -> pl.DataFrame:
    """The published sub-indices of China and Russia, one row for each pair and year."""
    wide = pl.read_parquet(DATA / "measure" / "fbic_china_russia_1960_2020.parquet").filter(pl.col("year").is_between(FIRST, LAST))
    return pl.concat(
        wide.select(
            pl.lit(code).alias("sender"), pl.col("iso3").alias("receiver"), pl.col("year").cast(pl.Int64),
            *(pl.col(f"{theirs}_{short}").alias(f"published_{ours}") for ours, theirs in PUBLISHED.items()),
        )
        for code, short in (("RUS", "rus"), ("CHN", "chn"))
    )  # fmt: skip


def main() -> int:
    """Print Spearman's correlation for each sender and sub-index, within years (median) and over all years."""
    if not DATA.is_dir():
        print("The data is not in ../shared.", file=sys.stderr)
        return 2
    ties, gdp = own_ties()
    parts = influence_components(ties, gdp, partial=True)
    ours = parts.join(influence_capacity(parts), on=KEY)
    both = ours.join(published(), on=KEY)
    print(f"{len(ours):,} pairs and years, {len(both):,} with published values; parts used: {both['parts'].mode()[0]}")
    print("sender | part | rows | median within years | over all years")
    for sender in ("RUS", "CHN"):
        for name in PUBLISHED:
            rows = both.filter(sender=sender).drop_nulls([name, f"published_{name}"])
            by_year = rows.group_by("year").agg(r=pl.corr(name, f"published_{name}", method="spearman"))["r"].drop_nans()
            over_all = rows.select(pl.corr(name, f"published_{name}", method="spearman")).item()
            print(f"{sender} | {name} | {len(rows):,} | {by_year.median():.3f} | {over_all:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
