"""The command `equipoise`: its commands, and how errors end.

Exit 0 when something was read or shown, 1 when nothing was, 2 on wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from equipoise import __version__
from equipoise.cli import brief, compare, explain, ledger, levers, measure, read, ties
from equipoise.cli.common import FLAGS, say
from equipoise.words.errors import EquipoiseError, InputError, ProjectMissing

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Read the news about a country; show who holds influence over it, on what evidence.",
    epilog="Start: equipoise demo   ·   Main job: equipoise brief KAZ articles/ -o brief.html",
)
COMMANDS: tuple[Callable[..., None], ...] = (
    brief.brief,
    brief.demo,
    read.read,
    read.add,
    ledger.events,
    ledger.show,
    ledger.problems,
    ledger.verdict,
    ledger.export,
    explain.explain,
    compare.compare_coders,
    ties.panel,
    measure.measure,
    measure.check_claim,
    read.settings,
)
STOPPED = 130  # exit code of what Ctrl-C ended
for command in COMMANDS:
    cli.command(command.__name__.replace("_", "-"))(command)
cli.add_typer(levers.whatif)
cli.add_typer(ties.ties, name="ties")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"equipoise {__version__}")
        raise typer.Exit


@cli.callback()
def start(
    settings: Annotated[
        str | None, typer.Option("--settings", metavar="FILE", help="Settings file (TOML) instead of equipoise.toml.")
    ] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Read the news about a country; show who holds influence over it, on what evidence."""
    FLAGS["settings"] = settings


def app() -> None:
    """Run the command line; every error that Equipoise raises on purpose ends in one message."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # half a surrogate pair in a title must not stop a table
    try:
        cli()
    except SystemExit as e:
        if e.code == STOPPED:  # typer makes this of Ctrl-C
            _say_stopped()
        raise
    except EquipoiseError as e:
        say(f"equipoise: {e}", err=True)
        sys.exit(2 if isinstance(e, InputError | ProjectMissing) else 1)
    except BrokenPipeError:  # `| head`
        sys.stderr.close()
        sys.exit(1)
    except RuntimeError as e:
        if "interrupted" not in str(e).lower():
            raise
        _say_stopped()  # the database makes this of Ctrl-C in the middle of a query
        sys.exit(STOPPED)
    except OSError as e:  # a disk that is full, a device that is gone: nothing that a stack of calls would explain better
        say(
            f"equipoise: {e.filename or 'the output'}: {e.strerror or e}. Make room or name another place, and run the command again",
            err=True,
        )
        sys.exit(1)


def _say_stopped() -> None:
    say("equipoise: stopped. What was done is kept in the project, if there is one; the same command goes on from there", err=True)
