"""Points in areas, refusals, and how rates are averaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from droidground.geometry import Size
from droidground_tasks.areas import Area, Polygon, Rect, Unit
from droidground_tasks.dataset import open_dataset
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import Mark, Unscoreable, protocols_of
from droidground_tasks.protocols.targets import judge_target
from droidground_tasks.sample import Picture, TargetSample
from droidground_tasks.scoring import average, score
from tests.tasks.conftest import samples, shared

UGROUND_7B = {
    "mobile text": (0.930, 273),
    "mobile icon": (0.799, 229),
    "desktop text": (0.938, 194),
    "desktop icon": (0.764, 140),
    "web text": (0.909, 230),
    "web icon": (0.840, 206),
}
"""UGround-V1-7B, standard setting, as its model card has it (the row's average: 86.3)."""


def sample(area: Area | None, refusal: str | None = None, size: Size | None = None) -> TargetSample:
    picture = Picture("x", lambda: None)  # type: ignore[arg-type, return-value]
    return TargetSample("t", "x", picture, "words", area, size=size, refusal=refusal)


def point(x: float, y: float) -> Prediction:
    return Prediction(0, "t", point=(x, y), frame=Size(100, 100))


def refused(reason: str) -> Prediction:
    return Prediction(0, "t", outcome=Outcome.REFUSED, reason=reason)


BOX = Area((Rect(10, 10, 20, 20),))


@pytest.mark.parametrize(
    ("target", "answer", "mark"),
    [
        (sample(BOX), point(20, 20), Mark.HIT),
        (sample(BOX), point(20.5, 20), Mark.MISS),
        (sample(BOX), refused("absent"), Mark.REFUSED),
        (sample(Area((Rect(0.1, 0.1, 0.2, 0.2),), Unit.SHARES)), point(15, 15), Mark.HIT),
        (sample(Area((Polygon(((0, 0), (9, 0), (0, 9))),))), point(2, 2), Mark.HIT),
        (sample(Area((Polygon(((0, 0), (9, 0), (0, 9))),))), point(8, 8), Mark.MISS),
        (sample(None), refused("absent"), Mark.HIT),
        (sample(None), point(1, 1), Mark.MISS),
        (sample(None, "ambiguous"), refused("ambiguous"), Mark.HIT),
        (sample(None, "ambiguous"), refused("absent"), Mark.MISS),
    ],
)
def test_points_and_refusals(target: TargetSample, answer: Prediction, mark: Mark) -> None:
    assert judge_target(target, answer).mark is mark


def test_a_size_is_needed_for_shares_and_never_guessed() -> None:
    target = sample(Area((Rect(0.1, 0.1, 0.2, 0.2),), Unit.SHARES))
    with pytest.raises(Unscoreable, match="size"):
        judge_target(target, Prediction(0, "t", point=(0.15, 0.15)))


def test_uground_s_row_is_a_macro_average() -> None:
    """86.33 is the mean of the six cells; over all rows the same answers are 87.1."""
    dataset = open_dataset("screenspot", shared("protocol", "uground_screenspot_re_gpt-4o.jsonl"))
    left = {cell: round(rate * n) for cell, (rate, n) in UGROUND_7B.items()}
    rows = []
    for number, target in enumerate(samples(dataset)):
        assert isinstance(target, TargetSample)
        assert target.area is not None
        cell = target.tags["cell"]
        is_hit = left[cell] > 0
        left[cell] -= 1
        place = target.area.middle(Size(1, 1)) if is_hit else (-1.0, -1.0)
        rows.append(Prediction(number, target.id, point=place))
    found = {
        each.protocol: each for each in score(dataset, rows, protocols_of("screenspot")).scores
    }
    macro, micro = found["macro@1"], found["micro@1"]
    assert macro.rate == pytest.approx(0.8633, abs=5e-4)
    assert micro.rate == pytest.approx(0.871, abs=5e-4)
    assert (micro.strict.n, macro.strict.hits) == (1272, micro.strict.hits)
    assert macro.wilson is None
    assert macro.bootstrap is not None
    assert macro.bootstrap.low < 0.8633 < macro.bootstrap.high
    cells = {group.value: group.exact.n for group in micro.groups if group.tag == "cell"}
    assert cells == {cell: n for cell, (_, n) in UGROUND_7B.items()}


def test_averages() -> None:
    assert average([1, 1, 1, 0], None) == 0.75
    assert average([1, 1, 1, 0], ["a", "a", "a", "b"]) == 0.5
    assert average([], None) is None


def test_a_record_that_cannot_be_read_is_in_no_cell(tmp_path: Path) -> None:
    row = {"bbox": [0, 0, 9, 9], "instruction": "it", "data_type": "icon", "img_filename": "a.png"}
    for platform, source in (("mobile", "ios"), ("desktop", "macos"), ("web", "shop")):
        rows: list[object] = [{**row, "data_source": source}]
        rows += [{}] if platform == "web" else []
        (tmp_path / f"screenspot_{platform}.json").write_text(json.dumps(rows))
    dataset = open_dataset("screenspot", tmp_path)
    answers = [Prediction(n, record.id, point=(5.0, 5.0)) for n, record in dataset.records()]
    found = {
        each.protocol: each for each in score(dataset, answers, protocols_of("screenspot")).scores
    }
    assert found["macro@1"].rate == 1
    assert found["micro@1"].rate == 0.75
    for each in found.values():
        assert each.marks == {"hit": 3, "malformed record": 1}
        assert (each.strict.hits, each.strict.n) == (3, 4)
