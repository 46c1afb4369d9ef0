"""Who is meant by the names in a shock. In: countries of the data, groups. Out: pairs, or InputError with line and nearest name."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from equipoise.store.frames import listed
from equipoise.words.errors import InputError
from equipoise.words.scenario import Group, Shock

ALL, OTHERS = "all", "all others"


class Parties:
    """The countries of the data, and groups of them."""

    def __init__(self, file: str, countries: Sequence[str], groups: Sequence[Group]) -> None:
        self.file = file
        self.countries = tuple(countries)
        self._groups = {g.name: g.members for g in groups}
        for group in groups:
            strange = [m for m in group.members if m not in self.countries]
            if strange:
                raise InputError(
                    f"{file}: group {group.name} names {listed(strange)}, not among the {len(countries)} countries of the data"
                )

    def pairs(self, shock: Shock) -> Iterator[tuple[str, str]]:
        """Exporter and importer of each flow that a shock changes, each once; a country's trade with itself is not among them."""
        exporters, importers = (self._named(names, shock.line) for names in (shock.exporters, shock.importers))
        if shock.exporters == (OTHERS,):
            exporters = tuple(c for c in self.countries if c not in importers)
        if shock.importers == (OTHERS,):
            importers = tuple(c for c in self.countries if c not in exporters)
        found = [(i, j) for i in exporters for j in importers if i != j]
        if not found:
            raise InputError(f"{self.file}, line {shock.line}: this shock changes no flow between two countries")
        yield from found

    def _named(self, names: Sequence[str], line: int) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for name in names:
            if name in self._groups:
                found.update(dict.fromkeys(self._groups[name]))
            elif name in (ALL, OTHERS):
                found.update(dict.fromkeys(self.countries if name == ALL else ()))
            elif name in self.countries:
                found[name] = None
            else:
                near = difflib.get_close_matches(name, [*self.countries, *self._groups], 1, 0.5)
                hint = f" Was {near[0]!r} meant?" if near else ""
                raise InputError(
                    f"{self.file}, line {line}: {name!r} is no country of the data and no group.{hint} There are {listed(self.countries)}"
                )
        return tuple(found)
