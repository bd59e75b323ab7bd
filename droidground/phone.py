"""Phone: a device and a grounder. What users call; it understands words and performs actions."""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType
from typing import Protocol

from droidground.actions import (
    Action,
    Aim,
    Back,
    Direction,
    DoubleTap,
    Drag,
    Home,
    LongPress,
    OpenApp,
    OpenUrl,
    PressKey,
    Scroll,
    Step,
    Swipe,
    Tap,
    Target,
    judge_effect,
)
from droidground.clock import SYSTEM_CLOCK, Clock, wait_until
from droidground.config import load_settings
from droidground.device import events
from droidground.device.observation import Observation, Settled
from droidground.errors import DeviceError
from droidground.grounding.found import require_found
from droidground.grounding.load import load_grounder
from droidground.grounding.location import Grounder, Location
from droidground.screen import Display, Screenshot

SETTLE_TIMEOUT_S = 3.0


class Handset(Protocol):
    """The one seam under Phone: a live device, or a recording of one."""

    @property
    def serial(self) -> str:
        """The name adb gives it."""

    def capture(self) -> Screenshot:
        """Read a frame."""

    def observe(self) -> Observation:
        """Read a frame and the view hierarchy that belongs to it."""

    def display(self) -> Display:
        """Read the display's size and rotation as they are now."""

    def act(self, event: events.InputEvent) -> None:
        """Do one thing, exactly once."""

    def settle(self, timeout_s: float) -> Settled:
        """Wait until the screen stands still."""

    def find_package(self, name: str) -> str:
        """Return the package of an app named as a person would. Raises `AppNotFound`."""

    def close(self) -> None:
        """Stop what was started on the device."""


class Phone:
    """One phone that does what words say."""

    def __init__(self, handset: Handset, grounder: Grounder, clock: Clock = SYSTEM_CLOCK) -> None:
        self.handset = handset
        self.grounder = grounder
        self._clock = clock

    def __enter__(self) -> Phone:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop what was started on the device."""
        self.handset.close()

    def screenshot(self) -> Screenshot:
        """Return what the screen shows now."""
        return self.handset.capture()

    def locate(self, words: str) -> Location:
        """Return where the words are on the screen, or why there is no such place."""
        return self.locate_in(self.handset.observe(), words)

    def locate_in(self, seen: Observation, words: str) -> Location:
        """Return where the words are on a screen that was read before."""
        start = self._clock.now()
        found = self.grounder.locate(seen.screenshot, words, seen.tree)
        spent = {"locate": (self._clock.now() - start) * 1000}
        return replace(found, timings_ms={**seen.timings_ms, **found.timings_ms, **spent})

    def wait_for(self, words: str, timeout_s: float = 10.0) -> Location:
        """Look until the words name one thing on the screen.

        Raises `TargetNotFound` or `AmbiguousTarget`, with the last look, at the deadline.
        """
        last: list[Location] = []

        def look() -> Location | None:
            last[:] = [self.locate(words)]
            return last[0] if last[0].found else None

        found = wait_until(look, timeout_s=timeout_s, interval_s=0.2, clock=self._clock)
        return found or require_found(last[0])

    def tap(self, target: Target) -> Step:
        """Tap what the words name, a pixel of the screen, or a place located before.

        Raises `TargetNotFound`, `AmbiguousTarget`, `StaleLocation` or a `DeviceError`; then
        nothing was touched, unless the error says that it may have been.
        """
        return self.perform(Tap(target))

    def double_tap(self, target: Target) -> Step:
        """Tap twice, quickly. Raises as `tap`."""
        return self.perform(DoubleTap(target))

    def long_press(self, target: Target, duration_ms: int | None = None) -> Step:
        """Hold a finger on the target. Raises as `tap`."""
        return self.perform(LongPress(target, duration_ms))

    def swipe(self, to: Target | Direction, start: Target | None = None) -> Step:
        """Move a finger quickly in a direction or to a target. Raises as `tap`."""
        return self.perform(Swipe(to, start))

    def scroll(self, direction: Direction, within: Target | None = None) -> Step:
        """Show more of what lies in a direction. Raises as `tap`."""
        return self.perform(Scroll(direction, within))

    def drag(self, start: Target, end: Target) -> Step:
        """Carry one target to another. Raises as `tap`."""
        return self.perform(Drag(start, end))

    def press(self, key: str) -> Step:
        """Press a key by its Android name, as `back` or `KEYCODE_VOLUME_UP`."""
        return self.perform(PressKey(key))

    def back(self) -> Step:
        """Go back."""
        return self.perform(Back())

    def home(self) -> Step:
        """Go to the home screen."""
        return self.perform(Home())

    def open(self, app: str) -> Step:
        """Bring an app to the front, by name or package. Raises `AppNotFound`."""
        return self.perform(OpenApp(app))

    def open_url(self, url: str) -> Step:
        """Open a URL in whatever app takes it."""
        return self.perform(OpenUrl(url))

    def perform(self, action: Action) -> Step:
        """Do one action, exactly once, and tell whether the screen changed.

        Raises as `tap`; `InvalidAction` for points outside the screen. What fails after the action
        was delivered is not raised: the step's `effect` is then unknown and `trouble` says why.
        """
        aim = Aim(action, self.handset, self)
        event = aim.event()
        aim.require_fresh()
        start = self._clock.now()
        self.handset.act(event)
        acted = self._clock.now()
        after, trouble = self._look_after()
        timings = dict(aim.location.timings_ms) if aim.location else {}
        timings["act"] = (acted - start) * 1000
        timings["settle"] = (self._clock.now() - acted) * 1000
        return Step(
            action=action,
            event=event,
            before=aim.before,
            after=after.screenshot if after else None,
            effect=judge_effect(aim.before, after, trouble),
            location=aim.location,
            trouble=trouble,
            timings_ms=timings,
        )

    def _look_after(self) -> tuple[Settled | None, DeviceError | None]:
        try:
            return self.handset.settle(SETTLE_TIMEOUT_S), None
        except DeviceError as error:
            return None, error


def connect(serial: str | None = None, grounder: str = "auto") -> Phone:
    """Return the connected phone of that serial, or the only one there is.

    Raises `NoDevice`, `SeveralDevices` and other `DeviceError`s, and `ModelUnavailable`.
    """
    from droidground.device import connect_device

    flags = {"device.serial": serial, "grounding.grounder": grounder}
    settings = load_settings(flags={k: v for k, v in flags.items() if v and v != "auto"})
    return Phone(connect_device(settings.device), load_grounder(settings.grounding.grounder))
