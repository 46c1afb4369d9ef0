"""Verdicts on claims in words. In: ClaimCheck. Out: text for a terminal, and what stands beside a claim in a brief."""

from __future__ import annotations

from collections.abc import Sequence

from equipoise.show.safe import one_line
from equipoise.words.claim import ClaimCheck, Finding


def checked_text(rows: Sequence[ClaimCheck]) -> str:
    """Each verdict with how the claim was understood, what the data say, from where, and by which rule."""
    return "\n\n".join(_one(r) for r in rows)


def _one(r: ClaimCheck) -> str:
    lines = [r.verdict.value.capitalize()]
    if r.about:
        lines.append(f"  understood: {one_line(r.about)}")
    lines.append(f"  {'because' if r.verdict is Finding.NOT_CHECKABLE else 'data'}:       {one_line(r.note)}"[:2000])
    if r.dataset:
        lines.append(f"  source:     {r.dataset}")
    if r.about:
        lines.append(f"  rule:       {r.rule}")
    return "\n".join(lines)


def verdict_words(r: ClaimCheck) -> tuple[str, str]:
    """A verdict for a table, and the reason under it."""
    source = f" ({r.dataset.split(' ')[0]})" if r.dataset else ""
    return r.verdict.value.capitalize(), f"{one_line(r.note)}{source}"
