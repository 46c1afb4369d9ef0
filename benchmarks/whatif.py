"""Measure the what-if engines: `python benchmarks/whatif.py [--quick] [--gegravity PYTHON]`. Out: a table, and out/whatif.json.

Exit 1 where a target is missed.

Worlds are generated, the same ones each time. Trade is compared with gegravity 0.3 in the same run, both from a table to results.
gegravity is needed for this alone: `make bench` installs it (the extra "bench"); one in another environment can be named by its Python. Its
answers and ours are compared as well, so that the ratio is one between two programs that solve the same problem. Where it is absent, a
plain loop over the same equations is the baseline.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as csv

from equipoise.whatif import (
    coercion,
    coercion_ranges,
    coercion_sectors,
    sectors,
    sectors_ranges,
    trade,
    trade_ranges,
    trade_sensitivity,
    world_matrix,
)

ROOT = Path(__file__).resolve().parents[1]
NAFTA = ROOT.parent / "shared/gold/whatif/cp2015_nafta/inputs.npz"
THETA = 4.0
PTA = 0.4
GEGRAVITY = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import gegravity as ge
import pandas as pd
rows = pd.read_csv(sys.argv[1])
costs = pd.DataFrame({"var": ["lndist", "international", "pta"], "coeff": [-0.8, -2.5, 0.4], "ste": [0.1, 0.1, 0.1]})
reference, other, third = sys.argv[2:5]
def once(scale):
    start = time.perf_counter()
    data = ge.BaselineData(rows, imp_var_name="importer", exp_var_name="exporter", year_var_name="year", trade_var_name="trade",
        expend_var_name="E", output_var_name="Y")
    model = ge.OneSectorGE(data, year="2006", reference_importer=reference, expend_var_name="E", output_var_name="Y", sigma=5,
        cost_variables=["lndist", "international", "pta"], quiet=True,
        cost_coeff_values=ge.CostCoeffs(estimates=costs, identifier_col="var", coeff_col="coeff", stderr_col="ste"))
    model.build_baseline(omr_rescale=scale)
    new = model.baseline_data.copy()
    pair = new["exporter"].isin([other, third]) & new["importer"].isin([other, third]) & (new["exporter"] != new["importer"])
    new.loc[pair, "pta"] = 1
    model.define_experiment(new)
    model.simulate()
    return time.perf_counter() - start, model
for scale in (1, 10, 100, 1000, 10000):
    try:
        seconds, model = once(scale)
        if all(d["success"] for d in model.solver_diagnostics.values()):
            break
    except Exception:
        continue
else:
    raise SystemExit("gegravity did not converge")
welfare = model.country_results["terms of trade change (percent)"]
print(json.dumps({"seconds": seconds, "scale": scale, "welfare": {str(k): float(v) for k, v in welfare.items()}}))
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; ``met`` is None where there is no target."""

    what: str
    value: float
    unit: str
    target: str
    met: bool | None


def gravity_world(size: int, seed: int = 1) -> dict[str, Any]:
    """Countries on a map, flows that fit their output and spending exactly: a world as gegravity models it."""
    rng = np.random.default_rng(seed)
    place, output = rng.uniform(0, 10, (size, 2)), np.exp(rng.normal(6, 1.2, size))
    spending = output * np.exp(rng.normal(0, 0.08, size))
    spending *= output.sum() / spending.sum()
    distance = np.log(200 + 1000 * np.linalg.norm(place[:, None] - place[None], axis=2))
    abroad = 1 - np.eye(size)
    cost = np.exp(-0.8 * distance - 2.5 * abroad)
    rows, columns = np.ones(size), np.ones(size)
    for _ in range(5000):
        rows = output / (cost @ columns)
        columns = spending / (rows @ cost)
    names = [f"C{k:03d}" for k in range(size)]
    return {
        "exporter": np.repeat(names, size),
        "importer": np.tile(names, size),
        "year": np.full(size * size, 2006),
        "trade": (rows[:, None] * cost * columns).ravel(),
        "Y": np.repeat(output, size),
        "E": np.tile(spending, size),
        "lndist": distance.ravel(),
        "international": abroad.ravel().astype(int),
        "pta": np.zeros(size * size, int),
    }


def flows_of(world: dict[str, Any]) -> pa.Table:
    return pa.table({"exporter": world["exporter"], "importer": world["importer"], "value": world["trade"]})


def agreement(size: int) -> pa.Table:
    """Two countries of middling size sign a trade agreement."""
    a, b = f"C{size // 3:03d}", f"C{size // 2:03d}"
    return pa.table({"exporter": [a, b], "importer": [b, a], "log_change": [PTA, PTA]})


def timed(work: Callable[[], Any], times: int = 9) -> tuple[float, Any]:
    """Seconds of the fastest call but the first (others on the machine make it no faster), and what the last call gave."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - start)
    return min(taken), result


def one_sector(sizes: dict[int, float], python: str | None) -> Iterator[Figure]:
    """The whole call, from table to result, against gegravity from table to result."""
    for size, ratio in sizes.items():
        world = gravity_world(size)
        flows, shock = flows_of(world), agreement(size)
        seconds, result = timed(lambda f=flows, s=shock: trade(f, s, THETA, "conditional", reference="C000"))  # type: ignore[misc]
        yield Figure(f"trade, {size} countries, table to result", 1000 * seconds, "ms", "", None)
        said = gegravity(world, size, python)
        if said is None:
            plain = timed(lambda w=world, n=size: plain_loop(w, n), 3)[0]  # type: ignore[misc]
            yield Figure(f"plain loop over trade, {size} countries", plain / seconds, "times as long", "", None)
            continue
        ours = dict(zip(result.countries["country"].to_pylist(), result.countries["welfare_pct"].to_pylist(), strict=True))
        apart = max(abs(ours[k] - v) for k, v in said["welfare"].items())
        yield Figure(f"gegravity, {size} countries", said["seconds"], "s", "", None)
        yield Figure(
            f"gegravity over trade, {size} countries",
            said["seconds"] / seconds,
            "times as long",
            f">= {ratio:g}",
            said["seconds"] >= ratio * seconds,
        )
        yield Figure(f"largest difference to gegravity, {size} countries", apart, "points", "<= 1e-4", apart <= 1e-4)


def gegravity(world: dict[str, Any], size: int, python: str | None) -> dict[str, Any] | None:
    """What gegravity says, None where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "world.csv"
        csv.write_csv(pa.table(world), path)
        shock = agreement(size)
        pair = [shock["exporter"][k].as_py() for k in range(2)]
        done = subprocess.run(
            [python or sys.executable, "-c", GEGRAVITY, str(path), "C000", *pair, str(2 if size < 100 else 0)],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        print(f"gegravity did not run: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    said: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return said


def plain_loop(world: dict[str, Any], size: int) -> np.ndarray[Any, Any]:
    """The equations of multiplicative deficits, one country at a time, as one would write them down first."""
    flows = np.asarray(world["trade"]).reshape(size, size)
    output, spending = flows.sum(axis=1), flows.sum(axis=0)
    kernel = flows / spending
    a, b = size // 3, size // 2
    kernel[a, b] *= np.exp(PTA)
    kernel[b, a] *= np.exp(PTA)
    wage = [1.0] * size
    for _ in range(10_000):
        total = [sum(kernel[i, j] * wage[i] ** -THETA for i in range(size)) for j in range(size)]
        sold = [sum(kernel[i, j] * wage[i] ** -THETA * wage[j] * spending[j] / total[j] for j in range(size)) for i in range(size)]
        new = [w * (s / (w * y)) ** (1 / (1 + THETA)) for w, s, y in zip(wage, sold, output, strict=True)]
        level = sum(w * y for w, y in zip(new, output, strict=True)) / output.sum()
        done = max(abs(x / level / w - 1) for x, w in zip(new, wage, strict=True))
        wage = [w / level for w in new]
        if done < 1e-8:
            break
    return np.array(wage)


def many_countries() -> Iterator[Figure]:
    flows, shock = flows_of(gravity_world(250)), agreement(250)
    for closure in ("additive", "multiplicative", "conditional"):
        seconds = timed(lambda c=closure: trade(flows, shock, THETA, c))[0]  # type: ignore[misc]
        yield Figure(f"trade, 250 countries, {closure}", 1000 * seconds, "ms", "< 50", seconds < 0.05)


def many_threats() -> Iterator[Figure]:
    flows = flows_of(gravity_world(181))
    start = time.perf_counter()
    rows = coercion(flows, [f"C{k:03d}" for k in range(10)])
    seconds = time.perf_counter() - start
    yield Figure(f"coercion, 10 powers, {len(rows)} equilibria", seconds, "s", "< 30", seconds < 30)


def many_draws() -> Iterator[Figure]:
    """Elasticity, every flow and every domestic flow drawn."""
    doubt = {"elasticity": (2.5, 4.0, 8.0), "flow_sd": 0.2, "domestic_range": (0.8, 1.25)}
    for size, draws, target in ((44, 1000, 2.0), (180, 1000, None)):
        flows, shock = flows_of(gravity_world(size)), agreement(size)
        start = time.perf_counter()
        found = trade_ranges(flows, shock, draws=draws, with_flows=size == 44, **doubt)
        seconds = time.perf_counter() - start
        met = None if target is None else seconds < target and not found.info["failed"]
        yield Figure(f"trade_ranges, {draws} draws x {size} countries", seconds, "s", f"< {target:g}" if target else "", met)
    flows = flows_of(gravity_world(44))
    start = time.perf_counter()
    coercion_ranges(flows, ["C000", "C001"], draws=200, **doubt)
    yield Figure("coercion_ranges, 2 powers x 43 targets x 200 draws", time.perf_counter() - start, "s", "", None)
    shock = agreement(44)
    seconds = timed(lambda: trade_sensitivity(flows, shock, [2.0, 4.0, 8.0]))[0]
    yield Figure("trade_sensitivity, 44 countries, 3 closures x 3 thetas", 1000 * seconds, "ms", "", None)


def a_world_with_gdp() -> Iterator[Figure]:
    world = gravity_world(220)
    table = flows_of(world)
    gdp = pa.table({"country": world["exporter"][::220], "gdp": np.asarray(world["Y"])[::220] / 2})
    seconds = timed(lambda: world_matrix(table, gdp), 3)[0]
    yield Figure("world_matrix, 220 countries", 1000 * seconds, "ms", "", None)


def many_sectors() -> Iterator[Figure]:
    small, large = sector_world(31, 40), sector_world(80, 45)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        seconds = timed(lambda: sectors(small, small["tau_nij"] / 2))[0]
        yield Figure("sectors, 31 regions x 40 sectors", 1000 * seconds, "ms", "< 100", seconds < 0.1)
        start = time.perf_counter()
        sectors(large, large["tau_nij"] / 2)
        seconds = time.perf_counter() - start
    yield Figure("sectors, 80 regions x 45 sectors", seconds, "s", "< 10", seconds < 10)
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sectors_ranges(small, small["tau_nij"] / 2, elasticity=(0.7, 1.4), draws=100)
    yield Figure("sectors_ranges, 100 draws x 31 x 40", time.perf_counter() - start, "s", "", None)
    start = time.perf_counter()
    coercion_sectors(small, ["R00"], ["R01"], "each")
    yield Figure("coercion_sectors, 40 sectors one by one, 31 x 40", time.perf_counter() - start, "s", "", None)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("largest memory of the whole run", peak, "MB", "< 4096", peak < 4096)


def nafta(path: Path) -> Iterator[Figure]:
    if not path.is_file():
        return
    with np.load(path, allow_pickle=False) as archive:
        data = {key: archive[key] for key in archive.files}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        seconds = timed(lambda: sectors(data, data["tau_nij_cfl"], data["tau_nij_bln"]))[0]
    yield Figure("sectors, NAFTA (Caliendo and Parro)", 1000 * seconds, "ms", "< 100", seconds < 0.1)


def sector_world(regions: int, count: int, seed: int = 1) -> dict[str, Any]:
    """Shares, elasticities and input tables drawn at random, value added as they imply it."""
    rng = np.random.default_rng(seed)
    spending = np.exp(rng.normal(0, 1, (regions, count))) * np.exp(rng.normal(3, 1.5, regions))[:, None]
    shares = np.exp(rng.normal(0, 1.5, (regions, regions, count))) * spending.sum(axis=1)[None, :, None] ** 0.8
    at_home = np.arange(regions)
    shares[at_home, at_home] *= regions * rng.uniform(0.5, 8, (regions, count))
    shares /= shares.sum(axis=1, keepdims=True)
    labour, inputs, final = rng.uniform(0.2, 0.8, (regions, count)), rng.random((regions, count, count)) ** 3, rng.random((regions, count))
    inputs *= ((1 - labour) / inputs.sum(axis=1))[:, None, :]
    tariffs = rng.uniform(0, 0.2, shares.shape)
    tariffs[at_home, at_home] = 0
    sales = (spending[:, None, :] * shares / (1 + tariffs)).sum(axis=0)
    return {
        "regions": [f"R{k:02d}" for k in range(regions)],
        "sectors": [f"S{k:02d}" for k in range(count)],
        "X_nj": spending,
        "wL_n": (labour * sales).sum(axis=1),
        "pi_nij": shares,
        "tau_nij": tariffs,
        "theta_j": rng.uniform(2, 15, count),
        "alpha_nj": final / final.sum(axis=1, keepdims=True),
        "gamma_nj": labour,
        "gamma_nkj": inputs,
    }


def every(quick: bool, python: str | None = None, nafta_inputs: Path = NAFTA) -> Iterator[Figure]:
    """All figures; ``quick`` leaves out 180 countries against gegravity."""
    sizes = {30: 200.0} if quick else {30: 200.0, 180: 1000.0}
    yield from one_sector(sizes, python)
    for part in (many_countries, many_threats, many_draws, a_world_with_gdp, many_sectors):
        yield from part()
    yield from nafta(nafta_inputs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="no gegravity at 180 countries, which takes minutes")
    parser.add_argument("--gegravity", metavar="PYTHON", help="a Python in which gegravity is installed; default: this one")
    parser.add_argument("--nafta", type=Path, default=NAFTA, help="the arrays of the NAFTA case")
    parser.add_argument("--out", type=Path, default=ROOT / "out/whatif.json")
    options = parser.parse_args()
    figures: list[Figure] = []
    for figure in every(options.quick, options.gegravity, options.nafta):
        figures.append(figure)
        mark = "" if figure.met is None else "met" if figure.met else "MISSED"
        print(f"{figure.what:58} {figure.value:12.4g} {figure.unit:14} {figure.target:10} {mark}", flush=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps([asdict(f) for f in figures], indent=1) + "\n", encoding="utf-8")
    return 1 if any(f.met is False for f in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
