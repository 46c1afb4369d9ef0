"""Commands that ask the datasets loaded: measure, check-claim."""

from __future__ import annotations

from typing import Annotated

import typer

from equipoise.cli.common import OutputOption, ProjectOption, first_day, progress, project, say
from equipoise.words.errors import InputError


def measure(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="Code or name: KAZ.")],
    project_file: ProjectOption = None,
    powers: Annotated[str | None, typer.Option("--powers", metavar="RUS,CHN", help="Codes or names; else those of the settings.")] = None,
    first: Annotated[int | None, typer.Option("--from", metavar="YEAR", help="First year; else ten years before the last.")] = None,
    last: Annotated[int | None, typer.Option("--to", metavar="YEAR", help="Last year; else the last of any dataset.")] = None,
    weights: Annotated[
        str | None, typer.Option("--weights", metavar="trade=2,arms=1", help="Of the channels in spread and balance; else equal.")
    ] = None,
    output: OutputOption = None,
) -> None:
    """Show a state's ties with each power by the datasets loaded: trade, arms, votes, treaties ..., with ranges.

    Writes .html .md (a page), .csv .parquet (every year), .json (all, with citations).

    Example: equipoise measure KAZ --project kaz.duckdb --powers RUS,CHN,EU,USA,TUR --from 2010 --to 2023 -o kaz.html
    """
    from equipoise.show.structure import check_structure_path

    for name in output or []:
        check_structure_path(name)
    if first is not None and last is not None and first > last:
        raise InputError(f"--from {first} is after --to {last}")
    with project(project_file) as opened, progress() as report:
        low, high = opened.ties.years()
        years = (first if first is not None else max(low, (last or high) - 9), last if last is not None else high)
        page = opened.ties.page(country, _names(powers), years, report, _weights(weights))
    if not output:
        say(page.text())
    for name in output or []:
        say(f"Wrote {page.save(name)}")


def check_claim(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is claimed, as a sentence.")],
    project_file: ProjectOption = None,
    said: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="When it was said: 2023-11-01; else now, as far as data go.")
    ] = None,
    output: OutputOption = None,
) -> None:
    """Set a claim against the datasets loaded: supported, contradicted, outdated, or not checkable and why.

    Example: equipoise check-claim "Germany is Kazakhstan's second-largest trading partner" --project kaz.duckdb
    """
    from equipoise.show.claims import checked_text
    from equipoise.show.tables import save_rows

    with project(project_file) as opened:
        rows = opened.ties.check_claim(text, first_day(said, "--date"))
    if not output:
        say(checked_text(rows.rows))
    for name in output or []:
        say(f"Wrote {save_rows('claim_checks', rows.rows, rows.to_arrow(), name)}")


def _names(text: str | None) -> list[str]:
    return [n.strip() for n in (text or "").split(",") if n.strip()]


def _weights(text: str | None) -> dict[str, float] | None:
    if text is None:
        return None
    found = {}
    for part in _names(text):
        name, _, value = part.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError as e:
            raise InputError(f"--weights {part} is not CHANNEL=NUMBER: --weights trade=2,arms=1") from e
    return found
