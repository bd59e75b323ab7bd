"""Settings, used by touch: every switch, slider and choice of every page.

`DROIDGROUND_SETTINGS=all` walks through all pages in every mode; without it each mode takes its
share of them, so that every page is walked in one.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.emulator.apps.hand import Hand
from tests.emulator.apps.settings_walk import Walk
from tests.emulator.chromium.conftest import Phone

ALL = os.environ.get("DROIDGROUND_SETTINGS") == "all"
SETTINGS = "com.android.settings/.Settings"


@dataclass(frozen=True)
class Mode:
    """How the phone is started."""

    options: dict[str, Any] = field(default_factory=dict)
    font_scale: str = "1.0"


MODES = {
    "phone": Mode(),
    "small-ar": Mode({"size": (720, 1600), "density": 320, "locale": "ar"}),
    "large-dark-ja": Mode(
        {"size": (1440, 3120), "density": 560, "locale": "ja", "dark": True}, "1.3"
    ),
    "wide-tablet": Mode({"size": (1600, 2560), "density": 320, "rotation": 90}),
}


@pytest.mark.parametrize("name", MODES)
def test_every_row_does_what_it_shows(name: str, boot: Callable[..., Phone]) -> None:
    mode = MODES[name]
    hand = Hand(boot(**mode.options).system)
    hand.shell(f"settings put system font_scale {mode.font_scale}")
    hand.open(SETTINGS)
    first = list(MODES).index(name)
    walk = Walk(hand, lambda number: ALL or number % len(MODES) == first)
    walk.page()
    assert walk.used["page"] >= (30 if ALL else 3), (walk.used, walk.pages)
    if ALL:
        assert walk.used["slider"] == 4, walk.used
        assert walk.used["switch"] > 35, walk.used
        assert walk.used["choice"] > 20, walk.used
