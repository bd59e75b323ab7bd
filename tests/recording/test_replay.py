"""A recorded session, replayed: the same results, quickly, with nothing but the folder."""

from __future__ import annotations

import socket
import statistics
import time
from pathlib import Path

import pytest

from droidground.actions import Effect, Step
from droidground.grounding.elements import ElementsGrounder
from droidground.phone import Phone
from droidground.recording import load_recording, replay
from droidground.recording.frame import RecordedFrame
from tests.recording.conftest import wifi

MOST_MS = 10.0


def steps_of(phone: Phone) -> list[Step]:
    """Run the story and return what was done."""
    steps: list[Step] = []
    phone.listeners.append(steps.append)
    wifi(phone)
    return steps


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any use of the network is an error."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a replay opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.mark.usefixtures("no_sockets")
def test_the_story_replays_with_its_effects_and_no_pixel_is_decoded(recorded: Path) -> None:
    phone = replay(recorded)
    steps = steps_of(phone)
    phone.finish()
    assert [step.effect for step in steps][:4] == [Effect.CHANGED] * 4
    frames = [step.before for step in steps] + [step.after for step in steps]
    assert all(isinstance(one, RecordedFrame) and not one.is_decoded for one in frames)
    assert steps[1].before is not None
    assert steps[1].before.pixels.any()


def test_a_hundred_replays_are_alike(recorded: Path) -> None:
    told = set()
    for _ in range(100):
        phone = replay(recorded)
        told.add(
            tuple(
                (s.event, s.effect, s.why, str(s.location and s.location.point))
                for s in steps_of(phone)
            )
        )
    assert len(told) == 1


def test_a_step_takes_milliseconds(recorded: Path) -> None:
    spent = []
    phone = replay(recorded)
    last = time.perf_counter()

    def note(step: Step) -> None:
        nonlocal last
        now = time.perf_counter()
        spent.append((now - last) * 1000)
        last = now

    phone.listeners.append(note)
    wifi(phone)
    assert statistics.median(spent) <= MOST_MS


def test_the_same_grounder_agrees_with_its_recording(recorded: Path) -> None:
    phone = replay(recorded, ElementsGrounder())
    wifi(phone)
    assert list(phone.disagreements) == []


def test_the_recording_is_whole_and_each_picture_is_there_once(recorded: Path) -> None:
    recording = load_recording(recorded)
    assert recording.is_whole
    assert recording.notes == ()
    pictures = sorted(path.suffix for path in (recorded / "frames").iterdir())
    assert set(pictures) == {".png"}
    looks = recorded.joinpath("events.jsonl").read_text().count('"Observed"')
    assert len(pictures) < 2 * looks
