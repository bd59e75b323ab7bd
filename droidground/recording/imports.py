"""Making a recording of what people already have: screenshots, with or without hierarchies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import droidground
from droidground.errors import RecordingError
from droidground.recording.events import FORMAT, Captured, Manifest, Noted, Observed
from droidground.recording.masks import Masks
from droidground.recording.store import Store
from droidground.screen import load_screenshot
from droidground.ui_tree import load_hierarchy

PICTURES = (".png", ".jpg", ".jpeg", ".webp")
HIERARCHIES = (".uix", ".xml")
SCREENSHOT, DUMP = "screenshot", "dump"
"""What `uiautomatorviewer` calls the two files of one screen: `screenshot_1.png`, `dump_1.uix`."""


def import_screens(
    source: Path, folder: Path, *, density: int | None = None, redact: tuple[str, ...] = ()
) -> int:
    """Make a recording of a folder of pictures, by name; return how many there were.

    A picture's hierarchy is the file of its name that ends in `.uix` or `.xml`. Numbers in names
    count as numbers. Raises `RecordingError` when there is no picture, `InvalidImage` and
    `InvalidHierarchy`.
    """
    files = source.iterdir() if source.is_dir() else ()
    pictures = [path for path in files if path.suffix.lower() in PICTURES]
    if not pictures:
        raise RecordingError(
            f"there is no picture in {source}",
            folder=source,
            hint=f"Give a folder of {', '.join(PICTURES)} files.",
        )
    masks = Masks(redact)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(
        FORMAT, droidground.__version__, created, device={"serial": "import"}, redacted=masks.told
    )
    store = Store(folder, manifest, masks)
    try:
        for path in sorted(pictures, key=_by_number):
            _import(store, path, density)
    finally:
        store.close()
    return len(pictures)


def _import(store: Store, path: Path, density: int | None) -> None:
    screenshot = load_screenshot(path, density)
    beside = next((one for one in _names_of_hierarchy(path) if one.is_file()), None)
    store.write(Noted(path.name))
    if beside is None:
        store.write(Captured(store.shot(screenshot)))
        return
    tree = load_hierarchy(beside)
    store.write(Observed(store.shot(screenshot, tree), store.tree(tree)))


def _names_of_hierarchy(path: Path) -> Iterator[Path]:
    stems = [path.stem]
    if path.stem.startswith(SCREENSHOT):
        stems.append(DUMP + path.stem.removeprefix(SCREENSHOT))
    for stem in stems:
        for suffix in HIERARCHIES:
            yield path.with_name(stem + suffix)


def _by_number(path: Path) -> list[tuple[int, str]]:
    """Return a key by which `9.png` comes before `10.png`."""
    parts = re.split(r"(\d+)", path.name)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]
