"""A scenario of many sectors. In: scenario, shelf. Out: Found: who loses what from a ban, an embargo or a tariff on some goods."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import Any, cast

import numpy as np
import pyarrow as pa

from equipoise.store.frames import listed
from equipoise.whatif.ranges import sectors_ranges
from equipoise.whatif.scenario.data import Opened, Shelf, digest_of_file
from equipoise.whatif.scenario.economy import build_economy
from equipoise.whatif.scenario.engines.trade import headline, says_welfare
from equipoise.whatif.scenario.parties import Parties
from equipoise.whatif.scenario.result import Found, Sheet
from equipoise.whatif.sectors import sector_shocks, sectors
from equipoise.words.errors import InputError
from equipoise.words.scenario import Range, Scenario, SectorsQuestion, Shock, Spread

USUAL = Range(1 / 1.5, 1.0, 1.5)
"""Factors on elasticities where a scenario does not say how uncertain they are."""
SHOWN = ("welfare_pct", "real_wage_pct", "welfare_first_order_pct", "terms_of_trade_pct", "volume_of_trade_pct")


def answer(scenario: Scenario, shelf: Shelf) -> Found:
    """Solve it. Raises InputError with the line; ConvergenceError where there is no equilibrium."""
    question = cast(SectorsQuestion, scenario.question)
    data, inputs, bent = _data(question, shelf)
    parties = Parties(shelf.file, [str(r) for r in data["regions"]], question.groups)
    shocks = [s for shock in question.shocks for s in _shocks(shock, parties, [str(s) for s in data["sectors"]])]
    made = sector_shocks(data, shocks)
    spread = scenario.spread if scenario.spread.given else Spread(False, scenario.spread.draws, scenario.spread.seed, elasticity=USUAL)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", UserWarning)
        solved = sectors(data, made.tariffs, iceberg=made.iceberg, deficits=question.deficits)
        head, ranges = _headline(solved.countries, data, made, question, spread)
    return Found(
        sheets=(
            Sheet("welfare", "Change of welfare", head, ("country",), "welfare_pct", "percent", ("country", *SHOWN[:3])),
            *ranges,
            Sheet("shocks", "What was changed: trade relations and the imports there today", made.cells, ("shock",)),
        ),
        inputs=inputs,
        info={**solved.info, "draws": spread.draws, "seed": spread.seed},
        says=tuple(says_welfare(head)),
        notices=(*_notices(scenario, bent), *dict.fromkeys(str(w.message) for w in said)),
        assumptions=_ASSUMPTIONS,
    )


_ASSUMPTIONS = (
    "Years, not weeks: prices, suppliers and inputs have had time to settle. A sudden stop costs more.",
    "Sectors use each other's goods in fixed shares of cost; nobody runs out of anything at some price.",
    "Welfare is the exact change of real income. The first-order measure stands beside it for comparison with the literature.",
)


def _data(question: SectorsQuestion, shelf: Shelf) -> tuple[Mapping[str, Any], tuple[Opened, ...], tuple[str, ...]]:
    if question.path is not None:
        path = shelf.path(question.path)
        try:
            with np.load(path, allow_pickle=False) as archive:
                arrays = {name: archive[name] for name in archive.files}
        except (OSError, ValueError) as error:
            raise InputError(f"{shelf.file}: economy {question.path} is no .npz of arrays: {error}") from error
        missing = [k for k in ("regions", "sectors") if k not in arrays]
        if missing:
            raise InputError(f"{shelf.file}: economy {question.path} has no array {listed(missing)}")
        rows = int(np.size(arrays["regions"]) * np.size(arrays["sectors"]))
        return arrays, (Opened("economy", question.path, rows, digest_of_file(path), pa.table({})),), ()
    assert question.flows is not None
    assert question.technology is not None
    flows = shelf.open(question.flows, "flows", ("exporter", "importer", "sector"), ("value",))
    technology = shelf.open(question.technology, "technology", ("sector",), ("elasticity", "value_added"))
    try:
        built = build_economy(flows.table, technology.table)
    except InputError as error:
        raise InputError(f"{shelf.file}: {error}") from error
    return built.arrays, (flows, technology), built.bent


def _shocks(shock: Shock, parties: Parties, known: list[str]) -> Iterator[dict[str, Any]]:
    """A shock of the scenario as whatif.sectors takes them."""
    strange = [s for s in shock.sectors if s not in known]
    if strange:
        raise InputError(f"{parties.file}, line {shock.line}: no sector {listed(strange)} in the data; there are {listed(known)}")
    if shock.flow_percent is not None or shock.log_change is not None:
        where = f"{parties.file}, line {shock.line}"
        raise InputError(f"{where}: with sectors a shock is 'cut', 'cost_percent' or 'tariff': what happens to flows is the answer")
    if shock.cost_percent is not None and shock.cost_percent < 0:
        raise InputError(
            f"{parties.file}, line {shock.line}: 'cost_percent' must be at least 0 with sectors; {shock.cost_percent:g} was given"
        )
    for exporter, importer in parties.pairs(shock):
        one: dict[str, Any] = {"exporter": exporter, "importer": importer}
        if shock.sectors:
            one["sector"] = list(shock.sectors)
        if shock.cut:
            yield {**one, "kind": "export_ban"}
        elif shock.tariff is not None:
            yield {**one, "kind": "tariff", "tariff": shock.tariff}
        else:
            yield {**one, "kind": "cost", "cost_pct": shock.cost_percent}


def _headline(
    countries: pa.Table, data: Mapping[str, Any], made: Any, question: SectorsQuestion, spread: Spread
) -> tuple[pa.Table, tuple[Sheet, ...]]:
    ranges: pa.Table | None = None
    sheets: tuple[Sheet, ...] = ()
    if spread.draws:
        given = spread.elasticity
        ranges = sectors_ranges(
            data,
            made.tariffs,
            iceberg=made.iceberg,
            deficits=question.deficits,
            draws=spread.draws,
            seed=spread.seed,
            elasticity=None if given is None else (given.low, given.high),
            flow_sd=spread.flow_sd or 0.0,
            domestic_range=None if spread.domestic is None else (spread.domestic.low, spread.domestic.high),
        ).countries
        sheets = (Sheet("ranges", "All measures with their ranges", ranges, ("country", "measure"), "central", "percent"),)
    return headline(countries, SHOWN, ranges), sheets


def _notices(scenario: Scenario, bent: tuple[str, ...]) -> Iterator[str]:
    if scenario.spread.draws and not scenario.spread.given:
        yield "The scenario does not say how uncertain its inputs are. Taken: each sector's elasticity within a factor of 1.5 either way."
    if bent:
        yield (
            "Some regions buy too little of a sector for its use as an input; its share in cost was scaled down there, and value added "
            f"raised: {listed(bent)}."
        )
