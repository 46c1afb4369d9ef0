"""What a claim says, once understood: of whom, about what, how much, how exactly, when. In: nothing. Out: Assertion, Unclear."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from equipoise.reference.states import state_name


class Topic(StrEnum):
    """What can be set against data."""

    PARTNER_RANK = "rank among partners"
    PARTNER_SHARE = "share of a partner"
    ROUTE_SHARE = "share of a route"
    FLOW = "amount"
    BALANCE = "balance of trade"
    GROWTH = "growth"
    STATE_VALUE = "figure of a state"
    STATE_RANK = "rank among states"
    MEMBERSHIP = "membership"
    JOINED = "accession"
    LEFT = "leaving"
    ALLIANCE = "alliance"
    VOTE = "vote"
    AGREEMENT = "votes alike"


class Bound(StrEnum):
    """How exactly a figure is meant."""

    EXACT = "as said"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    NEARLY = "nearly"


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim as it can be checked. ``of``: the state it is about; ``other``: partner, group, or resolution.

    ``variable``: trade, exports, imports, arms, investment, aid, oil_exports, gdp, gdp_per_capita, population; a vote: yes, no, abstain.
    ``value`` in ``unit``, written to steps of ``step``. ``year`` None: the day of the statement decides; ``past``: told of the past
    without a date. ``within``: the states that a rank is among, None for all.
    """

    topic: Topic
    of: str
    other: str | None = None
    variable: str = "trade"
    value: float | None = None
    unit: str | None = None
    bound: Bound = Bound.EXACT
    step: float = 0.0
    year: int | None = None
    past: bool = False
    negated: bool = False
    within: tuple[str, ...] | None = None

    def words(self) -> str:
        """How the claim was understood."""
        of, other = state_name(self.of), state_name(self.other) if self.other else "all partners"
        what = self.variable.replace("_", " ").replace("gdp", "GDP")
        isnt = "not " if self.negated else ""
        within = f" among {len(self.within)} states" if self.within else ""
        match self.topic:
            case Topic.PARTNER_RANK:
                said = f"{other} is {isnt}number {self.value:g} in {of}'s {what}{within}"
            case Topic.PARTNER_SHARE:
                said = f"{other} has {self._amount()} of {of}'s {what}"
            case Topic.ROUTE_SHARE:
                said = f"{self._amount()} of {of}'s {what} go over {other}'s territory"
            case Topic.FLOW | Topic.BALANCE:
                name = f"trade {what}" if self.topic is Topic.BALANCE else what
                said = f"{of}'s {name} {self._with()} {other} is {self._amount()}"
            case Topic.GROWTH:
                said = f"{of}'s {what} {self._with()} {other} changed by {self._amount()} on the year before"
            case Topic.STATE_VALUE:
                said = f"{of}'s {what} is {self._amount()}"
            case Topic.STATE_RANK:
                said = f"{of} is {isnt}number {self.value:g} by {what}{within or ' in the world'}"
            case Topic.MEMBERSHIP:
                said = f"{of} is {isnt}a member of {self.other}"
            case Topic.JOINED | Topic.LEFT:
                said = f"{of} {'joined' if self.topic is Topic.JOINED else 'left'} {self.other}"
            case Topic.ALLIANCE:
                said = f"{of} and {other} are {isnt}bound by a defence pact"
            case Topic.VOTE:
                said = f"{of} voted {self.variable} on {self.other}"
            case _:
                said = f"{of} votes like {other} on {self._amount()} of roll calls"
        return f"{said} ({self.year})" if self.year else said

    def _with(self) -> str:
        return {"exports": "to", "imports": "from"}.get(self.variable, "with")

    def _amount(self) -> str:
        value = self.value or 0.0
        unit = self.unit or ""
        for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
            if abs(value) >= size:
                figure = f"{value / size:.4g} {word} {unit}"
                break
        else:
            figure = f"{value:g} {unit}"
        bound = "" if self.bound is Bound.EXACT else f"{self.bound} "
        return f"{bound}{figure}".strip()


@dataclass(frozen=True, slots=True)
class Unclear:
    """A claim that no data can decide, and why."""

    why: str
