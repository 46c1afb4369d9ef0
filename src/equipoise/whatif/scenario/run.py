"""Run scenarios. In: a scenario file, or a Scenario and its folders. Out: ScenarioResult. The same files give the same result and hash."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from equipoise import __version__
from equipoise.whatif.scenario.data import Shelf, Ties
from equipoise.whatif.scenario.read import read_scenario
from equipoise.whatif.scenario.result import Found, ScenarioResult, settle
from equipoise.words.errors import InputError
from equipoise.words.scenario import Engine, Scenario, TableRef

ENGINES: Mapping[Engine, str] = {e: f"equipoise.whatif.scenario.engines.{e.value}" for e in Engine}


def run_file(path: str | Path, folders: Sequence[str | Path] = (), ties: Ties | None = None) -> ScenarioResult:
    """The scenario in a file, answered. ``folders``: where else its data may lie. Raises InputError, ConvergenceError."""
    place = Path(path)
    return run_scenario(read_scenario(place), place.name, (place.parent, *map(Path, folders)), ties)


def run_scenario(scenario: Scenario, file: str = "scenario", folders: Sequence[Path] = (), ties: Ties | None = None) -> ScenarioResult:
    """A scenario, answered; ``file`` is named in messages. Raises InputError, ConvergenceError."""
    # Each engine is loaded when it is asked for: they bring numerics.
    answer: Callable[[Scenario, Shelf], Found] = import_module(ENGINES[scenario.engine]).answer
    try:
        found = answer(scenario, Shelf(file, tuple(folders), ties))
    except InputError as error:
        if str(error).startswith(file):
            raise
        # Engines name the table, and do not know whose it is.
        table = getattr(scenario.question, str(error).partition(":")[0], None)
        where = f"{file}, line {table.line}" if isinstance(table, TableRef) else file
        raise InputError(f"{where}: {error}") from error
    return settle(scenario, found, __version__)
