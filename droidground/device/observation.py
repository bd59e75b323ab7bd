"""What reading a device gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from droidground.geometry import Box
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree


@dataclass(frozen=True, slots=True)
class Observation:
    """A frame and the view hierarchy that belongs to it."""

    screenshot: Screenshot
    tree: UiTree | None = None
    """None when there is none, or none that fits the frame."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    """Time spent on `screenshot` and on `tree`."""
    moving: tuple[Box, ...] = ()
    """What moved by itself while it was looked at."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The frame that waiting for a stable screen ended with."""

    screenshot: Screenshot
    is_stable: bool
    """False when the screen still moved at the deadline."""
    frames: int = 1
    """How many frames were looked at."""
