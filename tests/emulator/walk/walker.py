"""A walk over the phone by touch alone, and the stories that must agree after each touch."""

from __future__ import annotations

import logging
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.screen.chromium.screen import ChromiumScreen
from droidground_emulator.virtual.system import AndroidSystem
from droidground_emulator.virtual.uiautomator.hierarchy import write_hierarchy
from tests.emulator.stores.conftest import Adb
from tests.emulator.walk import shape, stories, touches
from tests.emulator.walk.deeds import check_deed
from tests.emulator.walk.learned import Learned, Name, checkables
from tests.emulator.walk.pixels import Pixels
from tests.emulator.walk.screenshots import screenshot
from tests.emulator.walk.stores import check_store
from tests.emulator.walk.told import TABLES, Told, ask
from tests.emulator.walk.touches import Touch
from tests.emulator.walk.views import FIELD, SWITCH, Look, View, read
from tests.emulator.walk.words import check_words, english

HOME = "com.android.launcher3"
SETTINGS = "com.android.settings"
LATE_S = 0.4
"""A page may show what it was told a moment later; what still differs then is a fault."""
_WORTH = {SETTINGS: 2.0}
"""Settings has more pages than all the rest."""
LOOK_EVERY = 5
"""Touches from one screenshot to the next."""
_REMEMBERED = 15
_LADDER = 14
"""Most Backs from any screen to the launcher."""


class Complaints(logging.Handler):
    """Errors of pages and of the phone, as they are logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@dataclass
class Coverage:
    """Where the walk has been."""

    apps: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    """English titles of pages of Settings."""
    kinds: Counter[str] = field(default_factory=Counter)
    late: int = 0
    """How often the stories agreed only at a second look."""
    idle: list[str] = field(default_factory=list)
    """Touches that nothing came of, where that may be."""


@dataclass
class Walk:
    """Touches what it finds; `check` compares what the phone shows with what it stores."""

    system: AndroidSystem
    adb: Adb
    seed: int
    folder: Path
    """Where the picture and the dump of a failure go."""
    coverage: Coverage = field(default_factory=Coverage)
    learned: Learned = field(default_factory=Learned)
    pixels: Pixels = field(default_factory=Pixels)
    journal: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rng = random.Random(self.seed)
        self._visits: Counter[tuple[str, ...]] = Counter()
        self._leads: dict[tuple[str, ...], tuple[str, ...]] = {}
        """The page that a tap on something led to."""
        self._promise: dict[tuple[str, ...], float] = {}
        """Worth of the best thing to tap on a page, when it was last seen."""
        self._tapped: tuple[str, ...] = ()
        self._context: tuple[str, ...] | None = None
        self.complaints = Complaints()
        self.told = ask(self.adb)
        self.look = self.see()

    def see(self) -> Look:
        """Look at all windows."""
        roots = self.system.screen.tree()
        return read(write_hierarchy(roots, self.system.state.display.rotation))

    def step(self) -> None:
        """Touch something, then compare; raises AssertionError with the story of the failure."""
        touch = self._choose()
        self.journal.append(
            f"{len(self.journal)} [{self.look.package}] {touch.story} -- {touch.line}"
        )
        try:
            self._perform(touch)
        except AssertionError as exc:
            raise AssertionError(self._story(exc)) from exc

    def leave(self) -> None:
        """Back leads home from anywhere, each Back does something; and Home leads home at once."""
        try:
            for _ in range(_LADDER):
                if self._is_home():
                    return
                before = self.look
                self._perform(Touch("input keyevent BACK", "BACK", None, "navigate"))
                changed = self.look.signature != before.signature
                assert changed, "Back does nothing"
                if self.look.dialog and not before.dialog:
                    self._confirm()
            raise AssertionError(f"{_LADDER} Backs do not lead home")
        except AssertionError as exc:
            raise AssertionError(self._story(exc)) from exc

    def _confirm(self) -> None:
        """Say yes to a page that asks before it is left."""
        for view, at in touches.targets(self.look, self.told.locale):
            if view.id == "button1":
                self._perform(touches.tap(view, at, self._rng))
                return

    def go_home(self) -> None:
        """Home leads to the launcher from anywhere."""
        try:
            self._perform(Touch("input keyevent HOME", "HOME", None, "navigate"))
            assert self._is_home(), f"Home leads to {self.look.package}"
        except AssertionError as exc:
            raise AssertionError(self._story(exc)) from exc

    def restart(self) -> None:
        """A restart keeps all that is stored, and nothing is in front but the launcher."""
        before = _kept(ask(self.adb))
        self.adb.reboot()
        self._context = None
        self.told, self.look = ask(self.adb), self.see()
        after = _kept(self.told)
        differ = {
            key: (before.get(key), after.get(key))
            for key in before
            if before[key] != after.get(key)
        }
        assert before.keys() == after.keys(), before.keys() ^ after.keys()
        assert not differ, f"a restart changed {differ}"
        assert self._is_home(), f"{self.look.package} is in front after a restart"

    def _is_home(self) -> bool:
        return self.look.package == HOME and not self.look.find("overview_panel")

    # What to touch

    def _choose(self) -> Touch:
        rng, look = self._rng, self.look
        size = self.system.state.display.size
        gestures = self.told.setting("secure", "navigation_mode") != "0"
        chance = rng.random()
        if look.keyboard is not None and look.focused is not None and chance < 0.3:
            return self._typing()
        chance = rng.random()
        if chance < 0.07:
            return touches.navigate("BACK", size, rng, gestures=gestures)
        if chance < 0.085:
            return touches.navigate("HOME", size, rng, gestures=gestures)
        if chance < 0.10:
            return touches.navigate("APP_SWITCH", size, rng, gestures=gestures)
        if chance < 0.12:
            return touches.pull_shade(size)
        if chance < 0.125 or (size[0] > size[1] and chance < 0.14):
            turn = rng.choice((0, 1, 3, 0))
            return Touch(f"wm user-rotation lock {turn}", f"turn to {turn}", None, "turn")
        if chance < 0.25:
            found = touches.scroll(look, rng)
            if found is not None:
                return found
        return self._tapping()

    def _typing(self) -> Touch:
        rng, look = self._rng, self.look
        kind = rng.random()
        if kind < 0.6 or look.keyboard is None:
            return touches.type_text(look, rng)
        if kind < 0.8:
            return touches.press_keys(look.keyboard, rng)
        return Touch("input keyevent ENTER", "ENTER", look.focused, "key")

    def _tapping(self) -> Touch:
        rng = self._rng
        found = touches.targets(self.look, self.told.locale)
        if not found:
            return Touch("input keyevent BACK", "BACK, nothing to tap", None, "navigate")
        names = [self._place(view) for view, _ in found]
        weights = [self._worth(name) for name in names]
        self._promise[self._page()] = max(weights)
        if max(weights) < rng.random() / 3 and not self._is_home():
            return Touch("input keyevent BACK", "BACK, nothing new", None, "navigate")
        index = rng.choices(range(len(found)), weights)[0]
        self._visits[names[index]] += 1
        self._tapped = names[index]
        view, at = found[index]
        return touches.long_press(view, at) if rng.random() < 0.05 else touches.tap(view, at, rng)

    def _page(self) -> tuple[str, ...]:
        return (self.look.package, *(self._context or ()))

    def _place(self, view: View) -> tuple[str, ...]:
        words = "" if view["class"] == FIELD else view.words[:40]
        return (*self._page(), view.id, words)

    def _worth(self, place: tuple[str, ...]) -> float:
        """How new it is, or what the page behind it still has."""
        new = float((1 + self._visits[place]) ** -1.5) * _WORTH.get(place[0], 1.0)
        return max(new, 0.9 * self._promise.get(self._leads.get(place, ()), 0.0))

    # What must hold

    def _perform(self, touch: Touch) -> None:
        before, told = self.look, self.told
        _, err, code = self.adb.answer("shell", touch.line)
        assert (err, code) == ("", 0), (touch.line, err, code)
        self.coverage.kinds[touch.kind] += 1
        if touch.kind == "scroll":
            self.see()  # waits for a fling; a tap before its end would only stop it
            self.see()
        try:
            self._compare(touch, before, told)
        except AssertionError:
            Clock().sleep(LATE_S)
            self._compare(touch, before, told)
            self.coverage.late += 1

    def _compare(self, touch: Touch, before: Look, told: Told) -> None:
        self.look, self.told = self.see(), ask(self.adb)
        assert not self.complaints.said, f"complaints: {self.complaints.said}"
        self._follow_context(touch, before)
        if touch.kind == "tap":
            self._leads[self._tapped] = self._page()
        self._check_effect(touch, before, told)
        self.check()
        check_deed(touch, before, self.look, self.told, self.adb)
        if touch.kind == "tap":
            self._check_toggle(touch, before, told)

    def check(self) -> None:
        """Compare each story with the others."""
        look, told = self.look, self.told
        display = self.system.state.display
        self.coverage.apps.add(look.package)
        shape.check_shape(look, display.size, display.density)
        check_words(look, told.locale, told.file_names)
        stories.check_services(told)
        stories.check_windows(look, told)
        stories.check_status_bar(look, told)
        stories.check_shade(look, told)
        check_store(look, told)
        self._check_learned()
        if len(self.journal) % LOOK_EVERY == 0 and not self._has_toast():
            self.pixels.check(screenshot(self.adb), look, told, self._size())

    def _has_toast(self) -> bool:
        """Whether something that no dump shows lies over the page."""
        screen = self.system.screen
        return isinstance(screen, ChromiumScreen) and screen.desktop.toast is not None

    def _size(self) -> tuple[int, int]:
        said = re.search(r"logicalFrame=Rect\(0, 0 - (\d+), (\d+)\)", self.told["display"])
        assert said is not None, self.told["display"]
        return int(said[1]), int(said[2])

    def _follow_context(self, touch: Touch, before: Look) -> None:
        """Keep in mind which page it is while its title is scrolled away."""
        heads = self.look.texts("page_title") + self.look.texts("homepage_title")
        heads += self.look.texts("entity_header_title")
        told_apart = self.look.package != SETTINGS
        if self.look.dialog:
            self._context = None
        elif heads or told_apart:
            self._context = tuple(heads)
            if self.look.package == SETTINGS:
                self.coverage.pages.add(english(heads[0], self.told.locale))
        elif touch.kind != "scroll" or before.package != self.look.package:
            self._context = None

    def _check_effect(self, touch: Touch, before: Look, told: Told) -> None:
        if self.look.signature != before.signature or self.told.stored != told.stored:
            return
        if touch.may_be_idle:
            self.coverage.idle.append(touch.story)
            return
        first = screenshot(self.adb)
        Clock().sleep(2.5)  # a toast is not in the tree, but it goes
        assert screenshot(self.adb).tobytes() != first.tobytes(), f"nothing comes of {touch.story}"

    def _check_learned(self) -> None:
        if self._context is None or self.look.package == "com.android.deskclock":
            return
        for view in checkables(self.look):
            name = self._name(view)
            if name is not None:
                title = english(view.title, self.told.locale)
                self.learned.check(name, title, view, self.told)

    def _name(self, view: View) -> Name | None:
        title = view.title
        web = any(parent["class"] == "android.webkit.WebView" for parent in view.parents)
        if self._context is None or not title or web:
            return None
        return (self.told.locale, self.look.package, *self._context, title)

    def _check_toggle(self, touch: Touch, before: Look, told: Told) -> None:
        assert touch.view is not None
        inside = [v for v in checkables(before) if v is touch.view or v.below(touch.view)]
        if len(inside) != 1 or self.look.package != before.package or self.look.dialog:
            return
        name = self._name(inside[0])
        after = [view for view in checkables(self.look) if name and self._name(view) == name]
        if name is None or len(after) != 1:
            return
        changed = self.told.changed(told)
        flipped = after[0].has("checked") != inside[0].has("checked")
        if inside[0]["class"] == SWITCH:
            assert flipped, f"{inside[0]} did not turn"
            assert self.told.stored != told.stored, f"{name} turned, but nothing is stored"
        if flipped:
            self.learned.learn(name, changed)

    # What is told of a failure

    def _story(self, exc: AssertionError) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        picture, dump = self.folder / "failure.png", self.folder / "failure.xml"
        screenshot(self.adb).save(picture)
        dump.write_text(self.look.text, "utf-8")
        (self.folder / "journal.txt").write_text("\n".join(self.journal), "utf-8")
        last = "\n  ".join(self.journal[-_REMEMBERED:])
        return f"{exc}\nseed {self.seed}, see {picture}; the last touches:\n  {last}"


def _kept(told: Told) -> dict[str, str]:
    """What a restart must leave alone; each setting by itself."""
    kept = {f"{table} {key}": value for (table, key), value in told.settings.items()}
    kept |= {name: said for name, said in told.stored.items() if name not in TABLES}
    kept.pop("global boot_count", None)
    return kept
