"""A folder of Android screenshots with view hierarchies: labels, and phrases that people say.

`manifest.jsonl`: `id`, `image`, `width`, `height`, `instruction`, `bbox`
[left, top, right, bottom] in pixels, `kind` (text, icon, widget), `script`, `hierarchy`.
`phrases.jsonl`, if there is one: `screen`, `words`, `class`, `boxes`, `has_text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from droidground.geometry import Size
from droidground.grounding.location import Reason
from droidground_tasks.areas import Area, BoxFormat, Corners, Unit
from droidground_tasks.records.json_lines import read_objects
from droidground_tasks.sample import BadRecord, Picture, Record, TargetSample
from droidground_tasks.suites.screenspot import FAULTS

BOXES = BoxFormat(Corners.XYXY, Unit.PIXELS)
MANIFEST, PHRASES = "manifest.jsonl", "phrases.jsonl"
LABEL = "label"
AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Screen:
    """A picture of the folder, what lies beside it, and its size."""

    image: Path
    hierarchy: Path | None
    size: Size


def read_screens(folder: Path, phrases: Path | None = None) -> Iterator[Record]:
    """Yield the labels, then the phrases: the folder's own unless another file is given."""
    screens: dict[str, Screen] = {}
    for line in read_objects(folder / MANIFEST):
        if isinstance(line, BadRecord):
            yield line
            continue
        number, row = line
        try:
            screen = _screen(folder, row)
            screens[screen.image.name] = screen
            yield _label(screen, row)
        except FAULTS as exc:
            yield BadRecord(f"{MANIFEST}:{number}", f"no row: {exc!r}")
    phrases = phrases or folder / PHRASES
    if phrases.exists():
        yield from read_phrases(phrases, screens)


def read_phrases(path: Path, screens: Mapping[str, Screen]) -> Iterator[Record]:
    """Yield the phrases about screens that are known by their picture's name."""
    for line in read_objects(path):
        if isinstance(line, BadRecord):
            yield line
            continue
        number, row = line
        try:
            yield _phrase(f"phrase:{number}", screens[row["screen"]], row)
        except FAULTS as exc:
            yield BadRecord(f"{path.name}:{number}", f"no row: {exc!r}")


def _screen(folder: Path, row: Mapping[str, Any]) -> Screen:
    hierarchy = folder / row["hierarchy"] if row.get("hierarchy") else None
    return Screen(folder / row["image"], hierarchy, Size(row["width"], row["height"]))


def _label(screen: Screen, row: Mapping[str, Any]) -> TargetSample:
    return TargetSample(
        id=row["id"],
        cluster=screen.image.name,
        picture=Picture.of_file(screen.image),
        words=row["instruction"],
        area=Area((BOXES.read(row["bbox"]),)),
        size=screen.size,
        hierarchy=screen.hierarchy,
        tags={"class": LABEL, "kind": row["kind"], "script": row["script"]},
    )


def _phrase(name: str, screen: Screen, row: Mapping[str, Any]) -> TargetSample:
    kind, boxes = row["class"], tuple(BOXES.read(box) for box in row["boxes"])
    is_ambiguous = kind == AMBIGUOUS
    return TargetSample(
        id=name,
        cluster=screen.image.name,
        picture=Picture.of_file(screen.image),
        words=row["words"],
        area=None if is_ambiguous or not boxes else Area(boxes),
        size=screen.size,
        refusal=Reason.AMBIGUOUS.value if is_ambiguous else None,
        hierarchy=screen.hierarchy,
        tags={"class": kind, "bears_text": "yes" if row["has_text"] else "no"},
    )
