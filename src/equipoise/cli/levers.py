"""Commands that set levers side by side: whatif levers, diversify. In: scenarios that hold data, or tables. Out: tables, pages."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.cli.common import OutputOption, ProjectOption, project, say, settings
from equipoise.cli.whatif import Data, open_scenario, whatif
from equipoise.words.errors import InputError

__all__ = ["diversify", "levers", "whatif"]

if TYPE_CHECKING:
    from equipoise.whatif.scenario.data import Ties
    from equipoise.whatif.scenario.levers import Asked


def levers(
    target: Annotated[str, typer.Argument(help="The state that is pressed: its code in the data, KAZ.")],
    powers: Annotated[str, typer.Option("--powers", metavar="CODES", help="Codes of the powers: RUS,CHN,EU,USA,TUR.")],
    trade_file: Annotated[
        str | None, typer.Option("--trade", metavar="FILE", help="Trade scenario whose flows are used; for KAZ else a sample's.")
    ] = None,
    network: Annotated[str | None, typer.Option("--network", metavar="FILE", help="Corridor scenario; for KAZ else a sample's.")] = None,
    table: Annotated[
        str | None, typer.Option("--bargain", metavar="FILE", help="Bargain whose actors have a 'state'; for KAZ else a sample's.")
    ] = None,
    flows_file: Annotated[
        str | None, typer.Option("--flows", metavar="FILE", help="Table of exporter, importer, value, in place of --trade.")
    ] = None,
    gdp: Annotated[
        str | None, typer.Option("--gdp", metavar="FILE", help="Table of country, gdp: --flows lack what is sold at home.")
    ] = None,
    output: OutputOption = None,
    data: Data = None,
    project_file: ProjectOption = None,
) -> None:
    """Put each power's levers side by side: trade, transit and weight at the table, with the power's own cost and ranges.

    Example: equipoise whatif levers KAZ --powers RUS,CHN,EU,USA,TUR -o levers.html
    """
    from equipoise.show.scenario_levers import print_levers, save_levers
    from equipoise.show.scenario_save import check_result_path
    from equipoise.whatif.scenario.levers import levers as side_by_side

    for name in output or []:
        check_result_path(name)
    given = [trade_file, network, table]
    if (flows_file and trade_file) or (gdp and not flows_file):
        raise InputError("--flows stands in place of --trade, and --gdp belongs to --flows")
    if target == "KAZ" and not any([*given, flows_file]):
        given = ["russian-transit-ban", "cpc-closure", "rosatom-tender"]
    with ExitStack() as stack:
        opened = stack.enter_context(project(project_file)) if project_file else None
        ties = opened.whatif.flows if opened else None
        flows, links, actors = (_asked(file, data or [], ties) for file in given)
        if flows_file:
            flows = _of_flows(flows_file, gdp, target)
        found = side_by_side(target, _codes(powers), flows, links, actors, _members())
    say(print_levers(found))
    for name in output or []:
        say(f"Wrote {save_levers(found, name)}")


def diversify(
    target: Annotated[str, typer.Argument(help="The state that wants to depend less: its code in the data, KAZ.")],
    budget: Annotated[float, typer.Option("--budget", metavar="MONEY", help="In the money of the network's costs: 200e6.")],
    network: Annotated[
        str | None, typer.Option("--network", metavar="FILE", help="Corridor scenario whose links have a 'cost'; for KAZ else a sample's.")
    ] = None,
    trade_file: Annotated[
        str | None, typer.Option("--trade", metavar="FILE", help="Trade scenario whose flows are used; for KAZ else a sample's.")
    ] = None,
    powers: Annotated[str, typer.Option("--powers", metavar="CODES", help="Powers whose threats count; else all countries.")] = "",
    output: OutputOption = None,
    data: Data = None,
    project_file: ProjectOption = None,
) -> None:
    """Find the cheapest way to depend less: which links to widen, and with whom cheaper trade would lower the worst threat.

    Example: equipoise whatif diversify KAZ --budget 200e6
    """
    from equipoise.show.scenario_levers import print_diversified, save_diversified
    from equipoise.show.scenario_save import check_result_path
    from equipoise.whatif.scenario.diversify import diversify as cheapest

    for name in output or []:
        check_result_path(name)
    given = [network, trade_file]
    if target == "KAZ" and not any(given):
        given = ["cpc-closure", "russian-transit-ban"]
    with ExitStack() as stack:
        opened = stack.enter_context(project(project_file)) if project_file else None
        ties = opened.whatif.flows if opened else None
        links, flows = (_asked(file, data or [], ties) for file in given)
        found = cheapest(target, budget, links, flows, _codes(powers), _members())
    say(print_diversified(found))
    for name in output or []:
        say(f"Wrote {save_diversified(found, name)}")


def _of_flows(flows: str, gdp: str | None, target: str) -> Asked:
    """A trade scenario around a table of flows, for what needs no shock."""
    from equipoise.whatif.scenario.data import Shelf
    from equipoise.whatif.scenario.levers import Asked
    from equipoise.whatif.scenario.read import parse_scenario

    tables = {"flows": Path(flows), **({"gdp": Path(gdp)} if gdp else {})}
    lines = [f"{key}: {json.dumps(place.name)}" for key, place in tables.items()]
    shock = f"shocks: [{{from: {json.dumps(target)}, to: all others, flow_percent: 0}}]"
    scenario = parse_scenario("\n".join([f"title: {json.dumps(Path(flows).name)}", "engine: trade", *lines, shock]), Path(flows).name)
    return Asked(scenario, Shelf(Path(flows).name, tuple(dict.fromkeys(place.parent for place in tables.values()))))


def _codes(powers: str) -> list[str]:
    return [p.strip() for p in powers.split(",") if p.strip()]


def _members() -> dict[str, tuple[str, ...]]:
    """The countries of each declared power; the European Union by its common name, too."""
    found = {p.code: p.members for p in settings().powers}
    return found | {"EU": found.get("EUR", ())}


def _asked(file: str | None, data: list[str], ties: Ties | None) -> Asked | None:
    from equipoise.whatif.scenario.data import Shelf
    from equipoise.whatif.scenario.levers import Asked

    if file is None:
        return None
    scenario, folders = open_scenario(file, data)
    return Asked(scenario, Shelf(Path(file).name, tuple(folders), ties))


for command in (levers, diversify):
    whatif.command(command.__name__)(command)
