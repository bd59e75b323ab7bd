"""The gold action scored as a prediction is right wherever it can be scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from droidground.actions import Back, Direction, Finish, InputText, OpenApp, Scroll, Swipe, Tap
from droidground.actions.codecs import MobileUse
from droidground.geometry import Point, Size
from droidground_tasks.areas import Rect
from droidground_tasks.dataset import Dataset, open_dataset
from droidground_tasks.judging import judge, selects
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import PROTOCOLS, StepProtocol, protocols_of
from droidground_tasks.protocols.gui_r1 import GUI_R1
from droidground_tasks.protocols.os_atlas import OS_ATLAS
from droidground_tasks.protocols.qwen import QWEN25VL_EM
from droidground_tasks.sample import StepSample
from droidground_tasks.scoring import Score, Scoring, score
from tests.tasks.conftest import samples, shared

FRAME = Size(1440, 3120)
"""As large as the largest screen of the test split, so that every touch is inside."""


def gold_rows(dataset: Dataset, frame: Size | None) -> list[Prediction]:
    rows = []
    for number, step in enumerate(samples(dataset)):
        assert isinstance(step, StepSample)
        box = Rect(*step.point, *step.point) if step.point else None
        rows.append(Prediction(number, step.id, action=step.action, box=box, frame=frame))
    return rows


def by_protocol(scoring: Scoring) -> dict[str, Score]:
    return {each.protocol.partition("@")[0]: each for each in scoring.scores}


@pytest.fixture(scope="module")
def gold(android_control: Dataset) -> Scoring:
    rows = gold_rows(android_control, None)
    return score(android_control, rows, protocols_of("android-control"))


def test_all_8444_steps_under_every_protocol_that_the_file_feeds(gold: Scoring) -> None:
    found = by_protocol(gold)
    assert set(found) == {"qwen25vl-em", "ui-s1"}
    for each in found.values():
        assert (each.strict.hits, each.strict.n) == (8444, 8444)
        assert each.rate == 1
        assert each.types is not None
        assert (each.types.hits, each.types.n) == (8444, 8444)
        assert each.episodes is not None
        assert (each.episodes.hits, each.episodes.n) == (1543, 1543)


def test_what_cannot_be_fed_says_what_it_needs(gold: Scoring) -> None:
    assert set(gold.lacking) == {
        "os-atlas@1",
        "uground-500@1",
        "agentcpm@1",
        "gui-r1@1",
        "google-paper@1",
    }
    assert any("ac_idx.txt" in need for need in gold.lacking["os-atlas@1"])
    assert any("500_steps.json" in need for need in gold.lacking["uground-500@1"])
    assert any("validation" in need for need in gold.lacking["agentcpm@1"])


def test_with_os_atlas_list_the_gold_is_right_too(tmp_path: Path, android_control: Dataset) -> None:
    """Its list is not in the data beside the repository; here are every other step's ids."""
    (tmp_path / android_control.path.name).symlink_to(android_control.path)
    ids = [step.id.split("_") for step in samples(android_control)][::2]
    lines = (f"episode_{episode}_screenshot_{step}\n" for episode, step in ids)
    (tmp_path / "ac_idx.txt").write_text("".join(lines))
    dataset = open_dataset("android-control", tmp_path)
    found = by_protocol(score(dataset, gold_rows(dataset, FRAME), (OS_ATLAS, GUI_R1)))
    assert (found["os-atlas"].strict.hits, found["os-atlas"].strict.n) == (4222, 4222)
    exact, types = found["gui-r1"].strict, found["gui-r1"].types
    assert types is not None
    assert exact.hits == exact.n < types.n == 4222
    counted = {group.value: group.exact.n for group in found["gui-r1"].groups}
    assert counted["Wait"] == counted["Back"] == 0 < counted["Tap"]


def test_the_file_s_own_swipes_pass_one_convention_each(android_control: Dataset) -> None:
    """Its fingers go against the word up and down, with it sideways: nobody takes them all."""
    steps = [s for s in samples(android_control) if isinstance(s.action, Scroll)]  # type: ignore[union-attr]
    right = {protocol.name: 0 for protocol in (QWEN25VL_EM, OS_ATLAS)}
    for step in steps:
        assert isinstance(step, StepSample)
        assert isinstance(step.action, Scroll)
        finger = step.action.direction
        if finger in (Direction.UP, Direction.DOWN):
            finger = finger.opposite
        answer = Prediction(0, step.id, action=Swipe(finger), frame=FRAME)
        for protocol in (QWEN25VL_EM, OS_ATLAS):
            right[protocol.name] += protocol.judge(step, answer).mark == "hit"
    assert right == {"qwen25vl-em": 168, "os-atlas": 1043}
    assert isinstance(MobileUse().decode(FILED, FRAME), Swipe)


FILED = '{"action": "swipe", "coordinate": [540.0, 1800.0], "coordinate2": [540.0, 600.0]}'


def test_a_real_aitz_episode_under_its_protocols() -> None:
    dataset = open_dataset("aitz", shared("protocol", "aitz_example"))
    found = score(dataset, gold_rows(dataset, None), protocols_of("aitz"))
    assert found.lacking == {}
    for each in found.scores:
        assert (each.strict.hits, each.strict.n) == (4, 4), each.protocol


def test_coat_without_predicted_boxes_is_not_scored() -> None:
    dataset = open_dataset("aitz", shared("protocol", "aitz_example"))
    rows = [
        Prediction(number, step.id, action=step.action)
        for number, step in enumerate(samples(dataset))
        if isinstance(step, StepSample)
    ]
    found = score(dataset, rows, protocols_of("aitz"))
    assert [each.protocol for each in found.scores] == ["agentcpm@1"]
    assert any("box" in need for need in found.lacking["coat@1"])


HAND = [
    StepSample("1_0", "1", 0, "g", "click on it", Tap(Point(5, 5)), size=FRAME, point=(5, 5)),
    StepSample("1_1", "1", 1, "g", "scroll up", Scroll(Direction.DOWN), size=FRAME),
    StepSample("1_2", "1", 2, "g", 'input text "a"', InputText("a"), size=FRAME),
    StepSample("1_3", "1", 3, "g", "press back", Back(), size=FRAME),
    StepSample("1_4", "1", 4, "g", "", OpenApp("Maps"), size=FRAME),
    StepSample("1_5", "1", 5, "g", "stop", Finish(), size=FRAME, is_terminal=True),
]
NOT_SCOREABLE = {
    # no element of the (empty) tree holds the point
    "uground-500": {"1_0", "1_2"},
    "google-paper": {"1_0"},
    # opening an app is no action of these vocabularies
    "coat": {"1_4"},
    "official": {"1_4"},
    "agentcpm": {"1_4"},
}


@pytest.mark.parametrize(
    "protocol",
    [p for p in PROTOCOLS if isinstance(p, StepProtocol)],
    ids=lambda p: f"{p.suite} {p.name}",
)
def test_gold_of_hand_made_records_under_every_protocol(protocol: StepProtocol) -> None:
    for step in HAND:
        if not selects(protocol, step):
            continue
        box = Rect(0, 0, 10, 10) if isinstance(step.action, Tap) else None
        answer = Prediction(0, step.id, action=step.action, frame=FRAME, box=box)
        expected = step.id not in NOT_SCOREABLE.get(protocol.name, set())
        assert judge(protocol, step, answer).is_hit is expected, step.id
