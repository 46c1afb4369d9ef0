"""Read claims: the figures an article asserts. In: article, sentences, parses, actors, dates. Out: Claim.

``figures`` finds amounts, shares, ranks and counts in plain text; ``find`` says who asserts what of whom, when and how surely.
"""

from equipoise.read.claims.find import find_claims

__all__ = ["find_claims"]
