"""What the scroll words of AndroidControl mean, on its real records."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from droidground.actions import Direction, Scroll, Swipe
from droidground.actions.codecs import AndroidControl, MobileUse, finger_direction
from droidground.geometry import Point

FILE = (
    Path(__file__).resolve().parents[5]
    / "shared/data/protocol/mobileagent_ui-s1_android_control_evaluation_std.jsonl"
)
SAID = re.compile(r"\bswipe\w*\s+(?:to the )?(up|down|left|right)", re.IGNORECASE)


@pytest.fixture(scope="module")
def swipes() -> list[dict[str, Any]]:
    if not FILE.exists():
        pytest.skip(f"the AndroidControl steps are not at {FILE}")
    episodes = map(json.loads, FILE.read_text("utf-8").splitlines())
    steps = [step for episode in episodes for step in episode["steps"]]
    return [step for step in steps if step["action_content"]["action"] == "swipe"]


def stored(step: dict[str, Any]) -> Direction:
    """The word of the data set."""
    record = {"action_type": "scroll", "direction": step["check_options"]["direction"]}
    action = AndroidControl().from_object(record, None)
    assert isinstance(action, Scroll)
    return action.direction


def test_the_stored_word_is_the_content_s(swipes: list[dict[str, Any]]) -> None:
    """People who say "swipe left" mean the finger: mostly it is the opposite of the stored word."""
    said: Counter[bool] = Counter()
    sideways: Counter[bool] = Counter()
    for step in swipes:
        match = SAID.search(step["step_instruction"])
        if match is None:
            continue
        finger, word = Direction(match[1].lower()), stored(step)
        if finger in (word, word.opposite):
            said[finger is word.opposite] += 1
            if word in (Direction.LEFT, Direction.RIGHT):
                sideways[finger is word.opposite] += 1
    assert (said[True], said[False]) == (530, 44)
    assert (sideways[True], sideways[False]) == (88, 15)


def test_the_file_s_own_swipes_turn_only_vertical_words(swipes: list[dict[str, Any]]) -> None:
    """Its coordinates move the finger against the word up and down, but with it sideways."""
    turned: Counter[tuple[Direction, Direction]] = Counter()
    for step in swipes:
        swipe = MobileUse().from_object(step["action_content"], None)
        assert isinstance(swipe, Swipe)
        assert isinstance(swipe.to, Point)
        assert isinstance(swipe.start, Point)
        turned[stored(step), finger_direction(swipe.start, swipe.to)] += 1
    assert turned == {
        (Direction.DOWN, Direction.UP): 947,
        (Direction.UP, Direction.DOWN): 96,
        (Direction.LEFT, Direction.LEFT): 74,
        (Direction.RIGHT, Direction.RIGHT): 94,
    }
