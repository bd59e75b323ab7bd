"""Phone: a device and a grounder. What users call; it understands words and performs actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Protocol

from droidground.actions import (
    MAX_SCROLLS,
    MOST_TIMES,
    Action,
    Aim,
    Back,
    Direction,
    DoubleTap,
    Drag,
    Finding,
    Home,
    InputText,
    Judge,
    Judging,
    Locator,
    LongPress,
    OpenApp,
    OpenUrl,
    PressKey,
    Reactions,
    Scroll,
    ScrolledTo,
    Search,
    Step,
    Swipe,
    Tap,
    Tapped,
    Target,
    When,
    check,
    deliver,
    find_field,
    parse_sentence,
    read_back,
    text_event,
)
from droidground.clock import SYSTEM_CLOCK, Clock, wait_until
from droidground.config import load_settings
from droidground.device import events
from droidground.device.observation import Observation, Settled
from droidground.errors import (
    AmbiguousTarget,
    ExpectationFailed,
    ModelUnavailable,
    TargetNotFound,
)
from droidground.geometry import Box
from droidground.grounding.found import require_found
from droidground.grounding.load import load_grounder
from droidground.grounding.location import Grounder, Location, Reason
from droidground.screen import Display, Screenshot
from droidground.ui_tree import UiTree

WAIT_TIMEOUT_S = 10.0
LOOK_INTERVAL_S = 0.2


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

    def ui_tree(self) -> UiTree:
        """Read the view hierarchy."""

    def settle(
        self, timeout_s: float, ignore: Sequence[Box] = (), before: Screenshot | None = None
    ) -> Settled:
        """Wait until the screen stands still, but for the `ignore` boxes.

        With the frame `before` an action, one that shows an answer is waited for less long.
        """

    def find_package(self, name: str) -> str:
        """Return the package of an app named as a person would. Raises `AppNotFound`."""

    def close(self) -> None:
        """Stop what was started on the device."""


class Phone:
    """One phone that does what words say."""

    def __init__(
        self,
        handset: Handset,
        grounder: Grounder,
        clock: Clock = SYSTEM_CLOCK,
        judge: Callable[[], Judge] | None = None,
    ) -> None:
        """Make a phone; `judge` is called where `expect` needs a model's opinion."""
        self.handset = handset
        self.grounder = grounder
        self._clock = clock
        self._judge = judge
        self._reactions = Reactions(self)
        self.listeners: list[Callable[[Step], None]] = []
        """Called with each action when it is done, with those that a longer one is made of too."""

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
        return self.look_for(words)[1]

    def locate_in(self, seen: Observation, words: str) -> Location:
        """Return where the words are on a screen that was read before."""
        start = self._clock.now()
        found = self.grounder.locate(seen.screenshot, words, seen.tree)
        spent = {"locate": (self._clock.now() - start) * 1000}
        return replace(found, timings_ms={**seen.timings_ms, **found.timings_ms, **spent})

    def look_for(self, words: str) -> tuple[Observation, Location]:
        """Read the screen and return it with where the words are on it."""
        while True:
            seen = self.handset.observe()
            location = self.locate_in(seen, words)
            if not self._reactions.react(seen, location):
                return seen, location

    def locator(self, words: str, timeout_s: float = WAIT_TIMEOUT_S) -> Locator:
        """Return words to be looked for later, each time that something is done with them."""
        return Locator(self, words, timeout_s)

    def when(self, words: str, times: int = MOST_TIMES) -> When:
        """Say what to do about words that come into the way: `phone.when("Allow").tap("Allow")`.

        They count as in the way when an action or a wait does not find what it is about, finds
        another app in front, or finds it under what holds the words; an action on a pixel looks for
        nothing. It is done at most `times` times. The `Reaction` that it gives tells what it did,
        can be removed, and ends with a `with` block.
        """
        return self._reactions.when(words, times)

    def wait_for(
        self, words: str, timeout_s: float = WAIT_TIMEOUT_S, *, gone: bool = False
    ) -> Location:
        """Look until the words name one thing on the screen, or with `gone`, none.

        Returns the last look. At the deadline raises `TargetNotFound` or `AmbiguousTarget`, or
        `ExpectationFailed` for what is still there, each with the last look.
        """

        def is_over(location: Location) -> bool:
            return location.reason is Reason.ABSENT if gone else location.found

        last = self._look_until(lambda seen, location: is_over(location), words, timeout_s)[1]
        if is_over(last):
            return last
        if gone and last.reason is not Reason.UNREADABLE_SCRIPT:
            raise ExpectationFailed(
                f"{words!r} is still on the screen after {timeout_s:g} s",
                words=words,
                screenshot=last.screenshot,
                reply=last,
                hint="Look with `droidground screenshot`, or wait longer.",
            )
        return require_found(last)

    def expect(self, sentence: str, timeout_s: float = WAIT_TIMEOUT_S) -> Finding:
        """Look until a sentence is true, as "Wi-Fi is on", "Save is gone" or "Status says Ready".

        States are on, off, checked, unchecked, enabled, disabled, selected, visible and gone. Any
        other sentence is put to the model, where there is one, and else raises `ModelUnavailable`,
        at once. At the deadline raises `ExpectationFailed` with what was seen, `StateUnknown` when
        the screen does not tell, `TargetNotFound` or `AmbiguousTarget` when there is not one thing
        of that name.
        """
        try:
            claim = parse_sentence(sentence)
        except ModelUnavailable:
            judge = self._judge() if self._judge else None
            if judge is None or not judge.is_there:
                raise
            judging = Judging(judge, sentence, self.handset.capture)
            self._wait(lambda: judging.look().holds, timeout_s)
            return judging.require()

        def is_so(seen: Observation, location: Location) -> bool:
            return bool(check(claim, seen, location).holds)

        return check(claim, *self._look_until(is_so, claim.words, timeout_s)).require()

    def _look_until(
        self, is_over: Callable[[Observation, Location], bool], words: str, timeout_s: float
    ) -> tuple[Observation, Location]:
        """Look for words until that suffices or the time is over; return the last look."""
        looks: list[tuple[Observation, Location]] = []

        def suffices() -> bool:
            looks[:] = [self.look_for(words)]
            return is_over(*looks[0])

        self._wait(suffices, timeout_s)
        return looks[0]

    def _wait(self, condition: Callable[[], bool | None], timeout_s: float) -> None:
        wait_until(condition, timeout_s=timeout_s, interval_s=LOOK_INTERVAL_S, clock=self._clock)

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

    def scroll_to(
        self,
        words: str,
        direction: Direction | None = None,
        within: str | None = None,
        max_scrolls: int = MAX_SCROLLS,
    ) -> ScrolledTo:
        """Scroll until the words name one thing on the screen; nothing is tapped.

        Scrolls what is largest, or what holds the words `within`: first in the direction (None is
        onward) to its end, then to the other. Raises `TargetNotFound`, with the last look, when it
        is in neither or `max_scrolls` are used up, `AmbiguousTarget`, and as `tap`.
        """
        return Search(self, words, max_scrolls).run(direction, within)

    def drag(self, start: Target, end: Target) -> Step:
        """Carry one target to another. Raises as `tap`."""
        return self.perform(Drag(start, end))

    def type(self, text: str, into: Target | None = None, *, clear: bool = False) -> Step:
        """Type any text into the field that has the focus, or that `into` names.

        The field is read back: `step.read_back` says what it told. Raises `NoTextField` when no
        field has the focus, `TextDiffers` when it holds another text afterwards, `InvalidAction`
        for what no field can hold, `TextNotEntered`, and as `tap` for `into`.
        """
        return self.perform(InputText(text, into, clear))

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
        step = self._type(action) if isinstance(action, InputText) else self._touch(action)
        for tell in self.listeners:
            tell(step)
        return step

    def _touch(self, action: Action) -> Step:
        aim, event, reactions = self._aim(action)
        aim.require_fresh()
        step = self._deliver(action, event, aim.baseline, aim.location)
        return replace(step, reactions=reactions)

    def _deliver(
        self,
        action: Action,
        event: events.InputEvent,
        before: Observation | None,
        location: Location | None,
    ) -> Step:
        """Send what an action became, exactly once; a recording looks on here, a replay answers."""
        return deliver(self.handset, action, event, before, location, self._clock)

    def _type(self, action: InputText) -> Step:
        focus, tapped = self._tap_field(action.into) if action.into is not None else (None, None)
        observe = self.handset.observe
        seen, field = find_field(observe, action, tapped, self._clock)
        location = focus.location if focus else None
        event = text_event(action, field)
        step = self._deliver(action, event, seen, location)
        if action.is_secret:
            step = replace(step, why="")  # it may tell what the field holds
        if step.trouble:
            return step
        told = read_back(observe, action, field, self._clock)
        return replace(step, read_back=told, reactions=focus.reactions if focus else ())

    def _tap_field(self, target: Target) -> tuple[Step, Tapped]:
        """Tap what is to get the focus; return also what tells later whether it did."""
        before = self.handset.observe().tree
        step = self.perform(Tap(target))
        assert isinstance(step.event, events.TapAt)
        return step, Tapped(before, step.event.point)

    def _aim(self, action: Action) -> tuple[Aim, events.InputEvent, tuple[Step, ...]]:
        """Find out what to send, after what is in the way was dealt with."""
        steps: list[Step] = []
        while True:
            aim = Aim(action, self.handset, self)
            try:
                event = aim.event()
            except (TargetNotFound, AmbiguousTarget):
                step = self._reactions.react(aim.seen, None) if aim.seen else None
                if step is None:
                    raise
            else:
                step = self._reactions.react(aim.seen, aim.location) if aim.seen else None
                if step is None:
                    return aim, event, tuple(steps)
            steps.append(step)


def connect(serial: str | None = None, grounder: str = "auto") -> Phone:
    """Return the connected phone of that serial, or the only one there is.

    Raises `NoDevice`, `SeveralDevices` and other `DeviceError`s, and `ModelUnavailable`.
    """
    from droidground.device import connect_device

    flags = {"device.serial": serial, "grounding.grounder": grounder}
    settings = load_settings(flags={k: v for k, v in flags.items() if v and v != "auto"})
    eyes = load_grounder(settings)

    def judge() -> Judge:
        from droidground.grounding.chat import load_judge

        return load_judge(settings, eyes)

    return Phone(connect_device(settings.device), eyes, judge=judge)
