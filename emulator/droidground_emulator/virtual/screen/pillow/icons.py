"""Icons drawn on a grid of 24 units, as masks of any size.

A drawing is a list of strokes: `("line", width, x, y, x, y, ...)`, `("poly", x, y, ...)`,
`("dot", x, y, r)`, `("ring", x, y, r, width)`, `("arc", x, y, r, from, to, width)` with degrees
clockwise from the right, `("box", l, t, r, b, radius)`, `("frame", l, t, r, b, radius, width)`;
a name that begins with `-` rubs out.
"""

from __future__ import annotations

import math
from functools import lru_cache

from PIL import Image, ImageDraw

_GRID = 24
_OVERSAMPLE = 4

Stroke = tuple[str | float, ...]

DRAWINGS: dict[str, tuple[Stroke, ...]] = {
    "accessibility": (("dot", 12, 4, 2), ("line", 2, 4, 8, 12, 9.5, 20, 8), ("line", 2, 12, 9, 12, 14),
                      ("line", 2, 12, 14, 9, 21), ("line", 2, 12, 14, 15, 21)),
    "airplane": (("line", 2.6, 12, 3, 12, 21), ("poly", 12, 8, 22, 14, 22, 16, 12, 13, 2, 16, 2, 14),
                 ("poly", 12, 17, 16, 20, 16, 21.4, 12, 20.4, 8, 21.4, 8, 20)),
    "apps": tuple(("dot", x, y, 2) for y in (6, 12, 18) for x in (6, 12, 18)),
    "arrow_back": (("line", 2, 20, 12, 5, 12), ("line", 2, 12, 4, 4, 12, 12, 20)),
    "backspace": (("poly", 22, 4, 8, 4, 2, 12, 8, 20, 22, 20), ("-line", 2, 11, 9, 17, 15), ("-line", 2, 17, 9, 11, 15)),
    "battery": (("box", 9.5, 2, 14.5, 5, 1), ("box", 7, 4, 17, 22, 1.6)),
    "bell": (("poly", 5, 18, 6.5, 16, 6.5, 10, 17.5, 10, 17.5, 16, 19, 18), ("dot", 12, 10, 5.5), ("box", 4, 17, 20, 19, 1),
             ("dot", 12, 20.4, 1.8)),
    "bluetooth": (("line", 1.8, 6.5, 7.5, 17, 17, 12, 21.5, 12, 2.5, 17, 7, 6.5, 16.5),),
    "calculator": (("frame", 5, 3, 19, 21, 2, 2), ("box", 8, 6, 16, 9, 0.5),
                   *(("dot", x, y, 1.1) for y in (12.5, 16.5) for x in (8.8, 12, 15.2))),
    "calendar": (("frame", 4, 5, 20, 21, 2, 2), ("box", 4, 5, 20, 10, 1), ("line", 2, 8, 3, 8, 7), ("line", 2, 16, 3, 16, 7),
                 ("dot", 15.5, 16, 1.8)),
    "camera": (("box", 3, 7, 21, 20, 2), ("poly", 9, 4.5, 15, 4.5, 17, 8, 7, 8), ("-dot", 12, 13.5, 4.4), ("dot", 12, 13.5, 2.8)),
    "chat": (("box", 3, 4, 21, 17, 2), ("poly", 4, 15, 4, 21, 9, 16.5), ("-line", 1.6, 7, 8.5, 17, 8.5), ("-line", 1.6, 7, 12.3, 14, 12.3)),
    "check": (("line", 2.4, 5, 12.5, 10, 17.5, 19.5, 7),),
    "clock": (("ring", 12, 12, 9.5, 2), ("line", 2, 12, 6.5, 12, 12.4, 16, 15)),
    "close": (("line", 2, 6, 6, 18, 18), ("line", 2, 18, 6, 6, 18)),
    "devices": (("frame", 4, 4, 20, 15, 1.5, 2), ("box", 2, 17, 15, 19, 0.5), ("box", 16, 9, 22, 20, 1.2), ("-box", 17.5, 11, 20.5, 17.4, 0.2)),
    "display": (("dot", 12, 12, 4.2), *(("line", 2, 12 + 7 * math.cos(a), 12 + 7 * math.sin(a), 12 + 10 * math.cos(a), 12 + 10 * math.sin(a))
                for a in (k * math.pi / 4 for k in range(8)))),
    "dns": (("box", 3, 4, 21, 11, 1), ("box", 3, 13, 21, 20, 1), ("-dot", 7, 7.5, 1.4), ("-dot", 7, 16.5, 1.4)),
    "enter": (("line", 2, 20, 6, 20, 13, 5, 13), ("line", 2, 9.5, 8.5, 5, 13, 9.5, 17.5)),
    "folder": (("box", 2.5, 6, 21.5, 20, 1.8), ("box", 2.5, 4, 11, 9, 1.8)),
    "gear": (("ring", 12, 12, 6.6, 3), *(("line", 3.4, 12 + 7 * math.cos(a), 12 + 7 * math.sin(a), 12 + 9.2 * math.cos(a), 12 + 9.2 * math.sin(a))
             for a in (k * math.pi / 4 for k in range(8)))),
    "globe": (("ring", 12, 12, 9.5, 1.8), ("line", 1.6, 3, 9, 21, 9), ("line", 1.6, 3, 15, 21, 15), ("line", 1.6, 12, 3, 12, 21),
              ("arc", 17.8, 12, 11, 125, 235, 1.5), ("arc", 6.2, 12, 11, -55, 55, 1.5)),
    "hotspot": (("dot", 12, 13, 2.2), ("arc", 12, 13, 6, 150, 390, 2), ("arc", 12, 13, 10, 140, 400, 2)),
    "image": (("frame", 3, 4, 21, 20, 2, 2), ("poly", 5.5, 17.5, 10, 11, 13, 14.8, 15, 12.5, 18.8, 17.5), ("dot", 15.5, 8.5, 1.4)),
    "info": (("ring", 12, 12, 9.5, 2), ("line", 2, 12, 11, 12, 17), ("dot", 12, 7.6, 1.3)),
    "key": (("ring", 7.5, 12, 4.6, 2.4), ("line", 2.4, 11, 12, 21.5, 12, 21.5, 16), ("line", 2.4, 17.5, 12, 17.5, 15)),
    "language": (("box", 3, 4, 16, 14, 2), ("poly", 5, 13, 5, 18, 10, 13), ("box", 13, 11, 21, 19, 1.6), ("-line", 1.6, 6, 7.5, 13, 7.5)),
    "location": (("dot", 12, 9.5, 7), ("poly", 5.6, 12, 18.4, 12, 12, 22), ("-dot", 12, 9.5, 2.6)),
    "lock": (("box", 5, 10, 19, 21, 1.8), ("arc", 12, 9, 5, 180, 360, 2.2), ("line", 2.2, 8.1, 9, 8.1, 11), ("line", 2.2, 15.9, 9, 15.9, 11),
             ("-dot", 12, 15.5, 1.9)),
    "more": (("dot", 12, 5, 2), ("dot", 12, 12, 2), ("dot", 12, 19, 2)),
    "music": (("dot", 7.5, 18, 3.6), ("line", 2.4, 10.2, 18, 10.2, 4.5, 19, 4.5), ("line", 3.4, 11, 5, 19, 5)),
    "note": (("box", 4, 3, 20, 21, 2), ("-line", 1.8, 7.5, 8, 16.5, 8), ("-line", 1.8, 7.5, 12, 16.5, 12), ("-line", 1.8, 7.5, 16, 13, 16)),
    "person": (("dot", 12, 8, 4.2), ("dot", 12, 19, 7.4), ("-box", 3, 20, 21, 27, 0)),
    "phone": (("arc", 20, 4, 14.5, 100, 170, 4), ("dot", 6, 6.4, 2.7), ("dot", 17.6, 18, 2.7)),
    "plus": (("line", 2, 12, 4, 12, 20), ("line", 2, 4, 12, 20, 12)),
    "rotate": (("arc", 12, 12, 8, -60, 200, 2), ("poly", 14, 1.5, 14, 9.5, 20, 5.5)),
    "saver": (("ring", 12, 12, 9.5, 2.4), ("line", 2, 12, 7.5, 12, 16.5), ("line", 2, 7.5, 12, 16.5, 12)),
    "search": (("ring", 10, 10, 6.4, 2), ("line", 2.2, 14.6, 14.6, 20.5, 20.5)),
    "shield": (("poly", 12, 2, 20, 5, 20, 11.5, 17.5, 17.5, 12, 22, 6.5, 17.5, 4, 11.5, 4, 5), ("-line", 1.8, 8, 12, 11, 15, 16, 8.5)),
    "shift": (("line", 2, 12, 4, 4.5, 12, 8.5, 12, 8.5, 19, 15.5, 19, 15.5, 12, 19.5, 12, 12, 4),),
    "signal": (("poly", 3, 21, 21, 21, 21, 3),),
    "sim": (("poly", 6, 22, 6, 7, 11, 2, 18, 2, 18, 22), ("-box", 8.6, 11, 11, 14, 0), ("-box", 13, 11, 15.4, 14, 0), ("-box", 8.6, 16, 11, 19, 0),
            ("-box", 13, 16, 15.4, 19, 0)),
    "storage": (("box", 3, 4, 21, 8.4, 0.6), ("box", 3, 9.8, 21, 14.2, 0.6), ("box", 3, 15.6, 21, 20, 0.6), ("-dot", 6, 6.2, 1), ("-dot", 6, 12, 1),
                ("-dot", 6, 17.8, 1)),
    "touch": (("ring", 11, 9, 6.4, 1.8), ("dot", 11, 9, 3), ("line", 2.6, 11, 9, 11, 21), ("line", 2.6, 11, 15, 17, 16.5, 17, 21)),
    "volume": (("poly", 3, 9, 7, 9, 12, 4, 12, 20, 7, 15, 3, 15), ("arc", 12, 12, 5, -55, 55, 2), ("arc", 12, 12, 9, -60, 60, 2)),
    "wifi": (("poly", 12, 21, 1, 8.2, 4.6, 5.6, 8.4, 4.1, 12, 3.6, 15.6, 4.1, 19.4, 5.6, 23, 8.2),),
    "wifi_off": (("arc", 12, 21, 17, 231, 309, 1.6), ("line", 1.6, 12, 20.6, 1.6, 8.2), ("line", 1.6, 12, 20.6, 22.4, 8.2)),
}  # fmt: skip


@lru_cache(maxsize=512)
def icon_mask(name: str, size: int) -> Image.Image:
    """Return the mask of an icon, `size` pixels a side; a dot for a name there is not."""
    side = size * _OVERSAMPLE
    mask = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(mask)
    for stroke in DRAWINGS.get(name, (("dot", 12, 12, 5),)):
        kind = str(stroke[0])
        numbers = [float(value) * side / _GRID for value in stroke[1:]]
        raw = [float(value) for value in stroke[1:]]
        _stroke(draw, kind.lstrip("-"), numbers, raw, 0 if kind.startswith("-") else 255)
    return mask.reduce(_OVERSAMPLE)


def _stroke(
    draw: ImageDraw.ImageDraw, kind: str, at: list[float], raw: list[float], ink: int
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
