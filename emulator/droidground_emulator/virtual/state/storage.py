"""How much of the phone's storage is taken, and by what; all from its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.file_stat import Entry
    from droidground_emulator.virtual.files import Files

SHARED = "/storage/emulated/0"
_APPS = ("/data/app", "/data/data")
_KINDS = {
    "images": (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".heic"),
    "videos": (".mp4", ".mkv", ".webm", ".3gp", ".mov", ".avi"),
    "audio": (".mp3", ".m4a", ".ogg", ".opus", ".wav", ".flac", ".aac"),
}


@dataclass(frozen=True, slots=True)
class Usage:
    """Bytes."""

    total: int
    free: int
    apps: int
    images: int
    videos: int
    audio: int
    files: int
    """Of shared files that are none of these."""

    @property
    def system(self) -> int:
        """What is taken by neither apps nor shared files."""
        known = self.apps + self.images + self.videos + self.audio + self.files
        return max(self.total - self.free - known, 0)


def measure(files: Files) -> Usage:
    """Count the bytes of every file by what it is."""
    sizes = dict.fromkeys((*_KINDS, "files"), 0)
    for entry in _walk(files, SHARED):
        sizes[_kind(entry.name)] += entry.stat.size
    apps = sum(entry.stat.size for folder in _APPS for entry in _walk(files, folder))
    return Usage(files.total_bytes(), files.free_bytes(), apps, **sizes)


def app_bytes(files: Files, package: str) -> int:
    """Return how much an app's own files take."""
    return sum(entry.stat.size for entry in _walk(files, f"/data/data/{package}"))


def _kind(name: str) -> str:
    low = name.lower()
    return next((kind for kind, ends in _KINDS.items() if low.endswith(ends)), "files")


def _walk(files: Files, folder: str) -> Iterator[Entry]:
    if not files.is_dir(folder):
        return
    for entry in files.scan(folder):
        if entry.stat.is_dir():
            yield from _walk(files, f"{folder}/{entry.name}")
        elif entry.stat.is_file():
            yield entry
