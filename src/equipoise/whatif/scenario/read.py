"""Read scenario files. In: a path or text. Out: a Scenario, or InputError with file, line and remedy. Its data files are not opened yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from equipoise.whatif.scenario.document import MOST_CHARACTERS, Scalar, read_document
from equipoise.whatif.scenario.fields import Fields, kind
from equipoise.whatif.scenario.questions import read_question, read_spread
from equipoise.words.errors import InputError
from equipoise.words.scenario import Deed, Engine, Scenario, SourceKind, SourceRef

_ID = {"e-": SourceKind.EVENT, "m-": SourceKind.MENTION, "c-": SourceKind.CLAIM}
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def read_scenario(path: str | Path) -> Scenario:
    """The scenario in a file. Raises InputError: it cannot be read, or a line of it cannot be used."""
    place = Path(path)
    try:
        with open(place, encoding="utf-8-sig") as file:
            text = file.read(MOST_CHARACTERS + 1)
    except UnicodeDecodeError as error:
        raise InputError(f"{place} is not UTF-8: save it as UTF-8 text") from error
    except OSError as error:
        raise InputError(
            f"{place} cannot be read: {error.strerror or error}. `equipoise whatif init trade` writes a scenario to start from"
        ) from error
    return parse_scenario(text, place.name, place.stem)


def parse_scenario(text: str, file: str = "scenario", name: str = "scenario") -> Scenario:
    """The scenario that a YAML text holds; ``file`` is named in messages, ``name`` is the scenario's where it gives none.

    >>> parse_scenario("title: A\\nengine: corridor\\nnetwork: links.csv\\ncloses: [CPC]")
    Traceback (most recent call last):
    ...
    equipoise.words.errors.InputError: scenario, line 4: the scenario has no key 'closes'. Was 'cases' meant? There are: ...
    """
    fields = Fields(read_document(text, file), "the scenario")
    engine = Engine(fields.choice("engine", [e.value for e in Engine]))
    found = Scenario(
        title=fields.text("title"),
        name=fields.maybe_text("name") or name,
        engine=engine,
        deed=_deed(fields),
        question=read_question(engine, fields),
        spread=read_spread(engine, fields),
        sources=tuple(_sources(fields)),
        notes=fields.maybe_text("notes"),
    )
    fields.done()
    return found


def _deed(fields: Fields) -> Deed:
    since = fields.maybe_text("since")
    if since is not None and not _DATE.fullmatch(since):
        raise fields.place("since").error(f"'since' must be a year, month or day (2022, 2022-07 or 2022-07-05); {since!r} was given")
    return Deed(fields.texts("who"), fields.maybe_text("does"), fields.texts("whom"), since)


def _sources(fields: Fields) -> Iterator[SourceRef]:
    if not fields.has("sources"):
        return
    for node in fields.items("sources"):
        if isinstance(node, Scalar):
            yield _plain_source(node)
            continue
        f = Fields(node, "a source")
        given = [k for k in SourceKind if f.has(k.value)]
        if len(given) != 1:
            raise node.at.error(f"a source needs one of {', '.join(k.value for k in SourceKind)}; {kind(node)} was given")
        name = f.text(given[0].value)
        if given[0] is SourceKind.URL and not name.startswith(("https://", "http://")):
            raise f.place("url").error(f"an address begins with https:// or http://; {name!r} was given")
        yield SourceRef(given[0], name, f.maybe_text("note"))
        f.done()


def _plain_source(node: Scalar) -> SourceRef:
    """A source without a key: an address, an id of the ledger, or words."""
    name = node.text.strip()
    if not name:
        raise node.at.error("a source is empty")
    if name.startswith(("https://", "http://")):
        return SourceRef(SourceKind.URL, name)
    return SourceRef(_ID.get(name[:2], SourceKind.TEXT) if " " not in name else SourceKind.TEXT, name)
