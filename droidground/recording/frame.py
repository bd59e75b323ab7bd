"""A recorded frame: its facts at once, its pixels when they are first used."""

from __future__ import annotations

from pathlib import Path

from droidground.errors import RecordingUnreadable
from droidground.geometry import Size
from droidground.recording.events import Shot
from droidground.screen import Pixels, Screenshot, decode_image


class RecordedFrame(Screenshot):
    """A screenshot that lies on disk. Raises `RecordingUnreadable` when pixels are gone."""

    __slots__ = ("_read", "path", "shot")

    path: Path
    """Its file."""
    shot: Shot
    _read: Pixels | None

    def __init__(self, path: Path, shot: Shot) -> None:
        values = {
            "path": path,
            "shot": shot,
            "_read": None,
            "display": shot.display,
            "serial": shot.serial,
            "taken_at": shot.taken_at,
            "density": shot.density,
            "is_secure": shot.is_secure,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def pixels(self) -> Pixels:
        """Height x width x 3, RGB, read-only."""
        read = self._read
        if read is None:
            read = self._load()
            object.__setattr__(self, "_read", read)
        return read

    @property
    def size(self) -> Size:
        """The image's own size, as it was recorded."""
        return self.shot.size

    @property
    def is_decoded(self) -> bool:
        """Whether its pixels were used."""
        return self._read is not None

    def _load(self) -> Pixels:
        try:
            pixels = decode_image(self.path.read_bytes(), str(self.path))
        except OSError as exc:
            raise RecordingUnreadable(
                f"the picture {self.path} cannot be read: {exc.strerror or exc}",
                folder=self.path.parent.parent,
                hint="Record it again, or copy the recording's frames/ as well.",
            ) from exc
        pixels.setflags(write=False)
        return pixels
