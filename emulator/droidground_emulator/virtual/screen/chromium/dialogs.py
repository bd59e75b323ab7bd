"""The system's questions: what they say, their buttons, and what each button does.

Words are English; the page translates them. `{app}` stands for the app's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from droidground_emulator.virtual.state.permissions import ONE_TIME_GROUPS, group_of

_CONTROLLER = "com.android.permissioncontroller"
_GRANT_ACTIVITY = f"{_CONTROLLER}.permission.ui.GrantPermissionsActivity"
_SYSTEM_UI = "com.android.systemui"
_PERMISSION_ID = f"{_CONTROLLER}:id/permission_"
_REQUESTS: Mapping[str, tuple[str, str]] = {
    "activity": ("access your physical activity", "run"),
    "audio": ("access music and audio on this device", "music-note"),
    "calendar": ("access your calendar", "calendar-blank-outline"),
    "call_log": ("access your phone call logs", "phone-log-outline"),
    "camera": ("take pictures and record video", "camera-outline"),
    "contacts": ("access your contacts", "account-box-outline"),
    "location": ("access this device’s location", "map-marker-outline"),
    "microphone": ("record audio", "microphone-outline"),
    "nearby": ("find, connect to, and determine the relative position of nearby devices", "radar"),
    "notifications": ("send you notifications", "bell-outline"),
    "phone": ("make and manage phone calls", "phone-outline"),
    "sensors": ("access sensor data about your vital signs", "heart-pulse"),
    "sms": ("send and view SMS messages", "message-text-outline"),
    "storage": ("access photos, media, and files on your device", "folder-outline"),
    "visual": ("access photos and videos on this device", "image-outline"),
}
"""What each permission group's dialog asks, and its icon."""


class Decision(Enum):
    """What the user said to an app that asks for a permission."""

    ALWAYS = "always"
    ONCE = "once"
    DENIED = "denied"
    CANCELLED = "cancelled"
    """Back: nothing was said."""


@dataclass(frozen=True, slots=True)
class Button:
    """One answer; `name` is its resource id."""

    name: str
    text: str
    icon: str = ""


@dataclass(slots=True)
class Dialog:
    """A question of the system; `answer` gets the index of the button, -1 for Back."""

    kind: str
    """alert, crash, anr, permission or power."""
    title: str
    text: str
    buttons: tuple[Button, ...]
    answer: Callable[[int], None]
    package: str = ""
    """The app it is about."""
    icon: str = ""

    @property
    def owner(self) -> tuple[str, str]:
        """Return the package of its window and what WindowManager calls that."""
        if self.kind == "permission":
            return _CONTROLLER, f"{_CONTROLLER}/{_GRANT_ACTIVITY}"
        if self.kind == "power":
            return _SYSTEM_UI, "ActionsDialog"
        if self.kind == "anr":
            return "android", f"Application Not Responding: {self.package}"
        return "android", f"Application Error: {self.package}"

    def describe(self) -> dict[str, Any]:
        """Return what the browser must know."""
        return {
            "kind": self.kind,
            "title": self.title,
            "text": self.text,
            "package": self.package,
            "owner": self.owner[0],
            "icon": self.icon,
            "buttons": [
                {"id": each.name, "text": each.text, "icon": each.icon} for each in self.buttons
            ],
        }


def alert(text: str) -> Dialog:
    """Return what a page's script says."""
    return Dialog("alert", "", text, (Button("android:id/button1", "OK"),), lambda index: None)


def crash(
    package: str, *, repeating: bool, app_info: Callable[[], None], close: Callable[[], None]
) -> Dialog:
    """Return what says that an app has stopped."""
    buttons = (
        Button("android:id/aerr_app_info", "App info", "information-outline"),
        Button("android:id/aerr_close", "Close app", "close"),
    )
    title = "{app} keeps stopping" if repeating else "{app} has stopped"
    acts = (app_info, close)
    return Dialog("crash", title, "", buttons, lambda index: acts[index](), package)


def anr(package: str, *, close: Callable[[], None]) -> Dialog:
    """Return what says that an app hangs."""
    buttons = (
        Button("android:id/aerr_close", "Close app", "close"),
        Button("android:id/aerr_wait", "Wait", "clock-outline"),
    )

    def answer(index: int) -> None:
        if index == 0:
            close()

    return Dialog("anr", "{app} isn't responding", "", buttons, answer, package)


def permission(
    package: str, name: str, *, again: bool, decide: Callable[[Decision], None]
) -> Dialog:
    """Return what asks for a runtime permission."""
    group = group_of(name)
    request, icon = _REQUESTS.get(group, ("use a permission", "shield-outline"))
    allowed = [("allow_button", "Allow", Decision.ALWAYS)]
    if group in ONE_TIME_GROUPS:
        allowed = [
            ("allow_foreground_only_button", "While using the app", Decision.ALWAYS),
            ("allow_one_time_button", "Only this time", Decision.ONCE),
        ]
    # Who is asked for the second time is told no more, and not asked again.
    deny = "deny_and_dont_ask_again_button" if again else "deny_button"
    choices = [*allowed, (deny, "Don’t allow", Decision.DENIED)]
    return Dialog(
        "permission",
        f"Allow {{app}} to {request}?",
        "",
        tuple(Button(_PERMISSION_ID + choice[0], choice[1]) for choice in choices),
        lambda index: decide(Decision.CANCELLED if index < 0 else choices[index][2]),
        package,
        icon,
    )


def power_menu(restart: Callable[[str], None]) -> Dialog:
    """Return the power menu; `restart` gets "shutdown" or "", what `reboot` takes."""
    buttons = (Button("", "Power off", "power"), Button("", "Restart", "restart"))

    def answer(index: int) -> None:
        if index >= 0:
            restart(("shutdown", "")[index])

    return Dialog("power", "", "", buttons, answer)
