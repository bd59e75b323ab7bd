"""ScreenSpot and ScreenSpot-v2, in both forms that are published.

SeeClick's: `screenspot_{mobile,desktop,web}.json` (v2: `screenspot_*_v2.json`), boxes as
[left, top, width, height] in pixels. rootsautomation's rows: boxes as [left, top, right, bottom] in
shares of the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from droidground_tasks.areas import Area, BoxFormat, Corners, Unit
from droidground_tasks.records.json_lines import read_objects
from droidground_tasks.sample import BadRecord, Picture, Record, TargetSample

SEECLICK = BoxFormat(Corners.XYWH, Unit.PIXELS)
ROOTS = BoxFormat(Corners.XYXY, Unit.SHARES)
UGROUND = BoxFormat(Corners.XYWH, Unit.PIXELS)
PLATFORMS = ("mobile", "desktop", "web")
PLATFORM_OF = {
    "ios": "mobile",
    "android": "mobile",
    "windows": "desktop",
    "macos": "desktop",
    "gitlab": "web",
    "shop": "web",
    "forum": "web",
    "tool": "web",
}
FAULTS = (KeyError, TypeError, ValueError, IndexError, AttributeError)


def read_seeclick(folder: Path, suffix: str = "") -> Iterator[Record]:
    """Yield the rows of the three files, mobile first; pictures lie in `images/`."""
    for platform in PLATFORMS:
        path = folder / f"screenspot_{platform}{suffix}.json"
        for row in _rows(path):
            yield (
                row if isinstance(row, BadRecord) else _sample(row, path, SEECLICK, "img_filename")
            )


def read_roots(path: Path) -> Iterator[Record]:
    """Yield rootsautomation's rows, exported as lines: `file_name`, `bbox`, `instruction`, ..."""
    for row in _rows(path):
        yield row if isinstance(row, BadRecord) else _sample(row, path, ROOTS, "file_name")


def read_agent_setting(path: Path) -> Iterator[Record]:
    """Yield UGround's agent setting (`re_gpt-4o.jsonl`): the planner's expression is asked."""
    for row in _rows(path):
        yield row if isinstance(row, BadRecord) else _sample(row, path, UGROUND, "image")


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]] | BadRecord]:
    yield from read_objects(path)


def _sample(
    numbered: tuple[int, Mapping[str, Any]], path: Path, boxes: BoxFormat, image_key: str
) -> Record:
    number, row = numbered
    try:
        image, source = row[image_key], row["data_source"]
        platform = PLATFORM_OF[source]
        return TargetSample(
            id=f"{path.stem}:{number}",
            cluster=image,
            picture=Picture.of_file(path.parent / "images" / image),
            words=row.get("description") or row["instruction"],
            area=Area((boxes.read(row["bbox"]),), boxes.unit),
            tags={
                "platform": platform,
                "type": row["data_type"],
                "cell": f"{platform} {row['data_type']}",
                "source": source,
            },
        )
    except FAULTS as exc:
        return BadRecord(f"{path.name}:{number}", f"no row: {exc!r}")
