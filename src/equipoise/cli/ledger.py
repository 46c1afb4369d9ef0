"""Commands on a project's ledger: events, show, problems, verdict, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.cli.common import FromOption, OutputOption, ProjectOption, ToOption, period, project, say

if TYPE_CHECKING:
    from equipoise.project import Rows


def events(
    project_file: ProjectOption = None,
    power: Annotated[str | None, typer.Option("--power", help="Events in which this state or power takes part: FRA, EU, Russia.")] = None,
    type: Annotated[str | None, typer.Option("--type", help="PLOVER type: CONSULT, AID ...")] = None,
    channel: Annotated[str | None, typer.Option("--channel", help="Channel: trade, energy, security ...")] = None,
    modality: Annotated[str | None, typer.Option("--modality", help="occurred, ongoing, planned, hypothetical, negated.")] = None,
    since_date: FromOption = None,
    until_date: ToOption = None,
    output: OutputOption = None,
) -> None:
    """List events, each once, with how many articles report it.

    Example: equipoise events --project kaz.duckdb --power FRA -o events.csv
    """
    first, last = period(since_date, until_date)
    with project(project_file) as opened:
        _give(opened.events(power, type, channel, modality, first, last), output)


def problems(project_file: ProjectOption = None, output: OutputOption = None) -> None:
    """List what was given and not read, why, and what to do.

    Example: equipoise problems --project kaz.duckdb
    """
    with project(project_file) as opened:
        _give(opened.problems(), output)


def show(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event or a mention.")],
    project_file: ProjectOption = None,
    output: OutputOption = None,
) -> None:
    """Show an event: its reports, each sentence in its paragraph, and why it was coded so.

    Example: equipoise show e-1a2b3c4d5e6f --project kaz.duckdb
    """
    from equipoise.show.event import render_event, save_event

    with project(project_file) as opened:
        view = opened.show(event)
        if not output:
            say(render_event(view))
        for name in output or []:
            say(f"Wrote {save_event(view, Path(name))}")


def verdict(
    kind: Annotated[str, typer.Argument(help="same, different or wrong.")],
    a: Annotated[str, typer.Argument(metavar="A", help="Id of an event or mention.")],
    b: Annotated[str | None, typer.Argument(metavar="B", help="Id of the other; none with wrong.")] = None,
    project_file: ProjectOption = None,
    note: Annotated[str | None, typer.Option("--note", help="Why.")] = None,
) -> None:
    """Judge: two events are the same or different, or a mention is wrong. Kept, and replayed on every rebuild.

    Example: equipoise verdict same e-1a2b3c4d5e6f e-6f5e4d3c2b1a --project kaz.duckdb
    """
    with project(project_file) as opened:
        before = opened.store.count("events")
        made = opened.verdict(kind, a, b, note)
        after = opened.store.count("events")
        say(f"Kept: {made.kind.value} {made.a} {made.b or ''}".rstrip() + f". Events: {before} before, {after} now")


def export(
    output: Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Folder for the tables.")],
    project_file: ProjectOption = None,
    parquet: Annotated[bool, typer.Option("--parquet", help="Parquet instead of JSON lines.")] = False,
) -> None:
    """Write all tables of a project as files, the same bytes for the same content.

    Example: equipoise export --project kaz.duckdb -o export/
    """
    with project(project_file) as opened:
        written = opened.export(output, ".parquet" if parquet else ".jsonl")
        say(f"Wrote {len(written)} tables to {output}")


def _give(rows: Rows, output: list[str] | None) -> None:
    from equipoise.show.tables import print_table, save_rows

    if not output:
        say(print_table(rows.table, rows.rows))
    for name in output or []:
        say(f"Wrote {save_rows(rows.table, rows.rows, rows.to_arrow(), name)}")
