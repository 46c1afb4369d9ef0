"""The docs say what the program does: every command, option, setting and table is in them, and every link leads somewhere."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def load_maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands() -> Iterator[tuple[str, Any]]:
    from typer.main import get_command

    from equipoise.cli.main import cli

    group: Any = get_command(cli)
    context = group.make_context("equipoise", ["--help"], resilient_parsing=True)
    yield "equipoise", group
    for name, command in load_maker().commands_of(group, context):
        yield f"equipoise {name}", command


def own_docs() -> str:
    """What was written by hand: a page that is made from the code proves nothing about the writing."""
    made = set(load_maker().pages())
    pages = [p for p in sorted(DOCS.rglob("*.md")) if p.name not in made] + [ROOT / "README.md"]
    return "\n".join(p.read_text(encoding="utf-8") for p in pages)


@pytest.mark.parametrize("name", ["commands.md", "tables.md"])
def test_a_page_made_from_the_code_is_up_to_date(name: str) -> None:
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == load_maker().pages()[name], "run `make docs`"


def test_every_command_and_option_stands_in_the_reference() -> None:
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    for name, command in commands():
        section = page.split(f"## {name}\n", 1)
        assert len(section) == 2, f"{name} is not in docs/reference/commands.md; run `make docs`"
        text = section[1].split("\n## ", 1)[0]
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert all(f"`{flag}`" in text for flag in parameter.opts), f"{name} {parameter.opts}"


def test_every_command_is_used_in_a_page_written_by_hand() -> None:
    text = own_docs()
    missing = [name for name, _ in commands() if not re.search(rf"^\s*{name}\b|`{name}\b", text, re.MULTILINE)]
    assert not missing


def test_every_command_says_what_it_does_and_ends_with_an_example() -> None:
    for name, command in commands():
        assert command.help, name
        if name != "equipoise":
            assert name in command.help.partition("Example:")[2], f"{name} has no example"


def test_every_setting_stands_in_the_reference_with_its_default() -> None:
    from equipoise.settings import Settings

    page = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    rows = {m[1]: m[2].strip() for m in re.finditer(r"^\| `([a-z]\w*)` \| (.*?) \|", page, re.MULTILINE)}
    assert sorted(rows) == sorted(f.name for f in dataclasses.fields(Settings))
    for field in dataclasses.fields(Settings):
        if isinstance(field.default, bool):
            assert rows[field.name] == f"`{str(field.default).lower()}`", field.name
        elif isinstance(field.default, int | float):
            assert float(rows[field.name].strip("`").replace("_", "")) == field.default, field.name
        elif isinstance(field.default, str):
            assert rows[field.name] == f'`"{field.default}"`', field.name


def test_every_default_power_stands_in_the_settings_page() -> None:
    from equipoise.settings import DEFAULT_POWERS

    page = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    for power in DEFAULT_POWERS:
        assert f"| `{power.code}` | {power.name} |" in page


def test_the_settings_example_can_be_loaded(tmp_path: Path) -> None:
    from equipoise.settings import load_settings

    page = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert examples
    for number, example in enumerate(examples):
        file = tmp_path / f"{number}.toml"
        file.write_text(example, encoding="utf-8")
        load_settings(file, environ={})


def test_the_python_page_names_everything_that_is_public() -> None:
    import equipoise
    from equipoise.project import Project

    page = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    public = [n for n in vars(Project) if not n.startswith("_")] + [n for n in equipoise.__all__ if not n.startswith("_")]
    assert [n for n in public if f"`{n}" not in page and f".{n}" not in page] == []


def test_every_dependency_has_a_decision() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = {re.split(r"[<>=\[]", d, maxsplit=1)[0].lower() for d in wanted} - {"equipoise"}
    text = "\n".join(p.read_text(encoding="utf-8") for p in sorted((DOCS / "decisions").glob("[0-9]*.md"))).lower()
    assert sorted(n for n in names if f"`{n}`" not in text) == []


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    files = sorted(p.name for p in (DOCS / "decisions").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    listed = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    assert [name for name in files if f"({name})" not in listed] == []


def links() -> list[tuple[Path, str]]:
    pages = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    found = [(page, m) for page in pages for m in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))]
    return [(page, target) for page, target in found if not target.startswith(("http:", "https:"))]


def test_links_between_pages_lead_somewhere() -> None:
    assert [f"{page.relative_to(ROOT)} -> {target}" for page, target in links() if not (page.parent / target).exists()] == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []
