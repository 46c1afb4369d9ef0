"""The command line does what its help says: the verbs of the issue, exit codes, messages."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from equipoise.cli import main
from equipoise.cli.common import period
from equipoise.errors import InputError

Run = Callable[..., tuple[int, str, str]]


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_read_writes_the_five_kinds_of_records(run: Run, articles: Path, tmp_path: Path) -> None:
    code, out, _ = run("read", articles, "--out", "records")
    assert code == 0
    assert "5 articles" in out
    assert {p.name for p in (tmp_path / "records").iterdir()} == {
        f"{k}.jsonl" for k in ("articles", "copies", "mentions", "claims", "problems")
    }
    texts = {a["id"]: a["text"] for a in lines(tmp_path / "records" / "articles.jsonl")}
    mentions = lines(tmp_path / "records" / "mentions.jsonl")
    assert mentions
    for m in mentions:
        s = m["sentence"]
        assert isinstance(s, dict)
        assert texts[m["article"]][s["start"] : s["end"]] == s["text"]  # type: ignore[index]


def test_brief_from_articles_in_all_formats(run: Run, articles: Path, tmp_path: Path) -> None:
    code, out, _ = run("brief", "Kazakhstan", articles, "-o", "b.html", "-o", "b.json", "-o", "b.md")
    assert code == 0
    assert "b.html" in out
    made = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert made["target"] == "KAZ"
    assert {p["code"] for p in made["powers"]} >= {"RUS", "CHN", "USA", "EUR"}
    assert "<script" not in (tmp_path / "b.html").read_text(encoding="utf-8")


def test_a_brief_without_output_is_readable_text(run: Run, articles: Path) -> None:
    code, out, _ = run("brief", "KAZ", articles)
    assert code == 0
    assert "Kazakhstan" in out
    assert "CONSULT" not in out  # no code without a name


def test_a_project_grows_and_answers(run: Run, articles: Path, tmp_path: Path) -> None:
    assert run("add", articles, "--project", "kaz.duckdb")[0] == 0
    code, out, _ = run("add", articles, "--project", "kaz.duckdb")
    assert (code, out.startswith("0 new, 5 known")) == (0, True)
    code, out, _ = run("events", "--project", "kaz.duckdb", "--power", "FRA", "-o", "e.json", "-o", "e.csv", "-o", "e.parquet")
    assert code == 0
    found = json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))
    assert found
    assert all("FRA" in json.dumps(e) for e in found)
    assert "FRA" not in run("events", "--project", "kaz.duckdb", "--power", "China")[1].split("\n", 1)[0]
    event = found[0]["id"]
    code, out, _ = run("show", event, "--project", "kaz.duckdb")
    assert code == 0
    assert event in out
    assert run("brief", "KAZ", "--project", "kaz.duckdb", "--from", "2023-11", "--to", "2023-11", "-o", "b.json")[0] == 0
    assert run("export", "--project", "kaz.duckdb", "-o", "export")[0] == 0
    assert (tmp_path / "export" / "events.jsonl").is_file()


def test_the_project_may_be_named_by_the_environment_or_a_settings_file(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EQUIPOISE_PROJECT", "env.duckdb")
    assert run("add", articles)[0] == 0
    assert (tmp_path / "env.duckdb").is_file()
    monkeypatch.delenv("EQUIPOISE_PROJECT")
    (tmp_path / "equipoise.toml").write_text('project = "env.duckdb"\n')
    assert run("problems")[0] == 0


def test_a_verdict_is_kept_and_replayed(run: Run, articles: Path, tmp_path: Path) -> None:
    run("add", articles, "--project", "kaz.duckdb")
    run("export", "--project", "kaz.duckdb", "-o", "before")
    mention = str(lines(tmp_path / "before" / "mentions.jsonl")[0]["id"])
    assert run("verdict", "wrong", mention, "--project", "kaz.duckdb", "--note", "it was another visit")[0] == 0
    (articles / "new.txt").write_text("China and Kazakhstan signed an agreement on 3 March 2023.")
    run("add", articles, "--project", "kaz.duckdb")
    run("export", "--project", "kaz.duckdb", "-o", "after")
    assert not any(mention in e["mentions"] for e in lines(tmp_path / "after" / "events.jsonl"))  # type: ignore[operator]
    assert [v["a"] for v in lines(tmp_path / "after" / "verdicts.jsonl")] == [mention]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["brief", "Atlantis", "."], 2, "no state or organisation"),
        (["events"], 2, "No project is named"),
        (["events", "--project", "none.duckdb"], 2, "equipoise add"),
        (["add", "--project", "new.duckdb"], 2, "Nothing was given"),
        (["read", "missing.txt"], 1, "missing.txt"),
        (["brief", "KAZ", ".", "--from", "2023-13"], 2, "not a date"),
        (["brief", "KAZ", ".", "--from", "2024", "--to", "2023"], 2, "is after"),
        (["nonsense"], 2, "No such command"),
        (["brief", "KAZ", "missing.txt", "-o", "no/b.html"], 2, "There is no folder no"),
        (["brief", "KAZ", "missing.txt", "-o", "folder.html"], 2, "It is a folder"),
        (["read", "missing.txt", "--out", "a-file"], 2, "a-file cannot be a folder"),
        (["demo", "--out", "a-file"], 2, "a-file cannot be a folder"),
        (["add", ".", "--project", ":memory:"], 2, "Name a file"),
        (["events", "--project", ""], 2, "No project is named"),
        (["events", "--project", "folder.html"], 2, "it is a folder"),
    ],
)
def test_wrong_usage_ends_with_a_message_and_its_code(run: Run, tmp_path: Path, words: list[str], code: int, says: str) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "a-file").write_text("x")
    got, out, err = run(*words)
    assert got == code
    assert says in out + err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_an_output_that_is_full_ends_in_one_message() -> None:
    command = [sys.executable, "-m", "equipoise", "settings"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_name_cannot_write_lines_of_its_own_on_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a\nequipoise: all was read\x1b[2K.txt").write_text("")
    code, _, err = run("read", "in")
    assert code == 1
    assert not [line for line in err.splitlines() if line.startswith("equipoise: all")]
    assert "\x1b" not in err


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_a_run_that_is_stopped_by_hand_says_what_was_kept(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr("equipoise.pipeline.build", stopped)
    code, _, err = run("add", articles, "--project", "p.duckdb")
    assert code == 130
    assert "stopped" in err
    assert "goes on from there" in err


def test_the_period_reads_years_months_and_days() -> None:
    assert period("2024", "2024-02") == (date(2024, 1, 1), date(2024, 2, 29))
    assert period(None, "2023-11-09") == (None, date(2023, 11, 9))
    for wrong in ("x", "2023-02-30", "2023-1-1-1", ""):
        with pytest.raises(InputError, match="not a date"):
            period(wrong, None)


@pytest.mark.parametrize("command", [c.__name__.replace("_", "-") for c in main.COMMANDS])
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Example: " in out
    assert "equipoise" in out


def test_help_loads_no_heavy_library() -> None:
    heavy = {"spacy", "duckdb", "altair", "numpy", "polars", "trafilatura", "scipy"}
    code = f"import sys; import equipoise.cli.main; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_python_api_has_the_same_verbs(articles: Path, tmp_path: Path) -> None:
    import equipoise as eq

    with eq.open_project(tmp_path / "kaz.duckdb") as p:
        p.add(articles)
        p.brief("KAZ").save(tmp_path / "brief.html")
        events = p.events(power="FRA")
        assert events.to_arrow().num_rows == len(events.to_polars()) == len(events.to_pandas()) == len(events) > 0
    assert (tmp_path / "brief.html").stat().st_size > 1000


def test_records_written_into_the_folder_that_is_read_are_no_articles(run: Run, articles: Path) -> None:
    assert run("read", articles, "--out", articles / "records")[0] == 0
    code, out, _ = run("read", articles, "--out", articles / "records")
    assert code == 0
    assert out.startswith("5 articles")


def test_a_project_keeps_how_it_was_read(run: Run, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("name,code,sector,start,end,kind\nAcme Pipelines,MNC,BUS,,,organisation\n")
    (articles / "acme.txt").write_text("3 May 2023\n\nAcme Pipelines accused Russia of blocking its exports on 2 May 2023.\n")
    run("add", articles, "--project", "kaz.duckdb", "--actors", "own.csv")
    run("export", "--project", "kaz.duckdb", "-o", "with")
    mentions = (tmp_path / "with" / "mentions.jsonl").read_text(encoding="utf-8")
    assert "Acme Pipelines" in {a["name"] for m in lines(tmp_path / "with" / "mentions.jsonl") for a in m["actors"]}  # type: ignore[attr-defined]
    run("brief", "KAZ", "--project", "kaz.duckdb", "-o", "b.json")  # without --actors
    run("export", "--project", "kaz.duckdb", "-o", "later")
    assert (tmp_path / "later" / "mentions.jsonl").read_text(encoding="utf-8") == mentions
    run("add", articles, "--project", "kaz.duckdb")  # an add without it reads everything again
    run("export", "--project", "kaz.duckdb", "-o", "without")
    assert "Acme Pipelines" not in {
        a["name"]
        for m in lines(tmp_path / "without" / "mentions.jsonl")
        for a in m["actors"]  # type: ignore[attr-defined]
    }


def test_a_coder_agrees_with_itself(run: Run, articles: Path) -> None:
    code, out, _ = run("compare-coders", articles, "--with", "rules")
    assert code == 0
    assert "only rules 0" in out
    assert "same type       1.00" in out


def test_an_unknown_coder_is_named(run: Run, articles: Path) -> None:
    code, _, err = run("read", articles, "--coder", "tea-leaves")
    assert code == 2
    assert "llm, rules" in err
