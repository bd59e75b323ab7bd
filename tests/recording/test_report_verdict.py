"""Who is to blame for a step: each rule, and that none holds where nothing failed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from droidground.actions import Effect, Step, Tap
from droidground.device.events import TapAt
from droidground.errors import DeviceOffline
from droidground.geometry import Box, Point, Size, Space, override
from droidground.grounding.location import Location, Reason
from droidground.recording.events import Failure
from droidground.recording.report_verdict import Cause, Evidence, judge
from droidground.screen import Display, Screenshot
from droidground.ui_tree import UiTree, parse_hierarchy

SIZE = Size(100, 200)
FRAME = Screenshot(np.zeros((200, 100, 3), np.uint8), display=Display(SIZE))
XML = '<hierarchy rotation="0"><node class="v" text="Wi-Fi" bounds="[0,0][50,20]" {}/></hierarchy>'
SPACE = Space.of("frame", SIZE)
FOUND = Location(
    "Wi-Fi",
    "model",
    FRAME,
    point=Point(20, 10),
    box=Box(0, 0, 50, 20),
    origin=SPACE.at(20.5, 10.5),
    transform=override(SPACE, SIZE),
)
ABSENT = Location("Wi-Fi", "model", FRAME, reason=Reason.ABSENT)
DONE = Step(Tap("Wi-Fi"), TapAt(Point(20, 10)), FRAME, FRAME, Effect.CHANGED, location=FOUND)
IDLE = replace(DONE, effect=Effect.NO_CHANGE, why="nothing moved")


def tree(more: str = "") -> UiTree:
    return parse_hierarchy(XML.format(more))


def failed(kind: str) -> Evidence:
    return Evidence(failures=(Failure(kind, "so it was"),))


CASES = {
    "a step that did what it should": (Evidence(DONE, FOUND, tree()), Cause.FINE, ""),
    "an answer after the last action": (Evidence(None, FOUND, tree()), Cause.FINE, "nothing"),
    "the phone went away": (failed("DeviceOffline"), Cause.DEVICE, "DeviceOffline: so it was"),
    "no screen after it": (
        Evidence(replace(DONE, trouble=DeviceOffline("gone")), FOUND),
        Cause.DEVICE,
        "after it was sent: gone",
    ),
    "outside of the model's image": (failed("OutsideScreen"), Cause.SCALING, "OutsideScreen"),
    "pixels where thousandths are expected": (
        Evidence(DONE, replace(FOUND, origin=SPACE.at(540, 10))),
        Cause.SCALING,
        "outside of its own space",
    ),
    "a point off the frame": (
        Evidence(None, replace(FOUND, point=Point(100, 10), box=None)),
        Cause.SCALING,
        "outside of the frame, 100x200",
    ),
    "another pixel was sent": (
        Evidence(replace(DONE, event=TapAt(Point(40, 20))), FOUND),
        Cause.SCALING,
        "the chain gives 20,10, and 40,20 was sent",
    ),
    "an unreadable reply": (failed("ReplyUnreadable"), Cause.MODEL, "ReplyUnreadable"),
    "two readings": (
        Evidence(DONE, replace(FOUND, agreement=False)),
        Cause.MODEL,
        "different places",
    ),
    "a point beside its box": (
        Evidence(DONE, replace(FOUND, box=Box(60, 60, 80, 80))),
        Cause.MODEL,
        "outside of its own box",
    ),
    "absent, and yet there": (Evidence(None, ABSENT, tree()), Cause.MODEL, "is on the screen"),
    "there too late": (
        Evidence(None, ABSENT, found_later_s=1.5),
        Cause.TIMING,
        "'Wi-Fi' was there 1.5 s later",
    ),
    "waited for to go": (
        Evidence(None, ABSENT, went_away=True),
        Cause.UNCLEAR,
        "was there, and went away",
    ),
    "a stale place": (failed("StaleLocation"), Cause.TIMING, "StaleLocation"),
    "another screen by then": (
        Evidence(IDLE, FOUND, changed_in_s=0.4),
        Cause.TIMING,
        "changed in the 0.4 s between look and touch",
    ),
    "nothing happened": (Evidence(IDLE, FOUND, tree()), Cause.APP, "it was sent, and did nothing"),
    "a disabled view": (
        Evidence(replace(IDLE, view=tree('enabled="false"').nodes[-1]), FOUND),
        Cause.APP,
        "the view under the touch is disabled",
    ),
    "really absent": (Evidence(None, ABSENT), Cause.APP, "is not on the screen"),
    "not as expected": (failed("ExpectationFailed"), Cause.APP, "ExpectationFailed"),
    "several things": (
        Evidence(None, replace(ABSENT, reason=Reason.AMBIGUOUS)),
        Cause.UNCLEAR,
        "may mean several things",
    ),
    "an effect that nobody knows": (
        Evidence(replace(DONE, effect=Effect.UNKNOWN, why="it moves"), FOUND),
        Cause.UNCLEAR,
        "it moves",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_rules(name: str) -> None:
    seen, cause, why = CASES[name]
    verdict = judge(seen)
    assert verdict.cause is cause, verdict
    assert why in verdict.why


def test_a_failed_call_counts_before_what_was_found() -> None:
    wrong = replace(FOUND, box=Box(60, 60, 80, 80))
    both = Evidence(DONE, wrong, failures=(Failure("AdbTimeout", "slow"),))
    assert judge(both).cause is Cause.DEVICE
