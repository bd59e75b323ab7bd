"""The page of what only one of two runs got right: each sample with its picture."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import PIL.Image

from droidground.errors import InvalidImage
from droidground.geometry import Box, Point
from droidground.screen import draw_overlay
from droidground_tasks.areas import Area, Polygon
from droidground_tasks.comparing import Comparison
from droidground_tasks.dataset import Dataset
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols.rules import touched
from droidground_tasks.sample import BadRecord, Sample, StepSample, TargetSample

SHOWN = 100
"""Most samples on a page; the counts tell of all."""
WIDTH = 360
COLOURS = 64
SIDE_PX = 40
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
figure { display: inline-block; margin: 0 1rem 1.5rem 0; width: 22rem; vertical-align: top }
img { width: 100%; border: 1px solid #ccc }
"""
Rows = Mapping[tuple[str, str], Prediction]


def write_page(
    folder: Path, dataset: Dataset, comparisons: Sequence[Comparison], runs: tuple[Rows, Rows]
) -> int:
    """Write `index.html` and its pictures; return how many samples are on it.

    Boxes are where a point is right; the cross is the run that was wrong, in the caption by name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {
        pair[0].id: (each, pair) for each in reversed(comparisons) for pair in each.discordant
    }
    figures: list[str] = []
    for _, record in dataset.records():
        if isinstance(record, BadRecord) or record.id not in wanted or len(figures) >= SHOWN:
            continue
        comparison, pair = wanted[record.id]
        answers = tuple(run.get((record.id, row.arm)) for run, row in zip(runs, pair, strict=True))
        lines = [comparison.protocol, *_asked(record)]
        for name, row, answer in zip(("first", "second"), pair, answers, strict=True):
            lines.append(f"{name} {row.arm}: {row.mark} {_said(answer)} {row.why}")
        name = f"{len(figures):03}.png"
        wrong = answers[1] if pair[0].is_hit else answers[0]
        has_picture = _draw(record, wrong, folder / name)
        image = f'<img alt="" src="{name}">' if has_picture else ""
        caption = "<br>".join(html.escape(line) for line in lines)
        figures.append(f"<figure>{image}<figcaption>{caption}</figcaption></figure>")
    head = f'<meta charset="utf-8"><title>Discordant samples</title><style>{STYLE}</style>'
    page = f"<!doctype html>{head}<h1>Discordant samples</h1>" + "\n".join(figures) + "\n"
    (folder / "index.html").write_text(page, "utf-8")
    return len(figures)


def _asked(sample: Sample) -> Iterator[str]:
    yield sample.id
    if isinstance(sample, TargetSample):
        yield sample.words
    else:
        yield sample.goal
        yield f"{sample.instruction}; gold {sample.action}"


def _said(answer: Prediction | None) -> str:
    if answer is None:
        return "not run"
    if answer.action is not None:
        return str(answer.action)
    return str(answer.point or answer.reason or answer.error or "")


def _draw(sample: Sample, wrong: Prediction | None, path: Path) -> bool:
    """Save the picture with what is right and what was answered; tell whether there is one."""
    try:
        frame = sample.picture.load() if sample.picture else None
    except InvalidImage:
        return False
    if frame is None:
        return False
    boxes = list(_boxes(sample, frame.size.width, frame.size.height))
    place = (wrong.point or touched(wrong.action)) if wrong else None
    point = Point(int(place[0]), int(place[1])) if place else None
    drawn = draw_overlay(frame, point=point, box=boxes[0] if boxes else None, others=boxes[1:])
    drawn.thumbnail((WIDTH, WIDTH * 4), PIL.Image.Resampling.LANCZOS)
    drawn.quantize(COLOURS).save(path)
    return True


def _boxes(sample: Sample, width: int, height: int) -> Iterator[Box]:
    if isinstance(sample, StepSample):
        if sample.point:
            x, y = map(int, sample.point)
            yield Box(x - SIDE_PX, y - SIDE_PX, x + SIDE_PX, y + SIDE_PX)
        return
    area = sample.area or Area(())
    scale = (width, height) if area.unit == "shares" else (1, 1)
    for shape in area.shapes:
        rect = (shape.bounds() if isinstance(shape, Polygon) else shape).scaled(*scale)
        yield Box(int(rect.left), int(rect.top), int(rect.right), int(rect.bottom))
