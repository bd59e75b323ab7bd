"""Two phones with the same seed and the same touches show the same pixels at every step."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.faults import Faults
from droidground_emulator.virtual.files import Files
from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.screen.chromium.process import Browser
from droidground_emulator.virtual.system import AndroidSystem
from tests.emulator.chromium.conftest import Phone

Step = Callable[[Phone], object]


class EvenClock(Clock):
    """Its time passes only where somebody sleeps, so that no machine is slow on it."""

    def __init__(self) -> None:
        self._now = 1000.0

    def monotonic(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self._now += seconds


def tap(x: float, y: float) -> Step:
    return lambda phone: phone.tap((x, y))


def hold(x: float, y: float) -> Step:
    return lambda phone: phone.tap((x, y), hold_ms=700)


def swipe(*points: tuple[float, float], ms: int = 200) -> Step:
    return lambda phone: phone.swipe(*points, ms=ms)


def app(name: str) -> Step:
    def start(phone: Phone) -> None:
        (found,) = [a for a in phone.system.state.packages.installed() if a.label == name]
        assert phone.system.screen.start(found.package)

    return start


def key(name: str) -> Step:
    return lambda phone: phone.system.injector.key(name, "test")


def text(words: str) -> Step:
    def type_it(phone: Phone) -> None:
        phone.system.injector.text(words, "test")

    return type_it


def words(target: str) -> Step:
    return lambda phone: phone.tap(phone.find(target))


FLING_UP = swipe((540, 1900), (540, 1100), ms=120)
FLING_DOWN = swipe((540, 800), (540, 1900), ms=90)
DRAG = swipe((540, 1700), (540, 1000), ms=900)
CURVED = swipe((540, 1800), (600, 1200), (540, 1500), ms=400)
BACK, HOME = key("BACK"), key("HOME")
LAUNCHER = (swipe((540, 1900), (540, 700), ms=150), FLING_UP, FLING_DOWN, HOME)
LISTS = (app("Settings"), FLING_UP, FLING_UP, DRAG, FLING_DOWN, CURVED, FLING_DOWN, FLING_DOWN)
SWITCHES = (words("Network & internet"), words("Airplane mode"), BACK, FLING_UP, words("Display"))
SLIDERS = (swipe((300, 520), (800, 540), ms=300), FLING_UP, words("Dark theme"), BACK, HOME)
CONTACTS = (app("Contacts"), hold(540, 900), BACK, app("Contacts"), FLING_UP)
KEYBOARD = (app("Notes"), tap(950, 2150), text("hello"), tap(300, 1900), tap(500, 2000), BACK, BACK)
APPS = (app("Clock"), swipe((800, 1200), (200, 1200)), tap(540, 2100), app("Files"), tap(540, 700))
SHADE = (swipe((540, 5), (540, 1200)), tap(200, 500), swipe((540, 20), (540, 1500)), HOME)
RECENTS = (
    swipe((540, 2395), (540, 1500), ms=500),
    key("APP_SWITCH"),
    swipe((300, 1200), (900, 1200)),
)
STEPS = LAUNCHER + LISTS + SWITCHES + SLIDERS + CONTACTS + KEYBOARD + APPS + SHADE + RECENTS


def walk(phone: Phone) -> list[str]:
    """Take all steps; return a digest of each picture."""
    seen = []
    for number, step in enumerate(STEPS):
        step(phone)
        digest = hashlib.sha256(phone.image().tobytes()).hexdigest()
        seen.append(f"{number} {digest[:16]}")
    return seen


@pytest.fixture
def even_phone(browser: Browser, tmp_path: Path) -> Callable[[str], Phone]:
    """Makes phones on clocks of their own."""

    def make(name: str) -> Phone:
        options = PhoneOptions(screen="chromium", seed=3)
        files = Files(tmp_path / name)
        return Phone(AndroidSystem(options, files, Faults(), clock=EvenClock()))

    return make


def test_same_touches_show_the_same_pixels(even_phone: Callable[[str], Phone]) -> None:
    walks = []
    for name in ("one", "two"):
        phone = even_phone(name)
        try:
            walks.append(walk(phone))
        finally:
            phone.system.close()
    assert walks[0] == walks[1]
    assert len({line.split()[1] for line in walks[0]}) > len(STEPS) / 2
