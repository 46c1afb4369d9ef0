"""The what-if engines held against what is known to have happened. In: ../shared, where it is present. Out: the figures of the page.

Figures for docs/methods/back-tests.md: `python evaluation/back_tests.py`.
"""

from __future__ import annotations

import csv
import json
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from equipoise.whatif import bilateral_flows, corridor_bounds, oil_network, sectors, trade, world_matrix

SHARED = Path(__file__).resolve().parents[2] / "shared"
EU15 = ("AUT", "BEL", "DEU", "DNK", "ESP", "FIN", "FRA", "GBR", "GRC", "IRL", "ITA", "LUX", "NLD", "PRT", "SWE")
JOINED_2004 = ("CYP", "CZE", "EST", "HUN", "LTU", "LVA", "MLT", "POL", "SVK", "SVN")
EU27 = (*(c for c in EU15 if c != "GBR"), *JOINED_2004, "BGR", "HRV", "ROU")
NEIGHBOURS = ("ARM", "BLR", "GEO", "KAZ", "KGZ", "UZB")


def main() -> None:
    """Print all figures."""
    if not SHARED.is_dir():
        raise SystemExit(f"{SHARED} is not there: these figures need the shared material")
    for name, lines in (("NAFTA", nafta()), ("EU 2004", enlargement()), ("EU and Russia 2022", russia()), ("CPC 2025", pump_strike())):
        print(f"\n== {name}")
        for line in lines:
            print(line)


def nafta() -> Iterator[str]:
    """Caliendo and Parro's Table 2, and the exact change."""
    folder = SHARED / "gold/whatif/cp2015_nafta"
    with np.load(folder / "inputs.npz", allow_pickle=False) as archive:
        data = {key: archive[key] for key in archive.files}
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    published = case["published_table2_zero_deficit"]
    order = ("terms_of_trade_pct", "volume_of_trade_pct", "welfare_first_order_pct", "real_wage_pct")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = {d: sectors(data, data["tau_nij_cfl"], data["tau_nij_bln"], deficits=d).countries.to_pylist() for d in ("zero", "observed")}
    for region in ("Mexico", "Canada", "USA"):
        ours, observed = (next(r for r in told[d] if r["country"] == region) for d in ("zero", "observed"))
        ranks = ", ".join(f"{c} {p:+.2f} / {ours[c]:+.2f}" for c, p in zip(order, published[region], strict=True))
        yield f"{region}: published / ours: {ranks}"
        yield f"{region}: exact welfare {ours['welfare_pct']:+.3f}, with observed deficits {observed['welfare_pct']:+.3f}"


def enlargement() -> Iterator[str]:
    """What the shock of the enlargement does to a world of 2000, and what trade did to 2014."""
    folder = SHARED / "gold/whatif/stata_ge_gravity_eu2000"
    case = pl.read_csv(folder / "input_and_flows.csv")
    shock = case.select("exporter", "importer", log_change="partial")
    found = trade(case.select("exporter", "importer", value="trade"), shock, 4.0)
    gains = dict(found.countries.select("country", "welfare_pct").iter_rows())
    shocked = shock.filter((pl.col("log_change") != 0) & (pl.col("exporter") != pl.col("importer")))
    joined = sorted(set(JOINED_2004) & set(gains))
    change = float(shocked["log_change"].max())
    yield f"shock: {shocked['log_change'].min():+.3f} to {change:+.3f} of the logarithm on {shocked.height} directed pairs"
    yield "welfare: " + ", ".join(f"{c} {gains[c]:+.2f}" for c in (*joined, "DEU", "AUT", "FRA", "USA", "RUS"))
    years = pl.read_csv(SHARED / "gold/whatif/wiod44_2000_2014.csv.gz")
    for last in (2005, 2010, 2014):
        rows = years.filter(pl.col("year").is_in([2000, last])).pivot("year", index=["exporter", "importer"], values="trade")
        both = found.flows.join(rows, on=["exporter", "importer"])
        east = _between(both, joined, EU15)
        other = both.filter(~pl.col("exporter").is_in([*joined, *EU15]) & pl.col("importer").is_in(EU15))
        said = 100 * (east["value_new"].sum() / east["value"].sum() - 1)
        was = 100 * (east[str(last)].sum() / east["2000"].sum() - 1)
        base = 100 * (other[str(last)].sum() / other["2000"].sum() - 1)
        relative = 100 * ((1 + was / 100) / (1 + base / 100) - 1)
        closer = _closeness(rows, joined, EU15, last) - _closeness(rows, _outsiders(rows, joined), EU15, last)
        yield (
            f"EU15 and those who joined, both ways, 2000 to {last}: engine {said:+.0f} %; happened {was:+.0f} % (in dollars), "
            f"EU15's imports from outside {base:+.0f} %, so {relative:+.0f} % beyond them; closeness to EU15 beyond that of outsiders "
            f"{closer:+.2f} of the logarithm, shock {change:+.2f}"
        )
        told, seen = np.log(east["value_new"] / east["value"]), np.log(east[str(last)] / east["2000"])
        yield f"  by pair (n={east.height}): correlation of the engine's log change with what happened {np.corrcoef(told, seen)[0, 1]:+.2f}"


def _between(rows: pl.DataFrame, some: list[str], others: tuple[str, ...]) -> pl.DataFrame:
    one, two = pl.col("exporter").is_in(some), pl.col("importer").is_in(some)
    return rows.filter((one & pl.col("importer").is_in(others)) | (two & pl.col("exporter").is_in(others)))


def _outsiders(rows: pl.DataFrame, joined: list[str]) -> list[str]:
    return sorted(set(rows["exporter"]) - {*joined, *EU15, "BGR", "ROU", "HRV", "ROW"})


def _closeness(rows: pl.DataFrame, some: list[str], others: tuple[str, ...], last: int) -> float:
    """Mean change of the logarithm of trade over what each sells at home (Head and Ries 2001): what trade costs alone can move."""
    flow = {(a, b): (x, y) for a, b, x, y in rows.select("exporter", "importer", "2000", str(last)).iter_rows()}
    found = []
    for a in some:
        for b in sorted(set(others) & set(rows["exporter"])):
            there = [flow[p] for p in ((a, b), (b, a), (a, a), (b, b))]
            if all(x > 0 and y > 0 for x, y in there):
                out, back, one, two = (np.log(y / x) for x, y in there)
                found.append(float(out + back - one - two) / 2)
    return float(np.mean(found))


def russia() -> Iterator[str]:
    """A cut of EU exports to Russia of the size that was seen, in the world of 2015, and where EU exports went in fact."""
    sold = pl.read_csv(SHARED / "data/trade/eurostat_eu27_exports_by_partner_2010_2023.csv")
    year = {y: dict(sold.filter(pl.col("year") == y).select("imp", "value_eur").iter_rows()) for y in (2021, 2022, 2023)}
    cut = np.log(year[2023]["RUS"] / year[2021]["RUS"])
    wide = pl.read_parquet(SHARED / "data/trade/unctad_sitc1_bilateral_1995_2005_2015.parquet").filter(pl.col("year") == 2015)
    gdp = pl.read_parquet(SHARED / "data/ref/worldbank_gdp.parquet").filter(pl.col("year") == 2015).select(country="iso3", gdp="value")
    kept = ["RUS", "TUR", "CHN", "ARE", "SRB", *NEIGHBOURS, *EU27]
    flows = world_matrix(bilateral_flows(wide, "unctad"), gdp, keep=kept).flows.select("exporter", "importer", "value")
    there = set(flows["exporter"])
    strength = float(cut)
    for _ in range(20):  # so much dearer that EU exports to Russia fall as much as they did
        result = _cut(flows, strength)
        strength += float(cut - np.log(_sales(result, "value_new", ["RUS"]) / _sales(result, "value", ["RUS"])))
    was, now = year[2021]["RUS"] / 1e9, year[2023]["RUS"] / 1e9
    yield f"EU exports to Russia 2021 to 2023: {was:.1f} to {now:.1f} bn EUR, {100 * np.expm1(cut):+.1f} %; log change {strength:+.3f}"
    # Beyond how EU exports to everybody else grew: values, so prices are in them.
    others = sorted((there - {"RUS", *NEIGHBOURS, *EU27, "TUR", "ARE", "SRB"}) & set(year[2021]) & set(year[2023]))
    growth = sum(year[2023][c] for c in others) / sum(year[2021][c] for c in others)
    yield f"EU exports to {len(others)} others 2021 to 2023: {100 * (growth - 1):+.1f} %"
    for c in (*NEIGHBOURS, "TUR", "ARE", "SRB", "CHN"):
        engine = 100 * (_sales(result, "value_new", [c]) / _sales(result, "value", [c]) - 1)
        happened = year[2023][c] / year[2021][c]
        beyond = year[2023][c] - year[2021][c] * growth
        yield (
            f"  to {c}: engine {engine:+.2f} %; happened {100 * (happened - 1):+.0f} %, "
            f"{100 * (happened / growth - 1):+.0f} % beyond others ({beyond / 1e9:+.2f} bn EUR)"
        )
    lost = year[2021]["RUS"] * growth - year[2023]["RUS"]
    more = sum(year[2023][c] - year[2021][c] * growth for c in NEIGHBOURS)
    yield f"missing to Russia {lost / 1e9:.1f} bn EUR; more to {', '.join(NEIGHBOURS)} {more / 1e9:.1f} bn EUR, {100 * more / lost:.0f} %"
    welfare = dict(result.countries.select("country", "welfare_pct").iter_rows())
    yield "welfare: " + ", ".join(f"{c} {welfare[c]:+.3f}" for c in ("RUS", "KAZ", "KGZ", "BLR", "CHN", "TUR", "DEU", "LTU", "FIN"))
    table = pl.read_csv(SHARED / "data/trade/kazakhstan_trade_by_partner_2018_2023.csv")
    own = dict(table.filter(pl.col("partner") == "RUS").select("year", "exports_kusd").iter_rows())
    total = dict(table.group_by("year").agg(pl.col("exports_kusd").sum()).iter_rows())
    rows = result.flows.filter((pl.col("exporter") == "KAZ") & (pl.col("importer") == "RUS"))
    others_grew = (total[2023] - own[2023]) / (total[2021] - own[2021])
    yield (
        f"Kazakhstan's exports to Russia: engine {100 * (rows['value_new'][0] / rows['value'][0] - 1):+.1f} %; happened, 2021 to 2023, "
        f"{100 * (own[2023] / own[2021] - 1):+.0f} %, to all others {100 * (others_grew - 1):+.0f} %"
    )
    old = pl.read_csv(SHARED / "gold/whatif/wiod44_2000_2014.csv.gz").filter(pl.col("year") == 2014)
    wiod = dict(_cut(old.select("exporter", "importer", value="trade"), strength).countries.select("country", "welfare_pct").iter_rows())
    yield "welfare, same cut, WIOD 2014: " + ", ".join(f"{c} {wiod[c]:+.3f}" for c in ("RUS", "CHN", "TUR", "DEU", "LTU", "FIN"))


def _cut(flows: pl.DataFrame, strength: float):  # type: ignore[no-untyped-def]
    there = [c for c in EU27 if c in set(flows["exporter"])]
    return trade(flows, pl.DataFrame({"exporter": there, "importer": ["RUS"] * len(there), "log_change": [strength] * len(there)}), 4.0)


def _sales(result, column: str, buyers: list[str]) -> float:  # type: ignore[no-untyped-def]
    rows = result.flows.filter(pl.col("exporter").is_in(EU27) & pl.col("importer").is_in(buyers))
    return float(rows[column].sum())


CLOSED = {"as it is": [], "CPC closes": ["cpc", "cpc_kz"], "all through Russia closes": ["state:RUS"]}


def pump_strike() -> Iterator[str]:
    """The Caspian pipeline after the strike of February 2025: the network with so much less, and the table's rows on what happened."""
    with (SHARED / "data/corridors_kaz.csv").open(encoding="utf-8", newline="") as file:
        rows = [{**r, "year": int(r["year"]), "value_mt_per_y": float(r["value_mt_per_y"])} for r in csv.DictReader(file)]
    table = pl.DataFrame(rows)
    for year in (2024, 2025):
        for planned in (False, True):
            network = oil_network(table, year, planned).network
            said = corridor_bounds(network, CLOSED).to_dicts()
            name = f"{year}{', Kenkiyak widened' if planned else ''}"
            yield f"{name}: " + "; ".join(f"{r['scenario']} {r['central']:.1f} ({r['low']:.1f} to {r['high']:.1f})" for r in said)
    claims = {r["quantity"]: r["value_mt_per_y"] for r in rows if r["quantity"].startswith("event_")}
    network = oil_network(table, 2025).network
    hit = pl.when(pl.col("route") == "cpc")
    for name, less in (("as Transneft said", -claims["event_shock"]), ("half of that", -claims["event_shock"] / 2)):
        weaker = network.with_columns(hit.then(pl.col(c) - less).otherwise(pl.col(c)).alias(c) for c in ("low", "capacity", "high"))
        for also, shut in (("", []), (", no room to Samara and over the port", ["uas", "aktau_port"])):
            r = corridor_bounds(weaker, {"x": shut}).to_dicts()[0]
            yield f"the Caspian pipeline {less:.1f} Mt a year weaker ({name}){also}: {r['central']:.1f} ({r['low']:.1f} to {r['high']:.1f})"
    flow = {r["year"]: r["value_mt_per_y"] for r in rows if (r["route_id"], r["quantity"], r["kaz_origin_only"]) == ("cpc", "flow", "no")}
    yield f"happened: all shippers {flow[2024]} in 2024, {flow[2025]} in 2025 ({100 * (flow[2025] / flow[2024] - 1):+.0f} %)"
    told = -claims["event_shock"]
    yield f"Transneft's claim over 1.5 to 2 months: {told * 1.5 / 12:.1f} to {told * 2 / 12:.1f} Mt"
    yield f"December 2025, told of Kazakh oil in the Caspian pipeline: a rate of {claims['event_flow']} Mt a year"


if __name__ == "__main__":
    main()
