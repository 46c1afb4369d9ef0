"""Commands that read articles: read, add; and settings."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.cli.common import (
    ActorsOption,
    CoderOption,
    FeedOption,
    LexiconOption,
    LlmModelOption,
    LlmUrlOption,
    ProjectOption,
    how_to_read,
    memory,
    progress,
    project,
    say,
)
from equipoise.cli.common import settings as chosen_settings
from equipoise.words.errors import InputError

if TYPE_CHECKING:
    from equipoise.project import Project
    from equipoise.read.intake import Taken

Sources = Annotated[list[str] | None, typer.Argument(metavar="SOURCE...", help="Files, folders, addresses (http, https).")]


def read(
    sources: Sources = None,
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="Folder for the records.")] = "records",
    feed: FeedOption = None,
    coder: CoderOption = None,
    lexicon: LexiconOption = None,
    actors: ActorsOption = None,
    llm_url: LlmUrlOption = None,
    llm_model: LlmModelOption = None,
) -> None:
    """Code articles and write the records: articles, copies, mentions, claims, problems (.jsonl).

    Example: equipoise read articles/ --out records/
    """
    from equipoise.read.own_files import check_own_files
    from equipoise.store.records import made_folder

    with memory(**how_to_read(coder, lexicon, actors, llm_url, llm_model)) as opened:
        check_own_files(opened.settings)
        made_folder(out)  # where it cannot be, that is said before the work
        taken = take(opened, sources, feed, leave_out=[out])
        files = opened.records(out)
        say(f"{summary(opened)}. Wrote {', '.join(f.name for f in files)} to {out}")
        end(opened, taken)


def add(
    sources: Sources = None,
    project_file: ProjectOption = None,
    feed: FeedOption = None,
    coder: CoderOption = None,
    lexicon: LexiconOption = None,
    actors: ActorsOption = None,
    llm_url: LlmUrlOption = None,
    llm_model: LlmModelOption = None,
) -> None:
    """Add articles to a project; the same articles twice change nothing. Stopped, it goes on where it was.

    Example: equipoise add articles/ --project kaz.duckdb
    """
    with project(project_file, create=True, **how_to_read(coder, lexicon, actors, llm_url, llm_model)) as opened:
        taken = take(opened, sources, feed)
        say(f"{taken.new} new, {taken.known} known. {summary(opened)}")
        end(opened, taken)


def settings() -> None:
    """Print the settings in force, as JSON.

    Example: EQUIPOISE_WORKERS=1 equipoise settings
    """
    typer.echo(json.dumps(dataclasses.asdict(chosen_settings()), indent=1, ensure_ascii=False))


def take(opened: Project, sources: list[str] | None, feeds: list[str] | None, leave_out: Sequence[str] = ()) -> Taken:
    """The sources are in the project; InputError where none was given."""
    if not sources and not feeds:
        raise InputError("Nothing was given to read. Name files, folders or addresses, or a feed: --feed URL")
    with progress() as report:
        return opened.add(sources or [], feeds or [], report, leave_out)


def summary(opened: Project) -> str:
    """How much there is in a project, in one line."""
    count = opened.store.count
    copies = count("articles", "copy_kind IN ('copy', 'rewrite')")
    return (
        f"{count('articles')} articles ({copies} copies or rewrites), {count('mentions')} mentions, {count('events')} events, "
        f"{count('claims')} claims, {count('disputes')} disputes, {count('problems')} problems"
    )


def end(opened: Project, taken: Taken) -> None:
    """Say where the problems are; exit 1 where nothing was read."""
    from equipoise.show.safe import one_line

    if taken.problems or opened.store.count("problems"):
        for p in opened.store.read("problems")[:5]:
            say(f"  {one_line(p.source)}: {one_line(p.reason)} {p.remedy}", err=True)
        if (more := opened.store.count("problems") - 5) > 0:
            say(f"  and {more} more problems", err=True)
    if not taken.new + taken.known:
        say("equipoise: nothing could be read", err=True)
        raise typer.Exit(1)
