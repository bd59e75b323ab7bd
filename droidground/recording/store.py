"""Writing a recording's folder.

Each event is one `write` of one whole line to a file opened for appending, so that a process that
is killed loses at most the event being written; nothing is forced to the disk (`fsync`) before the
recording ends, so that a machine that loses power may lose its last seconds. A picture is first
laid down uncompressed (PPM, a few milliseconds), then made a PNG in the background.
"""

from __future__ import annotations

import hashlib
import json
import os
import queue
import shutil
import threading
from collections import deque
from pathlib import Path

import PIL.Image

from droidground.clock import SYSTEM_CLOCK, Clock
from droidground.errors import RecordingError
from droidground.geometry import Box
from droidground.recording.codec import encode
from droidground.recording.events import Ended, Event, FrameKept, Line, Manifest, Shot, TreeKept
from droidground.recording.lines import write_line
from droidground.recording.masks import Masks
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree

MANIFEST, EVENTS, FRAMES, TREES = "manifest.json", "events.jsonl", "frames", "trees"
PNG_LEVEL = 6
RECENT = 4
"""Frames that are known again without a look at their pixels."""


class Store:
    """One recording being written. Safe to call from one thread."""

    def __init__(
        self, folder: Path, manifest: Manifest, masks: Masks, clock: Clock = SYSTEM_CLOCK
    ) -> None:
        self.folder = folder
        self._masks = masks
        self._clock = clock
        self._start = clock.now()
        self._frames: dict[str, int] = {}
        self._trees: dict[str, int] = {}
        self._recent: deque[tuple[Screenshot, Shot]] = deque(maxlen=RECENT)
        self._count = 0
        try:
            _begin(folder, manifest)
            self._events = (folder / EVENTS).open("ab", buffering=0)
        except OSError as exc:
            raise _unwritable(folder, exc) from exc
        self._painter = _Painter(folder / FRAMES)

    def write(self, event: Event) -> int:
        """Append an event; return its number."""
        self._count += 1
        line = Line(self._count, self._clock.now() - self._start, event)
        text = write_line(line, self._masks.value)
        try:
            self._events.write(text.encode("utf-8", "surrogatepass") + b"\n")
        except OSError as exc:
            raise _unwritable(self.folder, exc) from exc
        return self._count

    def shot(self, seen: Screenshot, tree: UiTree | None = None) -> Shot:
        """Keep a frame, without what is masked; what equals an earlier one is not kept again."""
        for known, shot in self._recent:
            if known is seen:
                return shot
        shot = self._keep(seen, tree)
        self._recent.append((seen, shot))
        return shot

    def add_secret(self, text: str, field: Box | None) -> int:
        """Keep a typed text out from now on; return its number, which stands for it."""
        self._recent.clear()
        return self._masks.add_secret(text, field)

    def _keep(self, seen: Screenshot, tree: UiTree | None) -> Shot:
        kept = self._masks.frame(seen, tree)
        digest = hashlib.sha256(kept.pixels.tobytes()).hexdigest()
        key = f"{digest} {kept.size}"
        number = self._frames.get(key)
        if number is None:
            number = self._frames[key] = len(self._frames) + 1
            self._painter.put(number, kept)
            self.write(FrameKept(number, digest, kept.size))
        return Shot(
            frame=number,
            size=seen.size,
            display=seen.display,
            density=seen.density,
            taken_at=seen.taken_at,
            serial=seen.serial,
            is_secure=seen.is_secure,
        )

    def tree(self, tree: UiTree | None) -> int | None:
        """Keep a hierarchy in the same way; return its number."""
        if tree is None:
            return None
        data = self._masks.xml(tree).encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._trees:
            self._trees[digest] = number = len(self._trees) + 1
            _write(self.folder / TREES / f"{number:04}.xml", data)
            self.write(TreeKept(number, digest))
        return self._trees[digest]

    def close(self) -> None:
        """End the recording: all pictures are PNG files, all is on the disk."""
        if self._events.closed:
            return
        self._painter.close()
        self.write(Ended())
        os.fsync(self._events.fileno())
        self._events.close()


class _Painter:
    """Turns PPM files into PNG files, one after the other, in the background."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        self._worker = threading.Thread(target=self._work, name="droidground-frames", daemon=True)
        self._worker.start()

    def put(self, number: int, shot: Screenshot) -> None:
        """Lay a frame down; it can be loaded from now on."""
        path = self._folder / f"{number:04}.ppm"
        head = f"P6\n{shot.size.width} {shot.size.height}\n255\n".encode()
        _write(path, head + shot.pixels.tobytes())
        self._waiting.put(path)

    def close(self) -> None:
        """Wait until all are PNG files."""
        self._waiting.put(None)
        self._worker.join()

    def _work(self) -> None:
        while (path := self._waiting.get()) is not None:
            try:
                _to_png(path)
            except OSError:
                continue  # as where the disk is full: the PPM file stays, and loads as well


def _to_png(path: Path) -> None:
    part = path.with_suffix(".part")
    with PIL.Image.open(path) as image:
        image.save(part, "PNG", compress_level=PNG_LEVEL)
    part.replace(path.with_suffix(".png"))
    path.unlink()


def _begin(folder: Path, manifest: Manifest) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise RecordingError(
            f"{folder} is not empty",
            folder=folder,
            hint="Give another folder, or remove this one.",
        )
    for name in (FRAMES, TREES):
        (folder / name).mkdir(parents=True, exist_ok=True)
    text = json.dumps(encode(manifest), indent=1, ensure_ascii=False) + "\n"
    _write(folder / MANIFEST, text.encode())


def _write(path: Path, data: bytes) -> None:
    """Write a file so that it is either whole or not there."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as exc:
        raise _unwritable(path.parent, exc) from exc


def _unwritable(folder: Path, error: OSError) -> RecordingError:
    return RecordingError(
        f"cannot write into {folder}: {error.strerror or error}",
        folder=folder,
        hint="Check the permissions and the space that is left.",
    )


def replace_folder(new: Path, old: Path) -> None:
    """Put one recording in the place of another."""
    if old.exists():
        shutil.rmtree(old)
    old.parent.mkdir(parents=True, exist_ok=True)
    new.replace(old)
