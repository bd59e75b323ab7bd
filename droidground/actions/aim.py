"""From an action to the one thing that is sent: where its targets are, in input pixels."""

from __future__ import annotations

from typing import Protocol

from droidground.actions.types import (
    Action,
    Answer,
    Back,
    Direction,
    DoubleTap,
    Drag,
    Finish,
    Home,
    InputText,
    LongPress,
    OpenApp,
    OpenUrl,
    PressKey,
    Scroll,
    Swipe,
    Tap,
    Target,
    Wait,
)
from droidground.device import events
from droidground.device.gestures import swipe_path
from droidground.device.keys import UnknownKey, parse_key
from droidground.device.motion import moved_parts
from droidground.device.observation import Observation
from droidground.errors import InvalidAction, ScreenProtected, StaleLocation
from droidground.geometry import Box, Point
from droidground.grounding.found import require_found
from droidground.grounding.location import Location
from droidground.screen import Display, Screenshot

SWIPE_MS = 300
"""Short enough to count as a fling."""
SCROLL_MS = 1000
"""Long enough that the content stops with the finger."""
DRAG_MS = 1000


class Sight(Protocol):
    """What aiming needs to see."""

    def observe(self) -> Observation:
        """Read a frame and its view hierarchy."""

    def capture(self) -> Screenshot:
        """Read a frame."""

    def display(self) -> Display:
        """Read the display as it is now."""

    def find_package(self, name: str) -> str:
        """Return the package of an app."""


class Finder(Protocol):
    """What finds words."""

    def locate_in(self, seen: Observation, words: str) -> Location:
        """Return where the words are on a screen that was read before."""


class Aim:
    """One action on its way to becoming input. All words are found on one frame."""

    def __init__(self, action: Action, sight: Sight, finder: Finder) -> None:
        self._action = action
        self._sight = sight
        self._finder = finder
        self._displays: list[Display] = []
        self.seen: Observation | None = None
        """The screen that words were looked for on; None when there were none."""
        self.location: Location | None = None
        """Where the action's first words were."""
        self._is_before_old = False
        self.before: Screenshot | None = self._first_frame()
        self.baseline: Observation | None = self.seen or self._look_twice()
        """The screen right before the action, and what moves on it by itself."""

    def event(self) -> events.InputEvent:
        """Return what to send. Raises `InvalidAction`, `TargetNotFound`, `AmbiguousTarget`."""
        match self._action:
            case Tap(target):
                return events.TapAt(self._input(target))
            case DoubleTap(target):
                return events.DoubleTapAt(self._input(target))
            case LongPress(target, duration_ms):
                return events.LongPressAt(self._input(target), duration_ms)
            case Swipe(to, start, duration_ms):
                return self._swipe(to, start, duration_ms or SWIPE_MS)
            case Scroll(direction, within):
                return self._scroll(direction, within)
            case Drag(start, end, duration_ms):
                begin, finish = self._input(start), self._input(end)
                return events.DragAlong(begin, finish, duration_ms or DRAG_MS)
            case InputText():
                raise ValueError("a text has no place; it is typed by `Phone.perform`")
            case PressKey() | Back() | Home():
                return events.KeyPress(self._key(self._action))
            case OpenApp(name):
                return events.LaunchApp(self._sight.find_package(name))
            case OpenUrl(url):
                return events.OpenUrl(url)
            case Wait() | Answer() | Finish():
                raise self._invalid(
                    f"{type(self._action).__name__} touches nothing",
                    hint="Leave it to the loop that performs an agent's actions.",
                )

    def require_fresh(self) -> None:
        """Refuse to act when the display is not the one that was aimed on.

        Raises `StaleLocation`; an action without a point is never stale.
        """
        if not self._displays:
            return
        now = self._sight.display()
        for seen in self._displays:
            if (seen.size, seen.rotation) != (now.size, now.rotation):
                raise StaleLocation(
                    f"the display was {_describe(seen)} when it was read and is {_describe(now)} "
                    "now; nothing was touched",
                    action=self._action,
                    seen=seen,
                    now=now,
                    hint="Read the screen again, then act.",
                )

    def _first_frame(self) -> Screenshot | None:
        """Read the frame to aim on, with its tree when words are to be found on it."""
        match self._action:
            case Tap(target) | DoubleTap(target) | LongPress(target):
                targets: tuple[object, ...] = (target,)
            case Swipe(to, start):
                targets = (to, start)
            case Scroll(_, within):
                targets = (within,)
            case Drag(start, end):
                targets = (start, end)
            case _:
                targets = ()
        if any(isinstance(target, str) and not isinstance(target, Direction) for target in targets):
            self.seen = self._sight.observe()
            return self.seen.screenshot
        located = next((target for target in targets if isinstance(target, Location)), None)
        if located:
            self._is_before_old = True
            return located.screenshot
        try:
            return self._sight.capture()
        except ScreenProtected:
            return None

    def _look_twice(self) -> Observation | None:
        """Read the frame once more; None when the app in front forbids it."""
        try:
            first = self._sight.capture() if self._is_before_old else self.before
            now = self._sight.capture() if first else None
        except ScreenProtected:
            return None
        if first is None or now is None:
            return None
        ignore = [now.display.status_bar] if now.display else []
        return Observation(now, moving=moved_parts(first, now, ignore))

    def _swipe(
        self, to: Target | Direction, start: Target | None, duration_ms: int
    ) -> events.SwipeAlong:
        display = self._display()
        middle = Point(display.size.width // 2, display.size.height // 2)
        begin = None if start is None else self._input(start)
        self._displays.append(display)
        if isinstance(to, Direction):
            path = swipe_path(to.value, display.size, display.density, start=begin)
        else:
            path = (begin or middle, self._input(to))
        return events.SwipeAlong(*path, duration_ms)

    def _scroll(self, direction: Direction, within: Target | Box | None) -> events.SwipeAlong:
        """Return the swipe that shows more, in the frame's part `within` if that is a box."""
        if not isinstance(within, Box):
            return self._swipe(direction.opposite, within, SCROLL_MS)
        seen = self.before
        size = seen.size if seen else self._display().size
        density = seen.density if seen else self._display().density
        start, end = swipe_path(direction.opposite.value, size, density, within=within)
        return events.SwipeAlong(self._pixel(start), self._pixel(end), SCROLL_MS)

    def _display(self) -> Display:
        known = self.before.display if self.before else None
        return known or self._sight.display()

    def _input(self, target: Target) -> Point:
        """Return the input pixel of a target."""
        if isinstance(target, Point):
            return self._pixel(target)
        if isinstance(target, str):
            seen = self.seen = self.seen or self._sight.observe()
            target = self._finder.locate_in(seen, target)
        point, display = require_found(target).input_point, target.screenshot.display
        if point is None or display is None:
            raise self._invalid(
                "the location was found on an image file, which cannot be touched",
                hint="Locate the words on the phone itself.",
            )
        self.location = self.location or target
        self._displays.append(display)
        return point

    def _pixel(self, point: Point) -> Point:
        """Return the input pixel of a pixel of the frame."""
        size = self.before.size if self.before else self._display().size
        if not size.contains(point):
            raise self._invalid(
                f"({point}) is outside the screen of {size}",
                hint=f"Give x from 0 to {size.width - 1} and y from 0 to {size.height - 1}.",
            )
        self._displays.append(self._display())
        chain = self.before.to_input() if self.before else None
        return chain.apply(chain.source.center_of(point)).pixel() if chain else point

    def _key(self, action: PressKey | Back | Home) -> str:
        name = action.key if isinstance(action, PressKey) else type(action).__name__.upper()
        try:
            return parse_key(name).removeprefix("KEYCODE_")
        except UnknownKey as exc:
            raise self._invalid(str(exc), hint="Use a name of Android's KeyEvent.") from exc

    def _invalid(self, message: str, hint: str) -> InvalidAction:
        return InvalidAction(message, action=self._action, hint=hint)


def _describe(display: Display) -> str:
    return f"{display.size} at {display.rotation.value} degrees"
