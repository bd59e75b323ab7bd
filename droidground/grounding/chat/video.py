"""Screen recordings: frames at even times, as pictures.

Android's `screenrecord` writes a frame when the screen changes, so frames are chosen by time, never
by number: for each sample time the one that was showing then.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import PIL.Image

from droidground.errors import InvalidInput
from droidground.grounding.chat.fetch import local_path, read_source
from droidground.grounding.models.engine import Rgb
from droidground.screen import Screenshot

FPS = 2.0
"""Frames a second, as Qwen2-VL and Qwen2.5-VL are shown videos."""
LEAST_FRAMES, MOST_FRAMES = 4, 64
UNTOLD_MS = 100
"""How long a GIF's frame shows that does not say so."""
HINT = "Give an MP4, WebM or GIF that plays in a video player."


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One moment of a recording."""

    at_s: float
    """Seconds from its start."""
    screenshot: Screenshot


def load_video(
    source: str | Path, fps: float = FPS, most_frames: int = MOST_FRAMES
) -> tuple[Frame, ...]:
    """Return frames of a recording, `fps` a second and the last one; what stands still, once.

    Short ones are looked at four times at least, long ones give at most `most_frames`, spread over
    the whole. `source` is a path or URL as for pictures. Raises `InvalidInput` for what cannot be
    read, or is no video.
    """
    if not (fps > 0 and most_frames > 0):
        raise InvalidInput(f"{fps:g} frames a second, {most_frames} at most, are none")
    with _file(source) as path:
        film: Film = _Gif(path) if _begins(path, b"GIF8") else _Video(path)
        wanted = choose(film.times(), fps, most_frames)
        frames = film.frames([index for index, _ in wanted])
    if not frames:
        raise InvalidInput(f"{str(source)[:80]} is no video that can be read", hint=HINT)
    return tuple(
        Frame(at_s, Screenshot(pixels)) for (_, at_s), pixels in zip(wanted, frames, strict=False)
    )


def choose(times: Sequence[float], fps: float, most: int) -> list[tuple[int, float]]:
    """Return which frames to look at, with the time of the look; pure.

    `times` are the seconds at which each frame began to show, growing.
    """
    if not times:
        return []
    duration = times[-1]
    interval = min(1 / fps, duration / LEAST_FRAMES) if duration > 0 else 1.0
    looks = [step * interval for step in range(int(duration / interval + 1e-6) + 1)]
    showing: dict[int, float] = {}
    for look in [*looks, duration]:
        showing.setdefault(max(0, bisect_right(times, look + 1e-6) - 1), look)
    chosen = list(showing.items())
    if len(chosen) <= most:
        return chosen
    return [chosen[round(at)] for at in np.linspace(0, len(chosen) - 1, most)]


class Film(Protocol):
    """A recording that can be read twice."""

    def times(self) -> list[float]:
        """Return when each frame begins to show, in seconds; nothing for what is no film."""

    def frames(self, indices: Sequence[int]) -> list[Rgb]:
        """Return the frames of growing indices."""


class _Gif:
    def __init__(self, path: Path) -> None:
        self._path = path

    def times(self) -> list[float]:
        times, at_ms = [], 0.0
        with PIL.Image.open(self._path) as image:
            for index in range(getattr(image, "n_frames", 1)):
                image.seek(index)
                times.append(at_ms / 1000)
                at_ms += image.info.get("duration") or UNTOLD_MS
        return times

    def frames(self, indices: Sequence[int]) -> list[Rgb]:
        found = []
        with PIL.Image.open(self._path) as image:
            for index in indices:
                image.seek(index)
                found.append(np.array(image.convert("RGB")))
        return found


class _Video:
    """What OpenCV reads (it comes with the OCR): MP4, WebM, MKV, AVI."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def times(self) -> list[float]:
        times: list[float] = []
        with closing(_Capture(self._path)) as capture:
            while capture.next():
                at_s = capture.at_s()
                times.append(max(at_s, times[-1] if times else 0.0))
        return times

    def frames(self, indices: Sequence[int]) -> list[Rgb]:
        wanted, number = set(indices), 0
        found: list[Rgb] = []
        with closing(_Capture(self._path)) as capture:
            while len(found) < len(wanted) and capture.next():
                if number in wanted:
                    found.append(capture.pixels())
                number += 1
        return found


class _Capture:
    """OpenCV's reader, and its memory."""

    def __init__(self, path: Path) -> None:
        import cv2

        self._capture = cv2.VideoCapture(str(path))
        self._property = cv2.CAP_PROP_POS_MSEC
        self._to_rgb = cv2.COLOR_BGR2RGB
        self._convert = cv2.cvtColor

    def next(self) -> bool:
        """Go to the next frame; False when there is none."""
        return bool(self._capture.grab())

    def at_s(self) -> float:
        """Return when the frame begins to show."""
        return float(self._capture.get(self._property)) / 1000

    def pixels(self) -> Rgb:
        """Decode the frame."""
        _, image = self._capture.retrieve()
        return np.asarray(self._convert(image, self._to_rgb), np.uint8)

    def close(self) -> None:
        """Let go of the file."""
        self._capture.release()


def _begins(path: Path, head: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(head)) == head


@contextmanager
def _file(source: str | Path) -> Iterator[Path]:
    """Give the recording as a file."""
    scheme = str(source)[:6].partition(":")[0].lower()
    if not isinstance(source, str) or scheme not in ("http", "https", "data"):
        path = local_path(source)
        if not path.is_file():
            raise InvalidInput(f"there is no file {path}", hint="Check the path.")
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="droidground-") as folder:
        path = Path(folder) / "recording"
        path.write_bytes(read_source(source))
        yield path
