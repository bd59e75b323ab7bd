"""What the in-process engine saves against the founding documents' snippet, on the same weights.

    python tests/benchmarks/bench_engine.py [--rounds 3] [--threads 1]

Both run a Qwen2-VL with random weights, small layers and few of them, on this machine's CPU: ten
descriptions on one screen, one more on the unchanged screen, and what a new screen costs before the
model runs. The snippet is the documents' own (`process_vision_info`, the processor, `generate`),
with the fixes that transformers 5 forces (tests/engines/transformers/test_seed_snippets.py names
them) and 12 new tokens on both sides, since random weights seldom end an answer. Prints Markdown
tables; the exit code is 1 when a ratio misses what it must reach, or an answer differs.
"""

from __future__ import annotations

import argparse
import functools
import io
import platform
import statistics
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import torch
from qwen_vl_utils import process_vision_info
from transformers import AutoProcessor, Qwen2VLForConditionalGeneration

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from droidground.device.frame import decode_png, decode_raw
from droidground.geometry import Size
from droidground.grounding.engines.transformers import LoadOptions, load_engine
from droidground.grounding.engines.transformers.engine import TransformersEngine
from droidground.grounding.engines.transformers.patches import Patcher, patch_rule
from droidground.grounding.models.engine import ImagePart, Message, ModelRequest, TextPart
from droidground.grounding.models.image import frame_key
from droidground.grounding.models.resample import resample
from droidground.screen import Screenshot
from tests.engines.transformers.questions import INSTRUCTION
from tests.engines.transformers.tiny import Shape, write_checkpoint

SHAPE = Shape("qwen2_vl", layers=6, width=256, vision_layers=6, vision_width=160)
WORDS = (
    "Wi-Fi toggle", "Bluetooth", "the back arrow", "the search field", "Airplane mode switch",
    "Network & internet", "the second row", "Battery 84%", "the gear at the top right", "Settings",
)  # fmt: skip
SIDE = Size(1080, 2400)
SMALL = Size(448, 980)
"""What both sides' language models are shown: it needs no resize, so that pixels are the same."""
TOKENS = 12
MUST = {"ten": 4.0, "one more": 8.0, "before": 2.0}


def screen(size: Size) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return RGBA that is part flat, part text-like, part noise, as screens are."""
    noise = np.random.default_rng(4)
    pixels = np.full((size.height, size.width, 4), 245, np.uint8)
    for top in range(0, size.height - 68, 120):
        pixels[top : top + 2] = 200
        width = int(noise.integers(200, size.width - 80))
        glyphs = noise.integers(0, 2, (28, width)) * 180
        pixels[top + 40 : top + 68, 60 : 60 + width, :3] = 245 - glyphs[..., None]
    photo = (size.height // 5, size.width, 3)
    pixels[-photo[0] :, :, :3] = noise.integers(0, 256, photo)
    pixels[..., 3] = 255
    return pixels


class Snippet:
    """The founding documents' way."""

    def __init__(self, folder: Path) -> None:
        self.model: Any = Qwen2VLForConditionalGeneration.from_pretrained(folder, dtype="auto")
        self.processor: Any = AutoProcessor.from_pretrained(folder)

    def pixels(self, image: PIL.Image.Image) -> Any:
        """From a picture to what the model takes."""
        messages = [{"role": "user", "content": [{"type": "image", "image": image}]}]
        image_inputs, _ = process_vision_info(messages)
        return self.processor.image_processor(images=image_inputs, return_tensors="pt")

    def answer(self, image: PIL.Image.Image, words: str) -> str:
        """One description."""
        prompt = {"type": "text", "text": INSTRUCTION.format(words=words)}
        content = [{"type": "image", "image": image}, prompt]
        messages = [{"role": "user", "content": content}]
        text = self.processor.apply_chat_template(
            messages, tokenize=False, add_generation_prompt=True
        )
        image_inputs, video_inputs = process_vision_info(messages)
        inputs = self.processor(
            text=[text], images=image_inputs, videos=video_inputs, padding=True, return_tensors="pt"
        )
        generated_ids = self.model.generate(**inputs, max_new_tokens=TOKENS)
        trimmed = [generated_ids[0, len(inputs.input_ids[0]) :]]
        (output,) = self.processor.batch_decode(trimmed, skip_special_tokens=True)
        return str(output)


def ask(pixels: Any, words: str) -> ModelRequest:
    """Return the same question for the engine."""
    parts = (ImagePart(pixels), TextPart(INSTRUCTION.format(words=words)))
    return ModelRequest((Message("user", parts),), TOKENS)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return ms and what came of it."""
    start = time.perf_counter()
    value = work()
    return (time.perf_counter() - start) * 1e3, value


def side_by_side(rounds: int, *works: Callable[[], Any]) -> list[float]:
    """Return each work's median ms; they take turns, so that noise meets all of them."""
    for work in works:
        work()
    spent = [[timed(work)[0] for work in works] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*spent, strict=True)]


def questions(
    snippet: Snippet, engine: TransformersEngine, rounds: int
) -> tuple[list[tuple[str, float, float, float]], bool]:
    """Ten questions on a new screen, and one more on it: rows of the table, and whether equal."""
    rgba = screen(SMALL)
    image, pixels = PIL.Image.fromarray(rgba), np.ascontiguousarray(rgba[..., :3])
    expected = [snippet.answer(image, words) for words in WORDS]
    requests = [ask(pixels, words) for words in WORDS]
    engine.forget()
    equal = [reply.text for reply in engine.answer(requests)] == expected

    def new(asked: Sequence[ModelRequest]) -> Callable[[], Any]:
        def work() -> Any:
            engine.forget()
            return engine.answer(asked)

        return work

    ten = side_by_side(
        rounds, lambda: [snippet.answer(image, words) for words in WORDS], new(requests)
    )
    fresh: list[float] = []
    known: list[float] = []
    for number in range(rounds):
        fresh.append(timed(new(requests[:1]))[0])
        further = [ask(pixels, f"{WORDS[number % 9 + 1]}, row {number}")]
        known.append(timed(functools.partial(engine.answer, further))[0])
    first, more = statistics.median(fresh), statistics.median(known)
    distinct = len(set(expected))
    print(f"Answers equal: {equal}; {distinct} of {len(WORDS)} differ from one another.")
    rows = [
        ("10 descriptions, one new screen", ten[0], ten[1], MUST["ten"]),
        ("1 more on the unchanged screen, against the first", first, more, MUST["one more"]),
    ]
    return rows, equal and distinct >= 8


def before_the_model(
    snippet: Snippet, rounds: int
) -> tuple[list[tuple[str, float, float, float]], list[tuple[str, float]]]:
    """What a new screen of 1080x2400 costs before the model runs, and our parts of that."""
    rgba = screen(SIDE)
    raw = struct.pack("<4I", SIDE.width, SIDE.height, 1, 0) + rgba.tobytes()
    file = io.BytesIO()
    PIL.Image.fromarray(rgba).save(file, "PNG")
    png = file.getvalue()
    fed = Size(1092, 2408)
    rule = patch_rule(snippet.processor.image_processor)
    patcher = Patcher(rule, torch.device("cpu"))

    def ours(pixels: Any) -> Any:
        frame_key(Screenshot(pixels))
        return patcher.patches(resample(pixels, fed))

    theirs = snippet.pixels(PIL.Image.fromarray(rgba))
    assert torch.equal(theirs["pixel_values"], ours(decode_raw(raw)).flatten(1))
    body = rgba.tobytes()
    times = side_by_side(
        rounds,
        lambda: snippet.pixels(PIL.Image.frombuffer("RGBA", (SIDE.width, SIDE.height), body)),
        lambda: ours(decode_raw(raw)),
        lambda: snippet.pixels(PIL.Image.open(io.BytesIO(png))),
        lambda: ours(decode_png(png)),
    )
    pixels = decode_raw(raw)
    whole = resample(pixels, fed)
    names = ("raw RGBA to RGB", "key of the frame", "resize", "patches")
    parts = side_by_side(
        rounds,
        lambda: decode_raw(raw),
        lambda: frame_key(Screenshot(pixels)),
        lambda: resample(pixels, fed),
        lambda: patcher.patches(whole),
    )
    rows = [
        ("a new 1080x2400 screen before the model, raw RGBA", times[0], times[1], MUST["before"]),
        ("the same from PNG", times[2], times[3], 0.0),
    ]
    return rows, list(zip(names, parts, strict=True))


def main() -> int:
    """Print the tables; 1 when something is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--threads",
        type=int,
        default=1,
        help="of torch, on both sides; more on a busy machine measure what else runs",
    )
    given = parser.parse_args()
    rounds = given.rounds
    torch.set_num_threads(given.threads)
    with tempfile.TemporaryDirectory() as folder:
        checkpoint = write_checkpoint(Path(folder) / "checkpoint", SHAPE)
        options = LoadOptions(progress=False)
        snippet, engine = Snippet(checkpoint), load_engine(str(checkpoint), options=options)
        asked, equal = questions(snippet, engine, rounds)
        looked, parts = before_the_model(snippet, rounds)
    print(f"\n{torch.get_num_threads()} threads, {platform.machine()}, torch {torch.__version__}\n")
    print("| what | before, ms | now, ms | times faster | must be |\n|---|---|---|---|---|")
    for name, before, now, must in asked + looked:
        print(f"| {name} | {before:.0f} | {now:.0f} | {before / now:.1f} | {must or '-'} |")
    print("\n| of our raw RGBA | ms |\n|---|---|")
    for part, spent in parts:
        print(f"| {part} | {spent:.1f} |")
    missed = [name for name, before, now, must in asked + looked if before / now < must]
    for name in missed:
        print(f"missed: {name}", file=sys.stderr)
    return 1 if missed or not equal else 0


if __name__ == "__main__":
    sys.exit(main())
