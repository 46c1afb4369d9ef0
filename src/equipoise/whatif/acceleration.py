"""Make repeated steps towards a fixed point go faster. In: the step a rule wants to make. Out: the step to make instead.

Anderson (1965), Iterative procedures for nonlinear integral equations, Journal of the ACM 12:547; Walker and Ni (2011), SIAM Journal on
Numerical Analysis 49:1715. Where the rule has come to rest no step is left, so the fixed point is the rule's own.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]


class Acceleration:
    """Remembers the last steps, and which change of the wanted step each of them brought."""

    def __init__(self, size: int, memory: int = 8) -> None:
        self._steps, self._turns = np.zeros((memory, size)), np.zeros((memory, size))
        self._last: tuple[Floats, Floats] | None = None
        self._known = 0

    def step(self, wanted: Floats) -> Floats:
        """The step that would leave least to be wanted, if wanted steps changed along with steps as they have done so far."""
        if self._last is not None:
            made, before = self._last
            row = self._known % len(self._steps)
            self._steps[row], self._turns[row] = made, wanted - before
            self._known += 1
        turns = self._turns[: min(self._known, len(self._turns))]
        step = wanted - _weights(turns, wanted) @ (turns + self._steps[: len(turns)])
        self._last = (step, wanted)
        return step

    def forget(self) -> None:
        """Start anew, after a jump to somewhere else."""
        self._last, self._known = None, 0


def _weights(turns: Floats, wanted: Floats) -> Floats:
    """Least squares: by which of the turns the wanted step can be undone. Only speed hangs on it, so the normal equations will do."""
    products = turns @ turns.T
    products.ravel()[:: len(products) + 1] *= 1 + 1e-12
    try:
        return np.asarray(np.linalg.solve(products, turns @ wanted), np.float64)
    except np.linalg.LinAlgError:
        return np.zeros(len(turns))


class ManyAccelerations:
    """The same for many rows of numbers at once, each by its own steps."""

    def __init__(self, shape: tuple[int, int], memory: int = 8) -> None:
        self._steps, self._turns = np.zeros((shape[0], memory, shape[1])), np.zeros((shape[0], memory, shape[1]))
        self._last: tuple[Floats, Floats] | None = None
        self._known = 0

    def step(self, wanted: Floats) -> Floats:
        """The step for each row of ``wanted``."""
        if self._last is not None:
            made, before = self._last
            row = self._known % self._steps.shape[1]
            self._steps[:, row], self._turns[:, row] = made, wanted - before
            self._known += 1
        most = min(self._known, self._steps.shape[1])
        step = wanted
        if most:
            turns = self._turns[:, :most]
            products = np.matmul(turns, turns.swapaxes(1, 2))
            at = np.arange(most)
            # A row whose last steps changed nothing has no least squares; the smallest number keeps it solvable and its step plain.
            products[:, at, at] = products[:, at, at] * (1 + 1e-12) + 1e-300
            weights = np.linalg.solve(products, np.matmul(turns, wanted[:, :, None]))
            step = wanted - np.matmul(weights.swapaxes(1, 2), turns + self._steps[:, :most])[:, 0]
        self._last = (step, wanted)
        return step

    def keep(self, rows: npt.NDArray[np.bool_]) -> None:
        """Go on with some of the rows only."""
        self._steps, self._turns = self._steps[rows], self._turns[rows]
        if self._last is not None:
            self._last = (self._last[0][rows], self._last[1][rows])
