"""Rows as lines, there and back, and what is no row."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.actions import Direction, Finish, InputText, Scroll, Swipe, Tap, Wait
from droidground.errors import ActionUnreadable
from droidground.geometry import Point, Size
from droidground_tasks.areas import Rect
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction, from_line, to_line

ROWS = [
    Prediction(0, "a"),
    Prediction(3, "a", "tree", Outcome.REFUSED, reason="absent", frame=Size(3, 4)),
    Prediction(4, "a", point=(1.5, 2.0), box=Rect(0, 1, 2, 3), reply="(1, 2)\n\u2028"),
    Prediction(5, "ü", action=Tap(Point(1, 2)), model_image=Size(5, 6)),
    Prediction(6, "a", action=Swipe(Point(1, 2), Point(3, 4))),
    Prediction(7, "a", action=Swipe(Direction.UP)),
    Prediction(8, "a", action=Scroll(Direction.LEFT, within=Point(5, 5))),
    Prediction(9, "a", action=InputText("ü\n", into=Point(1, 1), clear=True)),
    Prediction(10, "a", action=Wait(2.5)),
    Prediction(11, "a", action=Finish(is_success=False, message="no")),
    Prediction(12, "a", outcome=Outcome.ERROR, error="ValueError: x"),
]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_comes_back(row: Prediction) -> None:
    line = to_line(row)
    assert line.endswith("\n")
    assert line.count("\n") == 1
    assert from_line(line) == row


@pytest.mark.parametrize(
    "values",
    [
        [],
        {},
        {"id": "a", "outcome": "right"},
        {"id": "a", "point": [1]},
        {"id": "a", "point": "x"},
        {"id": "a", "box": [1, 2, 3]},
        {"id": "a", "frame": [0, 5]},
        {"id": "a", "frame": [1e400, 5]},
        {"id": "a", "reply": 5},
        {"id": "a", "action": [1]},
        {"id": "a", "action": {"type": "Fly"}},
        {"id": "a", "action": {"type": "Tap"}},
        {"id": "a", "action": {"type": "Tap", "target": [1, 2], "extra": 1}},
        {"id": "a", "action": {"type": "InputText", "text": 5}},
        {"id": "a", "action": {"type": "Wait", "seconds": True}},
        {"id": "a", "action": {"type": "Scroll", "direction": "in"}},
        {"id": "a", "action": {"type": "Finish", "is_success": "yes"}},
    ],
)
def test_what_is_no_row(values: object) -> None:
    with pytest.raises((ValueError, ActionUnreadable)):
        from_line(json.dumps(values))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)
KEYS = ("n", "id", "arm", "outcome", "action", "point", "box", "frame", "reply", "reason")


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_no_json_breaks_the_reader(values: dict[str, object]) -> None:
    with contextlib.suppress(ValueError, ActionUnreadable):
        from_line(json.dumps(values))
    action = {"type": "InputText", **values}
    with contextlib.suppress(ValueError, ActionUnreadable):
        from_line(json.dumps({"id": "a", "action": action}))
