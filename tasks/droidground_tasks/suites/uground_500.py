"""The 500 AndroidControl steps that UGround scores (its `500_steps.json`).

A list of `episode_id`, `step`, `goal`, `step_instruction`, `action`, `accessibility_tree` (elements
with `bbox_pixels`, `text`, `content_description`) and the picture's path. The file itself was not
at hand when this was written: its form is read off UGround's own scorer and sampler.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from droidground.actions.codecs import AndroidControl
from droidground_tasks.areas import Rect
from droidground_tasks.records.json_lines import read_objects
from droidground_tasks.sample import BadRecord, Element, Picture, Record, StepSample
from droidground_tasks.suites.android_control_json import FAULTS


def read_uground_500(path: Path) -> Iterator[Record]:
    """Yield the steps; pictures lie in `images/` beside the file, as `<episode>/<name>.png`."""
    for line in read_objects(path):
        if isinstance(line, BadRecord):
            yield line
            continue
        number, entry = line
        try:
            yield _step(path, entry)
        except FAULTS as exc:
            yield BadRecord(f"{path.name}:{number}", f"no step: {exc!r}")


def _step(path: Path, entry: Mapping[str, Any]) -> StepSample:
    episode, index, record = str(entry["episode_id"]), int(entry["step"]), entry["action"]
    action = AndroidControl().from_object(record, None)
    image = entry.get("image") or entry.get("screenshot") or f"{episode}/screenshot_{index}.png"
    return StepSample(
        id=f"{episode}_{index}",
        cluster=episode,
        index=index,
        goal=entry["goal"],
        instruction=str(entry.get("step_instruction", "")),
        action=action,
        picture=Picture.of_file(path.parent / "images" / image),
        point=(record["x"], record["y"]) if "x" in record else None,
        elements=tuple(_elements(entry["accessibility_tree"])),
        tags={"action": type(action).__name__},
    )


def _elements(tree: list[Any]) -> Iterator[Element]:
    """Yield the elements of a list that may hold lists."""
    for node in tree:
        if isinstance(node, list):
            yield from _elements(node)
            continue
        box = node["bbox_pixels"]
        rect = Rect(box["x_min"], box["y_min"], box["x_max"], box["y_max"])
        yield Element(rect, node.get("text") or "", node.get("content_description") or "")
