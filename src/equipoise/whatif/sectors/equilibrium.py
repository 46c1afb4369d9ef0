"""Find wages, prices and spending of many sectors at once. In: an Economy, a Policy, deficits. Out: an Equilibrium, or a ConvergenceError.

One loop over everything together, accelerated: costs and prices from wages, sales and tariff revenue from spending, wages from balanced
trade. No system of all sectors' equations is ever built. Equations: docs/methods/sectors.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from equipoise.store.frames import listed
from equipoise.whatif.acceleration import Acceleration
from equipoise.whatif.sectors.economy import Economy, Floats, Policy
from equipoise.words.errors import ConvergenceError, InputError

CAREFUL = (1.0, 0.5, 0.25, 0.1)
"""The part of the wanted step that is made, on the first try and on later ones."""
SLOW = 200
"""Accelerated steps without progress after which a try is given up, and plain ones ten times as many."""
RUNAWAY = 1e4
"""An error this many times the smallest so far ends a try as well."""


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """All factors are against the data as observed. Money is in units in which world value added is what it was."""

    wage: Floats
    """(n)."""
    cost: Floats
    """Of a bundle of labour and inputs, (j, n)."""
    price: Floats
    """Of the composite good, (j, n)."""
    spending: Floats
    """X, (j, n), money."""
    income: Floats
    """I, (n), money: value added, tariff revenue, deficit."""
    trade: Floats
    """M, (j, n, i), money: what n buys from i, net of tariffs."""
    iterations: int
    residual: float


@dataclass(frozen=True, slots=True)
class _Look:
    """What given wages, prices and spending imply. ``weight`` is cost^-theta, ``total`` is price^-theta."""

    weight: Floats
    total: Floats
    income: Floats
    spending: Floats
    surplus: Floats
    """Sales less purchases plus deficit, by value added, (n): 0 in equilibrium."""


@dataclass(frozen=True, slots=True)
class _World:
    """An economy under a policy. ``gross`` is pi kappa^-theta, (j, n, i), and ``net`` the same without what goes to tariffs."""

    economy: Economy
    gross: Floats
    net: Floats
    deficits: Floats
    money: Floats
    """Unit of spending, (n): what a region spends on a sector on average."""

    @classmethod
    def under(cls, policy: Policy, economy: Economy, deficits: Floats) -> _World:
        dearer = (1 + policy.tariffs) / (1 + economy.tariffs) * policy.iceberg
        gross = economy.shares * dearer ** -economy.theta[:, None, None]
        lost = np.argwhere(~(gross.sum(axis=2) > 0))
        if len(lost):
            where = [f"{economy.sectors[j]} in {economy.regions[n]}" for j, n in lost]
            raise InputError(f"iceberg, tariffs: no source is left for {listed(where)}, so it has no price; leave it one")
        return cls(economy, gross, gross / (1 + policy.tariffs), deficits, economy.spending.mean(axis=0))

    def start(self, at: Equilibrium | None) -> Floats:
        """Logarithms of wages and prices, and spending, in one row of numbers."""
        if at is None:
            size = self.economy.spending.size
            return np.concatenate([np.zeros(len(self.money) + size), (self.economy.spending / self.money).ravel()])
        return np.concatenate([np.log(at.wage), np.log(at.price).ravel(), (at.spending / self.money).ravel()])

    def parts(self, row: Floats) -> tuple[Floats, Floats, Floats]:
        n, size = len(self.money), self.economy.spending.size
        return row[:n], row[n : n + size].reshape(-1, n), row[n + size :].reshape(-1, n) * self.money

    def log_cost(self, log_wage: Floats, log_price: Floats) -> Floats:
        inputs = np.matmul(log_price.T[:, None, :], self.economy.inputs)[:, 0, :].T
        cost: Floats = self.economy.labour * log_wage + inputs
        return cost

    def look(self, row: Floats) -> _Look:
        e = self.economy
        log_wage, log_price, spending = self.parts(row)
        weight = np.exp(-e.theta[:, None] * self.log_cost(log_wage, log_price))
        total = np.matmul(self.gross, weight[:, :, None])[:, :, 0]
        kept = np.matmul(self.net, weight[:, :, None])[:, :, 0] / total
        sales = weight * np.matmul((spending / total)[:, None, :], self.net)[:, 0, :]
        earned = np.exp(log_wage) * e.value_added
        income = earned + (spending * (1 - kept)).sum(axis=0) + self.deficits
        used = np.matmul(e.inputs, sales.T[:, :, None])[:, :, 0].T
        surplus = ((sales - spending * kept).sum(axis=0) + self.deficits) / earned
        return _Look(weight, total, income, e.final * income + used, surplus)

    def wanted(self, row: Floats, look: _Look, pace: Floats) -> tuple[Floats, float]:
        """The step towards what is implied, and the largest relative error of the present place."""
        _, log_price, spending = self.parts(row)
        dearer = -np.log(look.total) / self.economy.theta[:, None] - log_price
        more = (look.spending - spending) / self.money
        worst = max(float(np.max(np.abs(part))) for part in (look.surplus, dearer, more))
        return np.concatenate([pace * np.clip(look.surplus, -1, 1), dearer.ravel(), more.ravel()]), worst

    def pace(self, row: Floats, look: _Look) -> Floats:
        """How far wages rise for a surplus of a percent, (n): less where sales fall steeply with cost."""
        trade = self.trade(row, look)
        lost = trade * (1 - self.gross * look.weight[:, None, :] / look.total[:, :, None])
        labour = self.economy.labour
        steep = (lost.sum(axis=1) * labour * self.economy.theta[:, None]).sum(axis=0) / (trade.sum(axis=1) * labour).sum(axis=0)
        pace: Floats = 1 / (1 + steep)
        return pace

    def trade(self, row: Floats, look: _Look) -> Floats:
        spending = self.parts(row)[2]
        trade: Floats = self.net * look.weight[:, None, :] * (spending / look.total)[:, :, None]
        return trade

    def level(self, row: Floats) -> Floats:
        """The same place with world value added what it was: prices have no level of their own."""
        n, added = len(self.money), self.economy.value_added
        row[:n] -= np.log(np.exp(row[:n]) @ added / added.sum())
        return row


def find(economy: Economy, policy: Policy, deficits: Floats, tol: float, max_iter: int, near: Equilibrium | None = None) -> Equilibrium:
    """The equilibrium under a policy, sought from the data or ``near`` another. Raises ConvergenceError with iterations and residual."""
    done, best = 0, np.inf
    with np.errstate(all="ignore"):
        world = _World.under(policy, economy, deficits)
        for part in CAREFUL:
            found, done, residual = _walk(world, world.start(near), part, tol, done, max_iter)
            if found is not None:
                return found
            best = min(best, residual)
    raise ConvergenceError(
        f"sectors: no equilibrium found after {done} steps; largest relative error {best:.3g}, asked for: {tol:.3g}. "
        "There is none where a region can no longer pay for what it must import, or where its deficit is larger than its income",
        done,
        best,
    )


def _walk(world: _World, row: Floats, part: float, tol: float, done: int, most: int) -> tuple[Equilibrium | None, int, float]:
    """Steps until the equilibrium is there (it is returned), or until they lead nowhere. A careful try is plain: it is not accelerated."""
    faster = Acceleration(len(row)) if part == CAREFUL[0] else None
    patience = SLOW if faster else 10 * SLOW
    pace = part * world.pace(row, world.look(row))
    best, since = np.inf, 0
    while True:
        look = world.look(row)
        wanted, residual = world.wanted(row, look, pace)
        if residual <= tol:
            return _found(world, row, look, done, residual), done, residual
        since = 0 if residual < 0.9 * best else since + 1
        best = min(best, residual)
        if done >= most or since >= patience or not residual < RUNAWAY * max(best, tol):
            return None, done, best
        row = world.level(row + (faster.step(wanted) if faster else part * wanted))
        done += 1


def _found(world: _World, row: Floats, look: _Look, done: int, residual: float) -> Equilibrium:
    log_wage, log_price, spending = world.parts(row)
    cost = np.exp(world.log_cost(log_wage, log_price))
    return Equilibrium(np.exp(log_wage), cost, np.exp(log_price), spending, look.income, world.trade(row, look), done, residual)
