"""Icons drawn on a grid of 24 units, as masks of any size.

A stroke in `icons.txt` is `line WIDTH X Y X Y ...`, `poly X Y ...`, `dot X Y R`,
`ring X Y R WIDTH`, `arc X Y R FROM TO WIDTH` with degrees clockwise from the right,
`box L T R B RADIUS` or `frame L T R B RADIUS WIDTH`; one that begins with `-` rubs out.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from PIL import Image, ImageDraw

_GRID = 24
_OVERSAMPLE = 4

Stroke = tuple[str, tuple[float, ...]]
_UNKNOWN: tuple[Stroke, ...] = (("dot", (12, 12, 5)),)


def parse_icons(text: str) -> dict[str, tuple[Stroke, ...]]:
    """Read drawings: a line with a name, then one indented line a stroke."""
    drawings: dict[str, list[Stroke]] = {}
    name = ""
    for line in text.splitlines():
        kind, *numbers = line.split() or ("#",)
        if kind.startswith("#"):
            continue
        if line[0].isspace():
            drawings[name].append((kind, tuple(map(float, numbers))))
        else:
            name = kind
            drawings[name] = []
    return {name: tuple(strokes) for name, strokes in drawings.items()}


@lru_cache(maxsize=1)
def _drawings() -> dict[str, tuple[Stroke, ...]]:
    folder = resources.files("droidground_emulator.virtual.screen.pillow")
    return parse_icons((folder / "icons.txt").read_text("utf-8"))


@lru_cache(maxsize=512)
def icon_mask(name: str, size: int) -> Image.Image:
    """Return the mask of an icon, `size` pixels a side; a dot for a name there is not."""
    side = size * _OVERSAMPLE
    mask = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(mask)
    for kind, raw in _drawings().get(name, _UNKNOWN):
        at = [value * side / _GRID for value in raw]
        _stroke(draw, kind.lstrip("-"), at, raw, 0 if kind.startswith("-") else 255)
    return mask.reduce(_OVERSAMPLE)


def _stroke(
    draw: ImageDraw.ImageDraw, kind: str, at: list[float], raw: tuple[float, ...], ink: int
) -> None:
    if kind == "line":
        width, points = at[0], list(zip(at[1::2], at[2::2], strict=True))
        draw.line(points, ink, round(width), joint="curve")
        for x, y in (points[0], points[-1]):
            draw.ellipse(_around(x, y, width / 2), fill=ink)
    elif kind == "poly":
        draw.polygon(list(zip(at[::2], at[1::2], strict=True)), fill=ink)
    elif kind == "dot":
        draw.ellipse(_around(*at), fill=ink)
    elif kind == "ring":
        draw.ellipse(_around(*at[:3]), outline=ink, width=round(at[3]))
    elif kind == "arc":
        draw.arc(_around(*at[:3]), raw[3], raw[4], fill=ink, width=round(at[5]))
    elif kind == "box":
        draw.rounded_rectangle(tuple(at[:4]), at[4], fill=ink)
    elif kind == "frame":
        draw.rounded_rectangle(tuple(at[:4]), at[4], outline=ink, width=round(at[5]))


def _around(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return x - radius, y - radius, x + radius, y + radius
