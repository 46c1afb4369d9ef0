"""What all commands share: options, the project they mean, progress, messages. In: flags. Out: words on the terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from equipoise.settings import Settings, load_settings
from equipoise.words.errors import InputError
from equipoise.words.progress import Report

if TYPE_CHECKING:
    from equipoise.project import Project

ProjectOption = Annotated[
    str | None, typer.Option("--project", "-p", metavar="FILE", help="Project file; else EQUIPOISE_PROJECT or the settings file names it.")
]
OutputOption = Annotated[
    list[str] | None, typer.Option("--output", "-o", metavar="FILE", help="File to write; the ending chooses the format.")
]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day, month or year: 2023-01.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, month or year: 2023-12.")]
FeedOption = Annotated[
    list[str] | None, typer.Option("--feed", metavar="URL", help="RSS or Atom feed; its entries are fetched, nothing further.")
]
CoderOption = Annotated[str | None, typer.Option("--coder", metavar="NAME", help="Coder that reads events: rules (default) or llm.")]
LexiconOption = Annotated[
    list[str] | None, typer.Option("--lexicon", metavar="FILE.toml", help="Your own words for events; later files win.")
]
ActorsOption = Annotated[
    list[str] | None, typer.Option("--actors", metavar="FILE.csv", help="Your own actors, with dates; later files win.")
]
LlmUrlOption = Annotated[str | None, typer.Option("--llm-url", metavar="URL", help="Address for --coder llm, up to /v1.")]
LlmModelOption = Annotated[str | None, typer.Option("--llm-model", metavar="NAME", help="Model for --coder llm.")]
FLAGS: dict[str, Any] = {}  # what stood before the command: --settings


def settings(**flags: Any) -> Settings:
    """The settings of this call."""
    return load_settings(FLAGS.get("settings"), **flags)


def how_to_read(
    coder: str | None, lexicon: list[str] | None, actors: list[str] | None, llm_url: str | None, llm_model: str | None
) -> dict[str, Any]:
    """The settings that the options of reading set; an option that was not given sets none."""
    files = {"lexicon": tuple(lexicon) if lexicon else None, "actors": tuple(actors) if actors else None}
    return {"coder": coder, "llm_url": llm_url, "llm_model": llm_model, **files}


@contextmanager
def project(path: str | None, create: bool = False, **flags: Any) -> Iterator[Project]:
    """The project this call means, open; InputError where none is named."""
    from equipoise.project import open_project

    chosen = settings(project=path or None, **flags)
    if chosen.project == ":memory:":
        raise InputError(":memory: is gone when the command ends. Name a file, or give articles to brief or read without a project")
    if not chosen.project:
        raise InputError("No project is named. Give --project FILE, or set EQUIPOISE_PROJECT, or project = in equipoise.toml")
    if create:
        from equipoise.read.own_files import check_own_files

        check_own_files(chosen)  # a mistake in one must not leave an empty project behind
    with open_project(chosen.project, chosen, create) as opened:
        yield opened


@contextmanager
def memory(**flags: Any) -> Iterator[Project]:
    """A project that is gone when the command ends."""
    from equipoise.project import open_project

    with open_project(None, settings(**flags)) as opened:
        yield opened


def period(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """First and last day of what --from and --to say. InputError where they cannot be read or are the wrong way round.

    >>> period("2023-02", "2023")
    (datetime.date(2023, 2, 1), datetime.date(2023, 12, 31))
    """
    first, last = _days(since, "--from"), _days(until, "--to")
    if first and last and first[0] > last[1]:
        raise InputError(f"--from {since} is after --to {until}")
    return first[0] if first else None, last[1] if last else None


def first_day(text: str | None, option: str) -> date | None:
    """The day an option names, or the first one of the month or year it names. InputError where it cannot be read.

    >>> first_day("2023-02", "--date")
    datetime.date(2023, 2, 1)
    """
    days = _days(text, option)
    return days[0] if days else None


def _days(text: str | None, option: str) -> tuple[date, date] | None:
    if text is None:
        return None
    try:
        parts = [int(p) for p in text.split("-")]
        year, month, day = (*parts, None, None)[:3]
        if year is None or len(parts) > 3:
            raise ValueError(text)
        first = date(year, month or 1, day or 1)
        if day:
            return first, first
        after = date(year + 1, 1, 1) if not month or month == 12 else date(year, month + 1, 1)
        return first, date.fromordinal(after.toordinal() - 1)
    except ValueError as e:
        raise InputError(f"{option} {text} is not a date. Write a year, month or day: 2023, 2023-11 or 2023-11-09") from e


@contextmanager
def progress() -> Iterator[Report]:
    """A Report that draws a bar on a terminal and writes a line every ten seconds elsewhere; both on stderr."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of)


def _lines() -> Report:
    last = [time.monotonic()]

    def report(what: str, done: int, of: int | None) -> None:
        if time.monotonic() - last[0] > 10:
            last[0] = time.monotonic()
            typer.echo(f"{what}: {done}" + (f" of {of}" if of else ""), err=True)

    return report


def say(text: str, err: bool = False) -> None:
    """A line of text on the terminal, with nothing in it that could steer the terminal."""
    from equipoise.show.safe import for_terminal

    typer.echo("\n".join(for_terminal(line) for line in text.split("\n")), err=err)
