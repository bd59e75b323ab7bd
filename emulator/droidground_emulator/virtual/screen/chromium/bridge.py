"""What pages ask of the phone; the same state that the shell commands read and write."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from droidground_emulator.virtual.screen.chromium.desktop import AppPage
from droidground_emulator.virtual.screen.chromium.dialogs import alert
from droidground_emulator.virtual.screen.chromium.settings_calls import settings_calls
from droidground_emulator.virtual.screen.chromium.system_ui import NotRequested, SystemUi
from droidground_emulator.virtual.state.content.provider import Ask, ProviderError, Selection
from droidground_emulator.virtual.state.permissions import full_name
from droidground_emulator.virtual.state.radios import RADIOS
from droidground_emulator.virtual.state.settings import TABLES

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.desktop import Desktop
    from droidground_emulator.virtual.state.device_state import DeviceState

_TOAST_MS = 2000
_MOST_ALERTS = 8
"""How many words of scripts wait for the user; a page that says more is not heard."""


class Refused(Exception):
    """The phone refuses what a page asked; the page gets the message."""


class Bridge:
    """Answers the pages of one phone; `reply` is how a question to the user is answered later."""

    def __init__(
        self, state: DeviceState, desktop: Desktop, reply: Callable[[int, Any], None]
    ) -> None:
        self._state = state
        self._desktop = desktop
        self._reply = reply
        self._system = SystemUi(state, desktop)
        self._methods: Mapping[str, Callable[[dict[str, Any], AppPage | None], Any]] = {
            "put": self._put,
            "radio": self._radio,
            "query": self._query,
            "insert": self._insert,
            "update": self._update,
            "remove": self._remove,
            "start": self._start,
            "finish": self._finish,
            "toast": self._toast,
            "alert": self._alert,
            "save": self._save,
            "activity": self._activity,
            "secure": self._secure,
            "copy": self._copy,
            "paste": lambda params, page: self._state.clipboard.text,
            "keyboard": self._keyboard,
            "show": lambda params, page: self._desktop.toggle(str(params.get("overlay") or "")),
            "switch": lambda params, page: self._desktop.switch_to(str(params["package"])),
            "end": lambda params, page: self._system.end(str(params["package"])),
            "stop": lambda params, page: self._system.force_stop(str(params["package"])),
            "permit": self._permit,
            "notify": self._notify,
            "cancel": self._cancel,
            "open": lambda params, page: self._system.open(str(params["key"])),
            "dismiss": lambda params, page: self._state.notifications.cancel(str(params["key"])),
            "clear": lambda params, page: self._system.clear_notifications(),
            "answer": lambda params, page: self._desktop.answer(int(params["index"])),
            "home": lambda params, page: self._desktop.go_home(),
            "files.list": self._list,
            "files.read": lambda p, page: self._read(str(p["path"])),
            "files.write": lambda p, page: self._state.files.write(p["path"], _content(p)),
            "files.copy": lambda p, page: self._state.files.copy(p["path"], p["to"]),
            "files.remove": lambda p, page: self._state.files.remove(p["path"], recursive=True),
            "files.mkdir": lambda p, page: self._state.files.mkdir(p["path"], parents=True),
            "files.rename": lambda p, page: self._state.files.rename(p["path"], p["to"]),
            "files.stat": lambda p, page: self._stat(p["path"]),
            **settings_calls(state, desktop),
        }

    def ask(self, number: int, method: str, params: dict[str, Any], page: AppPage | None) -> bool:
        """Do what a page asks and reply; False when the reply comes later.

        Raises:
            Refused: it cannot be done.
        """
        if method == "request":
            return self._request(number, str(params["permission"]), page)
        action = self._methods.get(method)
        if action is None:
            raise Refused(f"the phone has no {method!r}")
        try:
            self._reply(number, action(params, page))
        except ProviderError as exc:
            raise Refused(f"{exc.kind}: {exc.message}") from exc
        except OSError as exc:
            raise Refused(exc.strerror or str(exc)) from exc
        except (AttributeError, KeyError, TypeError, ValueError) as exc:
            # A parameter that is missing or of another type.
            raise Refused(f"{method}: {exc}") from exc
        return True

    def _put(self, params: dict[str, Any], page: AppPage | None) -> None:
        if params["table"] not in TABLES:
            raise Refused(f"there is no table {params['table']!r}")
        self._state.settings.put(params["table"], str(params["key"]), str(params["value"]))

    def _radio(self, params: dict[str, Any], page: AppPage | None) -> None:
        if params["name"] not in RADIOS:
            raise Refused(f"there is no radio {params['name']!r}")
        setattr(self._state.radios, params["name"], bool(params["on"]))

    def _query(self, params: dict[str, Any], page: AppPage | None) -> list[dict[str, Any]]:
        ask = Ask(
            _selection(params),
            tuple(params.get("projection") or ()),
            str(params.get("sort") or ""),
        )
        rows = self._state.content.query(params["uri"], ask)
        return [{key: _plain(value) for key, value in row.items()} for row in rows]

    def _insert(self, params: dict[str, Any], page: AppPage | None) -> int:
        return self._state.content.insert(params["uri"], params["values"])

    def _update(self, params: dict[str, Any], page: AppPage | None) -> int:
        return self._state.content.update(params["uri"], params["values"], _selection(params))

    def _remove(self, params: dict[str, Any], page: AppPage | None) -> int:
        return self._state.content.delete(params["uri"], _selection(params))

    def _list(self, params: dict[str, Any], page: AppPage | None) -> list[dict[str, Any]]:
        path = str(params["path"]).rstrip("/") or "/"
        self._state.file_observers.watch(path)
        names = self._state.files.listdir(path)
        return [{"name": name, **self._stat(f"{path.rstrip('/')}/{name}")} for name in names]

    def _read(self, path: str) -> str:
        self._state.file_observers.watch(path)
        return self._state.files.read(path).decode()

    def _stat(self, path: str) -> dict[str, Any]:
        found = self._state.files.stat(path)
        return {"dir": found.is_dir(), "size": found.size, "mtime_ms": int(found.mtime * 1000)}

    def _start(self, params: dict[str, Any], page: AppPage | None) -> bool:
        package = str(params["package"])
        shown = self._desktop.launch(
            package, params.get("activity"), params.get("uri"), params.get("extras")
        )
        if shown is None:
            raise Refused(f"{package} has no such activity")
        return True

    def _finish(self, params: dict[str, Any], page: AppPage | None) -> None:
        if page is not None:
            self._desktop.finish(page)

    def _toast(self, params: dict[str, Any], page: AppPage | None) -> None:
        until = self._state.time.uptime_ms() + _TOAST_MS
        package = page.package if page is not None else "android"
        self._desktop.toast = {"text": str(params["text"]), "package": package, "until": until}
        self._state.last_toast = str(params["text"])
        self._desktop.touched()

    def _alert(self, params: dict[str, Any], page: AppPage | None) -> None:
        waiting = [each for each in self._desktop.dialogs if each.kind == "alert"]
        if len(waiting) < _MOST_ALERTS:
            self._desktop.ask(alert(str(params["text"])))

    def _save(self, params: dict[str, Any], page: AppPage | None) -> None:
        if page is not None:
            page.saved = params.get("saved")

    def _activity(self, params: dict[str, Any], page: AppPage | None) -> None:
        if page is not None:
            page.shown = str(params.get("activity") or "")

    def _secure(self, params: dict[str, Any], page: AppPage | None) -> None:
        if page is not None:
            page.secure = bool(params.get("secure"))
            self._desktop.touched()

    def _copy(self, params: dict[str, Any], page: AppPage | None) -> None:
        self._state.clipboard.copy(str(params["text"]))

    def _keyboard(self, params: dict[str, Any], page: AppPage | None) -> None:
        if not params["shown"]:
            self._desktop.hide_keyboard()
        elif page is None or page is self._desktop.front:
            self._desktop.show_keyboard()

    def _permit(self, params: dict[str, Any], page: AppPage | None) -> None:
        """Grant or revoke as the Settings app does."""
        package = str(params["package"])
        if self._state.packages.find(package) is None:
            raise Refused(f"there is no app {package!r}")
        granted = bool(params["granted"])
        name = full_name(str(params["permission"]))
        held = self._state.permissions.put(package, name, granted=granted)
        if held and not granted and (page is None or package != page.package):
            self._system.end(package)

    def _notify(self, params: dict[str, Any], page: AppPage | None) -> str:
        if page is None:
            raise Refused("no app posts")
        return self._system.notify(page, params)

    def _cancel(self, params: dict[str, Any], page: AppPage | None) -> None:
        if page is not None:
            self._system.cancel(page, int(params.get("id", 0)), params.get("tag"))

    def _request(self, number: int, permission: str, page: AppPage | None) -> bool:
        if page is None:
            raise Refused("no app asks")
        try:
            return self._system.request(
                page.package, full_name(permission), lambda granted: self._reply(number, granted)
            )
        except NotRequested as exc:
            raise Refused(str(exc)) from exc


def _content(params: dict[str, Any]) -> bytes:
    """Return what a page writes: text, or bytes in base64."""
    if "base64" in params:
        return base64.b64decode(params["base64"])
    return str(params["text"]).encode()


def _selection(params: dict[str, Any]) -> Selection:
    args = tuple(str(arg) for arg in params.get("args") or ())
    return Selection(str(params.get("where") or ""), args)


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
