"""The Chromium screen in all sizes, densities, languages and themes.

`DROIDGROUND_MODES=all` looks at every screen in every mode, and `DROIDGROUND_PICTURES=FOLDER`
keeps what was seen; without them a sample is looked at.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.emulator.apps.looks import MODES, SCREENS, Look
from tests.emulator.chromium.conftest import Phone

ALL = os.environ.get("DROIDGROUND_MODES") == "all"
PICTURES = os.environ.get("DROIDGROUND_PICTURES")
SAMPLE = ("dark", "ar", "ja", "small", "tablet", "landscape", "override", "dense", "font-2.0")
"""Modes that are looked at in every run, each at some of the screens."""


def screens(mode: str) -> list[str]:
    """Return the screens to look at; all modes of the sample together see each at least once."""
    return list(SCREENS) if ALL else list(SCREENS)[SAMPLE.index(mode) :: len(SAMPLE) // 2]


@pytest.fixture(params=MODES if ALL else SAMPLE)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_nothing_looks_wrong_and_a_tap_lands(mode: str, boot: Callable[..., Phone]) -> None:
    chosen = MODES[mode]
    look = Look(boot(size=chosen.size, density=chosen.density, **chosen.options), chosen)
    wrong: list[str] = []
    for screen in screens(mode):
        look.show(screen)
        image = look.phone.image()
        assert image.size == (chosen.frame if chosen.frame[0] else chosen.size)
        if PICTURES:
            folder = Path(PICTURES) / mode
            folder.mkdir(parents=True, exist_ok=True)
            image.save(folder / f"{screen}.png")
        wrong += [f"{screen}: {fault}" for fault in look.faults()]
    assert not wrong, "\n".join(wrong)
    tap_by_words(look)


def tap_by_words(look: Look) -> None:
    """Turn Wi-Fi off by its name, which is the same in all languages."""
    look.show("wifi")
    state = look.phone.system.state
    assert state.radios.wifi
    point = look.locate("Wi-Fi toggle")
    # Where reading begins at the right, switches are at the left.
    assert (point.x < state.display.size[0] / 2) == (look.mode.options.get("locale") == "ar")
    look.phone.tap((point.x + 0.5, point.y + 0.5))
    look.rest()
    assert not state.radios.wifi


def test_a_page_that_does_look_wrong_is_noticed(boot: Callable[..., Phone]) -> None:
    look = Look(boot(), MODES["phone"])
    look.phone.show(
        "<div style='width: 60px; overflow: hidden; white-space: nowrap'>Cut at the side</div>"
        "<div style='height: 8px; overflow: hidden; font-size: 40px'>Low</div>"
        "<div style='height: 99px; position: relative'>Under<b style='position: absolute;"
        " inset: 0'>Over</b></div><p style='color: #999; background: #fff'>Pale</p>"
        "<button>Small</button><button style='position: fixed; inset: 200px 99px; min-height: 60px;"
        " background: #fff'>Below</button><i style='position: fixed; inset: 199px 90px 0'></i>"
        "<button style='position: fixed; left: 380px; top: 600px; width: 80px; height: 60px;"
        " background: #fff'>Out</button>"
    )
    found = "\n".join(look.faults())
    for sort in ("cut at the side: DIV", "cut in height", "words over words", "contrast 2.8",
                 "small, ", "covered: BUTTON", "beyond the screen: BUTTON"):  # fmt: skip
        assert sort in found, (sort, found)
