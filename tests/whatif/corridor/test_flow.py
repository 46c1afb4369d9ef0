"""Laws that every largest flow keeps, on networks that Hypothesis draws."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.whatif.corridor import corridor
from equipoise.whatif.corridor.flow import Arc, Flow, largest_flow

Links = tuple[tuple[int, int, int], ...]
"""tail, head, capacity; node 0 is the source and node 1 the sink."""

NODES = 7
networks = st.lists(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1), st.one_of(st.just(0), st.integers(1, 30), st.just(10**25))),
    min_size=1,
    max_size=22,
).map(tuple)


def solve(links: Links, limit: int = 10**30) -> Flow:
    return largest_flow(NODES, [Arc(a, b) for a, b, _ in links], [c for *_, c in links], 0, 1, limit)


def linear_program(links: Links) -> float:
    """The same by another solver: scipy's HiGHS."""
    from scipy.optimize import linprog

    balance = np.zeros((NODES, len(links)))
    for k, (tail, head, _) in enumerate(links):
        balance[tail, k] -= 1
        balance[head, k] += 1
    inner = balance[2:]
    found = linprog(-balance[1], A_eq=inner, b_eq=np.zeros(len(inner)), bounds=[(0, c) for *_, c in links])
    return float(-found.fun)


@given(networks, st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_a_flow_keeps_to_capacities_loses_nothing_and_is_as_large_as_it_says(links: Links, limit: int) -> None:
    flow = solve(links, limit)
    surplus: Counter[int] = Counter()
    for (tail, head, capacity), carried in zip(links, flow.carried, strict=True):
        assert 0 <= carried <= capacity
        surplus[head] += carried
        surplus[tail] -= carried
    assert {node: s for node, s in surplus.items() if s} == ({1: flow.value, 0: -flow.value} if flow.value else {})
    assert flow.value <= limit


@given(networks)
@settings(max_examples=150, deadline=None)
def test_the_cut_is_as_large_as_the_flow(links: Links) -> None:
    flow = solve(links)
    crossing = sum(c for tail, head, c in links if tail not in flow.beyond and head in flow.beyond)
    assert crossing == flow.value
    assert 1 in flow.beyond
    assert 0 not in flow.beyond


@given(networks)
@settings(max_examples=60, deadline=None)
def test_the_flow_is_that_of_a_linear_program(links: Links) -> None:
    small = tuple((a, b, min(c, 1000)) for a, b, c in links)
    assert solve(small).value == pytest.approx(linear_program(small), abs=1e-6)


@given(networks, st.data())
@settings(max_examples=100, deadline=None)
def test_closing_more_never_raises_the_flow(links: Links, data: st.DataObject) -> None:
    closed = data.draw(st.sets(st.integers(0, len(links) - 1)))
    fewer = tuple((a, b, 0 if k in closed else c) for k, (a, b, c) in enumerate(links))
    assert solve(fewer).value <= solve(links).value


@given(networks)
@settings(max_examples=150, deadline=None)
def test_nothing_goes_round_in_circles(links: Links) -> None:
    from graphlib import TopologicalSorter

    after: dict[int, set[int]] = {}
    for (tail, head, _), carried in zip(links, solve(links).carried, strict=True):
        if carried:
            after.setdefault(tail, set()).add(head)
    list(TopologicalSorter(after).static_order())  # raises CycleError where there is one


@given(networks, st.randoms(use_true_random=False), st.sampled_from([1, 10, 7, 1000]))
@settings(max_examples=60, deadline=None)
def test_rows_in_another_order_and_other_units_give_the_same(links: Links, random: object, scale: int) -> None:
    rows = [(f"n{a}", f"n{b}", min(c, 10**6) / scale, f"r{k}") for k, (a, b, c) in enumerate(links)]
    rows += [("n0", "n2", 0.0, "from the source"), ("n2", "n1", 0.0, "to the sink")]
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = (
        corridor(pa.table({n: [r[k] for r in t] for k, n in enumerate(("from", "to", "capacity", "route"))}), source="n0", sink="n1")
        for t in (rows, shuffled)
    )
    assert one.scenarios.equals(two.scenarios)
    assert one.cuts.equals(two.cuts)
    assert one.flows.equals(two.flows)
    said = [Fraction(repr(c)) for c in one.cuts["capacity"].to_pylist()]
    assert float(sum(said)) == one.scenarios["max_flow"][0].as_py()
