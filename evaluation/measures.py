"""What reading has to reach. Out: MEASURES, one row a figure, with the floor below which reading is not to be trusted, and the goal.

A measure of the same name is shown for the gold in ../shared and, where it can be had, for the development sentences of our own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure: its name, the kind of scorer, where it stands in what that says, its floor and goal; ``least``: less is better."""

    name: str
    kind: str
    path: tuple[str, ...]
    floor: float
    goal: float
    least: bool = False

    def reaches(self, value: float | None, bound: float) -> bool:
        """True where the value is as good as the bound."""
        return value is not None and (value <= bound if self.least else value >= bound)


MEASURES = (
    Measure("event macro-F1, 16 classes", "plover", ("16 classes", "macro_f1"), 0.70, 0.80),
    Measure("event macro-F1, 15 classes", "plover", ("15 classes", "macro_f1"), 0.72, 0.83),
    Measure("precision of coded events", "plover", ("16 classes", "precision"), 0.78, 0.85),
    Measure("actor F1", "plover", ("actor codes", "f1"), 0.86, 0.90),
    Measure("recipient F1", "plover", ("recipient codes", "f1"), 0.70, 0.80),
    Measure("event and both parties right", "plover", ("event+dyad recall",), 0.50, 0.62),
    Measure("direction, normal order", "plover", ("direction normal",), 0.97, 0.99),
    Measure("direction, inverted order", "plover", ("direction inverted",), 0.80, 0.90),
    Measure("expected calibration error", "calibration", ("ece",), 0.10, 0.05, least=True),
    Measure("modality right", "tricky", ("modality_accuracy",), 0.75, 0.88),
    Measure("modality, mean over classes", "tricky", ("modality_macro",), 0.60, 0.80),
    Measure("sentence all right", "tricky", ("share_right",), 0.70, 0.85),
    Measure("false events", "tricky", ("false_event_rate",), 0.10, 0.05, least=True),
    Measure("core recall", "seeds", ("core_recall",), 0.60, 0.75),
    Measure("precision", "seeds", ("precision",), 0.60, 0.75),
    Measure("type", "seeds", ("type_accuracy",), 0.75, 0.85),
    Measure("actors F1", "seeds", ("actor_codes", "f1"), 0.75, 0.85),
    Measure("date in window", "seeds", ("date_accuracy",), 0.75, 0.85),
    Measure("modality", "seeds", ("modality_accuracy",), 0.80, 0.90),
    Measure("attribution", "seeds", ("attribution_accuracy",), 0.75, 0.85),
    Measure("channel", "seeds", ("channel_accuracy",), 0.70, 0.80),
    Measure("claims found", "seeds", ("claims", "recall"), 0.60, 0.80),
    Measure("claims: value right", "seeds", ("claims", "value"), 0.85, 0.95),
    Measure("claims: unit right", "seeds", ("claims", "unit"), 0.85, 0.95),
    Measure("publication dates in range", "seeds", ("documents", "share"), 1.0, 1.0),
    Measure("undated articles: inside the range", "dates", ("inside_share",), 0.90, 0.95),
    Measure("undated articles: within 31 days", "dates", ("value_31_share",), 0.40, 0.60),
    Measure("copies and rewrites found", "copies", ("recall",), 1.0, 1.0),
    Measure("copies and rewrites: precision", "copies", ("precision",), 1.0, 1.0),
    Measure("speed of the whole chain, sentences/s", "speed", ("rate",), 60, 150),
)
