"""Reading a recording's folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from droidground.errors import RecordingUnreadable
from droidground.recording.codec import Undecodable, decode
from droidground.recording.events import FORMAT, Ended, Line, Manifest, Shot
from droidground.recording.frame import RecordedFrame
from droidground.recording.lines import read_lines
from droidground.recording.masks import unmask
from droidground.recording.store import EVENTS, FRAMES, MANIFEST, TREES
from droidground.ui_tree import UiTree, parse_hierarchy


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording on disk; its pictures and hierarchies are read when they are asked for."""

    folder: Path
    manifest: Manifest
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    """What is to be said of it, as that it was cut short."""
    _trees: dict[tuple[int, tuple[tuple[int, str], ...]], UiTree] = field(
        default_factory=dict, repr=False
    )
    _frames: dict[int, RecordedFrame] = field(default_factory=dict, repr=False)

    def __iter__(self) -> Iterator[Line]:
        """Yield the events in order."""
        return iter(self.lines)

    @property
    def is_whole(self) -> bool:
        """Whether it was ended, not killed."""
        return bool(self.lines) and isinstance(self.lines[-1].event, Ended)

    def frame_path(self, number: int) -> Path:
        """Return the file of a picture: PNG, or PPM where the recorder was killed."""
        png = self.folder / FRAMES / f"{number:04}.png"
        return png if png.exists() else png.with_suffix(".ppm")

    def screenshot(self, shot: Shot) -> RecordedFrame:
        """Return a frame; equal shots are the same object. No pixel is read before one is used."""
        key = id(shot)
        if key not in self._frames:
            self._frames[key] = RecordedFrame(self.frame_path(shot.frame), shot)
        return self._frames[key]

    def tree(self, number: int, texts: dict[int, str] | None = None) -> UiTree:
        """Return a hierarchy, with masked texts put back where they are known.

        Raises `RecordingUnreadable`, and `InvalidHierarchy` when the file was damaged.
        """
        key = (number, tuple(sorted((texts or {}).items())))
        if key not in self._trees:
            path = self.folder / TREES / f"{number:04}.xml"
            try:
                xml = path.read_bytes().decode("utf-8", "surrogatepass")
            except (OSError, UnicodeDecodeError) as exc:
                _refuse(self.folder, f"{path.name} cannot be read: {exc}")
            self._trees[key] = parse_hierarchy(unmask(xml, texts or {}), str(path))
        return self._trees[key]


def is_recording(folder: Path) -> bool:
    """Tell whether a folder holds a recording."""
    return (folder / MANIFEST).is_file()


def load_recording(folder: Path) -> Recording:
    """Read a recording, also one whose recorder was killed.

    Raises `RecordingUnreadable` when there is none, or one of a newer format.
    """
    manifest = _manifest(folder)
    path = folder / EVENTS
    if not path.exists():
        return Recording(folder, manifest, (), ("the recorder ended before its first event",))
    try:
        with path.open("rb") as file:
            lines, notes = read_lines(file)
    except (OSError, Undecodable) as exc:
        _refuse(folder, f"{EVENTS} is damaged: {exc}")
    return Recording(folder, manifest, lines, notes)


def _manifest(folder: Path) -> Manifest:
    try:
        value = json.loads((folder / MANIFEST).read_text("utf-8"))
        known = int(value["format"])
    except FileNotFoundError:
        _refuse(folder, f"there is no {MANIFEST}", "Make one with `droidground record FOLDER`.")
    except (OSError, ValueError, KeyError, TypeError) as exc:
        _refuse(folder, f"{MANIFEST} is damaged: {exc}")
    if known > FORMAT:
        _refuse(
            folder, f"it is of format {known}, and {FORMAT} is known here", "Update droidground."
        )
    try:
        manifest: Manifest = decode(Manifest, value)
    except Undecodable as exc:
        _refuse(folder, f"{MANIFEST} is damaged: {exc}")
    return manifest


def _refuse(folder: Path, why: str, hint: str = "Record it again.") -> NoReturn:
    raise RecordingUnreadable(
        f"{folder} is no recording that can be read: {why}", folder=folder, hint=hint
    )
