"""Android in the Wild: GZIP TFRecords, a `tf.train.Example` a step.

Field names and shapes as in google-research/android_in_the_wild (README, visualization_utils.py):
raw RGB pixels, annotated boxes as [top, left, height, width] in shares of the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from droidground.actions import Tap
from droidground.actions.codecs import Aitw
from droidground.geometry import Size
from droidground.screen import Screenshot
from droidground_tasks.areas import BoxFormat, Corners, Rect, Unit
from droidground_tasks.records.messages import Features, parse_example
from droidground_tasks.records.tfrecord import BrokenRecord, read_tfrecords
from droidground_tasks.sample import BadRecord, Picture, Record, StepSample
from droidground_tasks.suites.android_control_json import FAULTS

BOXES = BoxFormat(Corners.YXHW, Unit.SHARES)


def read_aitw(folder: Path) -> Iterator[Record]:
    """Yield the steps of every TFRecord below a folder."""
    for path in aitw_files(folder):
        for number, payload in enumerate(read_tfrecords(path)):
            where = f"{path.name}:{number}"
            if isinstance(payload, BrokenRecord):
                yield BadRecord(where, payload.why)
                continue
            try:
                yield _step(parse_example(payload), path.parent.name)
            except FAULTS as exc:
                yield BadRecord(where, f"no step: {exc!r}")


def aitw_files(folder: Path) -> list[Path]:
    """Return the TFRecords: `<subset>/<subset>-00000-of-00321` and such."""
    return sorted(path for path in folder.rglob("*-of-*") if path.is_file())


def _step(features: Features, subset: str) -> StepSample:
    episode, index = features["episode_id"][0].decode(), int(features["step_id"][0])
    size = Size(int(features["image/width"][0]), int(features["image/height"][0]))
    touch = list(features["results/yx_touch"])
    record = {
        "result_action_type": int(features["results/action_type"][0]),
        "result_action_text": _text(features, "results/type_action"),
        "result_touch_yx": touch,
        "result_lift_yx": list(features["results/yx_lift"]),
    }
    action = Aitw().from_object(record, size)
    return StepSample(
        id=f"{episode}_{index}",
        cluster=episode,
        index=index,
        goal=_text(features, "goal_info"),
        instruction="",
        action=action,
        picture=_picture(f"{episode}_{index}", features["image/encoded"][0], size),
        size=size,
        point=(touch[1] * size.width, touch[0] * size.height) if isinstance(action, Tap) else None,
        boxes=tuple(_boxes(features.get("image/ui_annotations_positions", []), size)),
        tags={"action": type(action).__name__, "subset": subset},
    )


def _text(features: Features, key: str) -> str:
    values = features.get(key) or [b""]
    return str(values[0].decode())


def _boxes(numbers: list[float], size: Size) -> Iterator[Rect]:
    for start in range(0, len(numbers) - 3, 4):
        yield BOXES.read(numbers[start : start + 4]).scaled(size.width, size.height)


def _picture(name: str, raw: bytes, size: Size) -> Picture:
    """Return the picture of raw pixels, row after row."""

    def load() -> Screenshot:
        return Screenshot(np.frombuffer(raw, np.uint8).reshape(size.height, size.width, 3))

    return Picture(name, load)
