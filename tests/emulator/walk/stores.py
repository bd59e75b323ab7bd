"""Apps and what they keep: lists, forms and pages show the rows and files that there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.emulator.walk.told import NOTES, SHARED, Told
from tests.emulator.walk.views import TITLE, Look, View

CONTACTS = "com.android.contacts"
MESSAGES = "com.android.messaging"
CLOCK = "com.android.deskclock"
NOTES_APP = "net.gsantner.markor"
FILES = "com.android.documentsui"
BROWSER = "com.android.chrome"


def check_store(look: Look, told: Told) -> None:
    """Compare the app in front with its store."""
    check = _CHECKS.get(look.package)
    if check is not None and not look.dialog:
        check(look, told)


def _titles(look: Look, list_id: str) -> list[str]:
    lists = look.find(list_id)
    return [
        v["text"] for v in look.front if v["resource-id"] == TITLE and lists and v.below(lists[0])
    ]


def _squeezed(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def _contacts(look: Look, told: Told) -> None:
    known = [name or "" for name in _squeezed(told.values("names"))]
    shown = [name for name in _titles(look, "contacts_list") if name in known]
    unknown = {name for name in _titles(look, "contacts_list") if name not in known}
    assert len(unknown) <= 1, f"people who are not there: {unknown}"  # those without a name
    rest = iter(known)
    assert all(name in rest for name in shown), f"{shown} is not the order of {known}"
    data = set(_squeezed(told.values("data")))
    values = set(_titles(look, "card_container"))
    assert values <= data, f"{values - data} is not in any row"


def _messages(look: Look, told: Told) -> None:
    bodies = set(_squeezed(told.values("bodies")))
    shown = set(_squeezed(look.texts("message_text")))
    assert shown <= bodies, f"{shown - bodies} is in no message"


def _clock(look: Look, told: Told) -> None:
    clocks = [view for view in look.find("digital_clock") if view.has("clickable")]
    if clocks and look.find("alarms"):
        _check_alarms(look, told)
    states = told.values("timers")
    running = [state == "running" for state in states]
    if look.find("timer_time_text"):
        assert len(look.find("timer_time_text")) <= len(states), (states, look.texts("timer_label"))
        assert any(running) or not look.find("timer_expired")
    laps = len(_titles(look, "stopwatch"))
    assert laps <= len(told.values("laps")), (laps, told.values("laps"))


def _check_alarms(look: Look, told: Told) -> None:
    stored = list(zip(*(map(int, told.values(n)) for n in ("enabled", "days")), strict=True))
    boxes = [view for view in look.front if view.id.startswith("day_button_")]
    switches = look.find("onoff")
    assert len(switches) <= len(stored), (len(switches), stored)
    first = _first(look)
    shown = [switch.has("checked") for switch in switches]
    enabled = [bool(on) for on, _ in stored]
    assert shown in _windows(enabled, len(shown)), (shown, enabled)
    if first and len(boxes) >= 7:
        bits = {int(box.id.rpartition("_")[2]): box.has("checked") for box in boxes[:7]}
        days = stored[0][1]
        assert bits == {bit: bool(days >> bit & 1) for bit in bits}, (bits, days)


def _first(look: Look) -> bool:
    """Whether the list stands at its beginning."""
    return bool(look.find("action_bar_title"))


def _windows(items: list[bool], size: int) -> list[list[bool]]:
    return [items[start : start + size] for start in range(len(items) - size + 1)]


def _notes(look: Look, told: Told) -> None:
    editors = look.find("document__fragment__edit__highlighting_editor")
    if editors:
        return
    _check_folder(_titles(look, "ui__filesystem_dialog__list"), told, NOTES)


def _files(look: Look, told: Told) -> None:
    _check_folder(_titles(look, "dir_list"), told, SHARED)


def _check_folder(titles: list[str], told: Told, root: str) -> None:
    """All that is listed together lies together in one folder."""
    folders: dict[str, set[str]] = {}
    for path in told["files"].splitlines():
        folder, _, name = path.rpartition("/")
        if path.startswith(root + "/"):
            folders.setdefault(folder, set()).add(" ".join(name.split()))
    fits = [folder for folder, names in folders.items() if set(titles) <= names]
    assert fits or not titles, f"{titles} lie in no folder together: {folders}"


def field(view: View | None) -> str:
    """What a field holds."""
    return "" if view is None else view["text"]


_CHECKS: Mapping[str, Callable[[Look, Told], None]] = {
    CONTACTS: _contacts,
    MESSAGES: _messages,
    CLOCK: _clock,
    NOTES_APP: _notes,
    FILES: _files,
}
