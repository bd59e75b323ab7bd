"""Rows of a run, scored by every protocol whose inputs are there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from droidground_tasks.dataset import Dataset
from droidground_tasks.floors import FLOORS
from droidground_tasks.judging import Judged, judge, judge_bad, selects
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import FEATURES, Protocol, StepProtocol, TargetProtocol
from droidground_tasks.sample import BadRecord, Record
from droidground_tasks.statistics import Interval, cluster_bootstrap, wilson

GROUPS = (
    "action",
    "subset",
    "subsplit",
    "cell",
    "platform",
    "type",
    "group",
    "box_type",
    "grounding_type",
    "kind",
    "class",
    "bears_text",
)
"""Tags that tables are broken down by, in this order."""


@dataclass(frozen=True, slots=True)
class Count:
    """Hits of how many."""

    hits: int
    n: int

    @property
    def rate(self) -> float | None:
        """0 to 1; None of nothing."""
        return self.hits / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Group:
    """The samples that share a tag."""

    tag: str
    value: str
    exact: Count
    types: Count | None
    """Steps only."""
    interval: Interval
    """Wilson's."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one protocol makes of one arm of a run: counts first."""

    protocol: str
    """Name and version."""
    arm: str
    marks: Mapping[str, int]
    """How many rows ended how; they add up to all rows of the set and all bad records."""
    strict: Count
    """Every sample and bad record is in the denominator; duplicates are not."""
    lenient: Count
    """Without what failed for reasons outside the model."""
    rate: float | None
    """The headline, 0 to 1: strict, averaged as the protocol says.

    A record that could not be read at all belongs to no cell, so that averages over cells go
    without it; `marks` counts it.
    """
    wilson: Interval | None
    """Of the strict rate; None for averages over cells."""
    bootstrap: Interval | None
    """Of the headline, whole episodes or screenshots resampled."""
    types: Count | None
    """Steps only: the kind of action alone (TM)."""
    floors: Mapping[str, float | None]
    """What knowing nothing gets by the same rules, over the screens whose size is known."""
    groups: tuple[Group, ...] = ()
    episodes: Count | None = None
    """Steps only: episodes in which every step is a hit."""
    progress: float | None = None
    """Steps only: mean share of an episode before its first step that is no hit."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """A run, scored."""

    scores: tuple[Score, ...]
    lacking: Mapping[str, tuple[str, ...]]
    """Protocols that cannot be fed, and what each needs."""
    rows: Mapping[str, tuple[Judged, ...]] = field(repr=False)
    """By protocol id."""


def score(
    dataset: Dataset,
    rows: Sequence[Prediction],
    protocols: Sequence[Protocol],
    asked: Iterable[tuple[int, Record]] | None = None,
) -> Scoring:
    """Score rows by each protocol that the data and the rows can feed.

    `asked` are the records that the run was to ask; None is the whole data set. A record without a
    row counts as not run.
    """
    lacking = {p.id: needed for p in protocols if (needed := lacks(p, dataset, rows))}
    ready = [protocol for protocol in protocols if protocol.id not in lacking]
    judged: dict[str, list[Judged]] = {protocol.id: [] for protocol in ready}
    if ready:
        for protocol, row in _judge_all(asked or dataset.records(), rows, ready):
            judged[protocol.id].append(row)
    scores = [
        _score(protocol, arm, members)
        for protocol in ready
        for arm, members in _by_arm(judged[protocol.id]).items()
    ]
    return Scoring(tuple(scores), lacking, {name: tuple(all_) for name, all_ in judged.items()})


def lacks(protocol: Protocol, dataset: Dataset, rows: Sequence[Prediction]) -> tuple[str, ...]:
    """Return what a protocol needs and does not get, in words."""
    have = set(dataset.features)
    taps = [row for row in rows if row.action is not None and type(row.action).__name__ == "Tap"]
    if all(row.box is not None for row in taps):
        have.add("predicted-boxes")
    return tuple(FEATURES[name] for name in sorted(protocol.needs - have))


def _judge_all(
    asked: Iterable[tuple[int, Record]], rows: Sequence[Prediction], protocols: Sequence[Protocol]
) -> Iterator[tuple[Protocol, Judged]]:
    by_id: dict[str, dict[str, Prediction]] = defaultdict(dict)
    for row in rows:
        by_id[row.id][row.arm] = row
    arms = list(dict.fromkeys(row.arm for row in rows)) or [""]
    for number, record in asked:
        for answer in _answers(number, record, by_id.get(record.id, {}), arms):
            for protocol in protocols:
                if isinstance(record, BadRecord):
                    yield protocol, judge_bad(answer, record.id)
                elif selects(protocol, record):
                    yield protocol, judge(protocol, record, answer)


def _answers(
    number: int, record: Record, found: Mapping[str, Prediction], arms: Sequence[str]
) -> Iterator[Prediction]:
    """Yield one answer an arm: the row, what the bad record says, or that it was not run."""
    for arm in arms:
        if isinstance(record, BadRecord):
            yield Prediction(number, record.id, arm, record.outcome, error=record.why)
        else:
            yield found.get(arm) or Prediction(number, record.id, arm, Outcome.NOT_RUN)


def _by_arm(rows: Iterable[Judged]) -> dict[str, list[Judged]]:
    arms: dict[str, list[Judged]] = defaultdict(list)
    for row in rows:
        arms[row.arm].append(row)
    return arms


def _score(protocol: Protocol, arm: str, rows: Sequence[Judged]) -> Score:
    members = [row for row in rows if row.mark != Outcome.DUPLICATE]
    exact = [row for row in members if row.is_exact_counted]
    strict = _count(exact)
    over = protocol.macro_over if isinstance(protocol, TargetProtocol) else None
    averaged = [row for row in exact if over is None or over in (row.tags or {})]
    cells, hits = _cells(averaged, over), [float(row.is_hit) for row in averaged]
    steps = isinstance(protocol, StepProtocol)
    episodes, progress = _episodes(members) if steps else (None, None)
    return Score(
        protocol=protocol.id,
        arm=arm,
        marks=dict(Counter(row.mark for row in rows)),
        strict=strict,
        lenient=_count([row for row in exact if row.is_lenient]),
        rate=average(hits, cells),
        wilson=None if over else wilson(strict.hits, strict.n),
        bootstrap=cluster_bootstrap([row.cluster for row in averaged], hits, cells),
        types=_types(members) if steps else None,
        floors={floor.name: _floor(floor.name, exact, over) for floor in FLOORS},
        groups=tuple(_groups(members, steps)),
        episodes=episodes,
        progress=progress,
    )


def average(values: Sequence[float], cells: Sequence[str] | None) -> float | None:
    """Return the mean, or with cells the unweighted mean of their means; None of nothing."""
    if not values:
        return None
    if cells is None:
        return sum(values) / len(values)
    by_cell: dict[str, list[float]] = defaultdict(list)
    for value, cell in zip(values, cells, strict=True):
        by_cell[cell].append(value)
    return sum(sum(each) / len(each) for each in by_cell.values()) / len(by_cell)


def _floor(name: str, rows: Sequence[Judged], over: str | None) -> float | None:
    """Return a floor's rate over the samples where it is known; None where it never is."""
    known = [row for row in rows if row.floors and name in row.floors]
    shares = [row.floors[name] for row in known if row.floors]
    return average(shares, _cells(known, over))


def _cells(rows: Sequence[Judged], over: str | None) -> list[str] | None:
    return [(row.tags or {})[over] for row in rows] if over else None


def _count(rows: Sequence[Judged]) -> Count:
    return Count(sum(row.is_hit for row in rows), len(rows))


def _types(rows: Sequence[Judged]) -> Count:
    return Count(sum(row.is_type_match for row in rows), len(rows))


def _groups(rows: Sequence[Judged], has_types: bool) -> Iterator[Group]:
    for tag in GROUPS:
        members: dict[str, list[Judged]] = defaultdict(list)
        for row in rows:
            if row.tags and tag in row.tags:
                members[row.tags[tag]].append(row)
        for value, group in members.items():
            exact = _count([row for row in group if row.is_exact_counted])
            types = _types(group) if has_types else None
            yield Group(tag, value, exact, types, wilson(exact.hits, exact.n))


def _episodes(rows: Sequence[Judged]) -> tuple[Count, float | None]:
    """Return how many episodes are right throughout, and how far they are on the mean."""
    by_episode: dict[str, list[Judged]] = defaultdict(list)
    for row in rows:
        by_episode[row.cluster].append(row)
    shares = []
    for steps in by_episode.values():
        ordered = sorted(steps, key=lambda row: row.index)
        right = next((at for at, row in enumerate(ordered) if not row.is_hit), len(ordered))
        shares.append(right / len(ordered))
    return Count(sum(share == 1 for share in shares), len(shares)), average(shares, None)
