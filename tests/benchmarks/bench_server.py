"""What the way to a local model server costs, with a model that answers at once.

From pixels to a reply over real HTTP on loopback: PNG, base64, JSON, and all of it back. New frames
and a frame that was sent before; ten questions about one frame at once. Medians of 20 after 3.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import PIL.Image
import PIL.ImageDraw

from droidground.grounding.engines.openai import OpenAIEngine, connect
from droidground.grounding.models.engine import (
    ImagePart,
    Message,
    ModelReply,
    ModelRequest,
    Rgb,
    TextPart,
)
from tests.serving.scripted import ScriptedEngine, served

SIZES = ((672, 1484), (1092, 2408))
WARM, RUNS = 3, 20


def frame(width: int, height: int, seed: int) -> Rgb:
    """A screen of rows with text, as apps have them; every seed another."""
    image = PIL.Image.new("RGB", (width, height), (250, 250, 250))
    draw = PIL.ImageDraw.Draw(image)
    for row in range(0, height, 60):
        draw.rectangle((20, row + 10, 60, row + 50), fill=(row % 200, seed % 255, 120))
        draw.text((80, row + 20), f"Row {row} of screen {seed}", fill=(20, 20, 20))
    return np.array(image)


def question(pixels: Rgb, words: str, key: str) -> ModelRequest:
    parts = (ImagePart(pixels, key), TextPart(words))
    return ModelRequest((Message("user", parts),), max_new_tokens=32)


def median_ms(run: Callable[[int], object]) -> float:
    spent = []
    for number in range(WARM + RUNS):
        start = time.perf_counter()
        run(number)
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent[WARM:])


def rows(engine: OpenAIEngine, width: int, height: int) -> dict[str, float]:
    frames = [frame(width, height, seed) for seed in range(WARM + RUNS)]
    still = frame(width, height, 99)
    ten = [question(still, f"row {n}", "still") for n in range(10)]
    return {
        "a new frame": median_ms(lambda n: engine.answer([question(frames[n], "a", f"{n}")])),
        "the same frame": median_ms(lambda n: engine.answer([question(still, f"{n}", "still")])),
        "ten questions about it": median_ms(lambda n: engine.answer(ten)),
    }


def main() -> None:
    with served(ScriptedEngine(lambda request: ModelReply("(1, 2)"))) as url:
        engine = connect(url)
        for width, height in SIZES:
            for name, spent in rows(engine, width, height).items():
                print(f"{width}x{height}  {name:24} {spent:8.1f} ms")


if __name__ == "__main__":
    main()
