"""Two runs of the same samples, paired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from droidground_tasks.judging import Judged
from droidground_tasks.scoring import Scoring
from droidground_tasks.statistics import holm, mcnemar, paired_permutation


@dataclass(frozen=True, slots=True)
class Comparison:
    """One protocol and one pair of arms: who was right where the other was not."""

    protocol: str
    arms: tuple[str, str]
    n: int
    """Samples that both runs have."""
    both: int
    only_first: int
    only_second: int
    neither: int
    mcnemar_p: float
    """Exact; takes samples as independent."""
    permutation_p: float
    """Whole episodes or screenshots swapped."""
    holm_p: float
    """The permutation's p, adjusted for all comparisons that are made together."""
    discordant: tuple[tuple[Judged, Judged], ...]
    """Rows that only one of the two got right."""

    @property
    def difference(self) -> float:
        """Rate of the second minus rate of the first, micro."""
        return (self.only_second - self.only_first) / self.n if self.n else 0.0


def compare(first: Scoring, second: Scoring) -> list[Comparison]:
    """Compare what both runs have: every protocol, every arm by its name."""
    found = []
    for protocol, rows in first.rows.items():
        there = {(row.id, row.arm): row for row in second.rows.get(protocol, ())}
        for arm in dict.fromkeys(row.arm for row in rows):
            pairs = [
                (row, there[row.id, arm])
                for row in rows
                if row.arm == arm and (row.id, arm) in there
            ]
            if pairs:
                found.append(compare_pairs(protocol, (arm, arm), pairs))
    return adjusted(found)


def compare_arms(scoring: Scoring, base: str, others: Sequence[str]) -> list[Comparison]:
    """Compare arms of one run with its base arm, such as changed pictures with the plain one."""
    found = []
    for protocol, rows in scoring.rows.items():
        plain = {row.id: row for row in rows if row.arm == base}
        for arm in others:
            pairs = [(plain[row.id], row) for row in rows if row.arm == arm and row.id in plain]
            if pairs:
                found.append(compare_pairs(protocol, (base, arm), pairs))
    return adjusted(found)


def compare_pairs(
    protocol: str, arms: tuple[str, str], pairs: Sequence[tuple[Judged, Judged]]
) -> Comparison:
    """Compare rows that belong together; not adjusted for being one of many."""
    counted = [(one, two) for one, two in pairs if one.is_exact_counted and two.is_exact_counted]
    hits = [(one.is_hit, two.is_hit) for one, two in counted]
    p = paired_permutation(
        [one.cluster for one, _ in counted],
        [float(one) for one, _ in hits],
        [float(two) for _, two in hits],
    )
    only_first, only_second = hits.count((True, False)), hits.count((False, True))
    return Comparison(
        protocol=protocol,
        arms=arms,
        n=len(hits),
        both=hits.count((True, True)),
        only_first=only_first,
        only_second=only_second,
        neither=hits.count((False, False)),
        mcnemar_p=mcnemar(only_first, only_second),
        permutation_p=p,
        holm_p=p,
        discordant=tuple((one, two) for one, two in counted if one.is_hit != two.is_hit),
    )


def adjusted(found: Sequence[Comparison]) -> list[Comparison]:
    """Return them with Holm's p for as many as there are."""
    p_values = holm([each.permutation_p for each in found])
    return [replace(each, holm_p=p) for each, p in zip(found, p_values, strict=True)]
