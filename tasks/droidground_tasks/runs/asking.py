"""Asking every sample of a plan once, a row each, whatever happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from droidground.clock import SYSTEM_CLOCK, Clock
from droidground.errors import DroidgroundError, InvalidImage, OutsideScreen, ReplyUnreadable
from droidground.screen import Screenshot
from droidground_tasks.dataset import Dataset
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.runs.answerers import Answerer, Asked
from droidground_tasks.runs.folder import RunFolder
from droidground_tasks.runs.plan import Plan
from droidground_tasks.runs.provenance import about_run
from droidground_tasks.sample import BadRecord, Picture, Record

UNREADABLE = (ReplyUnreadable, OutsideScreen)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    done: int
    """Rows written now, not those that were there."""
    total: int | None
    """Rows that were missing when it began; None where counting would take too long."""
    rate: float
    """Rows a second."""
    left_s: float | None


def run(
    dataset: Dataset,
    answerer: Answerer,
    folder: RunFolder,
    plan: Plan,
    arms: tuple[str, ...] = ("",),
    *,
    told: Callable[[Progress], None] = lambda _: None,
    clock: Clock = SYSTEM_CLOCK,
) -> Counter[Outcome]:
    """Ask what has no row yet, in the data set's order; return how all rows of the run ended.

    What fails for one sample is its row's outcome. Raises `RunMismatch` when the folder holds
    another run, `DatasetUnavailable` when the data cannot be read at all.
    """
    folder.start(about_run(dataset, answerer.about(), plan, arms))
    with folder.appending() as rows:
        ended, have = Counter[Outcome](), set[tuple[int, str]]()
        for row in folder.rows():
            ended[row.outcome] += 1
            have.add((row.n, row.arm))
        total = None if dataset.form.is_large else _missing(dataset, plan, arms, have)
        started = clock.now()
        missing = _ask_all(plan.choose(dataset.records()), arms, have, answerer)
        for done, row in enumerate(missing, 1):
            rows.write(row)
            ended[row.outcome] += 1
            told(_progress(done, total, clock.now() - started))
    return ended


def _missing(
    dataset: Dataset, plan: Plan, arms: tuple[str, ...], have: Container[tuple[int, str]]
) -> int:
    numbers = (number for number, _ in plan.choose(dataset.records()))
    return sum((number, arm) not in have for number in numbers for arm in arms)


def _progress(done: int, total: int | None, spent_s: float) -> Progress:
    rate = done / spent_s if spent_s > 0 else 0.0
    return Progress(done, total, rate, (total - done) / rate if rate and total else None)


class Frames:
    """The last picture, since neighbours in a data set often share one."""

    def __init__(self) -> None:
        self._name: tuple[str, str] | None = None
        self._frame: Screenshot | None = None

    def load(self, picture: Picture, cluster: str) -> Screenshot:
        """Return the picture. Raises `InvalidImage`."""
        name = (cluster, picture.name)
        if self._frame is None or name != self._name:
            self._frame, self._name = picture.load(), name
        return self._frame


def _ask_all(
    records: Iterable[tuple[int, Record]],
    arms: tuple[str, ...],
    have: Container[tuple[int, str]],
    answerer: Answerer,
) -> Iterator[Prediction]:
    """Yield the missing rows in order; as many are asked together as the answerer likes."""
    frames, waiting = Frames(), list[Prediction | Asked]()
    for number, record in records:
        for arm in arms:
            if (number, arm) not in have:
                waiting.append(_prepared(number, record, arm, frames))
                if sum(isinstance(each, Asked) for each in waiting) >= answerer.at_once:
                    yield from _answered(waiting, answerer)
                    waiting = []
    yield from _answered(waiting, answerer)


def _prepared(number: int, record: Record, arm: str, frames: Frames) -> Prediction | Asked:
    """Return what to ask; where that cannot be, the row that says so."""
    if isinstance(record, BadRecord):
        return Prediction(number, record.id, arm, record.outcome, error=record.why)
    try:
        if record.picture is None:
            raise InvalidImage("the record has no picture")
        return Asked(number, record, arm, frames.load(record.picture, record.cluster))
    except InvalidImage as exc:
        return Prediction(number, record.id, arm, Outcome.MISSING_IMAGE, error=_line(exc))


def _answered(waiting: Sequence[Prediction | Asked], answerer: Answerer) -> Iterator[Prediction]:
    asked = [each for each in waiting if isinstance(each, Asked)]
    answers = iter(answerer.answer(asked) if asked else ())
    for each in waiting:
        if isinstance(each, Prediction):
            yield each
            continue
        answer = next(answers)
        yield answer if isinstance(answer, Prediction) else _failed(each, answer)


def _failed(asked: Asked, error: Exception) -> Prediction:
    if isinstance(error, UNREADABLE):
        outcome = Outcome.UNREADABLE
    else:
        outcome = Outcome.TIMEOUT if isinstance(error, TimeoutError) else Outcome.ERROR
    reply = getattr(error, "reply", None)
    return Prediction(
        asked.number,
        asked.sample.id,
        asked.arm,
        outcome,
        frame=asked.frame.size,
        reply=reply if isinstance(reply, str) else None,
        error=_line(error),
    )


def _line(error: Exception) -> str:
    """Return an error as one line; chains name what failed below."""
    told = error.message if isinstance(error, DroidgroundError) else str(error)
    return " ".join(f"{type(error).__name__}: {told}".split())


def summary(ended: Mapping[Outcome, int]) -> str:
    """Return how the rows ended, as one line."""
    parts = [f"{count} {outcome}" for outcome, count in sorted(ended.items()) if count]
    return f"{sum(ended.values())} rows: {', '.join(parts) or 'none'}"
