"""Claims held against hierarchies."""

from __future__ import annotations

import numpy as np
import pytest

from droidground.actions import check, parse_sentence
from droidground.actions.expect import Finding
from droidground.device.observation import Observation
from droidground.errors import (
    AmbiguousTarget,
    ExpectationFailed,
    GroundingError,
    StateUnknown,
    TargetNotFound,
)
from droidground.geometry import Size
from droidground.grounding.elements import ElementsGrounder
from droidground.screen import Display, Screenshot
from droidground.ui_tree import parse_hierarchy


def view(kind: str, top: int, text: str = "", inside: str = "", /, **flags: bool) -> str:
    left, right = (900, 1040) if kind == "Switch" else (40, 860) if text else (0, 1080)
    said = " ".join(f'{name.replace("_", "-")}="{str(on).lower()}"' for name, on in flags.items())
    bounds = f"[{left},{top}][{right},{top + 180}]"
    attributes = f'class="android.widget.{kind}" text="{text}" bounds="{bounds}" {said}'
    return f"<node {attributes}>{inside}</node>"


def row(top: int, title: str, summary: str = "", more: str = "", **flags: bool) -> str:
    inside = view("TextView", top, title, **flags)
    if summary:
        inside += view("TextView", top + 60, summary)
    return view("LinearLayout", top, "", inside + more, clickable=True, **flags)


ROWS = [
    row(200, "Wi-Fi", "Connected", view("Switch", 200, checkable=True, checked=True)),
    row(400, "Bluetooth", "Off", view("Switch", 400, checkable=True, checked=False)),
    row(600, "Hotspot", "Off"),
    row(800, "Data saver", more=view("Switch", 800, checkable=True, enabled=False), enabled=False),
    view("CheckBox", 1000, "Remember me", checkable=True, checked=True),
    view("LinearLayout", 1200, "", view("TextView", 1200, "Photos", selected=True), clickable=True),
    view("TextView", 2000, "Total: -5 items"),
    view("EditText", 1400, "Ada").replace("<node", '<node content-desc="Name"'),
    view("Button", 1600, "Twin", clickable=True) + view("Button", 1800, "Twin", clickable=True),
]
PIXELS = np.zeros((2400, 1080, 3), np.uint8)
FRAME = Screenshot(PIXELS, Display(Size(1080, 2400), density=420))


def find(sentence: str) -> Finding:
    claim = parse_sentence(sentence)
    body = (
        f'<node class="android.widget.FrameLayout" bounds="[0,0][1080,2400]">{"".join(ROWS)}</node>'
    )
    tree = parse_hierarchy(f'<hierarchy rotation="0">{body}</hierarchy>')
    location = ElementsGrounder().locate(FRAME, claim.words, tree)
    return check(claim, Observation(FRAME, tree), location)


@pytest.mark.parametrize(
    "sentence",
    [
        "Wi-Fi is on",
        "Wi-Fi is checked",
        "Wi-Fi toggle is on",
        "Bluetooth is off",
        "Bluetooth switch is unchecked",
        "Remember me is checked",
        "Photos is selected",
        "Wi-Fi is enabled",
        "Data saver is disabled",
        "Data saver is off",
        "Hotspot is visible",
        "Warp drive is gone",
        "Twin is visible",
        "Wi-Fi says connected",
        "Hotspot says Off",
        "Name says Ada",
        "Total says -5 items",
        "Total says 'Total: -5 items'",
    ],
)
def test_what_is_so(sentence: str) -> None:
    finding = find(sentence)
    assert finding.require() is finding


@pytest.mark.parametrize(
    ("sentence", "error", "message"),
    [
        ("Wi-Fi is off", ExpectationFailed, "'Wi-Fi' is on: expected off"),
        ("Bluetooth is checked", ExpectationFailed, "is unchecked: expected checked"),
        ("Data saver is enabled", ExpectationFailed, "is disabled: expected enabled"),
        ("Hotspot is selected", ExpectationFailed, "is not selected: expected selected"),
        ("Warp drive is visible", ExpectationFailed, "is gone: expected visible"),
        ("Twin is gone", ExpectationFailed, "is visible: expected gone"),
        ("Wi-Fi says Off", ExpectationFailed, "says 'Wi-Fi', 'Connected': expected 'Off'"),
        ("Total says 5 items", ExpectationFailed, "says 'Total: -5 items': expected '5 items'"),
        ("Name says A", ExpectationFailed, "says 'Ada': expected 'A'"),
        ("Hotspot is off", StateUnknown, "no switch or check box"),
        ("Warp drive is on", TargetNotFound, "not on the screen"),
        ("Twin is on", AmbiguousTarget, "several things"),
    ],
)
def test_what_is_not_so_says_what_was_seen(
    sentence: str, error: type[GroundingError], message: str
) -> None:
    with pytest.raises(error, match=message) as raised:
        find(sentence).require()
    assert raised.value.screenshot is FRAME


def test_without_a_hierarchy_no_state_is_told() -> None:
    found = find("Wi-Fi is visible").location
    bare = Observation(FRAME)
    for sentence in ("Wi-Fi is on", "Wi-Fi is enabled", "Wi-Fi says Connected"):
        finding = check(parse_sentence(sentence), bare, found)
        assert finding.holds is None
        with pytest.raises(StateUnknown, match="without a view hierarchy") as unknown:
            finding.require()
        assert unknown.value.exit_code == 4
    assert check(parse_sentence("Wi-Fi is visible"), bare, found).holds
