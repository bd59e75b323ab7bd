"""Text read from pixels with rapidocr, whose models are inside its wheel.

Settings and their cost are measured: detection at 736 pixels on the longer side, no orientation
classifier, recognition one crop at a time, two threads. Since each crop is recognised alone, its
text depends on nothing but its pixels, so a crop that was read before need not be read again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np

from droidground.geometry import Box, Size
from droidground.grounding.elements.line_split import split_at_odd_gaps, split_at_wide_gaps
from droidground.grounding.elements.recent import Recent
from droidground.screen import Pixels, Screenshot

DETECTION_SIDE = 736
LINE_HEIGHT = 48
"""What the recognition model takes a line to, in pixels."""
LEAST_WIDTH = 96
"""Shorter lines are filled up to this; up to the model's usual 320 most words of a screen are
filled, which costs half of the time and reads no better."""
THREADS = 2
MIN_SCORE = 0.6
"""Mean character confidence below which a line is dropped; icons read as letters mostly are."""
MIN_FRAME_SIDE = 6
"""Nothing is written on fewer pixels, and detection would enlarge such a frame a hundredfold."""
UPRIGHT_RATIO = 1.5
"""A crop this much taller than wide holds text turned by a quarter."""
FRAMES_KEPT = 128
"""Only their lines are kept, not their pixels."""
CROPS_KEPT = 4096

INSTALL = "Run: pip install 'rapidocr>=3.10,<4' onnxruntime"

ONE_AT_A_TIME = threading.Lock()
"""The engine is shared by all readers and keeps the flags of its last call."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text on a frame."""

    text: str
    box: Box
    score: float
    """Mean confidence of its characters, 0 to 1."""
    is_part: bool = False
    """It is also part of a longer line, which may or may not be one label."""


class EngineMissing(RuntimeError):
    """rapidocr or what it stands on is not installed."""


class Reader(Protocol):
    """Reads the text on a frame."""

    def read(self, screenshot: Screenshot) -> tuple[TextLine, ...]:
        """Return the lines of text on a frame, from top to bottom.

        Raises `EngineMissing` when it cannot run here.
        """


class RapidOcrReader:
    """Reads frames with rapidocr; frames and crops that were read before come from memory."""

    def __init__(self) -> None:
        self._frames: Recent[tuple[TextLine, ...]] = Recent(FRAMES_KEPT)
        self._crops: Recent[tuple[str, float]] = Recent(CROPS_KEPT)

    def read(self, screenshot: Screenshot) -> tuple[TextLine, ...]:
        """Return the lines of text on a frame, from top to bottom.

        Raises `EngineMissing` when rapidocr or onnxruntime is not installed.
        """
        with ONE_AT_A_TIME:
            pixels = screenshot.pixels
            return self._frames.get(pixels, lambda: self._read(pixels))

    def _read(self, pixels: Pixels) -> tuple[TextLine, ...]:
        if min(pixels.shape[:2]) < MIN_FRAME_SIDE:
            return ()
        bgr = np.ascontiguousarray(pixels[:, :, ::-1])
        size = Size(bgr.shape[1], bgr.shape[0])
        lines = [line for box in detect(bgr, size) for line in self._lines(bgr, box)]
        return tuple(line for line in lines if line.text.strip() and line.score >= MIN_SCORE)

    def _lines(self, bgr: Pixels, box: Box) -> Iterator[TextLine]:
        """Read one detected line, and its parts where something may stand apart in it."""
        for label in split_at_wide_gaps(_crop(bgr, box), box):
            yield self._line(bgr, label)
            for part in split_at_odd_gaps(_crop(bgr, label), label):
                yield self._line(bgr, part, is_part=True)

    def _line(self, bgr: Pixels, box: Box, is_part: bool = False) -> TextLine:
        crop = np.ascontiguousarray(_crop(bgr, box))
        text, score = self._crops.get(crop, lambda: recognise(crop))
        return TextLine(text, box, score, is_part)


def _crop(pixels: Pixels, box: Box) -> Pixels:
    return pixels[box.top : box.bottom, box.left : box.right]


@cache
def _engine() -> Any:
    """Return the process's only engine; loading takes about a second."""
    try:
        from rapidocr import RapidOCR
    except ImportError as exc:
        raise EngineMissing(str(exc)) from exc
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": 1_000_000,
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION_SIDE,
            "Rec.rec_batch_num": 1,
            "Rec.rec_img_shape": [3, LINE_HEIGHT, LEAST_WIDTH],
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        }
    )


def detect(bgr: Pixels, size: Size) -> list[Box]:
    """Return where lines of text are, from top to bottom."""
    # A flag that is left out keeps its value of the call before.
    found = _engine()(bgr, use_det=True, use_cls=False, use_rec=False)
    quads = [] if found.boxes is None else found.boxes
    boxes = []
    for quad in quads:
        left, top = np.floor(np.min(quad, axis=0)).astype(int)
        right, bottom = np.ceil(np.max(quad, axis=0)).astype(int)
        box = Box(max(0, int(left)), max(0, int(top)), int(right), int(bottom))
        cut = box.intersection(Box.of(size))
        if cut is not None:
            boxes.append(cut)
    return boxes


def recognise(crop: Pixels) -> tuple[str, float]:
    """Return the text on a crop (BGR) and the mean confidence of its characters."""
    upright = np.ascontiguousarray(np.rot90(crop)) if _is_turned(crop) else crop
    found = _engine()(upright, use_det=False, use_cls=False, use_rec=True)
    if not found.txts:
        return "", 0.0
    return str(found.txts[0]), float(found.scores[0])


def _is_turned(crop: Pixels) -> bool:
    return bool(crop.shape[0] >= UPRIGHT_RATIO * crop.shape[1])
