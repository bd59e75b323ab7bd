"""Intervals and tests against published and closed-form values."""

import math
import random

import pytest

from droidground_tasks.statistics import (
    Interval,
    cluster_bootstrap,
    holm,
    mcnemar,
    paired_permutation,
    wilson,
)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # R. G. Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 1 - 0.1170, 1.0),
    ],
)
def test_wilson(hits: int, n: int, low: float, high: float) -> None:
    found = wilson(hits, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


def test_wilson_of_the_founding_figures() -> None:
    assert wilson(round(0.863 * 1272), 1272).low == pytest.approx(0.843, abs=6e-4)
    assert wilson(0, 0) == Interval(0, 1)


def test_the_bootstrap_of_single_samples_is_the_binomial() -> None:
    hits = [1.0] * 300 + [0.0] * 700
    found = cluster_bootstrap([str(i) for i in range(1000)], hits)
    assert found is not None
    reach = 1.96 * math.sqrt(0.3 * 0.7 / 1000)
    assert (found.low, found.high) == pytest.approx((0.3 - reach, 0.3 + reach), abs=0.004)


def test_clusters_that_agree_widen_it() -> None:
    """25 clusters of 40 alike samples are 25 samples, not 1,000."""
    hits = [float(i // 40 < 10) for i in range(1000)]
    single = cluster_bootstrap([str(i) for i in range(1000)], hits)
    whole = cluster_bootstrap([str(i // 40) for i in range(1000)], hits)
    assert single is not None
    assert whole is not None
    ratio = (whole.high - whole.low) / (single.high - single.low)
    assert ratio == pytest.approx(math.sqrt(40), rel=0.15)


def test_the_same_seed_gives_the_same_interval() -> None:
    chance = random.Random(3)
    hits = [float(chance.random() < 0.4) for _ in range(90)]
    names = [str(i % 30) for i in range(90)]
    assert cluster_bootstrap(names, hits) == cluster_bootstrap(names, hits)
    few = [cluster_bootstrap(names, hits, resamples=20, seed=seed) for seed in (7, 8)]
    assert few[0] != few[1]


def test_cells_weigh_the_same() -> None:
    hits = [1.0] * 900 + [0.0] * 100
    cells = ["many"] * 900 + ["few"] * 100
    found = cluster_bootstrap([str(i) for i in range(1000)], hits, cells)
    assert found == Interval(0.5, 0.5)


def test_one_cluster_has_no_interval() -> None:
    assert cluster_bootstrap(["a", "a"], [1.0, 0.0]) is None


@pytest.mark.parametrize(
    ("b", "c", "p"), [(0, 0, 1.0), (1, 1, 1.0), (0, 5, 0.0625), (1, 9, 22 / 1024), (10, 10, 1.0)]
)
def test_mcnemar(b: int, c: int, p: float) -> None:
    assert mcnemar(b, c) == pytest.approx(p)
    assert mcnemar(c, b) == mcnemar(b, c)


def test_mcnemar_of_many_pairs_is_the_normal_one() -> None:
    z = (5200 - 4800 - 1) / math.sqrt(10_000)
    assert mcnemar(4800, 5200) == pytest.approx(math.erfc(z / math.sqrt(2)), rel=0.01)


def test_permutation_agrees_with_mcnemar_on_single_samples() -> None:
    first = [1.0] * 12 + [0.0] * 3 + [1.0] * 40
    second = [0.0] * 12 + [1.0] * 3 + [1.0] * 40
    names = [str(i) for i in range(len(first))]
    assert paired_permutation(names, first, second) == pytest.approx(mcnemar(12, 3), abs=0.01)


def test_permutation_of_whole_clusters() -> None:
    """Fifteen discordant samples of one screenshot are one observation: nothing can be told."""
    assert paired_permutation(["same"] * 15, [1.0] * 15, [0.0] * 15) == 1.0
    assert paired_permutation(["a", "b"], [1.0, 0.0], [1.0, 0.0]) == 1.0


def test_a_permutation_s_p_is_never_0() -> None:
    names = [str(i) for i in range(200)]
    assert paired_permutation(names, [1.0] * 200, [0.0] * 200) == pytest.approx(1 / 10_001)


def test_holm() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []
