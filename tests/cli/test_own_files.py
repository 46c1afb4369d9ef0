"""A mistake in a file of one's own words or actors stops the command before anything is read, and leaves the project as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from equipoise.words.errors import InputError

Run = Callable[..., tuple[int, str, str]]
BAD = {
    "--lexicon": (
        "mine.toml",
        'event = "CONSULT"\n[[sense]]\nid = "x"\nverb = "kettle"\n',
        "mine.toml, line 4: entry x: unknown field 'verb'",
    ),
    "--actors": ("mine.csv", "name,code\nAcme,Kazakhstan\n", "mine.csv, line 2: code 'Kazakhstan' is not known. Did you mean 'KAZ'"),
}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "one.txt"
    file.write_text("3 May 2023\n\nThe Kazakh foreign minister visited Ankara on 2 May 2023.\n")
    return file


@pytest.mark.parametrize("option", BAD)
def test_nothing_is_read_or_written(run: Run, article: Path, tmp_path: Path, option: str) -> None:
    name, text, said = BAD[option]
    (tmp_path / name).write_text(text)
    before = sorted(p.name for p in tmp_path.iterdir())
    for command in (("read", article), ("add", article, "--project", "new.duckdb"), ("explain", "Astana urged Moscow to wait.")):
        code, out, err = run(*command, option, name)
        assert (code, out) == (2, "")
        assert said in err
        assert sorted(p.name for p in tmp_path.iterdir()) == before


@pytest.mark.parametrize("option", BAD)
def test_a_project_is_left_as_it_was(run: Run, article: Path, tmp_path: Path, option: str) -> None:
    import equipoise as eq

    name, text, _ = BAD[option]
    (tmp_path / name).write_text(text)
    assert run("add", article, "--project", "kaz.duckdb")[0] == 0
    run("export", "--project", "kaz.duckdb", "-o", "before")
    other = tmp_path / "two.txt"
    other.write_text("4 May 2023\n\nThe Turkish president visited Baku on 3 May 2023.\n")
    assert run("add", other, "--project", "kaz.duckdb", option, name)[0] == 2
    with (
        eq.open_project(tmp_path / "kaz.duckdb", eq.load_settings(environ={}, **{option.removeprefix("--"): (name,)})) as project,
        pytest.raises(InputError, match="line"),
    ):
        project.add(other)
    run("export", "--project", "kaz.duckdb", "-o", "after")
    for file in sorted((tmp_path / "before").iterdir()):
        assert (tmp_path / "after" / file.name).read_bytes() == file.read_bytes(), file.name


def test_a_file_that_was_mended_counts_in_the_same_process(article: Path, tmp_path: Path) -> None:
    import equipoise as eq

    article.write_text("3 May 2023\n\nAcme Pipelines accused Russia of blocking its exports on 2 May 2023.\n")
    file = tmp_path / "own.csv"
    for code in ("MNC", "KAZ"):
        file.write_text(f"name,code,sector,start,end,kind\nAcme Pipelines,{code},BUS,,,organisation\n")
        with eq.open_project(None, eq.load_settings(environ={}, actors=(str(file),))) as project:
            project.add(article)
            assert {a.code for m in project.mentions() for a in m.actors} == {code}


def test_explain_reads_with_the_files_that_are_given(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("name,code,sector,start,end,kind\nAcme Pipelines,MNC,BUS,,,organisation\n")
    entry = 'id = "mine.kettle"\nverbs = "kettle"\nrecipient = "object"\nexample = "x"\n'
    (tmp_path / "own.toml").write_text(f'event = "COERCE"\n[[sense]]\n{entry}')
    text = "Acme Pipelines kettled Russia."
    assert "MNC" not in run("explain", text)[1]
    code, out, _ = run("explain", text, "--lexicon", "own.toml", "--actors", "own.csv", "--date", "2023-06")
    assert code == 0
    assert "kettled: read as mine.kettle" in out
    assert "coded COERCE, MNC towards RUS" in out


def test_explain_prints_json(run: Run) -> None:
    code, out, _ = run("explain", "Latvia condemned Belarus. Peru lies on the Pacific.", "--json")
    first, second = json.loads(out)
    assert code == 0
    assert [c["mention"]["event"] for c in first["candidates"] if c["mention"]] == ["ACCUSE"]
    assert "none of its verbs" in second["silence"]


def test_explain_names_the_option_whose_value_is_no_date_and_a_text_without_a_sentence(run: Run) -> None:
    assert run("explain", "Latvia condemned Belarus.", "--date", "soon")[2].startswith("equipoise: --date soon is not a date")
    assert "There is no sentence in the text" in run("explain", "  ")[2]
