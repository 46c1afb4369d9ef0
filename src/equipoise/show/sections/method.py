"""How the brief was made: versions, settings, what each measure means, the words for likelihood and confidence, limits."""

from __future__ import annotations

from equipoise.reference.states import state_name
from equipoise.show.facts import Facts
from equipoise.show.marks import EvidenceBook
from equipoise.show.odds import CONFIDENCE_RULE, likelihood_scale
from equipoise.show.page import Cell, Column, Heading, Section, Statement, Statements, Table
from equipoise.show.safe import one_line

_MEANS = {
    "engagement": "How often a power and the target deal with each other: distinct events per independent article.",
    "share": "A power’s part of all engagement. The declared powers and other states add up to 100%; “the West” is not shared out.",
    "net_cooperation": "Mean intensity of what happened, −10 (conflict) to +10 (cooperation); few events are drawn towards the prior.",
    "standing": "Events in which the sources say that a power gains standing with the target against those in which it loses, −1 to +1.",
    "effective_vectors": "Over how many equal powers the dealings would be spread to be as mixed as they are.",
    "tilt": "Cooperative events with the first power against those with the second, from −1 to +1.",
}


def method(book: EvidenceBook) -> Section:
    """Versions, measures, words, limits."""
    rows = tuple(
        (Cell(measure.replace("_", " ").capitalize()), Cell(meaning), Cell(one_line(_how(book, measure))))
        for measure, meaning in _MEANS.items()
        if book.facts.estimates(measure)
    )
    table = Table("Measures", (Column("Measure"), Column("What it means"), Column("How it was estimated")), rows)
    blocks = (_made(book.facts), table, Heading("Words for how sure"), _words(), Heading("Limits"), _limits(book.facts))
    return Section("method", "Method and limits", None, blocks)


def _made(f: Facts) -> Statements:
    coders = sorted({m.coder for m in f.input.mentions})
    powers = ", ".join(f.name(p) for p in f.roster.declared)
    s = f.settings
    versions = f"Equipoise {f.input.version}, settings {s.fingerprint()}, coder {', '.join(coders) or s.coder}, model {s.model}."
    counting = (
        "Reports of the same thing become one event; copies and rewrites of an article add no weight. Only what is reported as done or "
        "going on counts; plans, possibilities and denials are kept apart."
    )
    dating = "Where a report gives no date, its event is taken to lie in the weeks before the article: “by” a day says the latest."
    union = f"{powers}. Member states count under their union, once an event. Other foreign states count together."
    said = {"Versions": versions, "Powers": union, "Counting": counting, "Dates": dating}
    return Statements(tuple(Statement(text, lead=lead) for lead, text in said.items()))


def _words() -> Statements:
    scale = likelihood_scale()
    return Statements(
        (
            Statement(f"{scale[:1].upper()}{scale[1:]}. It is worked out from the ranges.", lead="Likelihood"),
            Statement(CONFIDENCE_RULE + " It says how broad the basis is, not how probable the statement.", lead="Confidence"),
        )
    )


def _limits(f: Facts) -> Statements:
    name = state_name(f.target)
    limits = (
        "The figures describe what the given articles report, not all that happened. An outlet’s choice of subjects is in every figure.",
        "Events are coded by rules from single sentences. Some are wrong: check the quoted sentence before you rely on an event.",
        f"Standing is what the sources say about {name}’s view of a power; it is not a poll and not a forecast.",
        "Ranges cover chance, given the model. They do not cover biased sources or mistakes that all articles share.",
    )
    return Statements(tuple(Statement(text) for text in limits))


def _how(book: EvidenceBook, measure: str) -> str:
    return book.facts.estimates(measure)[0].method
