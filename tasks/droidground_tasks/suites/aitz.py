"""AITZ (IMNearth/CoAT): one folder an episode, its steps in one JSON list.

`ui_positions` is text that holds [top, left, height, width] in pixels of the picture;
`result_touch_yx` and `result_lift_yx` are shares of the screen, y first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from droidground.actions import Tap
from droidground.actions.codecs import Aitw
from droidground.actions.codecs.aitw import read_yx
from droidground.geometry import Size
from droidground_tasks.areas import BoxFormat, Corners, Unit
from droidground_tasks.outcome import Outcome
from droidground_tasks.records.json_lines import read_list
from droidground_tasks.sample import BadRecord, Picture, Record, StepSample
from droidground_tasks.suites.android_control_json import FAULTS

BOXES = BoxFormat(Corners.YXHW, Unit.PIXELS)


def read_aitz(folder: Path) -> Iterator[Record]:
    """Yield the steps of every episode below a folder, in the order of their files' paths.

    The picture is looked for beside the JSON file, then under the folder by its `image_path`.
    """
    for path in aitz_files(folder):
        for line in read_list(path):
            if isinstance(line, BadRecord):
                yield line
                continue
            number, record = line
            where = f"{path.name}:{number}"
            try:
                yield _step(folder, path, record)
            except OSError as exc:
                why = f"its picture, which alone tells the size, cannot be read: {exc}"
                yield BadRecord(where, why, Outcome.MISSING_IMAGE)
            except FAULTS as exc:
                yield BadRecord(where, f"no step: {exc!r}")


def aitz_files(folder: Path) -> list[Path]:
    """Return the episodes' files."""
    return sorted(folder.rglob("*.json"))


def _step(folder: Path, path: Path, record: Mapping[str, Any]) -> StepSample:
    episode, index = str(record["episode_id"]), int(record["step_id"])
    image = path.parent / Path(record["image_path"]).name
    image = image if image.exists() else folder / record["image_path"]
    size = _size(image, record)
    action = Aitw().from_object(record, size)
    touch = read_yx(record["result_touch_yx"], record) if isinstance(action, Tap) else None
    return StepSample(
        id=f"{episode}_{index}",
        cluster=episode,
        index=index,
        goal=record["instruction"],
        instruction=str(record.get("coat_action_desc", "")),
        action=action,
        picture=Picture.of_file(image),
        size=size,
        point=(touch[1] * size.width, touch[0] * size.height) if touch else None,
        boxes=tuple(BOXES.read(box) for box in json.loads(record["ui_positions"])),
        tags={"action": type(action).__name__, "subset": record["image_path"].split("/")[0]},
    )


def _size(image: Path, record: Mapping[str, Any]) -> Size:
    """Return the picture's size from its header. Raises `OSError` when it cannot be read."""
    import PIL.Image

    if "image_width" in record:
        return Size(int(record["image_width"]), int(record["image_height"]))
    with PIL.Image.open(image) as header:
        return Size(*header.size)
