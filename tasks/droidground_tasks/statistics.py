"""How sure a rate is, and whether two runs differ: closed forms and seeded resampling.

Samples of one episode or one screenshot are not independent: they are resampled, and their signs
are flipped, together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
RESAMPLES = 10_000
SEED = 7
"""Fixed, so that the same rows give the same interval."""
AT_ONCE = 500
"""Resamples that are held in memory at a time."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval of a rate, 0 to 1."""

    low: float
    high: float


def wilson(hits: int, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Return Wilson's score interval of a binomial rate (E. B. Wilson 1927); 0 to 1 of nothing."""
    if n == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    rate = hits / n
    middle = rate + z * z / (2 * n)
    reach = z * math.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return Interval(max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale))


def cluster_bootstrap(
    clusters: Sequence[str],
    hits: Sequence[float],
    cells: Sequence[str] | None = None,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> Interval | None:
    """Return the percentile interval of a rate when whole clusters are drawn with replacement.

    `hits` are 0 to 1, one a sample. With `cells`, the rate is the unweighted mean over them. None
    when there are fewer than two clusters (B. Efron 1979; A. C. Cameron et al. 2008 for clusters).
    """
    names, index = np.unique(np.asarray(clusters, dtype=str), return_inverse=True)
    if names.size < 2:
        return None
    values = np.asarray(hits, dtype=float)
    _, cell = np.unique(np.asarray(cells or [""] * len(values), dtype=str), return_inverse=True)
    shape = (names.size, int(cell.max()) + 1)
    won, all_of = np.zeros(shape), np.zeros(shape)
    np.add.at(won, (index, cell), values)
    np.add.at(all_of, (index, cell), 1.0)
    rates = np.sort(_resampled(won, all_of, resamples, np.random.default_rng(seed)))
    tail = (1 - confidence) / 2
    return Interval(float(np.quantile(rates, tail)), float(np.quantile(rates, 1 - tail)))


def _resampled(
    won: Numbers, all_of: Numbers, resamples: int, chance: np.random.Generator
) -> Numbers:
    """Return the rate of each resample: rows are clusters, columns are cells."""
    count, rates = won.shape[0], []
    for start in range(0, resamples, AT_ONCE):
        rows = min(AT_ONCE, resamples - start)
        drawn = chance.integers(0, count, (rows, count))
        drawn += np.arange(rows)[:, None] * count
        weights = np.bincount(drawn.ravel(), minlength=rows * count).reshape(rows, count)
        totals = weights @ all_of
        shares = np.divide(
            weights @ won, totals, out=np.full(totals.shape, np.nan), where=totals > 0
        )
        rates.append(np.nanmean(shares, axis=1))
    return np.concatenate(rates)


def mcnemar(only_first: int, only_second: int) -> float:
    """Return the exact two-sided p of McNemar's test (1947): discordant pairs as fair coins."""
    n, fewer = only_first + only_second, min(only_first, only_second)
    all_heads = math.lgamma(n + 1) - n * math.log(2)
    tail = math.fsum(
        math.exp(all_heads - math.lgamma(k + 1) - math.lgamma(n - k + 1)) for k in range(fewer + 1)
    )
    return min(1.0, 2 * tail)


def paired_permutation(
    clusters: Sequence[str],
    first: Sequence[float],
    second: Sequence[float],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> float:
    """Return the two-sided p of a paired permutation test that swaps whole clusters.

    The statistic is the sum of differences; (1 + as extreme) / (1 + drawn) keeps p above 0
    (B. Phipson and G. K. Smyth 2010).
    """
    names, index = np.unique(np.asarray(clusters, dtype=str), return_inverse=True)
    sums = np.zeros(names.size)
    np.add.at(sums, index, np.asarray(first, dtype=float) - np.asarray(second, dtype=float))
    sums = sums[sums != 0]
    if sums.size == 0:
        return 1.0
    chance, seen, extreme = np.random.default_rng(seed), abs(sums.sum()) - 1e-9, 0
    for start in range(0, resamples, AT_ONCE):
        signs = chance.integers(0, 2, (min(AT_ONCE, resamples - start), sums.size)) * 2 - 1
        extreme += int((np.abs(signs @ sums) >= seen).sum())
    return (1 + extreme) / (1 + resamples)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return the p values adjusted for their number (S. Holm 1979), in the given order."""
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, at in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[at]))
        adjusted[at] = largest
    return adjusted
