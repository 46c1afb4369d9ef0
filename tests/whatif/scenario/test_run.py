"""Scenarios are answered: figures with ranges, one hash, ties that measures take, and nothing done in silence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from tests.whatif.scenario.conftest import BARGAIN, CORRIDOR, SECTORS, TRADE

from equipoise.errors import ConvergenceError, InputError
from equipoise.measure import concentration, trade_dependence
from equipoise.whatif import bargain, trade
from equipoise.whatif.scenario.read import parse_scenario
from equipoise.whatif.scenario.result import ScenarioResult
from equipoise.whatif.scenario.run import run_file, run_scenario


def run(text: str) -> ScenarioResult:
    return run_scenario(parse_scenario(text, "f.yaml", "f"), "f.yaml")


def rows(result: ScenarioResult, sheet: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = result.sheet(sheet).table.to_pylist()
    return found


def test_a_cut_is_what_the_engine_says() -> None:
    result = run(TRADE)
    names = ["A", "B", "C"]
    flows = pa.table(
        {"exporter": np.repeat(names, 3), "importer": np.tile(names, 3), "value": [100.0, 12, 8, 10, 80, 5, 9, 6, 60]},
    )
    expected = trade(flows, pa.table({"exporter": ["A"], "importer": ["B"], "log_change": [-50.0]}))
    want = dict(zip(expected.countries["country"].to_pylist(), expected.countries["welfare_pct"].to_pylist(), strict=True))
    for row in rows(result, "welfare"):
        assert row["welfare_pct"] == pytest.approx(want[row["country"]], abs=1e-12)
        assert row["p05"] < row["p50"] < row["p95"]  # type: ignore[operator]


def test_percent_and_cost_are_changes_at_given_prices() -> None:
    by_flow = run(TRADE.replace("cut: true", "flow_percent: -60"))
    by_cost = run(TRADE.replace("cut: true", f"cost_percent: {100 * (0.4 ** (-1 / 4) - 1)}"))
    by_log = run(TRADE.replace("cut: true", f"log_change: {np.log(0.4)}"))
    for sheet in ("measures", "flows"):
        a, b, c = (r.sheet(sheet).table.to_pandas().select_dtypes("number").to_numpy() for r in (by_flow, by_cost, by_log))
        np.testing.assert_allclose(a, b, atol=1e-9)
        np.testing.assert_allclose(a, c, atol=1e-9)


def test_a_change_of_nothing_changes_nothing() -> None:
    result = run(TRADE.replace("cut: true", "flow_percent: 0"))
    assert all(abs(float(r["welfare_pct"])) < 1e-9 for r in rows(result, "welfare"))  # type: ignore[arg-type]
    assert "Nobody's welfare changes" in result.says[0]


def test_groups_all_and_all_others() -> None:
    one = run(TRADE.replace("from: A\n    to: B", "from: A\n    to: all others").replace("cut: true", "flow_percent: -50"))
    two = run(
        TRADE.replace("from: A\n    to: B", "from: A\n    to: rest").replace("cut: true", "flow_percent: -50") + "groups: {rest: [B, C]}\n"
    )
    assert rows(one, "welfare") == rows(two, "welfare")
    assert one.hash != two.hash  # the question is put in other words


def test_ties_of_a_scenario_are_measured_like_any_others() -> None:
    result = run(TRADE)
    ties, before = result.ties(), result.ties_before()
    assert set(ties["scenario"].to_pylist()) == {"f"}
    assert ties.num_rows == before.num_rows == 6  # without domestic flows
    gdp = pl.DataFrame({"state": ["A", "B", "C"], "year": [2020] * 3, "gdp": [200.0, 150.0, 100.0]})
    after = trade_dependence(pl.DataFrame(ties), gdp).filter(pl.col("state") == "B", pl.col("partner") == "A")
    was = trade_dependence(pl.DataFrame(before), gdp).filter(pl.col("state") == "B", pl.col("partner") == "A")
    assert was["imports"].item() == 12
    assert after["imports"].item() == pytest.approx(0, abs=1e-12)
    assert after["dependence"].item() < was["dependence"].item()
    shares = concentration(ties.select(["state", "partner", "year", "value"]))
    assert dict(zip(shares["state"].to_pylist(), shares["top_partner"].to_pylist(), strict=True))["A"] == "C"
    assert concentration(ties)["hirschman"].to_pylist() == shares["hirschman"].to_pylist()  # other columns do not matter


def test_ties_of_a_network_are_its_exits() -> None:
    result = run(CORRIDOR)
    ties = result.ties("widened")
    assert dict(zip(ties["partner"].to_pylist(), ties["value"].to_pylist(), strict=True)) == {"east": 20.0}
    assert set(ties["year"].to_pylist()) == {2024}
    assert concentration(result.ties_before())["partners"].to_pylist() == [2]
    with pytest.raises(InputError, match="no case 'no'"):
        result.ties("no")


def test_a_bargain_has_no_ties() -> None:
    with pytest.raises(InputError, match="moves no flows"):
        run(BARGAIN).ties()


def test_a_network_says_what_gets_through_and_what_holds_it_up() -> None:
    result = run(CORRIDOR)
    found = {r["case"]: r for r in rows(result, "cases")}
    assert (found["open"]["max_flow"], found["closed"]["max_flow"], found["widened"]["max_flow"]) == (56.0, 6.0, 20.0)
    assert found["closed"]["lost"] == 50.0
    for r in found.values():
        assert r["p05"] <= r["p50"] <= r["p95"]  # type: ignore[operator]
    assert {c["route"] for c in rows(result, "cuts") if c["case"] == "closed"} == {"east"}


@pytest.mark.parametrize(
    ("close", "left"),
    [("pipe", 6.0), ("PIPE", 6.0), ("both", 0.0), ("port", 6.0), ("state:RUS", 6.0), ("state:chn", 50.0), ("[pipe, east]", 0.0)],
)
def test_routes_groups_nodes_and_states_are_closed_by_name(close: str, left: float) -> None:
    result = run(CORRIDOR.replace("{close: pipe}", f"{{close: {close}}}"))
    assert {r["case"]: r["max_flow"] for r in rows(result, "cases")}["closed"] == left


def test_a_network_without_an_open_case_gets_one() -> None:
    assert rows(run(CORRIDOR.replace("  open:\n", "")), "cases")[0]["case"] == "baseline"


def test_nothing_connected_is_said() -> None:
    result = run(CORRIDOR.replace("{close: pipe}", "{close: both}"))
    assert any("nothing gets from source to sink" in n for n in result.notices)


def test_known_capacities_have_no_range() -> None:
    text = CORRIDOR.replace(", low: 40, high: 55", "").replace("capacity_sd: 0.1", "capacity_sd: 0")
    for r in rows(run(text), "cases"):
        assert r["p05"] == pytest.approx(r["max_flow"], abs=1e-3) == r["p95"]


def test_a_bargain_is_what_the_engine_says_with_bands() -> None:
    result = run(BARGAIN)
    (end,) = rows(result, "outcome")
    actors = pa.table(
        {"actor": ["hawk", "dove"], "dimension": ["x"] * 2, "capability": [3.0, 1.0], "position": [80.0, 20.0], "salience": [50.0, 90.0]}
    )
    assert end["end"] == bargain(actors).turns["mean_position"].to_pylist()[-1]
    assert end["p05"] < end["p95"]  # type: ignore[operator]
    assert rows(result, "given")[0]["why"] == "a reason"


def test_draws_of_nothing_are_no_ranges() -> None:
    result = run(BARGAIN.replace("draws: 20", "draws: 0"))
    assert not result.headline.has_range


def test_a_proposal_is_not_played_before_it_was_reviewed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"f.yaml: this is a proposal that nobody has looked at \(reviewed: false\)"):
        run(BARGAIN + "reviewed: false\n")
    (tmp_path / "a.csv").write_text("actor,dimension,capability,position,salience,reviewed\na,x,1,10,50,true\nb,x,1,90,50,false\n")
    (tmp_path / "b.yaml").write_text("title: x\nengine: bargain\nactors: a.csv\nuncertainty: {draws: 0}\n")
    with pytest.raises(InputError, match="'reviewed' is not true in every row"):
        run_file(tmp_path / "b.yaml")
    (tmp_path / "a.csv").write_text("actor,dimension,capability,position,salience,reviewed\na,x,1,10,50,true\nb,x,1,90,50,True\n")
    assert run_file(tmp_path / "b.yaml").sheet("outcome").table.num_rows == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BARGAIN.replace("  - {actor: dove, capability: 1, position: 20, salience: 90}\n", ""), "There is one actor, hawk"),
        (BARGAIN.replace("position: 20", "position: 80"), "All actors stand in one place"),
        (BARGAIN.replace("salience: 90", "salience: 0"), "No salience anywhere: 'dove'"),
        (TRADE.replace("[9, 6, 60]", "[9, 0, 60]").replace("to: B", "to: A").replace("from: A", "from: B"), ""),
        (
            TRADE.replace("B: [10, 80, 5]", "B: [0, 80, 5]").replace("from: A\n    to: B", "from: B\n    to: A"),
            "on pairs that do not trade",
        ),
        (TRADE.replace("uncertainty: {draws: 50, seed: 3, flow_sd: 0.1}\n", ""), "does not say how uncertain its inputs are"),
    ],
)
def test_what_is_done_to_odd_inputs_is_said(text: str, says: str) -> None:
    assert any(says in n for n in run(text).notices) or not says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TRADE.replace("to: B", "to: BB"), "f.yaml, line 11: 'BB' is no country of the data and no group. Was 'B' meant?"),
        (TRADE.replace("to: B", "to: A"), "line 11: this shock changes no flow"),
        (TRADE.replace("shocks:", "shocks:\n  - {from: A, to: B, flow_percent: 10}"), "is changed twice; the first time in line 11"),
        (TRADE.replace("B: [10, 80, 5]", "B: [10, 0, 5]"), "every country needs its domestic flow"),
        (TRADE + "groups: {G: [Z]}\n", "group G names 'Z'"),
        (TRADE + "psi: 1\nclosure: conditional\n", "psi"),
        (CORRIDOR.replace("close: pipe}", "close: pip}"), "'pip' is no route, group, node or state of the network. Was 'pipe' meant?"),
        (CORRIDOR.replace("low: 40, high: 55", "low: 60"), "low, capacity and high must rise"),
        (CORRIDOR.replace("capacity: 60", "capacity: -1"), "needs a capacity of at least 0"),
        (CORRIDOR.replace("title:", "source: X\ntitle:"), "no node 'X'"),
        (BARGAIN.replace("salience: 90", "salience: 101"), "at most 100"),
        (BARGAIN.replace("position: 20", "position: -20"), "at least 0"),
        (BARGAIN.replace("actor: dove", "actor: hawk"), "each actor, dimension may have one row"),
        (SECTORS.replace("sectors: machines, cut", "sectors: machine, cut"), "no sector 'machine'"),
        (SECTORS.replace("cut: true", "flow_percent: -10"), "what happens to flows is the answer"),
        (SECTORS.replace("0.40, 0.30", "0.50, 0.30"), "must sum to 1 in each row; they do not for 'machines (1.1)'"),
        (
            SECTORS.replace("S: [4, 30, 6]", "S: [4, 0, 6]")
            .replace("N: [300, 20, 80]", "N: [300, 0, 80]")
            .replace("[60, 15, 900]", "[60, 0, 900]"),
            "nothing: 'machines in S'",
        ),
    ],
)
def test_what_cannot_be_used_is_an_error_that_names_it(text: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        run(text)
    assert says in str(error.value)
    assert str(error.value).startswith("f.yaml")


def test_a_country_cut_off_from_all_is_no_result() -> None:
    with pytest.raises(ConvergenceError, match="no equilibrium"):
        run(TRADE.replace("to: B", "to: all others").replace("cut: true", "cut: true\n    both_ways: true"))


def test_sectors_are_answered_with_ranges() -> None:
    found = rows(run(SECTORS), "welfare")
    assert found[0]["country"] == "S"
    for r in found:
        assert r["p05"] <= r["p50"] <= r["p95"]  # type: ignore[operator]


def test_the_hash_is_that_of_question_data_and_version() -> None:
    base = run(TRADE).hash
    assert run(TRADE).hash == base
    assert run(TRADE.replace("title: A cut", "# a comment\ntitle: Another title")).hash == base
    assert run(TRADE.replace("[10, 80, 5]", "[10, 80, 6]")).hash != base
    assert run(TRADE.replace("seed: 3", "seed: 4")).hash != base
    assert run(TRADE.replace("cut: true", "flow_percent: -99")).hash != base


def test_data_lie_beside_the_scenario_and_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    flows = "who,to,when,trade\nA,A,1,9\nA,B,1,1\nB,A,1,1\nB,B,1,9\nA,A,2,5\n"
    (folder / "flows.csv").write_text(flows)
    (tmp_path / "secret.csv").write_text(flows)
    text = (
        "title: x\nengine: trade\nflows:\n  file: {file}\n  columns: {{exporter: who, importer: to, value: trade}}\n  keep: {{when: 1}}\n"
        "shocks: [{{from: A, to: B, flow_percent: -50}}]\nuncertainty: {{draws: 0}}\n"
    )
    scenario = folder / "s.yaml"
    scenario.write_text(text.format(file="flows.csv"))
    result = run_file(scenario)
    assert [(i.name, i.rows, len(i.digest)) for i in result.inputs] == [("flows", 4, 64)]
    for file, says in (
        ("../secret.csv", "there is no file '../secret.csv'"),
        (str(tmp_path / "secret.csv"), "there is no file"),
        ("https://example.org/flows.csv", "a scenario fetches nothing"),
        ("missing.csv", "s.yaml, line 4: table 'flows': there is no file 'missing.csv'"),
    ):
        scenario.write_text(text.format(file=file))
        with pytest.raises(InputError) as error:
            run_file(scenario)
        assert says in str(error.value)
    scenario.write_text(text.format(file="secret.csv"))
    assert run_file(scenario, [tmp_path]).hash == result.hash  # the same bytes, in a folder that the user named


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("exporter,importer,value\nA,A,1\n")
    (folder / "flows.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "s.yaml").write_text("title: x\nengine: trade\nflows: flows.csv\nshocks: [{from: A, to: B, cut: true}]\n")
    with pytest.raises(InputError, match="there is no file"):
        run_file(folder / "s.yaml")


@pytest.mark.parametrize("ending", ["csv", "parquet", "json", "jsonl"])
def test_files_of_any_kind_give_the_same_answer(tmp_path: Path, ending: str) -> None:
    frame = pl.DataFrame({"exporter": list("AABB"), "importer": list("ABAB"), "value": [9.0, 1.0, 2.0, 9.0]})
    writers = {"csv": frame.write_csv, "parquet": frame.write_parquet, "json": frame.write_json, "jsonl": frame.write_ndjson}
    writers[ending](tmp_path / f"flows.{ending}")
    (tmp_path / "s.yaml").write_text(
        f"title: x\nengine: trade\nflows: flows.{ending}\nshocks: [{{from: A, to: B, flow_percent: -50}}]\nuncertainty: {{draws: 0}}\n"
    )
    found = {r["country"]: r["welfare_pct"] for r in rows(run_file(tmp_path / "s.yaml"), "welfare")}
    half = pl.DataFrame({"exporter": ["A"], "importer": ["B"], "log_change": [float(np.log(0.5))]})
    assert found == dict(trade(frame, half).countries.select("country", "welfare_pct").iter_rows())


def test_domestic_flows_may_be_imputed_from_gdp(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("exporter,importer,value\nA,B,5\nB,A,5\nA,C,3\nC,A,4\nB,C,2\nC,B,2\n")
    (tmp_path / "g.csv").write_text("country,gdp\nA,100\nB,60\nC,30\n")
    (tmp_path / "s.yaml").write_text(
        "title: x\nengine: trade\nflows: t.csv\ngdp: g.csv\nshocks: [{from: A, to: B, cut: true}]\nuncertainty: {draws: 20, flow_sd: 0.1}\n"
    )
    result = run_file(tmp_path / "s.yaml")
    assert any("imputed from GDP" in n for n in result.notices)
    assert {i.name for i in result.inputs} == {"flows", "gdp"}


def test_the_closures_that_hurt_most_are_named() -> None:
    result = run(CORRIDOR + "worst: {k: 2, by: route, protected: [wells, sea, border]}\n")
    assert [(r["k"], r["closed"], r["max_flow"]) for r in rows(result, "worst")] == [
        (0, "", 56.0),
        (1, "pipe", 6.0),
        (2, "east; pipe", 0.0),
    ]
    assert [r["closed"] for r in rows(result, "singles")] == ["pipe", "east"]
    with pytest.raises(InputError, match="'by' must be one of route, node, state, owner"):
        run(CORRIDOR + "worst: {k: 2, by: colour}\n")


def test_every_measure_of_the_main_table_and_every_flow_has_its_range() -> None:
    for text in (TRADE, SECTORS):
        result = run(text)
        found = {(r["country"], r["measure"]): r for r in rows(result, "ranges")}
        measures = [c for c in result.headline.table.column_names if c.endswith("_pct")]
        for r in rows(result, "welfare"):
            for measure in measures:
                before = "" if measure == "welfare_pct" else f"{measure}_"
                for point in ("p05", "p50", "p95"):
                    assert r[f"{before}{point}"] == found[r["country"], measure][point]
    for r in rows(run(TRADE), "flows"):
        assert r["p05"] <= r["p50"] <= r["p95"]  # type: ignore[operator]


def test_an_error_in_a_table_names_its_line() -> None:
    for text, table in ((TRADE.replace("[10, 80, 5]", "[10, 0, 5]"), "flows"), (BARGAIN.replace("50, why", "150, why"), "actors")):
        with pytest.raises(InputError, match=rf"^f.yaml, line {line_of(text, table)}: {table}: "):
            run(text)


def line_of(text: str, table: str) -> int:
    """Where the table begins: the line below its key."""
    return text.splitlines().index(f"{table}:") + 2


def test_actors_without_capability_move_nobody_and_that_is_said() -> None:
    result = run(BARGAIN.replace("capability: 3", "capability: 0").replace("capability: 1", "capability: 0"))
    assert any("No actor has any capability" in n for n in result.notices)


def test_low_and_high_of_a_link_are_the_5_and_95_points_of_what_it_lets_through() -> None:
    text = (
        CORRIDOR.replace("draws: 40", "draws: 1000").replace("capacity_sd: 0.1", "capacity_sd: 0").replace("capacity: 60", "capacity: 90")
    )
    found = {r["case"]: r for r in rows(run(text), "cases")}
    assert found["open"]["p05"] == pytest.approx(40 + 6, abs=0.7)
    assert found["open"]["p50"] == pytest.approx(50 + 6, abs=0.7)
    assert found["open"]["p95"] == pytest.approx(55 + 6, abs=0.7)
    assert found["closed"]["p05"] == pytest.approx(found["closed"]["p95"], abs=1e-3)


def test_the_hash_hangs_on_what_is_in_a_file_and_not_on_its_name(tmp_path: Path) -> None:
    def of(name: str, of_a: float) -> str:
        (tmp_path / name).write_text(f"exporter,importer,value\nA,A,{of_a}\nA,B,10\nB,A,10\nB,B,80\n")
        shock = "shocks: [{from: A, to: B, flow_percent: -10, both_ways: true}]"
        (tmp_path / "s.yaml").write_text(f"title: x\nengine: trade\nflows: {name}\n{shock}\nuncertainty: {{draws: 0}}\n")
        return run_file(tmp_path / "s.yaml").hash

    assert of("a.csv", 90) == of("b.csv", 90) != of("a.csv", 91)
