"""One sample, one answer, one protocol: what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from droidground.geometry import Size
from droidground_tasks.floors import FLOORS, Floor
from droidground_tasks.outcome import NOT_ASKED, TROUBLE, Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import (
    Mark,
    Protocol,
    StepProtocol,
    Unscoreable,
    Verdict,
)
from droidground_tasks.protocols.targets import judge_target
from droidground_tasks.sample import Sample, StepSample, TargetSample

NO_SIZE = Size(1, 1)
JUDGED = frozenset({Outcome.ANSWERED, Outcome.REFUSED})


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of a score."""

    n: int
    id: str
    arm: str
    cluster: str
    mark: str
    """`hit`, `miss`, `wrong type`, `unscoreable`, or how the asking ended otherwise."""
    why: str = ""
    is_hit: bool = False
    is_type_match: bool = False
    is_exact_counted: bool = True
    is_lenient: bool = True
    """Whether lenient rates count it: not when something other than the model failed."""
    tags: Mapping[str, str] | None = None
    index: int = 0
    """Place in the episode."""
    floors: Mapping[str, float] | None = None
    """What each floor gets here, 0 to 1; one that needs a size that is unknown is missing."""


def selects(protocol: Protocol, sample: Sample) -> bool:
    """Tell whether a sample is in a protocol's set."""
    if isinstance(protocol, StepProtocol):
        return isinstance(sample, StepSample) and protocol.select(sample)
    return isinstance(sample, TargetSample) and protocol.select(sample)


def judge(protocol: Protocol, sample: Sample, answer: Prediction) -> Judged:
    """Judge one answer; what asking did not yield is no hit and keeps its name."""
    verdict = _verdict(protocol, sample, answer)
    return Judged(
        n=answer.n,
        id=sample.id,
        arm=answer.arm,
        cluster=sample.cluster,
        mark=verdict.mark if answer.outcome in JUDGED else answer.outcome.value,
        why=verdict.why or (answer.error or ""),
        is_hit=verdict.mark is Mark.HIT,
        is_type_match=verdict.is_type_match,
        is_exact_counted=verdict.is_exact_counted,
        is_lenient=answer.outcome not in TROUBLE and verdict.mark is not Mark.UNSCOREABLE,
        tags=sample.tags,
        index=sample.index if isinstance(sample, StepSample) else 0,
        floors=floors_of(protocol, sample, answer.frame),
    )


def judge_bad(answer: Prediction, cluster: str) -> Judged:
    """Return the row of a record that is no sample."""
    assert answer.outcome in NOT_ASKED
    return Judged(
        n=answer.n,
        id=answer.id,
        arm=answer.arm,
        cluster=cluster,
        mark=answer.outcome.value,
        why=answer.error or "",
        is_lenient=False,
        tags={},
    )


def _verdict(protocol: Protocol, sample: Sample, answer: Prediction) -> Verdict:
    if answer.outcome not in JUDGED:
        answer = Prediction(answer.n, answer.id)  # no action: is the step counted all the same?
    try:
        if isinstance(protocol, StepProtocol):
            assert isinstance(sample, StepSample)
            return protocol.judge(sample, answer)
        assert isinstance(sample, TargetSample)
        return judge_target(sample, answer)
    except Unscoreable as exc:
        return Verdict(Mark.UNSCOREABLE, str(exc), is_type_match=False)


def floors_of(protocol: Protocol, sample: Sample, frame: Size | None) -> dict[str, float]:
    """Return the share of a floor's answers that are right, for each floor that can be had."""
    size = frame or sample.size
    found = {}
    for floor in FLOORS:
        if size is not None or not floor.needs_size:
            share = _share(protocol, sample, floor, size or NO_SIZE)
            if share is not None:
                found[floor.name] = share
    return found


def _share(protocol: Protocol, sample: Sample, floor: Floor, size: Size) -> float | None:
    verdicts = [_verdict(protocol, sample, answer) for answer in floor.answers(sample, size)]
    if any(verdict.mark is Mark.UNSCOREABLE for verdict in verdicts):
        return None
    return sum(verdict.mark is Mark.HIT for verdict in verdicts) / len(verdicts)
