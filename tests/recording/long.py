"""A long recording made of a short one: its events again and again, each time with new frames."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image

from droidground.recording.load import Recording, load_recording

SAMPLE = (
    Path(__file__).parents[2]
    / "docs/samples/recordings/test_settings/test_airplane_mode_is_a_switch"
)
"""A short one."""


def make_long(source: Path, folder: Path, steps: int) -> Recording:
    """Write a recording of at least so many actions, each round with frames of its own."""
    lines = [json.loads(line) for line in (source / "events.jsonl").read_text("utf-8").splitlines()]
    (folder / "frames").mkdir(parents=True)
    (folder / "trees").symlink_to(source.resolve() / "trees")
    (folder / "manifest.json").write_bytes((source / "manifest.json").read_bytes())
    pictures = sorted((source / "frames").glob("*.png"))
    each = sum(line["kind"] == "Acting" for line in lines)
    written: list[str] = []
    for again in range(-(-steps // each)):
        for path in pictures:
            _vary(
                path, folder / "frames" / f"{_number(path) + again * len(pictures):04}.png", again
            )
        for line in lines:
            moved = _moved(line, again * len(pictures)) | {"n": len(written) + 1}
            written.append(json.dumps(moved | {"t": line["t"] + again * 10.0}))
    (folder / "events.jsonl").write_text("\n".join(written) + "\n", "utf-8")
    return load_recording(folder)


def _number(path: Path) -> int:
    return int(path.stem)


def _vary(source: Path, target: Path, seed: int) -> None:
    """Copy a picture with a patch of noise, so that none is like another."""
    with PIL.Image.open(source) as image:
        pixels = np.array(image.convert("RGB"))
    patch = np.random.default_rng(seed).integers(0, 255, (60, 60, 3))
    pixels[-80:-20, 20:80] = patch
    PIL.Image.fromarray(pixels).save(target, compress_level=1)


def _moved(value: Any, by: int) -> Any:
    """Return JSON in which every frame has another number."""
    if isinstance(value, dict):
        return {
            name: one + by if name == "frame" and isinstance(one, int) else _moved(one, by)
            for name, one in value.items()
        }
    return [_moved(one, by) for one in value] if isinstance(value, list) else value
