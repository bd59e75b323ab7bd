"""Models that see perfectly and answer in their family's words: what they write comes from the
published rules, typed here from the families' own texts, never from our profiles.

An ideal model is given a request, as any engine is. It finds the marker among the pixels, asks the
real image processor how large it sees them, and writes down where the marker's middle is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from droidground.grounding.models.engine import ImagePart, ModelReply, ModelRequest, TextPart

CARD = (28, 3136, 12_845_056)
CARD_3 = (32, 65_536, 16_777_216)
PIXELS = "pixels"
"""Coordinates in pixels of the image as the processor leaves it."""

Writer = Callable[[float, float, float, float], str]
"""Left, top, right and bottom of the marker in the family's units -> the family's words."""


@dataclass(frozen=True)
class Published:
    """What a family's own texts say."""

    units: float | str
    """Units from edge to edge of the image, or `PIXELS`."""
    write: Writer
    processor: tuple[int, int, int] | None = None
    """Factor, least and most pixels of its image processor; None where it is not Qwen's."""
    checkpoint: str = ""
    step: float = 1
    """The smallest difference that it can write."""


def middle(pattern: str, digits: int = 0) -> Writer:
    """Write the marker's middle into a pattern."""

    def write(left: float, top: float, right: float, bottom: float) -> str:
        x, y = (left + right) / 2, (top + bottom) / 2
        return pattern % ((x, y) if digits else (round(x), round(y)))

    return write


def corners(pattern: str) -> Writer:
    """Write the marker's corners into a pattern."""
    return lambda *box: pattern % tuple(map(round, box))


CALL = '{"name": "%s", "arguments": {"action": "%s", "coordinate": [%%d, %%d]}}'
CLICK = "<tool_call>\n" + CALL % ("computer_use", "left_click") + "\n</tool_call>"
TAP = "<tool_call>\n" + CALL % ("mobile_use", "click") + "\n</tool_call>"
TOKENS = "<|object_ref_start|>it<|object_ref_end|><|box_start|>(%d,%d),(%d,%d)<|box_end|>"
PYAUTOGUI = "pyautogui.click(x=%d, y=%d)"

FAMILIES: dict[str, Published] = {
    "uground": Published(1000, middle("(%d, %d)"), (28, 3136, 1_806_336)),
    "uground 2B": Published(
        1000, middle("(%d, %d)"), (28, 802_620, 1_806_336), "osunlp/UGround-V1-2B"
    ),
    "uground-llava": Published(PIXELS, middle("(%d, %d)")),
    "qwen2-vl": Published(1000, corners(TOKENS), CARD),
    "qwen2.5-vl": Published(PIXELS, middle(CLICK), CARD),
    "qwen3-vl": Published(999, middle('Thought: t\nAction: "a"\n' + TAP), CARD_3),
    "qwen-vl": Published(
        1000, corners("<ref>it</ref><box>(%d,%d),(%d,%d)</box>"), None, "Qwen/Qwen-VL-Chat"
    ),
    "qwen-vl base": Published(1000, corners("(%d,%d),(%d,%d)</box>"), None, "Qwen/Qwen-VL"),
    "seeclick": Published(1, middle("(%.2f,%.2f)", 2), step=0.01),
    "gta1": Published(PIXELS, middle("(%d,%d)"), (28, 3136, 4096 * 2160)),
    "gta1-2025-10": Published(PIXELS, middle(PYAUTOGUI), CARD),
    "ui-tars": Published(1000, middle("(%d,%d)"), (28, 3136, 2_116_800)),
    "ui-tars-1.5": Published(
        PIXELS, middle("click(point='<point>%d %d</point>')"), (28, 78_400, 12_845_056)
    ),
    "os-atlas-7b": Published(1000, corners(TOKENS), (28, 3136, 1_048_576)),
    "os-atlas-4b": Published(1000, middle("[[%d,%d]]")),
    "showui": Published(1, middle("[%.2f, %.2f]", 2), (28, 256 * 784, 1344 * 784), step=0.01),
    "aguvis": Published(1, middle("pyautogui.click(x=%.4f, y=%.4f)", 4), CARD, step=0.0001),
    "jedi": Published(PIXELS, middle(CLICK), (28, 3136, 2700 * 784)),
    "se-gui": Published(PIXELS, middle(CLICK), (28, 3136, 3_512_320)),
    "gui-owl": Published(PIXELS, middle("<thinking>\n</thinking>\n" + TAP), (28, 3136, 10_035_200)),
    "gui-owl-1.5": Published(1000, middle(CLICK), (32, 196 * 1024, 9800 * 1024)),
    "ui-venus": Published(PIXELS, corners("[%d,%d,%d,%d]"), (28, 2_000_000, 4_800_000)),
    "ui-venus 72B": Published(
        PIXELS,
        corners("[%d,%d,%d,%d]"),
        (28, 3_110_400, 48_000_000),
        "inclusionAI/UI-Venus-Ground-72B",
    ),
    "ui-venus-1.5": Published(1000, middle("[%d,%d]"), CARD_3),
    "infigui-g1": Published(
        PIXELS, middle('<think>t</think>[{"point_2d": [%d, %d]}]'), (28, 3136, 5600 * 784)
    ),
    "holo1": Published(PIXELS, middle("Click(%d, %d)"), (28, 3136, 1_003_520)),
    "holo1.5": Published(
        PIXELS,
        middle('{"action": "click_absolute", "x": %d, "y": %d}'),
        (28, 4 * 784, 2560 * 1440),
    ),
    "holo2": Published(1000, middle('{"x":%d,"y":%d}'), CARD_3),
    "mai-ui": Published(
        999, middle('<answer>\n{"coordinate": [%d,%d]}\n</answer>'), (32, 65_536, 6_553_600)
    ),
    "opencua": Published(PIXELS, middle(PYAUTOGUI), CARD),
    "opencua A3B": Published(
        1, middle("pyautogui.click(x=%.4f, y=%.4f)", 4), CARD, "xlangai/OpenCUA-A3B", step=0.0001
    ),
    "phi-ground": Published(1000, middle("<point>%d, %d</point>")),
    "phi-ground 16C": Published(
        1000, corners("<bbox>%d, %d, %d, %d</bbox>"), None, "microsoft/Phi-Ground-4B-16C"
    ),
    "phi-ground Any": Published(
        10_000, middle("<x>%d</x><y>%d</y>"), None, "microsoft/Phi-Ground-Any"
    ),
    "autoglm-phone": Published(1000, middle('<answer>do(action="Tap", element=[%d,%d])</answer>')),
}
"""Profile id, and after a blank which of its checkpoints."""


class IdealModel:
    """An engine that sees a pure red marker on grey and writes where it is."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self.model = published.checkpoint or "ideal"
        self.requests: list[ModelRequest] = []

    def answer(self, requests: Sequence[ModelRequest]) -> tuple[ModelReply, ...]:
        """Look at each picture and answer."""
        self.requests += requests
        return tuple(ModelReply(self._look(request)) for request in requests)

    def _look(self, request: ModelRequest) -> str:
        pixels = picture_of(request)
        height, width = pixels.shape[:2]
        seen = self._seen_size(width, height)
        told = announced(request)
        if told is not None:
            assert told in (seen, (999, 999), (1000, 1000))
        across, down = seen if self._published.units == PIXELS else (self._published.units,) * 2
        left, top, right, bottom = marker_box(pixels)
        x, y = float(across) / width, float(down) / height
        return self._published.write(left * x, top * y, right * x, bottom * y)

    def _seen_size(self, width: int, height: int) -> tuple[int, int]:
        """Ask the library's processor how large it would make the picture."""
        if self._published.processor is None:
            return width, height
        from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import smart_resize

        rows, columns = smart_resize(height, width, *self._published.processor)
        return columns, rows


def picture_of(request: ModelRequest) -> NDArray[np.uint8]:
    """The pixels of the one picture of a request."""
    parts = [part for message in request.messages for part in message.parts]
    (image,) = [part for part in parts if isinstance(part, ImagePart)]
    return image.pixels


def announced(request: ModelRequest) -> tuple[int, int] | None:
    """The size that a prompt says the picture has."""
    parts = [part for message in request.messages for part in message.parts]
    text = "".join(part.text for part in parts if isinstance(part, TextPart))
    if match := re.search(r"resolution is (\d+)x(\d+)", text):
        return int(match[1]), int(match[2])
    if match := re.search(r"height (\d+) and width (\d+)", text):
        return int(match[2]), int(match[1])
    return None


def marker_box(pixels: NDArray[np.uint8]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the red, as edges, to a fraction of a pixel.

    A resize spreads the marker's edge over pixels in proportion, so that its mass keeps both its
    middle and its extent.
    """
    red = np.where(pixels[:, :, 0] > pixels[:, :, 2], pixels[:, :, 0] - pixels[:, :, 2], 0)
    assert red.any(), "there is no marker on the picture"
    spans = [_span(red.sum(axis=axis, dtype=np.int64)) for axis in (0, 1)]
    (left, right), (top, bottom) = spans
    return left, top, right, bottom


def _span(mass: NDArray[np.int64]) -> tuple[float, float]:
    places = np.arange(mass.size) + 0.5
    center = float((mass * places).sum() / mass.sum())
    extent = float(mass.sum() / mass.max())
    return center - extent / 2, center + extent / 2
