"""equipoise whatif: the commands of its help, their files, their messages."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
FAST = {"draws: 1000": "draws: 20", "draws: 200": "draws: 20", "draws: 100": "draws: 10"}


@pytest.fixture
def started(run: Run, tmp_path: Path) -> Callable[[str], str]:
    """Write a scenario to start from, with few draws; its file name."""

    def start(kind: str) -> str:
        assert run("whatif", "init", kind)[0] == 0
        file = tmp_path / f"{kind}.yaml"
        text = file.read_text(encoding="utf-8")
        for many, few in FAST.items():
            text = text.replace(many, few)
        file.write_text(text, encoding="utf-8")
        return file.name

    return start


@pytest.mark.parametrize(("engine", "key"), [("trade", "country"), ("sectors", "country"), ("corridor", "case"), ("bargain", "dimension")])
def test_a_file_to_start_from_runs_and_is_written_in_all_formats(
    run: Run, started: Callable[[str], str], tmp_path: Path, engine: str, key: str
) -> None:
    code, out, err = run("whatif", engine, started(engine), "-o", "r.html", "-o", "r.json", "-o", "r.csv")
    assert (code, err) == (0, "")
    assert "5 / 50 / 95 %" in out
    record = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert f"Result {record['hash']}" in out
    main = record["tables"][record["headline"]]
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r[key] for r in rows] == [r[key] for r in main["rows"]]
    assert {"p05", "p50", "p95"} <= set(rows[0])
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert record["hash"] in page
    assert "<script" not in page
    assert not re.search(r"<(img|link|iframe)\b", page)


def test_a_route_is_closed_from_the_command_line(run: Run, started: Callable[[str], str], tmp_path: Path) -> None:
    assert run("whatif", "corridor", started("corridor"), "--close", "Port", "--close", "state:XXX", "-o", "r.json")[0] == 0
    cases = {r["case"]: r["max_flow"] for r in json.loads((tmp_path / "r.json").read_text())["tables"]["cases"]["rows"]}
    assert (cases["Port closed"], cases["state:XXX closed"]) == (6.0, 16.0)


def test_a_sample_runs_by_its_name(run: Run) -> None:
    code, out, _ = run("whatif", "corridor", "cpc-closure")
    assert code == 0
    assert "CPC closes: 31.7 Mt a year" in out


def test_what_there_is_is_listed(run: Run) -> None:
    code, out, _ = run("whatif", "init", "--list")
    assert code == 0
    assert re.search(r"rosatom-tender +bargain +Who builds", out)


def test_two_scenarios_are_compared(run: Run, started: Callable[[str], str], tmp_path: Path) -> None:
    first = started("trade")
    (tmp_path / "second.yaml").write_text((tmp_path / first).read_text().replace("cut: true", "flow_percent: -50"))
    assert run("whatif", "trade", first, "-o", "first.json")[0] == 0
    code, out, _ = run("whatif", "diff", "first.json", "second.yaml", "-o", "d.csv")
    assert code == 0
    assert "Wrote d.csv" in out
    with (tmp_path / "d.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["country"] == "KAZ"
    assert abs(float(rows[0]["second"])) < abs(float(rows[0]["first"]))
    assert "same result" in run("whatif", "diff", "first.json", first)[1]
    assert "flow_percent" in run("whatif", "diff", "first.json", "second.yaml")[1]


def test_a_proposal_is_written_once_and_refused_until_reviewed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Plant\n\n10 May 2024\n\nRussia and Kazakhstan signed an agreement on the nuclear power plant on 7 May 2024. "
        "China criticised Kazakhstan over the nuclear power plant on 8 May 2024.\n"
    )
    assert run("add", "a.txt", "--project", "p.duckdb")[0] == 0
    propose = ("whatif", "propose", "KAZ", "--issue", "nuclear", "--project", "p.duckdb")
    assert run(*propose, "-o", "p.yaml")[0] == 0
    code, _, err = run("whatif", "bargain", "p.yaml")
    assert code == 2
    assert "nobody has looked at" in err
    code, _, err = run(*propose, "-o", "p.yaml")
    assert (code, "is there already" in err) == (2, True)
    reviewed = (tmp_path / "p.yaml").read_text().replace("reviewed: false", "reviewed: true").replace("draws: 300", "draws: 5")
    (tmp_path / "p.yaml").write_text(reviewed)
    assert run("whatif", "bargain", "p.yaml", "--project", "p.duckdb", "-o", "p.html")[0] == 0
    assert "signed an agreement on the nuclear power plant" in (tmp_path / "p.html").read_text(encoding="utf-8")
    assert run(*propose, "-o", "p.csv")[0] == 0
    with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as file:
        assert {r["reviewed"] for r in csv.DictReader(file)} == {"false"}


def test_levers_stand_side_by_side(run: Run, started: Callable[[str], str], tmp_path: Path) -> None:
    flows, links = started("trade"), started("corridor")
    code, out, _ = run(
        "whatif",
        "levers",
        "KAZ",
        "--powers",
        "RUS,CHN,XXX",
        "--trade",
        flows,
        "--network",
        links,
        "-o",
        "l.json",
        "-o",
        "l.html",
        "-o",
        "l.csv",
    )
    assert code == 0
    found = {r["power"]: r for r in json.loads((tmp_path / "l.json").read_text())["levers"]}
    assert found["RUS"]["trade_loss"] < 0
    assert found["RUS"]["trade_loss_p05"] < found["RUS"]["trade_loss"] < found["RUS"]["trade_loss_p95"]
    assert found["RUS"]["leverage"] == pytest.approx(found["RUS"]["trade_loss"] / found["RUS"]["own_loss"])
    assert found["XXX"]["trade_loss"] is None
    assert found["XXX"]["flow_lost"] == pytest.approx(100 * 44 / 60)
    assert found["CHN"]["flow_lost"] is None
    assert "Not in the flows of trade.yaml: 'XXX'" in out
    assert "<script" not in (tmp_path / "l.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["trade", "no.yaml"], "no.yaml cannot be read"),
        (["bargain", "trade"], "trade is a scenario of trade: equipoise whatif trade trade"),
        (["trade", "trade", "-o", "r.docx"], "The ending chooses the format"),
        (["trade", "trade", "-o", "no/r.html"], "There is no folder no"),
        (["corridor", "corridor", "--close", "nothing"], "'nothing' is no route"),
        (["init", "trad"], "Was 'trade' meant?"),
        (["diff", "a.json", "b.json"], "a.json cannot be read"),
        (["propose", "KAZ", "--issue", "x", "-o", "p.txt"], "The ending chooses the format"),
        (["levers", "SRB", "--powers", "RUS"], "no data on SRB"),
        (["levers", "KAZ", "--powers", ","], "none is named"),
        (["trade", "bad.yaml"], "bad.yaml, line 2: 'engine' must be one of"),
    ],
)
def test_wrong_usage_ends_with_a_message(run: Run, tmp_path: Path, words: list[str], says: str) -> None:
    (tmp_path / "bad.yaml").write_text("title: x\nengine: magic\n")
    code, out, err = run("whatif", *words)
    assert code == 2
    assert says in out + err
    assert "Traceback" not in err


def test_a_file_that_is_there_is_not_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "trade.yaml").write_text("mine")
    assert run("whatif", "init", "trade")[0] == 2
    assert (tmp_path / "trade.yaml").read_text() == "mine"


def test_the_cheapest_way_to_depend_less(run: Run, tmp_path: Path) -> None:
    code, out, err = run(
        "whatif", "diversify", "KAZ", "--budget", "200e6", "--powers", "RUS,CHN", "-o", "d.html", "-o", "d.json", "-o", "d.csv"
    )
    assert (code, err) == (0, "")
    assert "Widen munaitas from 2.69 to 6.02" in out
    record = json.loads((tmp_path / "d.json").read_text())
    assert sum(r["cost"] for r in record["tables"]["widen"]) <= 200e6
    assert {r["partner"] for r in record["tables"]["partners"]} >= {"EU", "TUR"}
    assert "<script" not in (tmp_path / "d.html").read_text(encoding="utf-8")
    assert run("whatif", "diversify", "SRB", "--budget", "5")[0] == 2
    assert run("whatif", "diversify", "KAZ", "--budget", "-5")[0] == 2


def test_levers_of_a_table_of_flows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "flows.csv").write_text("exporter,importer,value\nA,B,5\nB,A,5\nA,C,3\nC,A,4\nB,C,2\nC,B,2\n")
    (tmp_path / "gdp.csv").write_text("country,gdp\nA,100\nB,60\nC,30\n")
    code, out, _ = run("whatif", "levers", "A", "--powers", "B,C", "--flows", "flows.csv", "--gdp", "gdp.csv", "-o", "l.json")
    assert code == 0, out
    found = {r["power"]: r for r in json.loads((tmp_path / "l.json").read_text())["levers"]}
    assert found["B"]["trade_loss"] < found["C"]["trade_loss"] < 0
    assert found["B"]["flow_lost"] is None
    code, _, err = run("whatif", "levers", "A", "--powers", "B", "--gdp", "gdp.csv")
    assert (code, "--gdp belongs to --flows" in err) == (2, True)
    code, _, err = run("whatif", "levers", "A", "--powers", "B", "--flows", "flows.csv")
    assert (code, "needs its domestic flow" in err) == (2, True)
