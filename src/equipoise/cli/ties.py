"""Commands on structural data: ties list, load, check, forget; panel."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.cli.common import OutputOption, ProjectOption, project, say
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    from equipoise.ties.dataset import Dataset
    from equipoise.words.tie import Source

ties = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Load structural data (trade, votes, arms, alliances ...) as dyad-years; see what it covers.",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A dataset as the list shows it: one line in a terminal of a hundred columns."""

    dataset: str
    what: str
    years: str
    fetch: str
    licence: str


@ties.command("list")
def list_datasets(
    cite: Annotated[bool, typer.Option("--cite", help="How to cite each, as text and BibTeX.")] = False,
    dataset: Annotated[str | None, typer.Argument(metavar="[DATASET]", help="Only this one, with its columns.")] = None,
) -> None:
    """List the datasets there are connectors for; of one of them also its unit, last release known, licence, columns and how to cite it.

    Example: equipoise ties list un-votes --cite
    """
    from equipoise.show.tables import print_table
    from equipoise.ties.connector import connector, connectors

    found = [connector(dataset).dataset] if dataset else [c.dataset for c in connectors().values()]
    if cite:
        say("\n\n".join(f"{d.name}: {d.citation}\n{d.bibtex}" for d in found))
        return
    if dataset:
        say(_about(found[0]))
        return
    say(print_table("datasets", [_listed(d) for d in found]))
    say("\nfetch is key where the publisher wants one for all of the data (an environment variable).")
    say("Unit, release, terms, columns and citation of one: equipoise ties list DATASET")


@ties.command()
def load(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="Its name in `equipoise ties list`.")],
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="CSV, TSV, Parquet or Excel; also in a zip or gzip archive. Not needed for groups.")
    ] = None,
    project_file: ProjectOption = None,
    columns: Annotated[
        list[str] | None, typer.Option("--columns", metavar="NAME=COLUMN", help="What the file calls a column; may be given several times.")
    ] = None,
    version: Annotated[str | None, typer.Option("--version", help="What the publisher calls the release.")] = None,
) -> None:
    """Load a dataset from a file you have; an earlier file of it is replaced. Says what was kept, and what was not and why.

    Example: equipoise ties load wdi-gdp gdp.csv --project kaz.duckdb
    """
    with project(project_file, create=True) as opened:
        say(_report(opened.ties.load(dataset, file, _mapping(columns), version)))


@ties.command()
def fetch(
    datasets: Annotated[list[str], typer.Argument(metavar="DATASET...", help="Names in `equipoise ties list` that have a service.")],
    project_file: ProjectOption = None,
    country: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="CODE", help="Reporter to ask for (comtrade needs one); may be given several times."),
    ] = None,
    years: Annotated[str, typer.Option("--years", metavar="FIRST-LAST", help="Years to ask for.")] = "1990-2025",
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again for what is kept in the cache.")] = False,
    cache: Annotated[str | None, typer.Option("--cache", metavar="DIR", help="Folder of answers; else in the user's cache.")] = None,
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", metavar="URL", help="A mirror, in the place of the publisher's address.")
    ] = None,
) -> None:
    """Fetch datasets from their publishers and load them: politely, kept with checksums, a stopped fetch goes on. Not yet verified live.

    Example: equipoise ties fetch un-votes wdi comtrade --country KAZ --years 2010-2023 --project kaz.duckdb
    """
    if endpoint and len(datasets) > 1:
        raise InputError("--endpoint is the address of one dataset's service; fetch one at a time with it")
    from equipoise.ties.fetch import BUNDLES

    with project(project_file, create=True) as opened:
        for dataset in (d for name in datasets for d in BUNDLES.get(name, (name,))):
            source, notes = opened.ties.fetch(dataset, country or (), _years(years), refresh=refresh, cache=cache, endpoint=endpoint)
            say(_report(source))
            for note in notes:
                say(f"  note: {note}")


@ties.command()
def forget(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="A dataset that is loaded.")], project_file: ProjectOption = None
) -> None:
    """Take a dataset out of a project.

    Example: equipoise ties forget wdi-gdp --project kaz.duckdb
    """
    with project(project_file) as opened:
        opened.ties.forget(dataset)
        say(f"{dataset} is no longer in the project")


@ties.command()
def check(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="Code or name: KAZ.")],
    project_file: ProjectOption = None,
    output: OutputOption = None,
) -> None:
    """Show how far each dataset reaches for a country: its years, the years that are missing, the number of partners.

    Example: equipoise ties check KAZ --project kaz.duckdb
    """
    from equipoise.show.tables import print_table, save_table

    with project(project_file) as opened:
        rows = opened.ties.coverage(country)
    if not output:
        say(print_table("coverage", rows) if rows else "No dataset is loaded. Load one: equipoise ties load DATASET FILE")
    for name in output or []:
        import pyarrow as pa

        columns = {f: [getattr(r, f) for r in rows] for f in ("dataset", "variable", "unit", "years", "missing", "partners", "absent")}
        say(f"Wrote {save_table(pa.table(columns), name, f'Coverage of {country}')}")


def panel(
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help=".parquet .csv .jsonl; beside it FILE.sources.csv and .bib")
    ],
    years: Annotated[str, typer.Option("--years", metavar="FIRST-LAST", help="2000-2023")],
    project_file: ProjectOption = None,
    dyads: Annotated[str, typer.Option("--dyads", help="directed, undirected, or none: one state a row.")] = "directed",
    include: Annotated[
        str | None, typer.Option("--with", metavar="NAME,NAME", help="trade, votes, arms, alliances ..., variables or datasets; else all.")
    ] = None,
    states: Annotated[str | None, typer.Option("--states", metavar="KAZ,RUS", help="Only these states.")] = None,
    system: Annotated[str, typer.Option("--system", help="The list of states that decides the rows: cow or gw.")] = "cow",
) -> None:
    """Write dyad-years: a row where both states existed, each column with its status: observed, imputed or missing.

    Example: equipoise panel --project kaz.duckdb --years 2000-2023 --with trade,votes,alliances -o panel.parquet
    """
    from equipoise.show.panel import save_panel

    with project(project_file) as opened:
        made = opened.ties.panel(_years(years), _names(include), dyads=dyads, system=system, states=_names(states) or None, kind="pyarrow")
        bibtex = [s.bibtex for s in opened.ties.sources() if any(a.source.split(" ")[0] == s.dataset for a in made.register)]
    for path in save_panel(made.frame, made.register, bibtex, output):
        say(f"Wrote {path}")
    if not made.register:
        say("Nothing that is loaded fits, so the panel has its rows alone. Load a dataset: equipoise ties load DATASET FILE")


def _mapping(columns: list[str] | None) -> dict[str, str]:
    pairs = [c.partition("=") for c in columns or []]
    if wrong := [a for a, _, b in pairs if not a or not b]:
        raise InputError(f"--columns {wrong[0]} is not NAME=COLUMN: --columns value=gdp_usd")
    return {a.strip(): b.strip() for a, _, b in pairs}


def _names(text: str | None) -> list[str]:
    return [n.strip() for n in (text or "").split(",") if n.strip()]


def _years(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    if not first.strip().isdecimal() or (last and not last.strip().isdecimal()):
        raise InputError(f"--years {text} is not FIRST-LAST: --years 2000-2023")
    return int(first), int(last or first)


def _listed(d: Dataset) -> Listed:
    """What would not fit into a line is cut."""
    from equipoise.ties.fetch import FETCHED

    fetch = "no" if d.name not in FETCHED else "key" if d.key else "yes"
    return Listed(d.name, _cut(d.what, 43), d.years.split(",")[0], fetch, _terms(d.licence))


def _cut(text: str, width: int) -> str:
    """Up to the last pause that fits, where that says enough, else up to a word."""
    if len(text) <= width:
        return text
    pauses = [m.start() for m in re.finditer(r"[:;,] ", text[:width]) if m.start() >= width // 2 and "(" not in text[: m.start()]]
    return text[: pauses[-1]] if pauses else textwrap.shorten(text, width, placeholder="…")


def _terms(licence: str) -> str:
    """Up to the first condition; the sign at the end says that there are some."""
    head = re.split(r"[:;,(]", licence)[0].strip()
    return head if head == licence else textwrap.shorten(head, 17, placeholder="").rstrip() + "…"


def _about(d: Dataset) -> str:
    from equipoise.ties.fetch import FETCHED

    lines = {
        "what": d.what, "unit": d.unit, "years": d.years, "release": d.version, "publisher": d.publisher, "where": d.url,
        "licence": d.licence, "fetch": FETCHED[d.name][1] if d.name in FETCHED else "no: load a file",
        "key": d.key or "none needed", "columns": d.columns, "cite": d.citation,
    }  # fmt: skip
    return f"{d.name}: {d.title}\n" + "\n".join(f"  {name:<10}{value}" for name, value in lines.items())


def _report(source: Source) -> str:
    there = source.variables
    years = f", years {min(v.first for v in there)}-{max(v.last for v in there)}" if there else ""
    lines = [f"{source.dataset}, {source.version}: {source.rows:,} rows read, {source.kept:,} kept{years}"]
    for a in source.aside:
        what = f"set aside {a.rows:,}" if a.rows else "note"
        examples = f" ({'; '.join(a.examples[:2])})" if a.examples else ""
        lines.append(f"  {what}: {a.reason}{examples}")
    return "\n".join([*lines, f"  cite: {source.citation}"])
