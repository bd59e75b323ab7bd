"""What System UI does with apps: it ends them, asks for them, and shows what they post."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from droidground_emulator.virtual.screen.chromium import dialogs
from droidground_emulator.virtual.screen.chromium.dialogs import Decision
from droidground_emulator.virtual.state.notifications import ContentIntent, Notification
from droidground_emulator.virtual.state.system_apps import APP_DETAILS, SETTINGS_PACKAGE

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.desktop import AppPage, Desktop
    from droidground_emulator.virtual.state.device_state import DeviceState

_APP_DETAILS_ACTION = "android.settings.APPLICATION_DETAILS_SETTINGS"


class NotRequested(Exception):
    """An app asks that is not there."""


class SystemUi:
    """Acts on the desktop and the phone's state; not locked: the screen does that."""

    def __init__(self, state: DeviceState, desktop: Desktop) -> None:
        self._state = state
        self._desktop = desktop

    def end(self, package: str) -> None:
        """Take an app's task away, and its process with it, as a swipe in recents does."""
        self._desktop.end(package)
        self._state.processes.stopped(package)

    def force_stop(self, package: str) -> None:
        """End all that an app does."""
        self.end(package)
        self._state.intents.forget(package)
        self._state.notifications.cancel_of(package)

    def tell_error(self, kind: str, package: str) -> None:
        """Say that an app has stopped ("crash"), keeps doing so ("repeated") or hangs ("anr")."""
        if kind == "anr":
            self._desktop.ask(dialogs.anr(package, close=lambda: self.end(package)))
            return
        self._desktop.ask(
            dialogs.crash(
                package,
                repeating=kind == "repeated",
                app_info=lambda: self._show_details(package),
                close=lambda: self.end(package),
            )
        )

    def show_power_menu(self) -> None:
        """Offer to turn the phone off or to restart it."""
        self._desktop.ask(dialogs.power_menu(self._restart))

    def request(self, package: str, permission: str, reply: Callable[[bool], None]) -> bool:
        """Let an app ask for a permission; False when the reply comes later.

        Raises:
            NotRequested: there is no such app.
        """
        permissions = self._state.permissions
        if self._state.packages.find(package) is None:
            raise NotRequested(f"there is no app {package!r}")
        if permissions.is_granted(package, permission) or permissions.is_fixed(package, permission):
            reply(permissions.is_granted(package, permission))
            return True

        def decide(decision: Decision) -> None:
            granted = decision in (Decision.ALWAYS, Decision.ONCE)
            if decision is not Decision.CANCELLED:
                once = decision is Decision.ONCE
                permissions.answer(package, permission, granted=granted, once=once)
            reply(granted)

        again = permissions.was_denied(package, permission)
        self._desktop.ask(dialogs.permission(package, permission, again=again, decide=decide))
        return False

    def notify(self, page: AppPage, params: dict[str, Any]) -> str:
        """Post what an app's page says; return the notification's key."""
        app = self._state.packages.find(page.package)
        posted = Notification(
            package=page.package,
            uid=1000 if app is None else app.uid,
            number=int(params.get("id", 0)),
            tag=params.get("tag"),
            title=str(params.get("title") or ""),
            text=str(params.get("text") or ""),
            channel=str(params.get("channel") or "default"),
            when_ms=self._state.time.now_ms(),
            intent=ContentIntent(
                page.package,
                str(params.get("activity") or page.activity),
                uri=params.get("uri"),
                extras=dict(params.get("extras") or {}),
            ),
            ongoing=bool(params.get("ongoing")),
            auto_cancel=not params.get("ongoing"),
        )
        self._state.notifications.post(posted)
        return posted.key

    def cancel(self, page: AppPage, number: int, tag: str | None) -> None:
        """Take back what an app posted."""
        for each in self._state.notifications.listed():
            if (each.package, each.number, each.tag) == (page.package, number, tag):
                self._state.notifications.cancel(each.key)

    def open(self, key: str) -> None:
        """Do what a tap on a notification does."""
        posted = self._state.notifications.find(key)
        if posted is None or posted.intent is None:
            return
        if posted.auto_cancel:
            self._state.notifications.cancel(key)
        to = posted.intent
        self._desktop.launch(to.package, to.activity, to.uri, dict(to.extras), to.action)
        self._desktop.show("")

    def clear_notifications(self) -> None:
        """Take all notifications away, and the shade with them."""
        self._state.notifications.clear()
        self._desktop.show("")

    def _restart(self, mode: str) -> None:
        # On a thread of its own: the screen ends with the system, and with it who answers the page.
        threading.Thread(
            target=self._state.restart, args=(mode,), name="power", daemon=True
        ).start()

    def _show_details(self, package: str) -> None:
        self._desktop.launch(
            SETTINGS_PACKAGE, APP_DETAILS, f"package:{package}", action=_APP_DETAILS_ACTION
        )
