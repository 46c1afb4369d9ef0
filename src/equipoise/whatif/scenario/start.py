"""Scenarios that come with Equipoise: commented files to start from, and examples. In: a name. Out: its text."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from equipoise.whatif.scenario.read import parse_scenario
from equipoise.words.errors import InputError
from equipoise.words.scenario import Engine


@dataclass(frozen=True, slots=True)
class Sample:
    """A scenario that comes with the package."""

    name: str
    engine: Engine
    title: str


@cache
def samples() -> tuple[Sample, ...]:
    """All of them: files to start from (named like their engine) first."""
    found = []
    for file in files("equipoise.samples").joinpath("scenarios").iterdir():
        if file.name.endswith(".yaml"):
            name = file.name.removesuffix(".yaml")
            scenario = parse_scenario(file.read_text(encoding="utf-8"), file.name, name)
            found.append(Sample(name, scenario.engine, scenario.title))
    return tuple(sorted(found, key=lambda s: (s.name not in set(Engine), s.name)))


def sample_text(name: str) -> str:
    """The text of one. Raises InputError for another name."""
    names = [s.name for s in samples()]
    if name not in names:
        near = difflib.get_close_matches(name, names, 1, 0.5)
        hint = f" Was {near[0]!r} meant?" if near else ""
        raise InputError(f"There is no scenario {name!r} to start from.{hint} There are: {', '.join(names)}")
    return files("equipoise.samples").joinpath("scenarios", f"{name}.yaml").read_text(encoding="utf-8")
