"""The largest flow from one node to another, exactly. In: arcs with whole capacities. Out: what each arc carries, and a smallest cut.

Dinitz' algorithm (1970) on Python's integers, which have no largest one: nothing is rounded. Ford and Fulkerson (1956): flow = cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arc:
    """A directed link between two nodes, by their numbers."""

    tail: int
    head: int


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow from source to sink with no circles in it. ``beyond``: nodes that more flow could not reach, so that the arcs into them are a
    smallest cut (of all smallest cuts the one nearest to the source)."""

    value: int
    carried: tuple[int, ...]
    beyond: frozenset[int]


def largest_flow(nodes: int, arcs: Sequence[Arc], capacities: Sequence[int], source: int, sink: int, limit: int) -> Flow:
    """As much as the arcs can carry, but no more than ``limit``; the cut is that of the arcs, whether or not the limit binds."""
    residual = _Residual(nodes, arcs, capacities)
    value = residual.fill(source, sink, limit)
    carried = [c - left for c, left in zip(capacities, residual.left[::2], strict=True)]
    if value == limit:
        residual.fill(source, sink, sum(capacities))
    level = residual.levels(source)
    _cancel_circles(nodes, arcs, carried)
    return Flow(value, tuple(carried), frozenset(v for v in range(nodes) if level[v] < 0))


class _Residual:
    """What could still be sent along each arc (2k) and taken back from it (2k + 1)."""

    def __init__(self, nodes: int, arcs: Sequence[Arc], capacities: Sequence[int]) -> None:
        self.head = [v for arc in arcs for v in (arc.head, arc.tail)]
        self.left = [c for capacity in capacities for c in (capacity, 0)]
        self.leaving: list[list[int]] = [[] for _ in range(nodes)]
        for k, arc in enumerate(arcs):
            self.leaving[arc.tail].append(2 * k)
            self.leaving[arc.head].append(2 * k + 1)

    def levels(self, source: int) -> list[int]:
        """Steps from the source along what is left; -1 where nothing more gets."""
        level = [-1] * len(self.leaving)
        level[source] = 0
        queue = [source]
        for node in queue:
            for arc in self.leaving[node]:
                head = self.head[arc]
                if self.left[arc] and level[head] < 0:
                    level[head] = level[node] + 1
                    queue.append(head)
        return level

    def fill(self, source: int, sink: int, limit: int) -> int:
        """Send as much as goes, up to ``limit``; how much it was."""
        sent = 0
        while sent < limit:
            level = self.levels(source)
            if level[sink] < 0:
                break
            sent += self._fill_shortest(source, sink, level, limit - sent)
        return sent

    def _fill_shortest(self, source: int, sink: int, level: list[int], limit: int) -> int:
        """Send along shortest paths until none is left; a node once found to lead nowhere is not tried again."""
        sent, path, node = 0, list[int](), source
        untried = [0] * len(self.leaving)
        while sent < limit:
            if node == sink:
                amount = min(limit - sent, *(self.left[arc] for arc in path))
                for arc in path:
                    self.left[arc] -= amount
                    self.left[arc ^ 1] += amount
                sent += amount
                full = next((k for k, arc in enumerate(path) if not self.left[arc]), 0)
                node = self.head[path[full] ^ 1]
                del path[full:]
                continue
            arc = self._next(node, level, untried)
            if arc >= 0:
                path.append(arc)
                node = self.head[arc]
            elif path:
                node = self.head[path.pop() ^ 1]
                untried[node] += 1
            else:
                break
        return sent

    def _next(self, node: int, level: list[int], untried: list[int]) -> int:
        """The next arc that leads a step on; -1 where there is none."""
        leaving, onward = self.leaving[node], level[node] + 1
        for k in range(untried[node], len(leaving)):
            arc = leaving[k]
            if self.left[arc] and level[self.head[arc]] == onward:
                untried[node] = k
                return arc
        untried[node] = len(leaving)
        return -1


def _cancel_circles(nodes: int, arcs: Sequence[Arc], carried: list[int]) -> None:
    """Take out what only goes round in circles. Depth first; an arc back onto the path closes a circle."""
    leaving: list[list[int]] = [[] for _ in range(nodes)]
    for k, arc in enumerate(arcs):
        if carried[k]:
            leaving[arc.tail].append(k)
    place = [-1] * nodes  # of a node on the path
    done = [False] * nodes
    for start in range(nodes):
        path: list[int] = []
        node = start
        if done[start]:
            continue
        place[start] = 0
        while True:
            while leaving[node] and (not carried[leaving[node][-1]] or done[arcs[leaving[node][-1]].head]):
                leaving[node].pop()
            if leaving[node]:
                path.append(leaving[node][-1])
                node = arcs[path[-1]].head
                if place[node] < 0:
                    place[node] = len(path)
                else:
                    node = _open(path, place, arcs, carried, place[node])
                continue
            done[node], place[node] = True, -1
            if not path:
                break
            node = arcs[path.pop()].tail


def _open(path: list[int], place: list[int], arcs: Sequence[Arc], carried: list[int], start: int) -> int:
    """The path from ``start`` on is a circle: take the least of it off all of it, go back to where it broke, and say which node that is."""
    circle = path[start:]
    least = min(carried[k] for k in circle)
    for k in circle:
        carried[k] -= least
    broken = start + next(i for i, k in enumerate(circle) if not carried[k])
    for k in path[broken + 1 :]:
        place[arcs[k].tail] = -1
    node = arcs[path[broken]].tail
    del path[broken:]
    return node
