"""AndroidControl as published: GZIP TFRecords (google-research/android_control, README).

One `tf.train.Example` an episode: `episode_id`, `goal`, `screenshots` (PNG), `accessibility_trees`,
`screenshot_widths`, `screenshot_heights`, `actions` (JSON, one fewer than screenshots),
`step_instructions`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from droidground.actions import Finish, InputText, LongPress, Tap
from droidground.actions.codecs import AndroidControl
from droidground.errors import DatasetUnavailable
from droidground.geometry import Size
from droidground.screen import Screenshot, decode_image
from droidground_tasks.areas import Rect
from droidground_tasks.records.messages import Features, parse_example, parse_forest
from droidground_tasks.records.tfrecord import BrokenRecord, read_tfrecords
from droidground_tasks.sample import BadRecord, Element, Picture, Record, StepSample
from droidground_tasks.suites.android_control_json import FAULTS
from droidground_tasks.suites.splits import SPLITS, Splits

TRAIN = "train"
FINISH_INSTRUCTION = "finish the task"
"""What AgentCPM-GUI tells at the low level of the step it adds at an episode's end."""


def read_android_control(folder: Path) -> Iterator[Record]:
    """Yield the steps of all episodes that are not for training, and one more at each end.

    The added step is terminal: its gold action is to finish. Raises `DatasetUnavailable` when
    `splits.json` is not beside the files.
    """
    splits = Splits.beside(folder)
    if not splits.of_episode:
        raise DatasetUnavailable(
            f"{folder / SPLITS} is missing: nothing else tells test from training",
            task="android-control",
            hint=f"Copy gs://gresearch/android_control/{SPLITS} into the folder of the TFRecords.",
        )
    for path in tfrecord_files(folder):
        for number, payload in enumerate(read_tfrecords(path)):
            where = f"{path.name}:{number}"
            if isinstance(payload, BrokenRecord):
                yield BadRecord(where, payload.why)
                continue
            try:
                episode = parse_example(payload)
                name = int(episode["episode_id"][0])
            except FAULTS as exc:
                yield BadRecord(where, f"no episode: {exc!r}")
                continue
            if splits.of_episode.get(name) != TRAIN:
                yield from _steps(name, episode, splits)


def tfrecord_files(folder: Path) -> list[Path]:
    """Return the folder's TFRecords in order; their names start as those of the bucket."""
    return sorted(
        path
        for path in folder.glob("android_control*")
        if path.is_file() and path.suffix not in (".json", ".jsonl", ".txt", ".md")
    )


def _steps(name: int, episode: Features, splits: Splits) -> Iterator[Record]:
    count = len(episode.get("actions", ()))
    for index in range(count + 1):
        try:
            yield _step(name, episode, index, index == count, splits)
        except FAULTS as exc:
            yield BadRecord(f"{name}_{index}", f"no step: {exc!r}")


def _step(name: int, episode: Features, index: int, is_end: bool, splits: Splits) -> StepSample:
    size = Size(episode["screenshot_widths"][index], episode["screenshot_heights"][index])
    record: dict[str, Any] = {} if is_end else json.loads(episode["actions"][index])
    action = Finish() if is_end else AndroidControl().from_object(record, size)
    nodes = parse_forest(episode["accessibility_trees"][index])
    touches = isinstance(action, Tap | LongPress | InputText) and "x" in record
    said = FINISH_INSTRUCTION if is_end else episode["step_instructions"][index].decode()
    return StepSample(
        id=f"{name}_{index}",
        cluster=str(name),
        index=index,
        goal=episode["goal"][0].decode(),
        instruction=said,
        action=action,
        picture=_picture(f"{name}_{index}", episode["screenshots"][index]),
        size=size,
        point=(record["x"], record["y"]) if touches else None,
        boxes=tuple(_rect(node) for node in nodes if node.HasField("bounds_in_screen")),
        elements=tuple(_elements(nodes)),
        is_terminal=is_end,
        tags={"action": type(action).__name__, **splits.tags(name, index)},
    )


def _picture(name: str, png: bytes) -> Picture:
    return Picture(name, lambda: Screenshot(decode_image(png, name)))


def _rect(node: Any) -> Rect:
    box = node.bounds_in_screen
    return Rect(box.left, box.top, box.right, box.bottom)


def _elements(nodes: list[Any]) -> Iterator[Element]:
    """Yield the views that AndroidWorld's prompts list: seen, not empty, with a text or a name.

    UGround filters AndroidControl's trees so (its extract_raw.py); AndroidWorld keeps leaves, what
    scrolls and what has a content description.
    """
    for node in nodes:
        box = _rect(node)
        is_kept = not node.child_ids or node.is_scrollable
        is_listed = node.content_description or (node.text and is_kept)
        if is_listed and node.is_visible_to_user and box.right > box.left and box.bottom > box.top:
            yield Element(box, node.text, node.content_description)
