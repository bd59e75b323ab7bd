"""ScreenSpot-Pro (likaixin2000/ScreenSpot-Pro-GUI-Grounding): a JSON list an application.

Boxes as [left, top, right, bottom] in pixels of `img_size`. Rows with `gt_type` negative, which the
tool knows, name what is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from droidground.geometry import Size
from droidground_tasks.areas import Area, BoxFormat, Corners, Unit
from droidground_tasks.records.json_lines import read_list
from droidground_tasks.sample import BadRecord, Picture, Record, TargetSample
from droidground_tasks.suites.screenspot import FAULTS

BOXES = BoxFormat(Corners.XYXY, Unit.PIXELS)


def read_screenspot_pro(folder: Path) -> Iterator[Record]:
    """Yield the rows of `annotations/*.json`; pictures lie in `images/`."""
    for path in screenspot_pro_files(folder):
        for line in read_list(path):
            if isinstance(line, BadRecord):
                yield line
                continue
            number, row = line
            try:
                yield _sample(folder, row)
            except FAULTS as exc:
                yield BadRecord(f"{path.name}:{number}", f"no row: {exc!r}")


def screenspot_pro_files(folder: Path) -> list[Path]:
    """Return the annotation files."""
    return sorted((folder / "annotations").glob("*.json"))


def _sample(folder: Path, row: Mapping[str, Any]) -> TargetSample:
    is_negative = row.get("gt_type") == "negative"
    return TargetSample(
        id=str(row["id"]),
        cluster=row["img_filename"],
        picture=Picture.of_file(folder / "images" / row["img_filename"]),
        words=row["instruction"],
        area=None if is_negative else Area((BOXES.read(row["bbox"]),)),
        size=Size(*row["img_size"]),
        tags={
            "group": row["group"],
            "application": row["application"],
            "platform": row["platform"],
            "type": row["ui_type"],
        },
    )
