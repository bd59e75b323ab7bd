"""AndroidControl in all its forms."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import PIL.Image
import pytest

from droidground.actions import Back, Finish, InputText, OpenApp, Tap
from droidground.errors import DatasetUnavailable
from droidground.geometry import Point, Size
from droidground_tasks.areas import Rect
from droidground_tasks.dataset import Dataset, open_dataset
from droidground_tasks.outcome import Outcome
from droidground_tasks.records.tfrecord import frame_record
from droidground_tasks.sample import BadRecord, StepSample
from tests.tasks.conftest import example, forest, samples

Write = Callable[[str, object], Path]


def test_the_published_counts(android_control: Dataset) -> None:
    steps = samples(android_control)
    assert len(steps) == 8444
    assert len({step.cluster for step in steps}) == 1543
    assert Counter(step.tags["action"] for step in steps) == ACTIONS


ACTIONS = {
    "Tap": 5074,
    "Scroll": 1211,
    "InputText": 632,
    "OpenApp": 608,
    "Wait": 567,
    "Back": 343,
    "LongPress": 9,
}


def test_what_the_candidate_boxes_are(android_control: Dataset) -> None:
    """4,872 touches have boxes, which all hold the touch; 211 have none."""
    touches = [s for s in samples(android_control) if isinstance(s, StepSample) and s.point]
    boxed = [step for step in touches if step.boxes]
    assert (len(boxed), len(touches) - len(boxed)) == (4872, 211)
    assert all(box.contains(*step.point) for step in boxed for box in step.boxes if step.point)


EPISODE: dict[str, Any] = {
    "goal": "Publish it",
    "is_successful": True,
    "episode_id": 12,
    "steps": [
        {
            "action_content": {"action": "click", "coordinate": [5, 6]},
            "screenshot": "/somewhere/12_0.png",
            "step_instruction": "click it",
            "check_options": {
                "action": "click",
                "coordinate": [5, 6],
                "candidate_bbox": [[0, 0, 10, 10]],
            },
        },
        {
            "action_content": {"action": "swipe"},
            "screenshot": "/somewhere/12_1.png",
            "step_instruction": "swipe up",
            "check_options": {"action": "swipe", "direction": "down"},
        },
    ],
}
NAME = "android_control_evaluation_std.jsonl"


def test_broken_lines_and_steps_say_so_and_the_rest_is_read(write: Write, tmp_path: Path) -> None:
    broken = json.loads(json.dumps(EPISODE))
    broken["episode_id"] = 13
    broken["steps"][0]["check_options"]["candidate_bbox"] = [[1, 2, 3]]
    lines = [json.dumps(EPISODE), "{not json", json.dumps(broken), "[]", '{"episode_id": "x"}']
    write(NAME, "\n".join([*lines, json.dumps(EPISODE)]))
    found = [record for _, record in open_dataset("android-control", tmp_path).records()]
    assert [record.id for record in found] == [
        "12_0",
        "12_1",
        f"{NAME}:2",
        "13_0",
        "13_1",
        f"{NAME}:4",
        f"{NAME}:5",
        "12_0 (again, record 7)",
        "12_1 (again, record 8)",
    ]
    bad = [record for record in found if isinstance(record, BadRecord)]
    assert [record.outcome for record in bad] == [Outcome.MALFORMED] * 4 + [Outcome.DUPLICATE] * 2
    assert all(record.why for record in bad)


def test_infigui_s_form(write: Write, tmp_path: Path) -> None:
    entry = {
        "width": 1080,
        "height": 2400,
        "episode": {
            "episode_id": 7,
            "goal": "Do it",
            "step_instructions": ["open it", "go back"],
            "screenshot_paths": ["a.png", "b.png", "c.png"],
        },
        "step_check_pams": [
            {"action": "open", "text": "Zoho", "candidate_bbox": [[1, 2, 3, 4]]},
            {"action": "system_button", "button": "Back"},
        ],
    }
    write("android_control_test.json", [entry])
    first, second = samples(open_dataset("android-control", tmp_path))
    assert isinstance(first, StepSample)
    assert (first.action, first.size, first.boxes) == (
        OpenApp("Zoho"),
        Size(1080, 2400),
        (Rect(1, 2, 3, 4),),
    )
    assert isinstance(second, StepSample)
    assert (second.id, second.action, second.instruction) == ("7_1", Back(), "go back")


def test_uground_s_form(write: Write, tmp_path: Path) -> None:
    node = {"bbox_pixels": {"x_min": 0, "x_max": 9, "y_min": 1, "y_max": 8}, "text": "OK"}
    entry = {
        "episode_id": 3,
        "step": 2,
        "goal": "Do it",
        "step_instruction": "type hi",
        "action": {"action_type": "type_text", "text": "hi", "x": 4, "y": 5},
        "accessibility_tree": [node, [node]],
    }
    write("500_steps.json", [entry, {"episode_id": 3}])
    first, second = [record for _, record in open_dataset("android-control", tmp_path).records()]
    assert isinstance(first, StepSample)
    assert first.action == InputText("hi", into=Point(4, 5))
    assert first.point == (4, 5)
    assert [element.text for element in first.elements] == ["OK", "OK"]
    assert isinstance(second, BadRecord)


def png(colour: str) -> bytes:
    out = io.BytesIO()
    PIL.Image.new("RGB", (108, 240), colour).save(out, "PNG")
    return out.getvalue()


def episode(number: int, *actions: dict[str, Any]) -> bytes:
    """An episode as the bucket holds it: one screenshot more than actions."""
    screens = len(actions) + 1
    tree = forest(((10, 20, 50, 60), "Files", ""), ((0, 0, 108, 240), "", ""))
    return example(
        {
            "episode_id": [number],
            "goal": [b"Open my files"],
            "screenshots": [png("red")] * screens,
            "accessibility_trees": [tree] * screens,
            "screenshot_widths": [108] * screens,
            "screenshot_heights": [240] * screens,
            "actions": [json.dumps(action).encode() for action in actions],
            "step_instructions": [b"step"] * len(actions),
        }
    )


def test_the_published_form(write: Write, tmp_path: Path) -> None:
    write("splits.json", {"train": [1], "validation": [2], "test": [3]})
    write("test_subsplits.json", {"IDD": [3], "app_unseen": [3]})
    write("ac_idx.txt", "episode_3_screenshot_0\n")
    click = {"action_type": "click", "x": 30, "y": 40}
    records = [episode(1, click), episode(2, {"action_type": "wait"}), episode(3, click)]
    path = tmp_path / "android_control-00000-of-00020"
    path.write_bytes(gzip.compress(b"".join(map(frame_record, records))))
    dataset = open_dataset("android-control", tmp_path)
    assert {"trees", "validation", "os-atlas-index"} <= dataset.features
    steps = [step for step in samples(dataset) if isinstance(step, StepSample)]
    assert [step.id for step in steps] == ["2_0", "2_1", "3_0", "3_1"]
    last = steps[3]
    assert (last.action, last.is_terminal, last.instruction) == (Finish(), True, "finish the task")
    tapped = steps[2]
    assert tapped.action == Tap(Point(30, 40))
    assert tapped.boxes == (Rect(10, 20, 50, 60), Rect(0, 0, 108, 240))
    assert [element.text for element in tapped.elements] == ["Files"]
    assert tapped.tags == {"action": "Tap", "split": "test", "subsplit": "IDD", "os_atlas": "yes"}
    assert tapped.picture is not None
    assert tapped.picture.load().size == Size(108, 240)


def test_a_tap_outside_the_screen_is_a_malformed_step(write: Write, tmp_path: Path) -> None:
    write("splits.json", {"train": [], "test": [3]})
    outside = episode(3, {"action_type": "click", "x": 300, "y": 40}, {"action_type": "wait"})
    (tmp_path / "android_control-00000-of-00020").write_bytes(frame_record(outside)[:-1])
    cut = [record for _, record in open_dataset("android-control", tmp_path).records()]
    assert [type(record) for record in cut] == [BadRecord]
    (tmp_path / "android_control-00000-of-00020").write_bytes(frame_record(outside))
    bad, good, end = [record for _, record in open_dataset("android-control", tmp_path).records()]
    assert isinstance(bad, BadRecord)
    assert "outside" in bad.why
    assert isinstance(good, StepSample)
    assert isinstance(end, StepSample)


def test_without_the_split_nobody_knows_what_is_training(tmp_path: Path) -> None:
    (tmp_path / "android_control-00000-of-00020").write_bytes(frame_record(episode(3)))
    with pytest.raises(DatasetUnavailable, match=r"splits\.json") as caught:
        list(open_dataset("android-control", tmp_path).records())
    assert "gs://gresearch/android_control" in caught.value.hint


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetUnavailable, match="no data of android-control") as caught:
        open_dataset("android-control", tmp_path)
    assert "gs://gresearch/android_control" in caught.value.hint
    with pytest.raises(DatasetUnavailable, match="there is no suite"):
        open_dataset("android", tmp_path)
    with pytest.raises(DatasetUnavailable, match="there is no "):
        open_dataset("aitz", tmp_path / "nowhere")
