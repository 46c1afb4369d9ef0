"""Posterior values and ranges, many at once: arrays of counts in, arrays of value, low, high out. docs/methods/balance.md, eq. 3 to 10.

The value is the posterior mean (of the number of vectors: exp of the mean entropy); the range is equal-tailed. Everything is rounded
to nine decimals, so that the last bits of another processor do not make another file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from equipoise.settings import Settings
from equipoise.words.errors import SettingsError

Floats: TypeAlias = npt.NDArray[np.float64]

SCORE_LIMIT = 10.0  # PLOVER scores run from -10 to +10
PRIOR_SCORE_SD = 5.0  # the scores of PLOVER's 16 types have a standard deviation of 5.8 round 0.1
STANDING_PRIOR = 1.0  # Beta(1, 1): before any event each standing is as likely as any other
DRAWS = 2000  # of shares, for the one range that has no formula


@dataclass(frozen=True, slots=True)
class Bands:
    """Values with their ranges, low <= value <= high, all of one length; NaN where there is nothing to estimate from."""

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Priors:
    """What is assumed before the first event, and how wide the ranges are. Built from settings, which are checked."""

    rate_shape: float
    rate_rate: float
    share: float
    score_mean: float
    score_weight: float
    level: float
    seed: int

    @property
    def tails(self) -> tuple[float, float]:
        """Probabilities of the lower and the upper end of a range."""
        return (1 - self.level) / 2, (1 + self.level) / 2


def priors_from(settings: Settings) -> Priors:
    """Priors of the settings. Raises SettingsError for one that is no proper distribution."""
    shape, rate = settings.prior_rate
    mean, weight = settings.prior_score
    for name, value in (("prior_rate", min(shape, rate)), ("prior_share", settings.prior_share), ("prior_score (second number)", weight)):
        if not value > 0:
            raise SettingsError(
                f"{name} must be greater than 0, not {value}: without a prior there is no range for what was seen never or once"
            )
    if abs(mean) > SCORE_LIMIT:
        raise SettingsError(f"prior_score (first number) must lie between -10 and 10, not {mean}")
    return Priors(shape, rate, settings.prior_share, mean, weight, settings.level, settings.seed)


def rate_bands(n: Floats, spread: Floats, exposure: Floats, priors: Priors) -> Bands:
    """Events per independent article: Gamma posterior of a Poisson rate; NaN where nothing was read (exposure 0).

    ``n`` is the expected number of events, ``spread`` the variance of that number from dates that may lie outside. Eq. 3 and 4.
    """
    from scipy.special import gammaincinv

    rate = priors.rate_rate + exposure
    mean = (priors.rate_shape + n) / rate
    variance = (priors.rate_shape + n + spread) / rate**2
    shape, scale = mean**2 / variance, variance / mean
    low, high = (gammaincinv(shape, q) * scale for q in priors.tails)
    known = exposure > 0
    return _bands(*(np.where(known, x, np.nan) for x in (mean, low, high)))


def score_bands(n: Floats, total: Floats, squares: Floats, priors: Priors) -> Bands:
    """Mean PLOVER score, shrunk: Student t posterior of a Normal mean with unknown variance, cut off at -10 and 10.

    NaN where n is 0. Eq. 6.
    """
    from scipy.special import stdtrit

    k, m = priors.score_weight, priors.score_mean
    weight = k + n
    mean = (k * m + total) / weight
    average = np.divide(total, n, out=np.full_like(total, m), where=n > 0)
    within = np.maximum(squares - n * average**2, 0.0)  # rounding can make it -1e-15
    ss = k * PRIOR_SCORE_SD**2 + within + k * n / weight * (average - m) ** 2
    half = stdtrit(weight, priors.tails[1]) * np.sqrt(ss / weight / weight)
    low, high = np.maximum(mean - half, -SCORE_LIMIT), np.minimum(mean + half, SCORE_LIMIT)
    return _bands(*(np.where(n > 0, x, np.nan) for x in (mean, low, high)))


def share_bands(n: Floats, total: Floats, categories: int, priors: Priors) -> Bands:
    """Share of one of ``categories`` that together have ``total``: Beta, the margin of a Dirichlet; NaN where total is 0. Eq. 5."""
    a = priors.share + n
    bands = _beta(a, categories * priors.share + total - a, priors)
    return _bands(*(np.where(total > 0, x, np.nan) for x in (bands.value, bands.low, bands.high)))


def contrast_bands(a: Floats, b: Floats, prior: float, priors: Priors) -> Bands:
    """(share of a) - (share of b) between two sides, -1..1: twice a Beta less one; NaN where both are 0. Eq. 7 (standing) and 9 (tilt)."""
    bands = _beta(prior + a, prior + b, priors)
    return _bands(*(np.where(a + b > 0, 2 * x - 1, np.nan) for x in (bands.value, bands.low, bands.high)))


def vector_bands(counts: Floats, priors: Priors) -> Bands:
    """Effective number of vectors, 1..number of columns, of each row of counts; NaN for a row of zeros. Eq. 8.

    Draws are seeded anew for every row: equal counts have equal ranges, whatever else is estimated beside them.
    """
    from scipy.special import digamma

    alpha = counts + priors.share
    total = alpha.sum(axis=1, keepdims=True)
    entropy = digamma(total[:, 0] + 1) - (alpha / total * digamma(alpha + 1)).sum(axis=1)
    distinct, back = np.unique(alpha, axis=0, return_inverse=True)
    ends = np.array([_entropy_range(row, priors) for row in distinct]).reshape(-1, 2)[back.reshape(-1)]
    known = counts.sum(axis=1) > 0
    return _bands(*(np.where(known, np.exp(x), np.nan) for x in (entropy, ends[:, 0], ends[:, 1])))


def _entropy_range(alpha: Floats, priors: Priors) -> Sequence[float]:
    rng = np.random.default_rng(priors.seed)
    gammas = np.maximum(rng.standard_gamma(alpha, size=(DRAWS, alpha.size)), 1e-300)  # 0 log 0 = 0
    p = gammas / gammas.sum(axis=1, keepdims=True)
    ends: list[float] = np.quantile(-(p * np.log(np.maximum(p, 1e-300))).sum(axis=1), priors.tails).tolist()
    return ends


def _beta(a: Floats, b: Floats, priors: Priors) -> Bands:
    from scipy.special import betaincinv

    low, high = (np.asarray(betaincinv(a, b, q), dtype=np.float64) for q in priors.tails)
    return Bands(a / (a + b), low, high)


def _bands(value: Floats, low: Floats, high: Floats) -> Bands:
    """A mean can lie outside an equal-tailed range where a tiny prior makes the distribution very skew; the range is widened to hold it."""
    v = np.round(value, 9)
    return Bands(v, np.minimum(np.round(low, 9), v), np.maximum(np.round(high, 9), v))
