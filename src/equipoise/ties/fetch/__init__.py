"""Fetch datasets from their publishers. In: the name of a dataset, years, countries. Out: a file that its connector reads, in a cache.

The answers are kept as they came, each with its checksum, so that what was loaded can be loaded again and a stopped fetch goes on where it
was. Layouts are those recorded in November 2026; none of this has been verified against the live services yet.
"""

from __future__ import annotations

from equipoise.ties.fetch.recipes import BUNDLES, FETCHED, Wanted, fetch

__all__ = ["BUNDLES", "FETCHED", "Wanted", "fetch"]
