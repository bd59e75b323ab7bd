"""What a page is given to build its views and to act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from droidground_emulator.virtual.screen.pillow.controls import TextModel
from droidground_emulator.virtual.screen.pillow.theme import Metrics, Theme
from droidground_emulator.virtual.screen.pillow.views import View
from droidground_emulator.virtual.state.device_state import DeviceState


class Page(Protocol):
    """One screenful of an app."""

    activity: str
    """Full class name that the page stands for."""

    def build(self, ui: Ui) -> View:
        """Return the page's views, as the state is now."""


@dataclass(frozen=True, slots=True)
class Ui:
    """Built anew for each drawing."""

    state: DeviceState
    metrics: Metrics
    theme: Theme
    size: tuple[int, int]
    """Pixels the page has."""
    open_page: Callable[[Page], None]
    """Put a page of the same app on top."""
    go_back: Callable[[], None]
    start_app: Callable[[str], None]
    """Bring an app to the front by its package."""
    switch_to: Callable[[str], None]
    """Bring a running app to the front."""
    focus: Callable[[TextModel], None]
    focused: TextModel | None = None
    running: tuple[str, ...] = field(default=())
    """Packages with a task, the front one first."""

    @property
    def landscape(self) -> bool:
        """Whether the page is wider than high."""
        return self.size[0] > self.size[1]
