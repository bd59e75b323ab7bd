"""Smooth shapes, icons and text on an RGB image."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from droidground_emulator.virtual.screen.pillow.icons import icon_mask
from droidground_emulator.virtual.screen.pillow.theme import Box, Color, font

_OVERSAMPLE = 4


class Canvas:
    """Draws in display pixels, inside a clip."""

    def __init__(self, size: tuple[int, int], background: Color) -> None:
        self.image = Image.new("RGB", size, background)
        self._draw = ImageDraw.Draw(self.image)
        self._origin = (0, 0)

    def clipped(self, box: Box) -> Canvas:
        """Return a canvas of what lies in `box`; `paste` it back when drawn."""
        inner = Canvas((1, 1), (0, 0, 0))
        left, top = self._at(box[0], box[1])
        inner.image = self.image.crop((left, top, left + box[2] - box[0], top + box[3] - box[1]))
        inner._draw = ImageDraw.Draw(inner.image)
        inner._origin = (box[0], box[1])
        return inner

    def paste(self, inner: Canvas) -> None:
        """Put a clipped canvas back."""
        self.image.paste(inner.image, self._at(*inner._origin))

    def rect(self, box: Box, color: Color) -> None:
        """Fill a box."""
        self.image.paste(color, self._box(box))

    def rounded(self, box: Box, radius: int, color: Color) -> None:
        """Fill a box with round corners."""
        width, height = box[2] - box[0], box[3] - box[1]
        radius = min(radius, width // 2, height // 2)
        if width <= 0 or height <= 0:
            return
        if radius <= 0:
            self.rect(box, color)
            return
        self.image.paste(color, self._box(box)[:2], _rounded_mask(width, height, radius))

    def ring(self, box: Box, radius: int, width: int, color: Color) -> None:
        """Draw the outline of a rounded box, inside it."""
        outer = (box[2] - box[0], box[3] - box[1])
        inner = (outer[0] - 2 * width, outer[1] - 2 * width)
        if inner[0] <= 0 or inner[1] <= 0:
            return
        radius = min(radius, outer[0] // 2, outer[1] // 2)
        mask = _rounded_mask(*outer, radius).copy()
        hole = Image.new("L", outer, 0)
        hole.paste(_rounded_mask(*inner, max(radius - width, 0)), (width, width))
        self.image.paste(color, self._box(box)[:2], ImageChops.subtract(mask, hole))

    def circle(self, center: tuple[int, int], radius: int, color: Color) -> None:
        """Fill a circle."""
        x, y = center
        self.rounded((x - radius, y - radius, x + radius, y + radius), radius, color)

    def icon(self, name: str, box: Box, color: Color) -> None:
        """Draw an icon, filling a square box."""
        mask = icon_mask(name, box[2] - box[0])
        self.image.paste(color, self._at(box[0], box[1]), mask)

    def text(
        self, at: tuple[int, int], text: str, size: int, color: Color, *, bold: bool = False
    ) -> None:
        """Draw one line whose baseline begins at `at`."""
        stroke = max(1, round(size / 40)) if bold else 0
        self._draw.text(self._at(*at), text, color, font(size), anchor="ls", stroke_width=stroke)

    def _at(self, x: int, y: int) -> tuple[int, int]:
        return x - self._origin[0], y - self._origin[1]

    def _box(self, box: Box) -> Box:
        return (*self._at(box[0], box[1]), *self._at(box[2], box[3]))


@lru_cache(maxsize=256)
def _rounded_mask(width: int, height: int, radius: int) -> Image.Image:
    mask = Image.new("L", (width, height), 255)
    if radius <= 0:
        return mask
    big = radius * _OVERSAMPLE
    corner = Image.new("L", (big, big), 0)
    ImageDraw.Draw(corner).ellipse((0, 0, 2 * big - 1, 2 * big - 1), fill=255)
    corner = corner.reduce(_OVERSAMPLE)
    flipped = corner.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    mask.paste(corner, (0, 0))
    mask.paste(flipped, (width - radius, 0))
    mask.paste(corner.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, height - radius))
    mask.paste(
        flipped.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (width - radius, height - radius)
    )
    return mask
