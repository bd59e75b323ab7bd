"""The seam between the Android services and what draws the screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PIL import Image

TOUCH_SLOP_DP = 8
"""How far a finger goes before it moves anything; ViewConfiguration."""
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
    title: str = ""
    """What WindowManager calls it; "" where that is package/activity."""
    below: str = ""
    """package/activity that is resumed under a window of the system; "" where it has none."""

    @property
    def resumed(self) -> str:
        """Return package/activity of the app in front."""
        return self.below or f"{self.package}/{self.activity}"


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

    def show_panel(self, panel: str) -> bool:
        """Show the "shade", the "quick" settings or "" for neither; False when it has none."""

    def tell_error(self, kind: str, package: str) -> bool:
        """Say that an app has stopped ("crash"), keeps doing so ("repeated") or hangs ("anr")."""

    def ask_permission(self, package: str, permission: str) -> bool:
        """Let an app ask for a runtime permission; False when there is nothing to ask with."""

    def reconfigure(self) -> None:
        """Size, density, rotation, font scale, theme or locale changed: lay out anew."""

    def close(self) -> None:
        """Free what the screen holds."""
