"""Commands that pull a lever: whatif trade, sectors, corridor, bargain, init, diff, propose. In: scenario files. Out: tables, pages."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.cli.common import OutputOption, ProjectOption, project, say
from equipoise.words.errors import InputError
from equipoise.words.scenario import Engine, Scenario

if TYPE_CHECKING:
    from equipoise.whatif.scenario.data import Ties
    from equipoise.whatif.scenario.result import ScenarioResult

whatif = typer.Typer(
    name="whatif",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Pull a lever and see what happens: trade, corridors, bargaining. Figures come with ranges.",
    epilog="Start: equipoise whatif init corridor   ·   Then: equipoise whatif corridor corridor.yaml -o result.html",
)
File = Annotated[str, typer.Argument(metavar="FILE", help="Scenario file (.yaml), or the name of a sample: `whatif init --list`.")]
Data = Annotated[list[str] | None, typer.Option("--data", metavar="DIR", help="Folder where a scenario's data files may lie as well.")]


def trade(file: File, output: OutputOption = None, data: Data = None, project_file: ProjectOption = None) -> None:
    """Cut, tax or ease trade between countries: who loses how much, by every closure, and where trade goes.

    Example: equipoise whatif trade russian-transit-ban -o result.html
    """
    answer(Engine.TRADE, file, output, data, project_file)


def sectors(file: File, output: OutputOption = None, data: Data = None, project_file: ProjectOption = None) -> None:
    """Embargoes, bans and tariffs on some goods, with the links between sectors.

    Example: equipoise whatif sectors eu-oil-embargo -o result.html
    """
    answer(Engine.SECTORS, file, output, data, project_file)


def corridor(
    file: File,
    close: Annotated[
        list[str] | None, typer.Option("--close", metavar="NAME", help="Close this as well: a route, group, node, or state:RUS.")
    ] = None,
    output: OutputOption = None,
    data: Data = None,
    project_file: ProjectOption = None,
) -> None:
    """Close or widen pipelines, ports and borders: what still gets through, and what holds it up.

    Example: equipoise whatif corridor cpc-closure --close state:RUS -o result.html
    """
    answer(Engine.CORRIDOR, file, output, data, project_file, close or [])


def bargain(file: File, output: OutputOption = None, data: Data = None, project_file: ProjectOption = None) -> None:
    """Play out who gives way to whom on an issue: where positions end up, with bands, and why.

    Example: equipoise whatif bargain rosatom-tender -o result.html
    """
    answer(Engine.BARGAIN, file, output, data, project_file)


def init(
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help="trade, sectors, corridor, bargain, or the name of a sample.")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="File to write; else KIND.yaml here.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="List what there is.")] = False,
) -> None:
    """Write a commented scenario file to start from; it runs as it is.

    Example: equipoise whatif init bargain -o plant.yaml
    """
    from equipoise.whatif.scenario.start import sample_text, samples

    if listing or kind is None:
        for s in samples():
            say(f"{s.name:<26}{s.engine.value:<10}{s.title}")
        return
    text = sample_text(kind)
    place = Path(output or f"{kind}.yaml")
    if place.exists():
        raise InputError(f"{place} is there already; nothing was written. Name another file with -o")
    from equipoise.show.save import write_whole

    write_whole(place, text.encode("utf-8"))
    found = next(s for s in samples() if s.name == kind)
    say(f"Wrote {place}. Run it: equipoise whatif {found.engine.value} {place}")


def diff(
    first: Annotated[str, typer.Argument(metavar="A", help="Scenario (.yaml) or result (.json).")],
    second: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    output: OutputOption = None,
) -> None:
    """Compare two scenarios or results: what was asked differently, and what comes of it.

    Example: equipoise whatif diff before.json after.yaml -o difference.csv
    """
    from equipoise.show.scenario_save import print_comparison
    from equipoise.show.tables import save_table
    from equipoise.whatif.scenario.compare import compare_files

    found = compare_files(first, second)
    if not output:
        say(print_comparison(found))
    for name in output or []:
        say(f"Wrote {save_table(found.outcomes, name, 'Difference')}")


def propose(
    target: Annotated[str, typer.Argument(help="The state it is about: a code or a name, KAZ.")],
    issue: Annotated[
        list[str], typer.Option("--issue", metavar="WORD", help="A channel (nuclear, energy, transit ...) or a word of sentences.")
    ],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="File to write: .yaml (a scenario) or .csv (its actors).")],
    project_file: ProjectOption = None,
) -> None:
    """Propose a bargain's actors, positions and saliences from a project's events, each with its evidence, for you to correct.

    The file says reviewed: false, and is not played before you have set that to true.

    Example: equipoise whatif propose KAZ --issue nuclear --project kaz.duckdb -o plant.yaml
    """
    from equipoise.show.save import write_whole
    from equipoise.show.tables import save_table
    from equipoise.whatif.scenario.propose import proposal_rows, proposal_yaml

    place = Path(output)
    if place.suffix.lower() not in (".yaml", ".yml", ".csv"):
        raise InputError(f"A proposal cannot be written as {place.name!r}. The ending chooses the format: .yaml, .csv")
    if place.exists():
        raise InputError(f"{place} is there already; nothing was written. Name another file with -o")
    with project(project_file) as opened:
        found, mentions = opened.whatif.propose(target, issue)
        if place.suffix.lower() == ".csv":
            import pyarrow as pa

            save_table(pa.Table.from_pylist(proposal_rows(found)), place)
        else:
            write_whole(place, proposal_yaml(found, mentions, target, issue).encode("utf-8", "backslashreplace"))
    say(f"Wrote {place}: {len(found)} actors. Correct it, set reviewed to true, then: equipoise whatif bargain {place}")


def answer(
    engine: Engine, file: str, output: list[str] | None, data: list[str] | None, project_file: str | None, close: list[str] | None = None
) -> None:
    """The scenario is answered: written to every file named, and printed."""
    from equipoise.show.scenario_save import check_result_path, print_result, save_result

    for name in output or []:
        check_result_path(name)
    with ExitStack() as stack:
        opened = stack.enter_context(project(project_file)) if project_file else None
        result = _run(engine, file, data or [], opened.whatif.flows if opened else None, close or [])
        evidence = opened.whatif.evidence(result.scenario.sources) if opened else None
    say(print_result(result))
    for name in output or []:
        say(f"Wrote {save_result(result, name, evidence)}")


def open_scenario(file: str, data: list[str]) -> tuple[Scenario, list[Path]]:
    """A scenario file, or a sample by its name, and the folders its data may lie in."""
    from equipoise.whatif.scenario.read import parse_scenario, read_scenario
    from equipoise.whatif.scenario.start import sample_text, samples

    place = Path(file)
    if not place.exists() and file in {s.name for s in samples()}:
        return parse_scenario(sample_text(file), f"{file}.yaml", file), [Path(d) for d in data]
    return read_scenario(place), [place.parent, *map(Path, data)]


def _run(engine: Engine, file: str, data: list[str], ties: Ties | None, close: list[str]) -> ScenarioResult:
    import dataclasses

    from equipoise.whatif.scenario.run import run_scenario
    from equipoise.words.scenario import Case, CorridorQuestion

    scenario, folders = open_scenario(file, data)
    if scenario.engine is not engine:
        raise InputError(f"{file} is a scenario of {scenario.engine.value}: equipoise whatif {scenario.engine.value} {file}")
    if close and isinstance(scenario.question, CorridorQuestion):
        shut = tuple(Case(f"{name} closed", (name,)) for name in close)
        scenario = dataclasses.replace(scenario, question=dataclasses.replace(scenario.question, cases=(*scenario.question.cases, *shut)))
    return run_scenario(scenario, Path(file).name, folders, ties)


COMMANDS = (trade, sectors, corridor, bargain, init, diff, propose)
for command in COMMANDS:
    whatif.command(command.__name__)(command)
