"""What a model says of a screen is recorded, and said again without the model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from droidground.errors import ExpectationFailed, ReplayMismatch
from droidground.grounding.elements import ElementsGrounder
from droidground.recording import record, replay
from droidground.screen import Screenshot
from tests.device.conftest import Handset

SENTENCE = "the page looks calm and tidy"


@dataclass(frozen=True)
class Said:
    """One opinion."""

    holds: bool | None
    reply: str = "so it is"
    model: str = "scripted"


class Moody:
    """A model that says no until it has been asked often enough."""

    is_there = True

    def __init__(self, handset: Handset, refusals: int) -> None:
        self._handset = handset
        self._left = refusals

    def judge(self, screenshot: Screenshot, sentence: str) -> Said:
        self._left -= 1
        if self._left >= 0:  # the screen is asked about again only where it has changed
            page = ("WIFI_SETTINGS", "SETTINGS")[self._left % 2]
            self._handset.adb_shell(f"am start -W -a android.settings.{page}")
        return Said(self._left < 0)


def test_opinions_replay_as_they_were(live: Handset, tmp_path: Path) -> None:
    live.reset()
    folder = tmp_path / "judged"
    judge = Moody(live, refusals=3)
    with record(folder, live.device(), ElementsGrounder(), judge=lambda: judge) as phone:
        phone.expect(SENTENCE, timeout_s=30)
        phone.home()
        judge._left = 10_000
        with pytest.raises(ExpectationFailed):
            phone.expect(SENTENCE, timeout_s=1)
    again = replay(folder)
    assert again.expect(SENTENCE, timeout_s=30).holds
    again.home()
    with pytest.raises(ExpectationFailed):
        again.expect(SENTENCE, timeout_s=1)
    again.finish()


def test_another_sentence_is_a_mismatch(live: Handset, tmp_path: Path) -> None:
    live.reset()
    folder = tmp_path / "judged"
    with record(folder, live.device(), ElementsGrounder(), judge=lambda: Moody(live, 0)) as phone:
        phone.expect(SENTENCE)
    other = replay(folder)
    with pytest.raises(ReplayMismatch, match="a model is asked"):
        other.expect("the page looks wild")
    with pytest.raises(ReplayMismatch, match="and is not now"):
        replay(folder).finish()
