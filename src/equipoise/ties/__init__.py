"""Stage 3: datasets to dyad-year facts. In: a file of a dataset. Out: sources, ties, ballots, rollcalls.

``load`` is the way in. A connector (connectors/, entry points ``equipoise.connectors``) describes a dataset: what it is and how to cite it,
which columns it must have, and which ties its rows make. A row that makes none is set aside with the reason, never dropped unseen.
"""
