"""A phone that is a recording: no device, no model, no network, and no time passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from droidground.actions import Action, Step
from droidground.actions.effect import Effect
from droidground.actions.opinion import Opinion
from droidground.actions.views import view_under
from droidground.device.events import InputEvent
from droidground.device.observation import Observation, Settled
from droidground.errors import HierarchyFailed, ReplayMismatch
from droidground.geometry import Box
from droidground.grounding.location import Grounder, Location
from droidground.phone import Phone
from droidground.recording.events import (
    DisplayRead,
    Event,
    Failed,
    Located,
    PackageFound,
    Stood,
    TreeRead,
)
from droidground.recording.failures import revive, revive_trouble
from droidground.recording.load import Recording, load_recording
from droidground.recording.playback import Playback
from droidground.recording.relocate import Disagreement, compare
from droidground.recording.same import location_of
from droidground.screen import Display, Screenshot
from droidground.ui_tree import UiTree

FOR_EVER_S = 1e9


class ReplayHandset:
    """The seam under `Phone`, answered from a recording."""

    def __init__(self, playback: Playback) -> None:
        self._playback = playback
        self._recording = playback.recording

    @property
    def serial(self) -> str:
        """The name adb gave it."""
        return self._recording.manifest.device.get("serial", "recording")

    def observe(self) -> Observation:
        """Return the next recorded look; the last one again when there are no more."""
        event = self._playback.look()
        if isinstance(event, Failed):
            raise revive(event.failure)
        tree = None if event.tree is None else self._tree(event.tree)
        screenshot = self._recording.screenshot(event.shot)
        return Observation(screenshot, tree, event.timings_ms, event.moving)

    def capture(self) -> Screenshot:
        """Return the next recorded frame; what the screen shows here where there is none."""
        event = self._playback.capture()
        if isinstance(event, Failed):
            raise revive(event.failure)
        shot = event.shot if event else self._playback.shown()
        if shot is None:
            raise ReplayMismatch(
                "the recording shows no screen", folder=self._recording.folder, hint="Record again."
            )
        return self._recording.screenshot(shot)

    def display(self) -> Display:
        """Return the display as it was."""
        event = self._reading("display")
        if isinstance(event, DisplayRead):
            return event.display
        display = self.capture().display
        if display is None:
            raise ReplayMismatch(
                "pictures without a display cannot be acted on",
                folder=self._recording.folder,
                hint="Locate words on them; to act, record a phone.",
            )
        return display

    def ui_tree(self) -> UiTree:
        """Return the next hierarchy that was read alone."""
        event = self._reading("ui_tree")
        if isinstance(event, TreeRead):
            return self._tree(event.tree)
        raise HierarchyFailed("the recording has no view hierarchy here", serial=self.serial)

    def find_package(self, name: str) -> str:
        """Return the package that the name was. Raises `ReplayMismatch` for another name."""
        event = self._reading("find_package")
        if isinstance(event, PackageFound) and event.name == name:
            return event.package
        recorded = f"{event.name!r} was recorded" if isinstance(event, PackageFound) else "none was"
        raise self._playback.mismatch(f"the app {name!r} is opened, and {recorded}")

    def act(self, event: InputEvent) -> None:
        """Step over the recorded event that this one is. Raises `ReplayMismatch`."""
        self._playback.act(None, event, None)

    def settle(
        self, timeout_s: float, ignore: Sequence[Box] = (), before: Screenshot | None = None
    ) -> Settled:
        """Return the frame that the wait ended with."""
        event = self._reading("settle")
        if isinstance(event, Stood):
            return Settled(self._recording.screenshot(event.shot), event.is_stable, event.frames)
        return Settled(self.capture(), is_stable=True)

    def close(self) -> None:
        """Do nothing: there is no device."""

    def _reading(self, call: str) -> Event | None:
        event = self._playback.reading(call)
        if isinstance(event, Failed):
            raise revive(event.failure)
        return event

    def _tree(self, number: int) -> UiTree:
        return self._recording.tree(number, self._playback.texts)


class ReplayGrounder:
    """Gives the recorded answers. With a grounder, asks that too and keeps where it disagrees."""

    def __init__(self, playback: Playback, again: Grounder | None = None) -> None:
        self._playback = playback
        self._again = again
        self.disagreements: list[Disagreement] = []

    @property
    def name(self) -> str:
        """What results call it."""
        return self._playback.recording.manifest.grounder or "recording"

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        """Return where the words were. Raises `ReplayMismatch` for words not due here."""
        answer = self._playback.answer(words)
        if isinstance(answer.event, Located):
            screenshot = self._playback.recording.screenshot(answer.event.shot)
        found = location_of(answer, screenshot)
        if self._again is not None:
            self.disagreements += compare(answer, found, tree, self._again)
        return found


class ReplayJudge:
    """Gives the recorded opinions."""

    def __init__(self, playback: Playback) -> None:
        self._playback = playback

    @property
    def is_there(self) -> bool:
        """Whether a model was asked when it was recorded."""
        return self._playback.has_opinions

    def judge(self, screenshot: Screenshot, sentence: str) -> Opinion | None:
        """Return what the model said. Raises `ReplayMismatch` for a sentence not due here."""
        return self._playback.opinion(sentence)


class ReplayClock:
    """Time that only passes where it did, and all at once where a wait was over."""

    def __init__(self, playback: Playback) -> None:
        self._playback = playback
        self._now = 0.0

    def now(self) -> float:
        """Return seconds since the replay began."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Return at once."""
        self._now += seconds if self._playback.pause() else FOR_EVER_S


class ReplayPhone(Phone):
    """A recorded phone: does nothing, and insists on doing just what was done.

    All actions raise `ReplayMismatch` when they are not the recorded ones. No pixel is read from
    the disk before one is asked for. A `grounder` is asked again for all that is located; where it
    disagrees is kept in `disagreements`, and the recorded answer counts.
    """

    def __init__(self, recording: Recording, grounder: Grounder | None = None) -> None:
        self.playback = Playback(recording)
        self._replayed = ReplayGrounder(self.playback, grounder)
        clock = ReplayClock(self.playback)
        judge = ReplayJudge(self.playback)
        super().__init__(ReplayHandset(self.playback), self._replayed, clock, lambda: judge)

    @property
    def disagreements(self) -> Sequence[Disagreement]:
        """Where the grounder that was asked again disagrees."""
        return self._replayed.disagreements

    def finish(self) -> None:
        """Require that nothing recorded is left. Raises `ReplayMismatch`."""
        self.playback.finish()

    def _deliver(
        self,
        action: Action,
        event: InputEvent,
        before: Observation | None,
        location: Location | None,
    ) -> Step:
        deed = self.playback.act(action, event, before.screenshot if before else None)
        done, recording = deed.step, self.playback.recording
        step = Step(
            action=action,
            event=event,
            before=before.screenshot if before else None,
            after=None,
            effect=Effect.UNKNOWN,
            why="the recording ends with this action",
            view=view_under(event, before),
            location=location,
        )
        if done is None:
            return step
        return replace(
            step,
            after=recording.screenshot(done.after) if done.after else None,
            effect=done.effect,
            why=done.why,
            trouble=revive_trouble(done.trouble),
            timings_ms=done.timings_ms,
        )


def replay(folder: Path, grounder: Grounder | None = None) -> ReplayPhone:
    """Return a recording as a phone. Raises `RecordingUnreadable`."""
    return ReplayPhone(load_recording(folder), grounder)
