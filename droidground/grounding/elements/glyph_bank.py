"""What a shape on a screen is compared with: the icon font's glyphs and Roboto's letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import PIL.ImageFont
from numpy.typing import NDArray

from droidground.grounding.elements.glyphs import Mask, shape_of, tight
from droidground.grounding.elements.icons_known import KNOWN_ICONS

DRAWN_AT = 48
"""Pixels of the em in which glyphs are drawn to be compared."""
RIVAL = -1
"""Meaning of a glyph that is no known icon."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789&@#%$!?<>()[]/*=~.:;|"
ICON_FONT = ("fonticon_mdi7", "fonts/materialdesignicons-webfont.ttf")
LETTER_FONTS = (
    ("font_roboto", "files/Roboto-Regular.ttf"),
    ("font_roboto", "files/Roboto-Bold.ttf"),
)


@dataclass(frozen=True, slots=True)
class Bank:
    """Shapes, a row each."""

    shapes: NDArray[np.float32]
    meanings: NDArray[np.int32]
    """Index in `KNOWN_ICONS`, or `RIVAL`."""
    sides_em: NDArray[np.float32]
    """Longer side, as a share of the em."""


@cache
def load_bank() -> Bank:
    """Draw all glyphs; takes most of a second, once in a process. Needs OpenCV."""
    shown = {glyph: index for index, icon in enumerate(KNOWN_ICONS) for glyph in icon.glyphs}
    names = glyph_characters()
    drawn = [
        (shown.get(name, RIVAL), mask)
        for name, mask in zip(names, _draw(ICON_FONT, names.values()), strict=True)
    ]
    drawn += [(RIVAL, mask) for font in LETTER_FONTS for mask in _draw(font, LETTERS)]
    return Bank(
        np.stack([shape_of(mask) for _, mask in drawn]),
        np.array([meaning for meaning, _ in drawn], np.int32),
        np.array([max(mask.shape) / DRAWN_AT for _, mask in drawn], np.float32),
    )


def glyph_characters() -> dict[str, str]:
    """Return the icon font's characters by the names of its glyphs."""
    from fonticon_mdi7 import MDI7

    return {
        name: value.removeprefix("mdi7.")
        for name, value in vars(MDI7).items()
        if not name.startswith("_") and isinstance(value, str)
    }


def _draw(font: tuple[str, str], characters: Iterable[str]) -> Iterator[Mask]:
    """Draw characters of a package's font, each cut tight."""
    package, path = font
    with resources.as_file(resources.files(package) / path) as file:
        drawer = PIL.ImageFont.truetype(file, DRAWN_AT)
    for character in characters:
        pixels = drawer.getmask(character, mode="L")
        mask = np.asarray(pixels, np.float32).reshape(pixels.size[1], pixels.size[0])
        mask = mask / np.float32(255)
        box = tight(mask)
        assert box is not None, f"{package} draws nothing for {character!r}"
        yield mask[box.top : box.bottom, box.left : box.right]
