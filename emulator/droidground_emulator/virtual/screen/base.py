"""The seam between the Android services and what draws the screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PIL import Image

STATUS_BAR_DP = 24
GESTURE_BAR_DP = 24
"""Height of the bars, which every screen draws."""


class TouchAction(Enum):
    """What a finger does (Android's MotionEvent actions)."""

    DOWN = 0
    UP = 1
    MOVE = 2
    CANCEL = 3


@dataclass(frozen=True, slots=True)
class Touch:
    """One finger event in logical display pixels, current rotation."""

    action: TouchAction
    x: float
    y: float
    time_ms: int
    """Device uptime of the event; gestures are told apart by it."""
    pointer: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """One view as uiautomator reports it; bounds are logical display pixels, half-open."""

    class_name: str
    bounds: tuple[int, int, int, int]
    text: str = ""
    content_desc: str = ""
    resource_id: str = ""
    package: str = ""
    hint: str = ""
    checkable: bool = False
    checked: bool = False
    clickable: bool = False
    enabled: bool = True
    focusable: bool = False
    focused: bool = False
    long_clickable: bool = False
    password: bool = False
    scrollable: bool = False
    selected: bool = False
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The focused window."""

    package: str
    activity: str
    """Full class name of the activity."""
    secure: bool = False


class Screen(Protocol):
    """A drawn screen with apps on it; every method may be called from any thread."""

    def frame(self) -> Image.Image:
        """Return what is shown now: RGB, exactly the logical display size."""

    def touch(self, event: Touch) -> None:
        """Deliver one finger event and return when the app has handled it."""

    def key(self, name: str, *, long: bool = False) -> None:
        """Deliver one key by its Android name without the KEYCODE_ prefix, as "BACK"."""

    def type_text(self, text: str) -> bool:
        """Type into the focused field; False when no field has the focus."""

    def tree(self) -> tuple[Node, ...]:
        """Return the root views, front window last."""

    def window(self) -> Window:
        """Return the focused window."""

    def start(self, package: str, activity: str | None = None, uri: str | None = None) -> bool:
        """Bring an app to the front; False when it has no such activity."""

    def stop(self, package: str) -> None:
        """End an app."""

    def reconfigure(self) -> None:
        """Size, density, rotation, font scale, theme or locale changed: lay out anew."""

    def close(self) -> None:
        """Free what the screen holds."""
