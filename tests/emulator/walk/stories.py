"""Services and windows: what `dumpsys`, the settings and the screen say must be the same."""

from __future__ import annotations

import datetime
import re

from tests.emulator.walk.told import Told
from tests.emulator.walk.views import Look

UI = "com.android.systemui"


def check_services(told: Told) -> None:
    """Compare services with the settings they follow."""
    wifi = told.setting("global", "wifi_on") in ("1", "2")
    bluetooth = told.setting("global", "bluetooth_on") == "1"
    airplane = told.setting("global", "airplane_mode_on") == "1"
    first, *more = told["wifi"].splitlines()
    assert first == f"Wi-Fi is {'enabled' if wifi else 'disabled'}", (first, wifi)
    assert f"mAirplaneModeOn {str(airplane).lower()}" in more
    assert f"enabled: {str(bluetooth).lower()}" in told["bluetooth"], (told["bluetooth"], bluetooth)
    night = told.setting("secure", "ui_night_mode")
    assert told.dark == (night == "2"), (told["night"], night)
    locked = told.setting("system", "accelerometer_rotation") == "0"
    rotation = re.search(r" orientation=(\d)", told["display"])
    assert rotation is not None
    wanted = told.setting("system", "user_rotation")
    assert not locked or rotation[1] == wanted, (rotation[1], wanted)
    _check_alarms(told)


def _check_alarms(told: Told) -> None:
    """The next alarm, counted from the rows, is the one that will ring."""
    rows = zip(
        *(map(int, told.values(name)) for name in ("hours", "minutes", "days", "enabled")),
        strict=True,
    )
    times = [(hour, minute, days) for hour, minute, days, enabled in rows if enabled]
    said = re.search(r"time:(\d+) = (\S+ \S+)", told["alarm"])
    assert bool(times) == bool(said), (times, told["alarm"])
    if said is None:
        return
    rings = datetime.datetime.fromtimestamp(int(said[1]) / 1000, datetime.UTC)
    fits = [
        (hour, minute) == (rings.hour, rings.minute)
        and (not days or bool(days >> rings.weekday() & 1))
        for hour, minute, days in times
    ]
    assert any(fits), (rings, times)


def check_windows(look: Look, told: Told) -> None:
    """The window in front, its app and its keyboard are those that the services name."""
    shown = "mInputShown=true" in told["ime"]
    assert shown == (look.keyboard is not None), f"keyboard: the service says {shown}"
    top = re.search(r"topResumedActivity=ActivityRecord\{\S+ u0 ([\w.]+)/", told["activities"])
    assert top is not None, "no activity is resumed"
    apps = [view["package"] for view in look.views if view["resource-id"] == "android:id/content"]
    assert not apps or top[1] == apps[0], f"{apps[0]} is shown, {top[1]} is said to be on top"


def check_shade(look: Look, told: Told) -> None:
    """The shade shows what is posted, and says so when nothing is."""
    posted = re.findall(r"android\.title=String \((.*)\)", told["notification"])
    rows = look.find("expandableNotificationRow")
    titles = [v["text"] for v in look.front if v.id == "title" and any(v.below(r) for r in rows)]
    known = {" ".join(title.split()) for title in posted}
    assert set(titles) <= known, f"{titles} are shown, {known} are posted"
    assert not look.find("no_notifications") or not posted, f"{posted} are posted"


def check_status_bar(look: Look, told: Told) -> None:
    """The icons at the top are what the radios are."""
    bars = [view for view in look.views if view["resource-id"] == f"{UI}:id/status_bar"]
    if told.locale != "en" or not bars:
        return
    icons = " ".join(view["content-desc"] for view in look.views if view.below(bars[0])).casefold()
    wifi = told.setting("global", "wifi_on") in ("1", "2")
    airplane = told.setting("global", "airplane_mode_on") == "1"
    assert bool(re.search(r"wi-?fi", icons)) == wifi, f"Wi-Fi is {wifi}: {icons}"
    assert ("airplane" in icons) == airplane, f"airplane mode is {airplane}: {icons}"
