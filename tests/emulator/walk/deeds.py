"""What a touch must have done: typed words stand in the field, what was sent is kept, and so on."""

from __future__ import annotations

import shlex

from tests.emulator.stores.conftest import Adb
from tests.emulator.walk.told import NOTES, Told
from tests.emulator.walk.touches import Touch
from tests.emulator.walk.views import FIELD, SLIDER, Look
from tests.emulator.walk.words import english

LEVELS = {
    "Media volume": ("system", "volume_music", 0, 15),
    "Ring volume": ("system", "volume_ring", 0, 7),
    "Alarm volume": ("system", "volume_alarm", 0, 7),
    "Brightness level": ("system", "screen_brightness", 1, 255),
}
"""English titles of sliders, their settings, and these at both ends."""
_NEAR = 0.09
"""How far a slider's value may lie from the finger, as a part of its length: half a step of
seven and its rounded ends."""
_EDITOR = "document__fragment__edit__highlighting_editor"
_RTL = ("ar",)


def check_deed(touch: Touch, before: Look, look: Look, told: Told, adb: Adb) -> None:
    """Raise AssertionError when a touch did not do what it is for."""
    if touch.kind == "type":
        _check_typed(touch, before, look)
    elif touch.kind == "tap" and touch.view is not None:
        if touch.view["class"] == SLIDER:
            _check_level(touch, told)
        elif touch.view.id == "send_message_button":
            _check_sent(before, told)
    if look.find(_EDITOR) and touch.kind in ("type", "keys", "tap"):
        _check_note(look, told, adb)


def _check_typed(touch: Touch, before: Look, look: Look) -> None:
    was, now = before.focused, look.focused
    if was is None or now is None or was.id != now.id or was.has("password"):
        return
    kept = now["text"]
    if was.id in ("hour", "minute", "url_bar") or was["text"] == kept:
        return  # takes digits only; is full
    assert touch.text in kept, f"typed {touch.text!r}, the field has {kept!r}"


def _check_level(touch: Touch, told: Told) -> None:
    assert touch.view is not None
    known = LEVELS.get(english(touch.view.title, told.locale))
    if known is None:
        return
    table, key, least, most = known
    left, _, right, _ = touch.view.bounds
    finger = (int(touch.line.split()[2]) - left) / (right - left)
    finger = 1 - finger if told.locale in _RTL else finger
    value = (float(told.setting(table, key)) - least) / (most - least)
    assert abs(value - finger) < _NEAR, f"{key} is at {value:.2f}, the finger was at {finger:.2f}"


def _check_sent(before: Look, told: Told) -> None:
    drafts = [view["text"] for view in before.find("compose_message_text")]
    sent = [" ".join(body.split()) for body in told.values("bodies")]
    assert all(" ".join(draft.split()) in sent for draft in drafts), (drafts, sent)


def _check_note(look: Look, told: Told, adb: Adb) -> None:
    """What the editor shows is what the file holds."""
    (editor,) = look.find(_EDITOR)
    names = [view["text"] for view in look.find("note__title")]
    paths = [path for path in told["files"].splitlines() if path.startswith(NOTES + "/")]
    paths = [path for path in paths if path.rpartition("/")[2] in names]
    if len(paths) != 1 or editor["class"] != FIELD:
        return
    stored = adb.shell(f"cat {shlex.quote(paths[0])}")
    if stored.strip():
        assert editor["text"].split() == stored.split(), (editor["text"], stored)
