"""A phone that is recorded: each seam under `Phone` is looked on at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import TypeVar

from droidground.actions import Action, InputText, Judge, Step
from droidground.actions.opinion import Opinion
from droidground.clock import SYSTEM_CLOCK, Clock
from droidground.device.events import InputEvent, TypeText
from droidground.device.observation import Observation, Settled
from droidground.errors import DroidgroundError
from droidground.geometry import Box
from droidground.grounding.location import Grounder, Location
from droidground.phone import Handset, Phone
from droidground.recording import failures
from droidground.recording.describe import describe
from droidground.recording.events import (
    Acting,
    Captured,
    DisplayRead,
    Failed,
    Judged,
    Located,
    Noted,
    Observed,
    PackageFound,
    Slept,
    Stepped,
    Stood,
    TreeRead,
)
from droidground.recording.store import Store
from droidground.screen import Display, Screenshot
from droidground.ui_tree import UiTree

T = TypeVar("T")

ANSWER = tuple(f.name for f in fields(Located) if f.name not in ("words", "shot"))
"""What an event keeps of a `Location`, under the same names."""


class RecordingHandset:
    """A handset whose answers are kept. While an action is judged, it is silent."""

    def __init__(self, inner: Handset, store: Store) -> None:
        self._inner = inner
        self._store = store
        self.is_silent = False
        """Whether nothing is kept now."""

    @property
    def serial(self) -> str:
        """The name adb gives it."""
        return self._inner.serial

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Keep nothing of what is read inside: the step tells it all."""
        before, self.is_silent = self.is_silent, True
        try:
            yield
        finally:
            self.is_silent = before

    def capture(self) -> Screenshot:
        """Read a frame."""
        return self._kept("capture", self._inner.capture, lambda s: Captured(self._store.shot(s)))

    def observe(self) -> Observation:
        """Read a frame and its view hierarchy."""
        return self._kept("observe", self._inner.observe, self._observed)

    def display(self) -> Display:
        """Read the display."""
        return self._kept("display", self._inner.display, DisplayRead)

    def ui_tree(self) -> UiTree:
        """Read the view hierarchy."""
        return self._kept("ui_tree", self._inner.ui_tree, self._tree_read)

    def find_package(self, name: str) -> str:
        """Return the package of an app."""
        return self._kept(
            "find_package",
            lambda: self._inner.find_package(name),
            lambda package: PackageFound(name, package),
        )

    def settle(
        self, timeout_s: float, ignore: Sequence[Box] = (), before: Screenshot | None = None
    ) -> Settled:
        """Wait until the screen stands still."""
        return self._kept(
            "settle",
            lambda: self._inner.settle(timeout_s, ignore, before),
            lambda s: Stood(self._store.shot(s.screenshot), s.is_stable, s.frames),
        )

    def act(self, event: InputEvent) -> None:
        """Do one thing; what is about to be sent is on disk before it is."""
        if not self.is_silent:
            self._store.write(Acting(event))
        self._kept("act", lambda: self._inner.act(event), None)

    def close(self) -> None:
        """Stop what was started on the device; the recording goes on."""
        self._inner.close()

    def _kept(self, call: str, ask: Callable[[], T], event: Callable[[T], object] | None) -> T:
        try:
            value = ask()
        except DroidgroundError as error:
            if not self.is_silent or call == "act":
                self._store.write(Failed(call, failures.note(error)))
            raise
        if event is not None and not self.is_silent:
            self._store.write(event(value))  # type: ignore[arg-type]
        return value

    def _observed(self, seen: Observation) -> Observed:
        shot = self._store.shot(seen.screenshot, seen.tree)
        return Observed(shot, self._store.tree(seen.tree), seen.moving, dict(seen.timings_ms))

    def _tree_read(self, tree: UiTree) -> TreeRead:
        number = self._store.tree(tree)
        assert number is not None
        return TreeRead(number)


class RecordingGrounder:
    """A grounder whose answers are kept."""

    def __init__(self, inner: Grounder, store: Store) -> None:
        self._inner = inner
        self._store = store

    @property
    def name(self) -> str:
        """What results call it."""
        return self._inner.name

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        """Return where the words are, and keep the answer."""
        try:
            found = self._inner.locate(screenshot, words, tree)
        except DroidgroundError as error:
            self._store.write(Failed("locate", failures.note(error), words))
            raise
        self._store.write(located(found, words, self._store, tree))
        return found


def located(found: Location, words: str, store: Store, tree: UiTree | None) -> Located:
    """Return the event of an answer."""
    kept = {name: getattr(found, name) for name in ANSWER}
    return Located(words=words, shot=store.shot(found.screenshot, tree), **kept)


class RecordingJudge:
    """A judge whose opinions are kept."""

    def __init__(self, inner: Judge, store: Store) -> None:
        self._inner = inner
        self._store = store

    @property
    def is_there(self) -> bool:
        """Whether there is a model to ask."""
        return self._inner.is_there

    def judge(self, screenshot: Screenshot, sentence: str) -> Opinion | None:
        """Return a model's opinion, and keep it."""
        said = self._inner.judge(screenshot, sentence)
        if said is not None:
            shot = self._store.shot(screenshot)
            self._store.write(Judged(sentence, shot, said.model, said.reply, said.holds))
        return said


class RecordingClock:
    """A clock whose pauses are kept, so that a replay knows when a wait was over."""

    def __init__(self, inner: Clock, handset: RecordingHandset, store: Store) -> None:
        self._inner = inner
        self._handset = handset
        self._store = store

    def now(self) -> float:
        """Return the inner clock's time."""
        return self._inner.now()

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        if not self._handset.is_silent:
            self._store.write(Slept(seconds))
        self._inner.sleep(seconds)


class RecordingPhone(Phone):
    """A phone of which everything is kept: frames, hierarchies, answers, actions, effects."""

    def __init__(
        self,
        handset: Handset,
        grounder: Grounder,
        store: Store,
        clock: Clock = SYSTEM_CLOCK,
        *,
        masks_text: bool = False,
        judge: Callable[[], Judge] | None = None,
    ) -> None:
        kept = RecordingHandset(handset, store)
        time = RecordingClock(clock, kept, store)
        asked = (lambda: RecordingJudge(judge(), store)) if judge else None
        super().__init__(kept, RecordingGrounder(grounder, store), time, asked)
        self._silent = kept.silent
        self._store = store
        self._masks_text = masks_text

    def note(self, text: str) -> None:
        """Keep a remark about this moment."""
        self._store.write(Noted(text))

    def _deliver(
        self,
        action: Action,
        event: InputEvent,
        before: Observation | None,
        location: Location | None,
    ) -> Step:
        self._store.write(self._acting(action, event, before))
        with self._silent():
            step = super()._deliver(action, event, before, location)
        tree = before.tree if before else None
        self._store.write(
            Stepped(
                effect=step.effect,
                why=step.why,
                before=self._store.shot(step.before, tree) if step.before else None,
                after=self._store.shot(step.after) if step.after else None,
                trouble=failures.note(step.trouble) if step.trouble else None,
                timings_ms=dict(step.timings_ms),
            )
        )
        return step

    def _acting(self, action: Action, event: InputEvent, before: Observation | None) -> Acting:
        """Return what is about to be sent; a text that is masked is taken out, now and later."""
        is_masked = isinstance(action, InputText) and (action.is_secret or self._masks_text)
        described = describe(action, masks_text=is_masked)
        if not is_masked or not isinstance(event, TypeText):
            return Acting(event, described)
        box = None
        if before is not None and before.tree is not None:
            focused = next((node for node in before.tree if node.focused), None)
            box = focused.bounds if focused else None
        number = self._store.add_secret(event.text, box)
        return Acting(replace(event, text=""), described, mask=number)
