"""Commands that end in a brief: brief, demo."""

from __future__ import annotations

from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.cli.common import (
    ActorsOption,
    CoderOption,
    FeedOption,
    FromOption,
    LexiconOption,
    LlmModelOption,
    LlmUrlOption,
    OutputOption,
    ProjectOption,
    ToOption,
    how_to_read,
    memory,
    period,
    progress,
    project,
    say,
)
from equipoise.cli.read import Sources, end, summary, take

if TYPE_CHECKING:
    from equipoise.show.brief import Brief

Since = Annotated[str | None, typer.Option("--since", metavar="BRIEF.json", help="Say what changed since an earlier brief.")]
Notes = Annotated[str | None, typer.Option("--notes", metavar="FILE.md", help="Your own notes, put into the brief and marked as yours.")]

Levers = Annotated[
    str | None, typer.Option("--levers", metavar="LEVERS.json", help="What `equipoise whatif levers` wrote: a section in the brief.")
]


def brief(
    target: Annotated[str, typer.Argument(help="The country that balances: a code or a name, KAZ.")],
    sources: Sources = None,
    project_file: ProjectOption = None,
    feed: FeedOption = None,
    since_date: FromOption = None,
    until_date: ToOption = None,
    since: Since = None,
    notes: Notes = None,
    levers: Levers = None,
    output: OutputOption = None,
    coder: CoderOption = None,
    lexicon: LexiconOption = None,
    actors: ActorsOption = None,
    llm_url: LlmUrlOption = None,
    llm_model: LlmModelOption = None,
) -> None:
    """Write a cited brief on a country from articles, or from a project: .html .md .json .pdf .ics; without -o, as text here.

    Example: equipoise brief KAZ articles/ -o brief.html -o brief.json
    """
    first, last = period(since_date, until_date)
    check(output)
    with ExitStack() as stack:
        adhoc = bool(sources or feed)
        reading = how_to_read(coder, lexicon, actors, llm_url, llm_model)
        opened = stack.enter_context(memory(**reading) if adhoc else project(project_file))
        taken = take(opened, sources, feed) if adhoc else None
        with progress() as report:
            made = opened.brief(target, first, last, compare=since, notes=notes, report=report, levers=levers)
        write(made, output or [])
        if taken is not None:
            say(summary(opened), err=True)
            end(opened, taken)


def demo(output: Annotated[str, typer.Option("--out", metavar="DIR", help="Folder for the brief.")] = "demo") -> None:
    """Make a brief on Kazakhstan from the sample articles that come with Equipoise.

    Example: equipoise demo --out demo/
    """
    from equipoise.store.records import made_folder

    folder = made_folder(output)
    with as_file(files("equipoise") / "samples" / "articles") as articles, memory() as opened:
        take(opened, [str(articles)], None)
        with progress() as report:
            made = opened.brief("KAZ", report=report)
        say(summary(opened))
        write(made, [str(folder / "brief.html"), str(folder / "brief.md"), str(folder / "brief.json")])


def check(outputs: list[str] | None) -> None:
    """Every file named can be a brief; said before the work, not after it."""
    from equipoise.show.save import check_brief_path

    for name in outputs or []:
        check_brief_path(name)


def write(made: Brief, outputs: list[str]) -> None:
    """The brief is in every file named; without any, it stands on the terminal."""
    from equipoise.show.save import render_markdown, save_brief

    if not outputs:
        say(render_markdown(made))
    for name in outputs:
        say(f"Wrote {save_brief(made, Path(name))}")
