"""Small hand-made hierarchies, and the frames they belong to."""

from pathlib import Path

import numpy as np

from droidground.geometry import Size
from droidground.screen import Display, Screenshot
from droidground.ui_tree import UiTree, load_hierarchy

FOLDER = Path(__file__).resolve().parents[2] / "data" / "hierarchies"
SIZE = Size(1080, 2400)


def tree(name: str) -> UiTree:
    return load_hierarchy(FOLDER / f"{name}.xml")


def blank(size: Size = SIZE, display: Size | None = None) -> Screenshot:
    """A white frame; with a display, one that can be acted on."""
    pixels = np.full((size.height, size.width, 3), 255, np.uint8)
    return Screenshot(pixels, display=None if display is None else Display(display))
