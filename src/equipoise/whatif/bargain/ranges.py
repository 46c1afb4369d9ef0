"""How sure a forecast is when its inputs are not. In: actors and how uncertain they are. Out: bands over many bargains.

Every draw is a bargain of its own, with positions, saliences and capabilities drawn anew: docs/methods/bargaining.md, section 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal

import numpy as np
import numpy.typing as npt

from equipoise.store.frames import FrameT, give_back, number, one_of, whole_number
from equipoise.whatif.bargain.actors import Actors, read_actors
from equipoise.whatif.bargain.expected_utility import play_rounds
from equipoise.whatif.bargain.smp import play
from equipoise.whatif.bargain.votes import Array
from equipoise.words.errors import InputError

QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class BargainRanges(Generic[FrameT]):
    """Bands of a bargain: ``p05``, ``p50`` and ``p95`` are the 5, 50 and 95 % points of the draws; ``value`` is without any."""

    outcomes: FrameT
    """dimension, start, value, p05, p50, p95: mean position (weights: capability times salience) at the start and the end."""
    positions: FrameT
    """actor, dimension, start, value, p05, p50, p95: position at the start and the end."""
    turns: FrameT
    """turn, dimension, value, p05, p50, p95: mean position; a bargain that ended earlier stays where it ended."""
    influence: FrameT
    """partner, actor, share (of the draws in which the partner moved the actor at least once), distance (mean over all draws), the
    largest distance first."""
    info: dict[str, Any]
    """method, draws, seed, position_sd, salience_sd, capability_sd, turns (median of the draws), settled (share; smp)."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviations: in units of positions, in points of salience, of the logarithm of capability."""

    position: float
    salience: float
    capability: float


@dataclass(frozen=True, slots=True)
class _Played:
    """One bargain: positions of all turns, and how far each actor (column) was moved by each partner (row)."""

    positions: list[Array]
    means: Array
    moved: Array
    settled: bool


def bargain_ranges(
    actors: FrameT,
    draws: int = 1000,
    seed: int = 0,
    position_sd: float = 5.0,
    salience_sd: float = 10.0,
    capability_sd: float = 0.2,
    method: Literal["smp", "expected_utility"] = "smp",
    max_turns: int = 100,
    rounds: int = 10,
) -> BargainRanges[FrameT]:
    """Where a bargain ends when nobody knows the inputs exactly: bands over ``draws`` bargains.

    ``actors``, ``method``, ``max_turns`` and ``rounds`` as in ``bargain``. Standard deviations: ``position_sd`` in the units of positions
    (smp: drawn within the scale), ``salience_sd`` in points (drawn within 0 to 100, and scaled down where those of an actor would sum to
    more than 100), ``capability_sd`` of the logarithm of capabilities (0.2: about 20 %). All are drawn independently; 0 varies nothing.
    The same ``seed`` gives the same bands. Raises InputError.

    >>> import pyarrow as pa
    >>> actors = pa.table({"actor": ["hawk", "dove"], "dimension": ["tariff", "tariff"], "capability": [3.0, 1.0],
    ...                    "position": [80.0, 20.0], "salience": [50.0, 90.0]})
    >>> bargain_ranges(actors, draws=20).outcomes["value"].to_pylist()
    [42.39]
    """
    one_of(method, ("smp", "expected_utility"), "method")
    whole_number(draws, "draws")
    whole_number(seed, "seed", low=0)
    whole_number(max_turns, "max_turns")
    whole_number(rounds, "rounds", low=0)
    spread = Spread(
        number(position_sd, "position_sd", low=0), number(salience_sd, "salience_sd", low=0), number(capability_sd, "capability_sd", low=0)
    )
    smp = method == "smp"
    table = read_actors(actors, bounded=smp)
    if not smp and len(table.dimensions) > 1:
        raise InputError(f"actors: expected_utility takes one dimension; column 'dimension' holds {len(table.dimensions)}")

    def played(given: Actors) -> _Played:
        return _smp(given, max_turns) if smp else _rounds(given, rounds)

    central = played(table)
    drawn = [played(a) for a in _draws(table, spread, draws, np.random.default_rng(seed), smp)]
    info = {
        "method": method,
        "draws": draws,
        "seed": seed,
        "position_sd": spread.position,
        "salience_sd": spread.salience,
        "capability_sd": spread.capability,
        "turns": float(np.median([len(p.positions) - 1 for p in drawn])),
        "settled": float(np.mean([p.settled for p in drawn])) if smp else None,
    }
    return _tables(table, central, drawn, info, actors)


@dataclass(frozen=True, slots=True)
class Pull:
    """How far a group moves where the others end up: mean position of the others with it, less that without it; in each dimension."""

    group: str
    dimension: str
    value: float
    p05: float
    p50: float
    p95: float


def pull_ranges(
    actors: object,
    groups: Mapping[str, Sequence[str]],
    draws: int = 100,
    seed: int = 0,
    position_sd: float = 5.0,
    salience_sd: float = 10.0,
    capability_sd: float = 0.2,
    max_turns: int = 100,
) -> list[Pull]:
    """What each group of actors makes of a bargain (smp): every draw is played with all, and again without each group.

    ``groups``: name to actors; the others must be at least one. Standard deviations as in ``bargain_ranges``. Raises InputError.
    """
    table = read_actors(actors, bounded=True)
    kept = {name: _others(table, members, name) for name, members in groups.items()}
    spread = Spread(position_sd, salience_sd, capability_sd)
    worlds = [table, *_draws(table, spread, draws, np.random.default_rng(seed), True)]
    found = {name: np.empty((len(worlds), len(table.dimensions))) for name in kept}
    for k, world in enumerate(worlds):
        whole = _smp(world, max_turns).positions[-1]
        for name, rest in kept.items():
            some = Actors(
                tuple(np.array(world.names)[rest]), world.dimensions, world.capability[rest], world.position[rest], world.salience[rest]
            )
            found[name][k] = some.mean_positions(whole[rest]) - some.mean_positions(_smp(some, max_turns).positions[-1])
    pulls = []
    for name, shifts in found.items():
        points = np.percentile(shifts[1:] if draws else shifts, [5, 50, 95], axis=0)
        pulls += [Pull(name, d, float(shifts[0, k]), *(float(p) for p in points[:, k])) for k, d in enumerate(table.dimensions)]
    return pulls


def _others(actors: Actors, members: Sequence[str], name: str) -> npt.NDArray[np.intp]:
    strange = [m for m in members if m not in actors.names]
    rest = np.array([k for k, a in enumerate(actors.names) if a not in set(members)], np.intp)
    if strange or not len(rest):
        raise InputError(
            f"group {name}: {', '.join(strange)} not among the actors" if strange else f"group {name}: nobody is left without it"
        )
    return rest


def _draws(actors: Actors, spread: Spread, draws: int, random: np.random.Generator, bounded: bool) -> Iterator[Actors]:
    limits = (0.0, 100.0) if bounded else (-np.inf, np.inf)
    for _ in range(draws):
        position = _normal(random, actors.position, spread.position, *limits)
        salience = _normal(random, 100 * actors.salience, spread.salience, 0.0, 100.0) / 100
        if bounded:
            salience /= np.maximum(salience.sum(axis=1), 1)[:, None]
        capability = actors.capability * np.exp(spread.capability * random.standard_normal(len(actors.names)))
        yield Actors(actors.names, actors.dimensions, capability, position, salience)


def _normal(random: np.random.Generator, mean: Array, sd: float, low: float, high: float) -> Array:
    """Normal draws between two limits that are allowed themselves; the means lie between them."""
    from scipy.special import ndtr, ndtri

    uniform = random.random(mean.shape)
    if sd == 0:
        return mean
    first, last = ndtr((low - mean) / sd), ndtr((high - mean) / sd)
    return np.asarray(np.clip(mean + sd * ndtri(first + uniform * (last - first)), low, high))


def _smp(actors: Actors, max_turns: int) -> _Played:
    unit = Actors(actors.names, actors.dimensions, actors.capability, actors.position / 100, actors.salience)
    turns = list(play(unit, max_turns))
    positions = [actors.position, *(np.round(100 * t.positions, 10) for t in turns[1:])]
    moved = _none(actors)
    for turn, before, after in zip(turns, positions, positions[1:], strict=False):
        actor = np.flatnonzero(turn.taken >= 0)
        initiator, receiver = turn.offers.initiator[turn.taken[actor]], turn.offers.receiver[turn.taken[actor]]
        _add(moved, np.where(initiator == actor, receiver, initiator), actor, before, after)
    return _Played(positions, _means(actors, positions), moved, turns[-1].settled)


def _rounds(actors: Actors, rounds: int) -> _Played:
    played = list(play_rounds(actors, rounds))
    positions = [r.position[:, None] for r in played]
    moved = _none(actors)
    for now, before, after in zip(played[1:], positions, positions[1:], strict=False):
        actor = np.flatnonzero(now.partner >= 0)
        _add(moved, now.partner[actor], actor, before, after)
    return _Played(positions, _means(actors, positions), moved, False)


def _none(actors: Actors) -> Array:
    return np.zeros((len(actors.names), len(actors.names)))


def _add(moved: Array, partner: npt.NDArray[np.intp], actor: npt.NDArray[np.intp], before: Array, after: Array) -> None:
    moved[partner, actor] += np.sqrt(((after[actor] - before[actor]) ** 2).sum(axis=1))


def _means(actors: Actors, positions: list[Array]) -> Array:
    return np.array([actors.mean_positions(p) for p in positions])


def _tables(actors: Actors, central: _Played, drawn: list[_Played], info: dict[str, Any], like: FrameT) -> BargainRanges[FrameT]:
    import pyarrow as pa

    n, k = len(actors.names), len(actors.dimensions)
    names, dimensions = pa.array(actors.names, pa.string()), pa.array(actors.dimensions, pa.string())
    turns = max(len(p.positions) for p in (central, *drawn))

    def bands(of: Callable[[_Played], Array]) -> dict[str, Any]:
        low, median, high = np.quantile([of(p) for p in drawn], QUANTILES, axis=0)
        columns = {"value": of(central), "p05": low, "p50": median, "p95": high}
        return {c: pa.array(v.ravel(), from_pandas=True) for c, v in columns.items()}

    def stayed(p: _Played) -> Array:
        return np.concatenate([p.means, np.repeat(p.means[-1:], turns - len(p.means), axis=0)])

    start = pa.array(central.means[0], from_pandas=True)
    outcomes = {"dimension": dimensions, "start": start, **bands(lambda p: p.means[-1])}
    positions = {
        "actor": names.take(pa.array(np.repeat(np.arange(n), k))),
        "dimension": dimensions.take(pa.array(np.tile(np.arange(k), n))),
        "start": actors.position.ravel(),
        **bands(lambda p: p.positions[-1]),
    }
    by_turn = {
        "turn": np.repeat(np.arange(turns), k),
        "dimension": dimensions.take(pa.array(np.tile(np.arange(k), turns))),
        **bands(stayed),
    }
    often = np.mean([p.moved > 0 for p in drawn], axis=0)
    far = np.mean([p.moved for p in drawn], axis=0)
    partner, actor = np.nonzero(often)
    order = np.lexsort((actor, partner, -far[partner, actor]))
    partner, actor = partner[order], actor[order]
    influence = {
        "partner": names.take(pa.array(partner)),
        "actor": names.take(pa.array(actor)),
        "share": often[partner, actor],
        "distance": far[partner, actor],
    }
    first, second, third, fourth = (give_back(pa.table(t), like) for t in (outcomes, positions, by_turn, influence))
    return BargainRanges(first, second, third, fourth, info)
