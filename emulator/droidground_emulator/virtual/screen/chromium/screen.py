"""The Chromium screen: implements `Screen` over one page of the shared browser."""

from __future__ import annotations

import base64
import contextlib
import io
import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PIL import Image

from droidground_emulator.clock import Clock
from droidground_emulator.errors import ScreenUnavailable
from droidground_emulator.virtual.screen.base import Node, Touch, TouchAction, Window
from droidground_emulator.virtual.screen.chromium.bridge import Bridge, Refused
from droidground_emulator.virtual.screen.chromium.cdp import CdpError
from droidground_emulator.virtual.screen.chromium.desktop import Desktop
from droidground_emulator.virtual.screen.chromium.fingers import Fingers
from droidground_emulator.virtual.screen.chromium.keys import press_key
from droidground_emulator.virtual.screen.chromium.page import ShellPage
from droidground_emulator.virtual.screen.chromium.process import SHARED
from droidground_emulator.virtual.screen.chromium.renderer import Renderer
from droidground_emulator.virtual.screen.chromium.system_ui import NotRequested, SystemUi
from droidground_emulator.virtual.screen.chromium.tree import read_tree
from droidground_emulator.virtual.state.intents import Opened

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.desktop import AppPage
    from droidground_emulator.virtual.state.device_state import DeviceState

log = logging.getLogger(__name__)

T = TypeVar("T")
Job = Callable[[], None]
_SETTLE_MS = 400
_IDLE_MS = 4000
"""Longer than the fastest fling lasts."""
_PATIENCE_S = 30.0
"""How long a call goes on with pages and browsers that die under it."""
_AGAIN_MS = 60_000
"""An app under which the page hangs twice within this time is ended."""
_END_S = 5.0


class ChromiumScreen:
    """A phone's screen in a headless browser.

    All that is shown is known on this side, so a page or browser that died is replaced: by the
    worker at once, or by the next call that finds it dead.
    """

    def __init__(self, state: DeviceState) -> None:
        """Show the launcher.

        Raises:
            ScreenUnavailable: there is no browser, or it does not start.
        """
        self._state = state
        self._lock = threading.RLock()
        self._revival = threading.RLock()
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self.desktop = Desktop(state)
        self._bridge = Bridge(state, self.desktop, self._reply)
        self._renderer = Renderer(state, self.desktop, self._lock)
        self._closed = False
        self._dead = self._hung = False
        self._culprit: tuple[AppPage, int] | None = None
        """What was in front when the page hung last, and when, in ms of uptime."""
        self._life = 0
        """How often the page was replaced."""
        self._worker = self._new_worker()
        SHARED.acquire()
        try:
            self.page = self._new_page()
            self._fingers = Fingers(state, self)
            self._worker.start()
            self._load()
        except BaseException:
            self.close()
            raise
        state.changes.listen(self._on_change)

    def frame(self) -> Image.Image:
        """Return what is shown; `info["png"]` is the same as the browser compressed it."""
        data = self._retried(self._shot)
        image = Image.open(io.BytesIO(data))
        image.info["png"] = data
        return image

    def touch(self, event: Touch) -> None:
        """Deliver one finger event; all but moves return when the page has handled them."""
        if event.action is TouchAction.DOWN:
            # The page may be found dead here: the gesture then begins on the new one.
            self._retried(lambda: self._touch(event))
            return
        with self._tolerant():
            self._touch(event)

    def _touch(self, event: Touch) -> None:
        if event.action is TouchAction.DOWN:
            self.sync()
        self._fingers.feed(event)
        if event.action is not TouchAction.MOVE:
            self.settle()

    def key(self, name: str, *, long: bool = False) -> None:
        """Deliver one key."""
        if long and name == "POWER":
            with self._lock:
                SystemUi(self._state, self.desktop).show_power_menu()
        self._retried(self.sync)
        with self._tolerant():
            press_key(self, name)
            self.settle()

    def type_text(self, text: str) -> bool:
        """Type into the focused field."""
        if self._state.power.locked or not self._retried(self._has_focus):
            return False
        with self._tolerant():
            for number, line in enumerate(text.split("\n")):
                if number:
                    press_key(self, "ENTER")
                if line:
                    self.page.call("Input.insertText", text=line)
            self.settle()
        return True

    def tree(self) -> tuple[Node, ...]:
        """Return the roots, the focused window's last."""
        return self._retried(self._walk)

    def window(self) -> Window:
        """Return the focused window."""
        with self._lock:
            return self.desktop.window()

    def start(self, package: str, activity: str | None = None, uri: str | None = None) -> bool:
        """Bring an app to the front."""
        opened = self._state.intents.latest(package)
        if opened is None or opened.activity != activity:
            opened = Opened(activity or "")
        with self._lock:
            shown = self.desktop.launch(package, activity, uri, dict(opened.extras), opened.action)
            if shown is None:
                return False
        self._retried(self.sync)
        self._retried(self.settle)
        return True

    def stop(self, package: str) -> None:
        """End an app."""
        with self._lock:
            self.desktop.end(package)
        self._retried(self.sync)

    def show_panel(self, panel: str) -> bool:
        """Show the shade, quick settings or neither."""
        self.change(lambda desktop: desktop.show(panel))
        self._retried(self.sync)
        return True

    def tell_error(self, kind: str, package: str) -> bool:
        """Say that an app has stopped or hangs."""
        with self._lock:
            SystemUi(self._state, self.desktop).tell_error(kind, package)
        self._retried(self.sync)
        return True

    def ask_permission(self, package: str, permission: str) -> bool:
        """Ask the user for a permission, as the app itself would."""
        with self._lock:
            try:
                SystemUi(self._state, self.desktop).request(package, permission, lambda _: None)
            except NotRequested:
                return False
        self._retried(self.sync)
        return True

    def reconfigure(self) -> None:
        """Lay out anew; a finger that is down loses its gesture, as in a rotating app."""
        with self._tolerant():
            self._fingers.cancel()
            self._renderer.configure(self.page)
            self._renderer.push(self.page)

    def close(self) -> None:
        """Take the page away, and the browser with the last one."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        if self._worker.is_alive():
            self._worker.join(_END_S)
        with self._revival:
            if hasattr(self, "page"):
                self.page.close()
            SHARED.release()

    def settle(self) -> None:
        """Wait until the page has handled what it got and shows it; raises CdpError."""
        self.page.ask("settle", _SETTLE_MS, False)
        self.sync()

    def sync(self) -> None:
        """Bring the page up to date; raises CdpError."""
        self._renderer.show(self.page)

    def go_back(self) -> None:
        """Do what Back does; raises CdpError."""
        if self._state.power.locked or self.page.ask("closeList"):
            return
        with self._lock:
            if self.desktop.close_overlay():
                return
            front = self.desktop.front
        if not self.page.ask("back"):
            with self._lock:
                self.desktop.finish(front)

    def change(self, action: Callable[[Desktop], None]) -> None:
        """Change what System UI shows."""
        with self._lock:
            action(self.desktop)

    def unlock(self) -> None:
        """Dismiss the keyguard."""
        self._state.power.unlock()

    def edit(self, command: str) -> None:
        """Select all, cut, copy, paste or undo in the focused field; raises CdpError."""
        if command == "paste":
            self.page.call("Input.insertText", text=self._state.clipboard.text or "")
            return
        copied = self.page.ask("edit", command)
        if copied:
            self._state.clipboard.copy(copied)

    def _shot(self) -> bytes:
        self.sync()
        if self._state.options.seed is not None:
            # How far a movement got depends on the machine; where it ends does not.
            self.page.ask("rest", _IDLE_MS)
        answer = self.page.call("Page.captureScreenshot", format="png", optimizeForSpeed=True)
        return base64.b64decode(answer["data"])

    def _walk(self) -> tuple[Node, ...]:
        self.sync()
        self.page.ask("settle", _IDLE_MS, True)
        self.sync()
        return read_tree(self.page.ask("walk"), self._state.display.size)

    def _has_focus(self) -> bool:
        self.sync()
        return bool(self.page.evaluate("Boolean(shell.focused())"))

    def _new_page(self) -> ShellPage:
        return ShellPage(self._state.files, self._on_call, self._on_crash)

    def _load(self) -> None:
        # First the page: a crashed one answers nothing else before it is loaded anew.
        self.page.load()
        self._renderer.configure(self.page)
        self._renderer.forget()
        self._renderer.show(self.page)

    def _retried(self, action: Callable[[], T]) -> T:
        """Do it, again if need be on a page that took a dead one's place; raises CdpError."""
        patience = Clock().monotonic() + _PATIENCE_S
        while True:
            life = self._life
            try:
                self._revive()
                life = self._life
                return action()
            except CdpError as exc:
                if not (exc.lost or self._dead) or Clock().monotonic() > patience:
                    raise
                log.warning("the page is lost: %s", exc)
                self._dead = self._dead or life == self._life
                self._hung = self._hung or (exc.hung and life == self._life)

    @contextlib.contextmanager
    def _tolerant(self) -> Any:
        """Bear the loss of the page: the worker brings it back, without what was being done."""
        try:
            yield
        except CdpError as exc:
            log.warning("lost while in use: %s", exc)
            if exc.lost:
                self._hung = self._hung or exc.hung
                self._on_crash()

    def _revive(self) -> None:
        """Load the page anew, in another browser if need be; raises CdpError."""
        with self._revival:
            if self._closed or (self.page.alive and not self._dead):
                return
            self._fingers.cancel()
            hung, self._dead, self._hung = self._hung, False, False
            self._life += 1
            if self.page.alive and not hung:
                try:
                    self._load()
                    return
                except CdpError as exc:
                    log.warning("the page does not come back: %s", exc)
            if hung and not SHARED.end_hung():
                self._blame_app()
            self.page.close()
            self._dead = self._hung = False
            self.page = self._new_page()
            self._load()

    def _blame_app(self) -> None:
        """End the app in front if the page hung under it before, as after an ANR."""
        with self._lock:
            front, now = self.desktop.front, self._state.time.uptime_ms()
            culprit, before = self._culprit or (None, now)
            if culprit is front and now - before < _AGAIN_MS:
                log.warning("%s does not respond; it is ended", front.package)
                self.desktop.end(front.package)
            self._culprit = (front, now)

    def _on_crash(self) -> None:
        # On a thread of its own: a page that loads asks things that the worker answers.
        self._dead = True
        threading.Thread(target=self._revive_alone, name="chromium-revival", daemon=True).start()

    def _revive_alone(self) -> None:
        try:
            self._revive()
        except (CdpError, ScreenUnavailable) as exc:
            log.warning("the next call will try again: %s", exc)
            self._dead = True

    def _on_change(self) -> None:
        self._jobs.put(lambda: self._renderer.push(self.page))

    def _on_call(self, call: dict[str, Any]) -> None:
        self._jobs.put(lambda: self._answer(call))

    def _answer(self, call: dict[str, Any]) -> None:
        number, method = int(call["id"]), str(call["method"])
        if method == "press":
            press_key(self, str(call["params"]["key"]))
            self._reply(number, None)
            return
        try:
            with self._lock:
                page = None if call.get("page") is None else self.desktop.page(int(call["page"]))
                answered = self._bridge.ask(number, method, call.get("params") or {}, page)
            if not answered:
                # The page shows what the user is asked, and is at rest.
                self._renderer.push(self.page)
                self.page.run("defer", number)
        except Refused as exc:
            self.page.run("reply", number, False, str(exc))

    def _reply(self, number: int, value: Any) -> None:
        """Answer a page's call, after it has seen what the call changed."""
        self._renderer.push(self.page)
        self.page.run("reply", number, True, value)

    def _work(self) -> None:
        is_over = False
        try:
            while (job := self._jobs.get()) is not None:
                try:
                    job()
                except CdpError as exc:
                    log.warning("%s", exc)
            is_over = True
        finally:
            if not is_over:
                # A job that ends its thread is told of in the log; the next jobs get another one.
                self._worker = self._new_worker()
                self._worker.start()

    def _new_worker(self) -> threading.Thread:
        return threading.Thread(target=self._work, name="chromium-screen", daemon=True)
