"""Write the reference pages that are made from the code: commands (from the command line) and tables (from store/schema.py).

In: the installed package. Out: docs/reference/commands.md and tables.md. `make docs` runs it; tests/docs fails when a page is behind.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
import types
import typing
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).parent / "reference"
HEAD = "<!-- Made by docs/make_reference.py; do not edit. `make docs` writes it anew. -->\n"
PLAIN = {str: "text", int: "integer", float: "number", bool: "true/false", date: "date", bytes: "bytes"}


def pages() -> dict[str, str]:
    """File name and text of every page that is made from the code."""
    return {"commands.md": commands_page(), "tables.md": tables_page()}


def commands_page() -> str:
    """Every command with its arguments, options and example, in the order of `equipoise --help`."""
    from typer.main import get_command

    from equipoise.cli.main import cli

    group: Any = get_command(cli)
    context = group.make_context("equipoise", ["--help"], resilient_parsing=True)
    parts = [
        HEAD,
        "# Commands\n",
        "`equipoise COMMAND --help` prints the same on the terminal. Exit status: 0 when something was read or shown, 1 when",
        "nothing was or the project cannot be used, 2 on wrong usage. What is asked for goes to standard output, progress and",
        "problems to standard error.\n",
        "## equipoise\n",
        *_parameters(group),
    ]
    for name, command in commands_of(group, context):
        text, _, example = inspect.cleandoc(command.help or "").partition("Example:")
        words = " ".join(_value(p) for p in command.params if p.param_type_name == "argument")
        parts += [f"## equipoise {name}\n", f"`equipoise {name} [OPTIONS] {words}".rstrip() + "`\n", " ".join(text.split()) + "\n"]
        parts += list(_parameters(command))
        if example:
            parts += ["```", example.strip(), "```\n"]
    return "\n".join(parts)


def commands_of(group: Any, context: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its whole name, those of a group (`ties load`) in its place."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if hasattr(command, "list_commands"):
            yield from commands_of(
                command, command.make_context(name, ["--help"], parent=context, resilient_parsing=True), f"{before}{name} "
            )
        else:
            yield f"{before}{name}", command


def _parameters(command: Any) -> Iterator[str]:
    rows = []
    for p in command.params:
        if p.param_type_name == "argument":
            name = f"`{_value(p)}`"
        else:
            flags = ", ".join(f"`{o}`" for o in sorted(p.opts, key=len))
            name = flags if p.is_flag else f"{flags} `{_value(p)}`"
        notes = ["needed"] if p.required else []
        notes += ["may be given several times"] if p.multiple else []
        notes += [f"default `{p.default}`"] if isinstance(p.default, str | int) and p.default not in ("", False) else []
        rows.append(f"| {name} | {p.help or ''}{' (' + '; '.join(notes) + ')' if notes else ''} |")
    if rows:
        yield "| argument or option | meaning |"
        yield "| --- | --- |"
        yield from rows
        yield ""


def _value(parameter: Any) -> str:
    name: str = parameter.metavar or parameter.name.upper()
    return name if parameter.required or parameter.param_type_name == "option" else f"[{name}]"


def tables_page() -> str:
    """The data dictionary: every table with its key and columns, nested types and closed lists of values once each below."""
    from equipoise.store.schema import TABLES

    parts = [
        HEAD,
        "# Tables\n",
        "Every table of a project, and which of them `equipoise export` writes; made from `src/equipoise/store/schema.py`.",
        "Offsets count Unicode code points in the article's text, end exclusive. An empty value means *not known*. A column",
        "marked *or empty* may be so.\n",
        "| table | holds | rows are identified and ordered by | exported |",
        "| --- | --- | --- | --- |",
        *(f"| [{t.name}](#{t.name}) | {t.holds} | {', '.join(t.key)} | {'yes' if t.exported else 'no'} |" for t in TABLES.values()),
        "",
    ]
    nested: dict[str, type] = {}
    for table in TABLES.values():
        parts += [f"## {table.name}\n", _about(table.row) + "\n", *_columns(table.row, nested)]
    parts += ["# Types inside the tables\n"]
    done: set[str] = set()
    while todo := sorted(set(nested) - done):
        for name in todo:
            done.add(name)
            kind = nested[name]
            parts += [f"## {name}\n", _about(kind) + "\n"]
            if issubclass(kind, Enum):
                parts += [", ".join(f"`{v.value}`" + (f" {v.name.lower()}" if isinstance(v.value, int) else "") for v in kind) + "\n"]
            else:
                parts += list(_columns(kind, nested))
    return "\n".join(parts)


def _about(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").replace("``", "`").split())


def _columns(row: type, nested: dict[str, type]) -> Iterator[str]:
    hints = typing.get_type_hints(row)
    yield "| column | type |"
    yield "| --- | --- |"
    for field in dataclasses.fields(row):
        yield f"| {field.name} | {_words(hints[field.name], nested)} |"
    yield ""


def _words(hint: Any, nested: dict[str, type]) -> str:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (a for a in args if a is not type(None))
        return f"{_words(inner, nested)}, or empty"
    if origin is tuple:
        return f"list of {_words(args[0], nested)}"
    if isinstance(hint, typing.NewType):
        return _words(hint.__supertype__, nested) + f" ({hint.__name__})"
    if hint in PLAIN:
        return PLAIN[hint]
    nested[hint.__name__] = hint
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def main() -> int:
    """Write the pages; say which."""
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
        print(f"Wrote {REFERENCE.name}/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
