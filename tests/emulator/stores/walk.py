"""A random walk over the phone by touch alone, and the stories that must agree after each touch."""

import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.emulator.stores.conftest import CONTACTS, Adb

NOTES = "/storage/emulated/0/Documents/Markor"
ALARMS = "content://com.android.deskclock/alarms"
APPS = {
    "com.android.settings": "com.android.settings/.Settings",
    "com.android.contacts": "com.android.contacts/.activities.PeopleActivity",
    "com.android.messaging": "com.android.messaging/.ui.ConversationListActivity",
    "com.android.deskclock": "com.android.deskclock/.DeskClock",
    "net.gsantner.markor": "net.gsantner.markor/.activity.MainActivity",
    "com.android.documentsui": "com.android.documentsui/.files.FilesActivity",
}
SETTINGS_PAGES = ("WIRELESS_SETTINGS", "WIFI_SETTINGS", "BLUETOOTH_SETTINGS", "DISPLAY_SETTINGS",
                  "SOUND_SETTINGS", "NOTIFICATION_SETTINGS", "BATTERY_SAVER_SETTINGS")  # fmt: skip
SWITCHES = {
    "Wi-Fi": ("global", "wifi_on"),
    "Airplane mode": ("global", "airplane_mode_on"),
    "Bluetooth": ("global", "bluetooth_on"),
    "Mobile data": ("global", "mobile_data"),
    "Dark theme": ("secure", "ui_night_mode"),
    "NFC": ("global", "nfc_on"),
    "Roaming": ("global", "data_roaming"),
    "Battery Saver": ("global", "low_power"),
    "Night Light": ("secure", "night_display_activated"),
    "Touch sounds": ("system", "sound_effects_enabled"),
    "Screen locking sound": ("system", "lockscreen_sounds_enabled"),
    "Auto-rotate screen": ("system", "accelerometer_rotation"),
    "Notification history": ("secure", "notification_history_enabled"),
}
"""Which setting the switch of a row with this title stands for."""
OFF = {
    "wifi_on": ("0", "3", "null"),
    "bluetooth_on": ("0", "2", "null"),
    "ui_night_mode": ("1", "null"),
}
AVOIDED = re.compile(
    r"language|size|rotat|resolution|reset|erase|power|reboot|time zone|developer|screen lock", re.I
)
"""What would leave the walk in another language or layout, or asleep."""


@dataclass(frozen=True)
class View:
    """One node of the dump."""

    node: ET.Element
    parents: tuple[ET.Element, ...]

    def __getitem__(self, name: str) -> str:
        return self.node.get(name, "")

    @property
    def words(self) -> str:
        """All text on it and below."""
        return " ".join(
            each.get("text", "") + " " + each.get("content-desc", "") for each in self.node.iter()
        ).strip()

    @property
    def centre(self) -> tuple[int, int]:
        left, top, right, bottom = map(int, re.findall(r"-?\d+", self["bounds"]))
        return (left + right) // 2, (top + bottom) // 2

    @property
    def row_title(self) -> str:
        """The title nearest to it: that of the row it stands in."""
        for parent in self.parents:
            titles = [n for n in parent.iter() if n.get("resource-id") == "android:id/title"]
            if titles:
                return titles[0].get("text", "") if len(titles) == 1 else ""
        return ""


@dataclass
class Walk:
    """Touches what it finds; `check` compares what the phone shows with what it stores."""

    adb: Adb
    seed: int
    touches: int = 0
    switches_seen: set[str] = field(default_factory=set)
    apps_seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def views(self) -> list[View]:
        """Dump the screen."""
        self.adb.shell("uiautomator dump /sdcard/Download/window.xml")
        text = self.adb.shell("cat /sdcard/Download/window.xml; rm /sdcard/Download/window.xml")
        return list(_flat(ET.fromstring(text), ()))

    def open_something(self) -> None:
        """Open an app, or a page of Settings."""
        if self._random.random() < 0.5:
            page = self._random.choice(SETTINGS_PAGES)
            action = f"android.intent.action.{page}" if "SAVER" in page else page
            self.adb.answer("shell", f"am start -a android.settings.{action}")
        else:
            self.adb.answer("shell", f"am start -n {self._random.choice(list(APPS.values()))}")

    def step(self) -> str:
        """Touch something on the screen; return what, for the story of a failure."""
        can = [
            view
            for view in self.views()
            if view["clickable"] == "true" and view["enabled"] == "true"
        ]
        can = [view for view in can if not AVOIDED.search(view.words)]
        if not can or self._random.random() < 0.1:
            self.adb.shell("input keyevent BACK")
            return "BACK"
        view = self._random.choice(can)
        self.adb.shell("input tap {} {}".format(*view.centre))
        self.touches += 1
        if view["class"] == "android.widget.EditText":
            self.adb.answer("shell", f"input text w{self.touches}")
        return f"{view['class']} {view.words!r} at {view.centre}"

    def check(self) -> None:
        """Compare each story with the others."""
        views = self.views()
        package = views[0]["package"]
        assert package, "the screen shows no app"
        self.apps_seen.add(package)
        if any(view["resource-id"] == "android:id/parentPanel" for view in views):
            pass  # a dialog lies over the rows
        elif package == "com.android.settings":
            self._check_switches(views)
        elif package == "com.android.contacts":
            self._check_contacts(views)
        elif package == "com.android.deskclock":
            self._check_alarms(views)
        elif package == "net.gsantner.markor":
            self._check_notes(views)
        self._check_services()

    def _check_switches(self, views: list[View]) -> None:
        for view in views:
            title = view.row_title
            if view["class"] != "android.widget.Switch" or title not in SWITCHES:
                continue
            table, key = SWITCHES[title]
            value = self.adb.shell(f"settings get {table} {key}").strip()
            shown = view["checked"] == "true"
            assert shown == (value not in OFF.get(key, ("0", "null"))), (title, shown, value)
            rows = self.adb.content(
                "query", f"content://settings/{table}/{key}", projection="value"
            )
            assert rows == f"Row: 0 value={value}\n" or value == "null"
            self.switches_seen.add(title)

    def _check_services(self) -> None:
        wifi = self.adb.shell("settings get global wifi_on").strip() in ("1", "2")
        assert self.adb.shell("dumpsys wifi | head -n 1") == (
            f"Wi-Fi is {'enabled' if wifi else 'disabled'}\n"
        )
        night = self.adb.shell("settings get secure ui_night_mode").strip() == "2"
        said = self.adb.shell("cmd uimode night")
        assert said == f"Night mode: {'yes' if night else 'no'}\n"

    def _check_contacts(self, views: list[View]) -> None:
        listed = any("contacts_list" in view["resource-id"] for view in views)
        known = _values(
            self.adb.content("query", f"{CONTACTS}/contacts", projection="display_name")
        )
        shown = [v["text"] for v in views if v["resource-id"] == "android:id/title"]
        assert not listed or set(shown) <= {*known, "(No name)"}, (shown, known)

    def _check_alarms(self, views: list[View]) -> None:
        switches = [v["checked"] == "true" for v in views if v["resource-id"].endswith(":id/onoff")]
        rows = self.adb.content("query", ALARMS, projection="enabled", sort="hour, minutes, _id")
        stored = [value == "1" for value in _values(rows)]
        assert switches == stored[: len(switches)], (switches, stored)
        self.switches_seen |= {"alarm"} if switches else set()

    def _check_notes(self, views: list[View]) -> None:
        if not any("homepage_title" in view["resource-id"] for view in views):
            return
        shown = {v["text"] for v in views if v["resource-id"] == "android:id/title"}
        assert shown <= set(self.adb.shell(f"ls {NOTES}").splitlines())

    def stored(self) -> dict[str, str]:
        """Everything that a restart must keep."""
        lines = [f"settings list {table}" for table in ("system", "secure", "global")]
        lines += [
            f"content query --uri {uri}"
            for uri in (f"{CONTACTS}/data", "content://sms", ALARMS,
                        "content://com.android.deskclock/timers")
        ]  # fmt: skip
        lines.append("find /storage/emulated/0; md5sum $(find /storage/emulated/0 -type f)")
        return {line: self.adb.shell(line) for line in lines}


def _values(rows: str) -> list[str]:
    return [line.partition("=")[2] for line in rows.splitlines() if line.startswith("Row:")]


def _flat(node: ET.Element, parents: tuple[ET.Element, ...]) -> Iterator[View]:
    if node.tag == "node":
        yield View(node, parents)
    for child in node:
        yield from _flat(child, (node, *parents))
