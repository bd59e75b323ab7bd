"""What the system's bars cover, in `dumpsys window displays`. Pure: text in, boxes out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from droidground.geometry import Box

SOURCE = re.compile(
    r"^\s*InsetsSource (?:id=\w+ (?:#\w+ )?)?type=(?P<type>\w+) "
    r"frame=\[(?P<left>-?\d{1,6}),(?P<top>-?\d{1,6})\]\[(?P<right>-?\d{1,6}),(?P<bottom>-?\d{1,6})\]"
    r"(?P<rest>[^\n]*)",
    re.MULTILINE,
)
"""Android 11 to 13 write `type=ITYPE_STATUS_BAR`, 14 and newer `id=... type=statusBars`."""

STATUS_BAR = ("ITYPE_STATUS_BAR", "statusBars")
NAVIGATION_BAR = ("ITYPE_NAVIGATION_BAR", "navigationBars")
KEYBOARD = ("ITYPE_IME", "ime")


@dataclass(frozen=True, slots=True)
class Insets:
    """Boxes in `input` pixels; None for what is hidden or not told (before Android 11)."""

    status_bar: Box | None = None
    navigation_bar: Box | None = None
    keyboard: Box | None = None


def parse_insets(text: str) -> Insets:
    """Return the visible bars; what is no such dump has none."""
    boxes: dict[str, Box] = {}
    for match in SOURCE.finditer(text):
        left, top, right, bottom = (int(match[edge]) for edge in ("left", "top", "right", "bottom"))
        is_shown = "visible=false" not in match["rest"] and left < right and top < bottom
        if is_shown:
            boxes.setdefault(match["type"], Box(left, top, right, bottom))
    return Insets(*(_first(boxes, names) for names in (STATUS_BAR, NAVIGATION_BAR, KEYBOARD)))


def _first(boxes: dict[str, Box], names: tuple[str, ...]) -> Box | None:
    return next((boxes[name] for name in names if name in boxes), None)
