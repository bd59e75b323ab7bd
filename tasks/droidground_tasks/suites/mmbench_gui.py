"""MMBench-GUI L2 (open-compass/MMBench-GUI): `L2_annotations.json`.

Boxes as [left, top, right, bottom] in shares of the picture. The tool also takes pixels, told from
values above 1; that is not guessed here: a box with such a value is a malformed record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from droidground.geometry import Size
from droidground_tasks.areas import Area, BoxFormat, Corners, Unit
from droidground_tasks.records.json_lines import read_objects
from droidground_tasks.sample import BadRecord, Picture, Record, TargetSample
from droidground_tasks.suites.screenspot import FAULTS

BOXES = BoxFormat(Corners.XYXY, Unit.SHARES)


def read_mmbench_gui(path: Path) -> Iterator[Record]:
    """Yield the rows; pictures lie in `images/` beside the file."""
    for line in read_objects(path):
        if isinstance(line, BadRecord):
            yield line
            continue
        number, row = line
        try:
            yield _sample(path, number, row)
        except FAULTS as exc:
            yield BadRecord(f"{path.name}:{number}", f"no row: {exc!r}")


def _sample(path: Path, number: int, row: Mapping[str, Any]) -> TargetSample:
    box = BOXES.read([max(0, value) for value in row["bbox"]])  # -1 stands for 0 in the data
    if max(box.right, box.bottom) > 1:
        raise ValueError(f"{row['bbox']} is not in shares of the picture")
    image, kind = row["image_path"], row["grounding_type"]
    return TargetSample(
        id=f"{row.get('index', number)}:{kind}",
        cluster=image,
        picture=Picture.of_file(path.parent / "images" / image),
        words=row["instruction"],
        area=Area((box,), Unit.SHARES),
        size=Size(*row["image_size"]),
        tags={
            "grounding_type": kind,
            "platform": row["platform"],
            "type": row["data_type"],
            "application": row.get("app_name", ""),
        },
    )
