"""Scenarios of our own, as text."""

from __future__ import annotations

TRADE = """title: A cut
engine: trade
year: 2020
flows:
  importers: [A, B, C]
  rows:
    A: [100, 12, 8]
    B: [10, 80, 5]
    C: [9, 6, 60]
shocks:
  - from: A
    to: B
    cut: true
uncertainty: {draws: 50, seed: 3, flow_sd: 0.1}
"""
CORRIDOR = """title: A pipe closes
engine: corridor
since: 2024-05
network:
  - {from: S, to: field, route: wells, capacity: 60}
  - {from: field, to: port, route: pipe, capacity: 50, low: 40, high: 55, state: RUS}
  - {from: field, to: east, route: east, capacity: 6, state: KAZ; CHN}
  - {from: port, to: T, route: sea, capacity: 100}
  - {from: east, to: T, route: border, capacity: 100}
groups: {both: [pipe, east]}
cases:
  open:
  closed: {close: pipe}
  widened: {close: pipe, change: {east: 20}}
uncertainty: {draws: 40, seed: 2, capacity_sd: 0.1}
"""
BARGAIN = """title: A tariff
engine: bargain
actors:
  - {actor: hawk, capability: 3, position: 80, salience: 50, why: a reason}
  - {actor: dove, capability: 1, position: 20, salience: 90}
uncertainty: {draws: 20, seed: 1, position_sd: 4}
"""
SECTORS = """title: No machines
engine: sectors
flows:
  importers: [N, S, W]
  sectors:
    machines:
      N: [300, 20, 80]
      S: [4, 30, 6]
      W: [60, 15, 900]
    other:
      N: [900, 15, 60]
      S: [20, 400, 40]
      W: [50, 30, 6000]
technology:
  columns: [sector, elasticity, value_added, machines, other]
  rows:
    - [machines, 5, 0.40, 0.30, 0.30]
    - [other, 4, 0.55, 0.08, 0.37]
deficits: observed
shocks:
  - {from: N, to: S, sectors: machines, cut: true}
uncertainty: {draws: 10, seed: 1, elasticity: [0.7, 1, 1.4]}
"""
