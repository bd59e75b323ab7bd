"""A walk through Settings by touch: opens what opens, flips what flips, drags what slides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from droidground_emulator.virtual.screen.base import Node
from tests.emulator.apps.hand import Hand

TITLE, SUMMARY, SWITCH = "android:id/title", "android:id/summary", "android:id/switch_widget"
PANEL = "android:id/parentPanel"
RADIO, SEEK, FIELD = (f"android.widget.{name}" for name in ("RadioButton", "SeekBar", "EditText"))
HOST = "dns.example"
TABLES = ("system", "secure", "global")
Tables = dict[str, str]

_SATURATED = 12
"""Mean difference of a pixel's strongest and weakest channel where a switch shows the accent."""


class Row(NamedTuple):
    """One line of a list."""

    title: str
    node: Node
    switch: Node | None
    radio: Node | None
    slider: Node | None

    @property
    def summary(self) -> str:
        return next((n.text for n in below(self.node) if n.resource_id == SUMMARY), "")


def below(node: Node) -> Iterator[Node]:
    """A node and all it holds."""
    yield node
    for child in node.children:
        yield from below(child)


def is_on(row: Row) -> bool:
    """Whether the dump says that a row's switch is on."""
    return bool(row.switch and row.switch.checked)


def rows_of(root: Node) -> list[Row]:
    """The rows that can be touched, and the sliders, from top to bottom."""
    found: list[Row] = []
    for node in below(root):
        if node.class_name == SEEK:
            found.append(Row(node.content_desc, node, None, None, node))
            continue
        titles = [n for n in below(node) if n.resource_id == TITLE]
        if not (node.clickable and len(titles) == 1):
            continue
        switch = next((n for n in below(node) if n.resource_id == SWITCH), None)
        radio = next((n for n in below(node) if n.class_name == RADIO), None)
        found.append(Row(titles[0].text, node, switch, radio, None))
    return found


@dataclass
class Walk:
    """Uses everything a page offers and walks what it opens; pages are told by title."""

    hand: Hand
    chosen: Callable[[int], bool] = lambda number: True
    """Which rows of the first page are followed, by their number."""
    pages: dict[str, list[str]] = field(default_factory=dict)
    """Titles of the rows by title of the page."""
    used: dict[str, int] = field(default_factory=lambda: dict.fromkeys(
        ("switch", "slider", "choice", "dialog", "page"), 0))  # fmt: skip

    # Looking

    def root(self) -> Node:
        """The window in front."""
        return self.hand.system.screen.tree()[-1]

    def rows(self) -> list[Row]:
        """The rows that are wholly on the screen."""
        root = self.root()
        scroller = next((n for n in below(root) if n.scrollable), None)
        low = scroller.bounds[3] if scroller else root.bounds[3]
        return [row for row in rows_of(root) if row.node.bounds[3] < low or scroller is None]

    def title(self) -> str:
        """The title of the page in front, "" where it is scrolled away."""
        ids = ("page_title", "homepage_title")
        found = (n for n in below(self.root()) if n.resource_id.rpartition("/")[2] in ids)
        return next((n.text for n in found), "")

    def row(self, title: str) -> Row:
        """The row of that title, which must be there."""
        rows = rows_of(self.root())
        found = [row for row in rows if row.title == title]
        assert len(found) == 1, (title, [row.title for row in rows])
        return found[0]

    def panel(self) -> Node | None:
        """The dialog that lies over the page."""
        return next((n for n in below(self.root()) if n.resource_id == PANEL), None)

    def settings(self) -> Tables:
        """All settings as the shell lists them."""
        listed: Tables = {}
        for table in TABLES:
            for line in self.hand.shell(f"settings list {table}").splitlines():
                key, _, value = line.partition("=")
                listed[f"{table}/{key}"] = value
        return listed

    def story(self) -> tuple[Tables, str]:
        """All that a choice may change: the settings, and what apps are granted."""
        lines = self.hand.shell("dumpsys package").splitlines()
        return self.settings(), "".join(line for line in lines if "granted=" in line)

    def looks_on(self, switch: Node) -> bool:
        """Whether the pixels of a switch show the accent."""
        crop = np.asarray(self.hand.phone.image().crop(switch.bounds), dtype=np.int16)
        return float(np.mean(crop.max(axis=2) - crop.min(axis=2))) > _SATURATED

    # Walking

    def page(self, path: tuple[str, ...] = ()) -> None:
        """Use every row of the page in front."""
        here = self.title()
        assert here not in self.pages, here
        titles = self.pages[here] = []
        more = True
        while more:
            # Read anew each time: what a row does may move the others.
            row = next((row for row in self.rows() if row.title not in titles), None)
            if row is None:
                more = self.scroll()
                continue
            titles.append(row.title)
            if path or self.chosen(len(titles) - 1):
                self.use(row, (*path, here))

    def use(self, row: Row, path: tuple[str, ...]) -> None:
        """Do with a row what it is for, and leave the phone as it was."""
        if row.switch is not None:
            self.flip_twice(row.title)
        elif row.slider is not None:
            self.drag(row)
        elif row.radio is not None:
            self.choose_all(row)
        else:
            self.open(row, path)

    def scroll(self) -> bool:
        """Show the next rows; False at the end of the list."""
        scroller = next((n for n in below(self.root()) if n.scrollable), None)
        if scroller is None:
            return False
        before = [(row.title, row.node.bounds) for row in self.rows()]
        left, top, right, bottom = scroller.bounds
        x, height = left + (right - left) * 0.06, bottom - top
        x = max(x, left + 30 * self.hand.system.state.display.density / 160)
        self.hand.phone.swipe(
            (x, bottom - height * 0.2), (x, bottom - height * 0.65), ms=250, hold_ms=250
        )
        return before != [(row.title, row.node.bounds) for row in self.rows()]

    # Rows

    def flip_twice(self, title: str) -> None:
        """Tap a switch twice; dump, settings, services and pixels agree at each of three times."""
        row = self.check_switch(title)
        before = self.settings()
        self.hand.phone.tap(row.node)
        flipped = self.check_switch(title)
        assert is_on(flipped) is not is_on(row), title
        between = self.settings()
        changed = {key for key in {*before, *between} if before.get(key) != between.get(key)}
        assert changed, f"{title} changes no setting"
        self.hand.phone.tap(flipped.node)
        assert is_on(self.check_switch(title)) is is_on(row), title
        after = self.settings()
        # What was never set is now written out as what it stood for.
        left = {key for key in after if key in before and after[key] != before[key]}
        assert not left, (title, left)
        assert all(after[key] != between.get(key) for key in changed), (title, changed)
        self.used["switch"] += 1

    def check_switch(self, title: str) -> Row:
        """Return the row of a switch; the dump, its pixels and the services must agree on it."""
        row = self.row(title)
        assert row.switch is not None, title
        assert self.looks_on(row.switch) is is_on(row), title
        self.check_services()
        return row

    def check_services(self) -> None:
        """What services tell is what the settings say."""
        now = self.settings()
        for service, line, on in (
            ("wifi", "Wi-Fi is enabled", now["global/wifi_on"] in "12"),
            ("wifi", "mAirplaneModeOn true", now["global/airplane_mode_on"] == "1"),
            ("bluetooth_manager", "enabled: true", now["global/bluetooth_on"] == "1"),
            ("uimode", "mNightMode=2 (yes)", now["secure/ui_night_mode"] == "2"),
        ):
            assert (line in self.hand.shell(f"dumpsys {service}")) is on, (service, line)

    def drag(self, row: Row) -> None:
        """Drag a slider to both ends and back; the setting follows, and the pixels of the bar."""
        left, top, right, bottom = row.node.bounds
        y, before = (top + bottom) / 2, self.settings()
        margin = 12 * self.hand.system.state.display.density / 160
        ends = (left + margin, right - margin)
        if self.hand.system.state.settings.get("system", "system_locales") == "ar":
            ends = ends[::-1]
        seen: list[tuple[str, float]] = []
        key = ""
        for start, end in (ends, ends[::-1]):
            self.hand.phone.swipe((start, y), (end, y), ms=300)
            now = self.settings()
            key = key or next(name for name in now if before.get(name) != now[name])
            seen.append((now[key], self.filled(self.row(row.title).node)))
        (high, full), (low, bare) = seen
        assert int(high) > int(low), (row.title, seen)
        assert full > bare + 0.3, (row.title, seen)
        at = ends[0] + (ends[1] - ends[0]) / 2
        self.hand.phone.tap((at, y))
        middle = int(self.settings()[key])
        assert int(low) < middle < int(high), (row.title, seen, middle)
        table, _, name = key.partition("/")
        self.hand.shell(f"settings put {table} {name} {before.get(key, middle)}")
        self.used["slider"] += 1

    def filled(self, slider: Node) -> float:
        """Return which part of a slider's row of pixels has the accent."""
        line = np.asarray(self.hand.phone.image().crop(slider.bounds), dtype=np.int16)
        line = line[line.shape[0] // 2]
        return float(np.mean(line.max(axis=1) - line.min(axis=1) > 40))

    def choose_all(self, row: Row) -> None:
        """Choose each of a page's choices; one is chosen at a time, the first at the end."""
        radios = self.radios()
        first = next((n for n, each in enumerate(radios) if each.radio and each.radio.checked), 0)
        titles = [each.title for each in radios]
        self.pages[self.title() or next(reversed(self.pages))] += titles
        for number in [n for n in range(len(radios)) if n != first] + [first]:
            before = self.story()
            self.hand.phone.tap(self.radios()[number].node)
            on = [bool(each.radio and each.radio.checked) for each in self.radios()]
            assert on == [n == number for n in range(len(radios))], (titles, number, on)
            assert self.story() != before, titles
            self.used["choice"] += 1

    def radios(self) -> list[Row]:
        """The choices on the screen."""
        return [row for row in self.rows() if row.radio is not None]

    def open(self, row: Row, path: tuple[str, ...]) -> None:
        """Touch a row that opens something; come back to where it was."""
        page = self.title()
        self.hand.phone.tap(row.node)
        panel = self.panel()
        if panel is not None:
            self.dialog(row)
        elif self.title() == page:
            self.check_joined(row.title)
            return
        else:
            self.follow(path)
        again = self.row(row.title)
        assert again.node.bounds[1] == row.node.bounds[1], f"{row.title} is elsewhere after Back"

    def follow(self, path: tuple[str, ...]) -> None:
        """Walk the page that a row has opened, unless it is known, and leave it with Back."""
        title = self.title()
        assert title, f"{self.root()} is no page"
        if title not in self.pages:
            self.used["page"] += 1
            self.page(path)
        self.hand.back()

    def check_joined(self, title: str) -> None:
        """A row that opens nothing joined an open network. Go back to the first one."""
        assert f'SSID: "{title}"' in self.hand.shell("dumpsys wifi"), f"{title} does nothing"
        assert self.rows()[1].title == title
        self.hand.phone.tap(self.row("AndroidWifi").node)
        assert 'SSID: "AndroidWifi"' in self.hand.shell("dumpsys wifi")

    def dialog(self, row: Row) -> None:
        """Choose each line of a dialog, or leave it with Back when it asks for something else."""
        self.used["dialog"] += 1
        panel = self.panel()
        assert panel is not None
        lines = [each for each in rows_of(panel) if each.radio is not None]
        if not lines:
            self.leave_dialog()
            return
        first = next(n for n, each in enumerate(lines) if each.radio and each.radio.checked)
        for number in [n for n in range(len(lines)) if n != first] + [first]:
            self.choose_line(row, number, lines[number].title)
            self.hand.phone.tap(self.row(row.title).node)
        self.leave_dialog()

    def choose_line(self, row: Row, number: int, words: str) -> None:
        """Choose one line of the open dialog; the row tells so, and a setting."""
        before = self.settings()
        panel = self.panel()
        assert panel is not None
        self.hand.phone.tap(rows_of(panel)[number].node)
        self.fill_dialog()
        assert self.panel() is None, words
        assert self.settings() != before, (row.title, words)
        assert self.row(row.title).summary in (words, HOST), (row.title, words)
        self.used["choice"] += 1

    def fill_dialog(self) -> None:
        """Answer a dialog that asks for a word."""
        panel = self.panel()
        if panel is None:
            return
        (entry,) = [n for n in below(panel) if n.class_name == FIELD]
        self.hand.phone.tap(entry)
        assert self.hand.system.screen.type_text(HOST)
        panel = self.panel()
        assert panel is not None
        self.hand.phone.tap(next(n for n in below(panel) if n.resource_id == "android:id/button1"))

    def leave_dialog(self) -> None:
        """Close the dialog with Back: first the keyboard goes, then the dialog."""
        for _ in range(2):
            if self.panel() is not None:
                self.hand.back()
        assert self.panel() is None
