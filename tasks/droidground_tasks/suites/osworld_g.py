"""OSWorld-G (xlang-ai/OSWorld-G): boxes, polygons and refusals.

`box_type` tells how `box_coordinates` are read: `bbox` [left, top, width, height], `polygon`
[x, y, x, y, ...], both in pixels; `refusal` wants no point. The refined set has other words for
the same areas. Its repository was not at hand: the form is read off lmms-eval's task.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from droidground.geometry import Size
from droidground_tasks.areas import Area, BoxFormat, Corners, Polygon, Unit
from droidground_tasks.records.json_lines import read_objects
from droidground_tasks.sample import BadRecord, Picture, Record, TargetSample
from droidground_tasks.suites.screenspot import FAULTS

BOXES = BoxFormat(Corners.XYWH, Unit.PIXELS)


def read_osworld_g(path: Path) -> Iterator[Record]:
    """Yield the rows of `OSWorld-G.json` or `OSWorld-G_refined.json`; pictures in `images/`."""
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
    image = row.get("image") or row["image_path"]
    return TargetSample(
        id=str(row.get("id", f"{path.stem}:{number}")),
        cluster=image,
        picture=Picture.of_file(path.parent / "images" / image),
        words=row["instruction"],
        area=_area(row["box_type"], row.get("box_coordinates")),
        size=Size(*row["image_size"]),
        tags={"box_type": row["box_type"]},
    )


def _area(kind: str, numbers: Any) -> Area | None:
    match kind:
        case "refusal":
            return None
        case "bbox":
            return Area((BOXES.read(numbers),))
        case "polygon":
            return Area((Polygon(_corners(numbers)),))
    raise ValueError(f"box_type is {kind!r}")


def _corners(numbers: Sequence[float]) -> tuple[tuple[float, float], ...]:
    if len(numbers) < 6 or len(numbers) % 2:
        raise ValueError(f"{len(numbers)} numbers are no polygon")
    return tuple((float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True))
