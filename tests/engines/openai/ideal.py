"""An ideal model: it sees where a marker is and says so in a family's own words.

The words are typed from the families' published examples, never made from our profiles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from tests.engines.openai.mock_server import Asked, decoded

COLOURS = {
    "red": (211, 47, 47),
    "blue": (25, 118, 210),
    "green": (56, 142, 60),
    "orange": (245, 124, 0),
    "black": (33, 33, 33),
}
MARKER = re.compile(r"the (red circle|blue square|green triangle|orange star|black cross)")

Sight = tuple[float, float, int, int]
"""Where the marker is, in pixels of the picture, and the picture's width and height."""
Say = Callable[[float, float, int, int], str]


def see(asked: Asked) -> Sight:
    """Find the marker that the question names on the picture that came with it."""
    named = MARKER.search(asked.text)
    assert named, asked.text
    (url,) = asked.urls
    return centre(url, named[1].split()[0])


@lru_cache(maxsize=64)
def centre(url: str, colour: str) -> Sight:
    """Return the centre of mass of a colour, in edge coordinates, and the picture's size."""
    image = decoded(url)
    away = np.abs(image.astype(int) - np.array(COLOURS[colour])).sum(axis=2)
    ys, xs = np.nonzero(away < 60)
    assert xs.size, f"no {colour} on the picture"
    return float(xs.mean()) + 0.5, float(ys.mean()) + 0.5, image.shape[1], image.shape[0]


def thousandths(x: float, y: float, w: int, h: int) -> tuple[int, int]:
    return round(x / w * 1000), round(y / h * 1000)


def _box(x: float, y: float, r: int = 9) -> str:
    return f"({round(x) - r},{round(y) - r}),({round(x) + r},{round(y) + r})"


def _uground(x: float, y: float, w: int, h: int) -> str:
    return "({}, {})".format(*thousandths(x, y, w, h))


def _qwen2_vl(x: float, y: float, w: int, h: int) -> str:
    box = _box(*thousandths(x, y, w, h))
    return f"<|object_ref_start|>marker<|object_ref_end|><|box_start|>{box}<|box_end|><|im_end|>"


def _tool_call(x: float, y: float, name: str = "left_click") -> str:
    arguments = f'{{"action": "{name}", "coordinate": [{round(x)}, {round(y)}]}}'
    return f'<tool_call>\n{{"name": "computer_use", "arguments": {arguments}}}\n</tool_call>'


WORDS: Mapping[str, Say] = {
    "uground": _uground,
    "qwen2-vl": _qwen2_vl,
    "qwen2.5-vl": lambda x, y, w, h: _tool_call(x, y),
    "gta1": lambda x, y, w, h: f"({round(x)},{round(y)})",
    "showui": lambda x, y, w, h: f"[{x / w:.2f}, {y / h:.2f}]",
    "ui-tars": lambda x, y, w, h: "({},{})".format(*thousandths(x, y, w, h)),
    "ui-tars-1.5": lambda x, y, w, h: f"Action: click(start_box='({round(x)},{round(y)})')",
    "ui-venus": lambda x, y, w, h: f"[{round(x) - 9},{round(y) - 9},{round(x) + 9},{round(y) + 9}]",
    "ui-venus-1.5": lambda x, y, w, h: "[{},{}]".format(*thousandths(x, y, w, h)),
    "holo1": lambda x, y, w, h: f"Click({round(x)}, {round(y)})",
    "holo2": lambda x, y, w, h: '{{"x": {}, "y": {}}}'.format(*thousandths(x, y, w, h)),
    "infigui-g1": lambda x, y, w, h: (
        f'<think>It is there.</think>\n```json\n[{{"point_2d": [{round(x)}, {round(y)}]}}]\n```'
    ),
    "seeclick": lambda x, y, w, h: f"({x / w:.2f},{y / h:.2f})",
}


def ideal(family: str) -> Callable[[Asked], str]:
    """Return what a perfect model of a family answers."""
    return lambda asked: WORDS[family](*see(asked))
