"""The other suites' readers: counts of the real files, and each form by a record made by hand."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest

from droidground.actions import Finish, Home, InputText, Swipe, Tap
from droidground.errors import DatasetUnavailable
from droidground.geometry import Point, Size
from droidground_tasks.areas import Area, Polygon, Rect, Unit
from droidground_tasks.dataset import open_dataset
from droidground_tasks.outcome import Outcome
from droidground_tasks.records.tfrecord import frame_record
from droidground_tasks.sample import BadRecord, StepSample, TargetSample
from tests.tasks.conftest import example, samples, shared

Write = Callable[[str, object], Path]
CELLS = {
    "mobile text": 273,
    "mobile icon": 229,
    "desktop text": 194,
    "desktop icon": 140,
    "web text": 230,
    "web icon": 206,
}


def target(folder: Path, suite: str) -> TargetSample:
    """The only sample of a folder."""
    (found,) = samples(open_dataset(suite, folder))
    assert isinstance(found, TargetSample)
    return found


@pytest.mark.parametrize("planner", ["gpt-4o", "gpt-4-turbo"])
def test_screenspot_s_published_counts(planner: str) -> None:
    file = shared("protocol", f"uground_screenspot_re_{planner}.jsonl")
    rows = samples(open_dataset("screenspot", file))
    assert len(rows) == 1272
    assert Counter(row.tags["cell"] for row in rows) == CELLS


def test_screenspot_in_both_box_forms(write: Write, tmp_path: Path) -> None:
    row = {
        "img_filename": "m.png",
        "bbox": [10, 20, 30, 40],
        "instruction": "close",
        "data_type": "icon",
        "data_source": "android",
    }
    for platform in ("mobile", "desktop", "web"):
        write(f"one/screenspot_{platform}.json", [row] if platform == "mobile" else [])
    pixels = target(tmp_path / "one", "screenspot")
    assert pixels.area == Area((Rect(10, 20, 40, 60),), Unit.PIXELS)
    assert pixels.tags["cell"] == "mobile icon"
    shares = {**row, "file_name": "m.png", "bbox": [0.1, 0.2, 0.3, 0.4]}
    write("two/screenspot.jsonl", [shares])
    found = target(tmp_path / "two", "screenspot")
    assert found.area == Area((Rect(0.1, 0.2, 0.3, 0.4),), Unit.SHARES)
    for platform in ("mobile", "desktop", "web"):
        write(f"v2/screenspot_{platform}_v2.json", [row] if platform == "web" else [])
    assert target(tmp_path / "v2", "screenspot-v2").area == pixels.area


def test_a_part_that_is_missing_is_named(write: Write, tmp_path: Path) -> None:
    write("screenspot_mobile.json", [])
    with pytest.raises(DatasetUnavailable, match=r"screenspot_desktop\.json") as caught:
        list(open_dataset("screenspot", tmp_path).records())
    assert "SeeClick" in caught.value.hint


def test_screenspot_pro(write: Write, tmp_path: Path) -> None:
    row: dict[str, Any] = {
        "id": "cad_1",
        "img_filename": "x/y.png",
        "img_size": [3840, 2160],
        "bbox": [1, 2, 30, 40],
        "instruction": "line tool",
        "application": "autocad",
        "platform": "windows",
        "group": "CAD",
        "ui_type": "icon",
    }
    write("annotations/cad.json", [row])
    found = target(tmp_path, "screenspot-pro")
    assert (found.area, found.size) == (Area((Rect(1, 2, 30, 40),)), Size(3840, 2160))
    write("annotations/cad.json", [{**row, "gt_type": "negative"}])
    assert target(tmp_path, "screenspot-pro").area is None


@pytest.mark.parametrize(
    ("kind", "numbers", "area"),
    [
        ("bbox", [1, 2, 30, 40], Area((Rect(1, 2, 31, 42),))),
        ("polygon", [0, 0, 9, 0, 9, 9], Area((Polygon(((0, 0), (9, 0), (9, 9))),))),
        ("refusal", [-1, -1, -1, -1], None),
    ],
)
def test_osworld_g(
    write: Write, tmp_path: Path, kind: str, numbers: list[int], area: Area | None
) -> None:
    row = {
        "id": "a",
        "image": "x.png",
        "image_size": [100, 50],
        "instruction": "it",
        "box_type": kind,
        "box_coordinates": numbers,
    }
    write("OSWorld-G.json", [row])
    assert target(tmp_path, "osworld-g").area == area
    write("OSWorld-G.json", [{**row, "box_type": "circle"}])
    ((_, bad),) = open_dataset("osworld-g", tmp_path).records()
    assert isinstance(bad, BadRecord)


def test_mmbench_gui(write: Write, tmp_path: Path) -> None:
    row: dict[str, Any] = {
        "index": 0,
        "image_path": "os_windows/a.png",
        "instruction": "the arrow",
        "bbox": [-1, 0.1361, 0.3945, 0.1507],
        "image_size": [2560, 1440],
        "data_type": "icon",
        "platform": "os_windows",
        "app_name": "calendar",
        "grounding_type": "basic",
    }
    write("L2_annotations.json", [row])
    found = target(tmp_path, "mmbench-gui-l2")
    assert found.area == Area((Rect(0, 0.1361, 0.3945, 0.1507),), Unit.SHARES)
    assert found.tags["grounding_type"] == "basic"
    write("L2_annotations.json", [{**row, "bbox": [10, 20, 30, 40]}])
    ((_, bad),) = open_dataset("mmbench-gui-l2", tmp_path).records()
    assert isinstance(bad, BadRecord)
    assert "not in shares" in bad.why


def test_a_real_aitz_episode() -> None:
    steps = samples(open_dataset("aitz", shared("protocol", "aitz_example")))
    assert [type(step.action) for step in steps if isinstance(step, StepSample)] == [
        Home,
        Swipe,
        Tap,
        Finish,
    ]
    tapped = steps[2]
    assert isinstance(tapped, StepSample)
    assert tapped.size == Size(270, 600)
    assert tapped.point == pytest.approx((0.60697727 * 270, 0.49836206 * 600))
    assert all(box.right <= 270 and box.bottom <= 600 for box in tapped.boxes)
    assert tapped.instruction.startswith("click on the Clock app")


def test_aitz_without_its_picture(write: Write, tmp_path: Path) -> None:
    step = {"episode_id": "1", "step_id": 0, "image_path": "general/1/1_0.png", "instruction": "x"}
    write("general/1/1.json", [step, "no step", {}])
    found = [record for _, record in open_dataset("aitz", tmp_path).records()]
    assert all(isinstance(record, BadRecord) for record in found)
    outcomes = [record.outcome for record in found if isinstance(record, BadRecord)]
    assert outcomes == [Outcome.MISSING_IMAGE, Outcome.MALFORMED, Outcome.MALFORMED]


def test_aitw(tmp_path: Path) -> None:
    pixels = np.arange(4 * 2 * 3, dtype=np.uint8).reshape(4, 2, 3)
    common: dict[str, Any] = {
        "episode_id": [b"77"],
        "image/height": [4],
        "image/width": [2],
        "image/encoded": [pixels.tobytes()],
        "image/ui_annotations_positions": [0.25, 0.5, 0.5, 0.5],
        "goal_info": [b"open it"],
        "results/yx_touch": [0.5, 0.75],
        "results/yx_lift": [0.5, 0.75],
        "results/type_action": [b"hi"],
    }
    records = [
        example({**common, "step_id": [0], "results/action_type": [4]}),
        example({**common, "step_id": [1], "results/action_type": [3]}),
        example({**common, "step_id": [2], "results/action_type": [99]}),
    ]
    path = tmp_path / "general" / "general-00000-of-00001"
    path.parent.mkdir()
    path.write_bytes(b"".join(map(frame_record, records)))
    tap, text, bad = [record for _, record in open_dataset("aitw", tmp_path).records()]
    assert isinstance(tap, StepSample)
    assert tap.action == Tap(Point(1, 2))
    assert tap.point == pytest.approx((1.5, 2))
    assert tap.boxes == (Rect(1, 1, 2, 3),)
    assert tap.tags["subset"] == "general"
    assert tap.picture is not None
    assert (tap.picture.load().pixels == pixels).all()
    assert isinstance(text, StepSample)
    assert text.action == InputText("hi")
    assert isinstance(bad, BadRecord)


def test_screens_and_phrases(write: Write, tmp_path: Path) -> None:
    out = io.BytesIO()
    PIL.Image.new("RGB", (20, 40)).save(out, "PNG")
    (tmp_path / "a.png").write_bytes(out.getvalue())
    label = {
        "id": "a_0",
        "image": "a.png",
        "width": 20,
        "height": 40,
        "instruction": "OK",
        "bbox": [1, 2, 3, 4],
        "kind": "icon",
        "script": "latin",
        "hierarchy": "a.xml",
    }
    phrase: dict[str, Any] = {
        "screen": "a.png",
        "words": "the button",
        "class": "role",
        "boxes": [[1, 2, 3, 4], [5, 6, 7, 8]],
        "has_text": True,
    }
    write("manifest.jsonl", [label])
    write(
        "phrases.jsonl",
        [
            phrase,
            {**phrase, "class": "near_miss", "boxes": []},
            {**phrase, "class": "ambiguous"},
            {**phrase, "screen": "b.png"},
        ],
    )
    dataset = open_dataset("screens", tmp_path)
    one, role, near, unsure, unknown = [record for _, record in dataset.records()]
    assert isinstance(one, TargetSample)
    assert one.hierarchy == tmp_path / "a.xml"
    assert isinstance(role, TargetSample)
    assert role.area == Area((Rect(1, 2, 3, 4), Rect(5, 6, 7, 8)))
    assert isinstance(near, TargetSample)
    assert (near.area, near.refusal) == (None, None)
    assert isinstance(unsure, TargetSample)
    assert (unsure.area, unsure.refusal) == (None, "ambiguous")
    assert isinstance(unknown, BadRecord)


def test_the_screens_beside_the_repository() -> None:
    rows = samples(open_dataset("screens", shared("screens")))
    assert Counter(row.tags["kind"] for row in rows) == {"text": 282, "icon": 69, "widget": 52}
