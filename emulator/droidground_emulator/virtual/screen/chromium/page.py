"""One phone's page in the browser: calls on it, and its return after a crash."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from droidground_emulator.virtual.screen.chromium.cdp import CALL_S, CdpError
from droidground_emulator.virtual.screen.chromium.page_log import follow_complaints
from droidground_emulator.virtual.screen.chromium.process import SHARED
from droidground_emulator.virtual.screen.chromium.server import (
    ORIGIN,
    PageServer,
    webview_agent,
)

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files

log = logging.getLogger(__name__)

_READY = """new Promise(resolve => {
  const look = () => window.shell ? resolve(true) : setTimeout(look, 5);
  look();
})"""
_LOAD_S = 15.0
_CLOSE_S = 5.0


class ShellPage:
    """The system page in a browser context of its own.

    `on_call` gets what pages ask, `on_crash` is told that the page died; both run on the thread
    that reads the pipe and must not wait.
    """

    def __init__(
        self,
        files: Files,
        on_call: Callable[[dict[str, Any]], None],
        on_crash: Callable[[], None],
    ) -> None:
        """Open the page; raises ScreenUnavailable and CdpError."""
        self._files = files
        self._on_call = on_call
        self._on_crash = on_crash
        self._closed = self._is_crashed = False
        self._own = 0
        """Execution context of the system page's own scripts."""
        browser = SHARED.current()
        self._cdp = browser.cdp
        self._context = str(self._cdp.call("Target.createBrowserContext")["browserContextId"])
        self._target = self.session = ""
        try:
            self._open()
            self._prepare()
        except CdpError:
            self.close()
            raise

    def _open(self) -> None:
        target = self._cdp.call(
            "Target.createTarget", url="about:blank", browserContextId=self._context
        )
        self._target = str(target["targetId"])
        attached = self._cdp.call("Target.attachToTarget", targetId=self._target, flatten=True)
        self.session = str(attached["sessionId"])

    def _prepare(self) -> None:
        cdp, session = self._cdp, self.session
        cdp.on(session, "Inspector.targetCrashed", lambda _: self._crashed())
        cdp.on(session, "Runtime.executionContextCreated", self._meet)
        cdp.on(session, "Runtime.bindingCalled", self._take_call)
        cdp.on(session, "Page.javascriptDialogOpening", self._dismiss)
        cdp.on_end(session, self._crashed)
        for domain in ("Page", "Runtime", "Inspector"):
            cdp.call(f"{domain}.enable", session)
        follow_complaints(cdp, session)
        cdp.call("Runtime.addBinding", session, name="phoneCall")
        cdp.call("Emulation.setTouchEmulationEnabled", session, enabled=True, maxTouchPoints=5)
        cdp.call("Emulation.setTimezoneOverride", session, timezoneId="UTC")
        cdp.call("Emulation.setFocusEmulationEnabled", session, enabled=True)
        cdp.call(
            "Page.addScriptToEvaluateOnNewDocument",
            session,
            source=webview_agent(),
            worldName="webview",
        )
        PageServer(cdp, session, self._files)

    def load(self) -> None:
        """Load the system page anew; raises CdpError."""
        self._is_crashed = False
        self.call("Page.navigate", url=f"{ORIGIN}/shell/index.html", timeout_s=_LOAD_S)
        self.evaluate(_READY, timeout_s=_LOAD_S)

    def resize(self, size: tuple[int, int]) -> None:
        """Draw `size` pixels, exactly."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=size[0],
            height=size[1],
            deviceScaleFactor=1,
            mobile=False,
        )

    def call(self, method: str, *, timeout_s: float = CALL_S, **params: Any) -> dict[str, Any]:
        """Return the answer of a call on this page; raises CdpError."""
        self._check()
        return self._cdp.call(method, self.session, timeout_s=timeout_s, **params)

    def post(self, method: str, **params: Any) -> None:
        """Make a call without waiting."""
        self._cdp.post(method, self.session, **params)

    def evaluate(self, script: str, *, timeout_s: float = CALL_S) -> Any:
        """Return the value of a script, waiting for it if it is a promise; raises CdpError."""
        return self.begin(script)(timeout_s)

    def begin(self, script: str) -> Callable[[float], Any]:
        """Send a script; the waiter that is returned gives its value as `evaluate` does."""
        self._check()
        waiter = self._cdp.begin(
            "Runtime.evaluate",
            self.session,
            expression=script,
            awaitPromise=True,
            returnByValue=True,
        )
        return lambda timeout_s: _value(waiter(timeout_s))

    def run(self, name: str, *args: object) -> None:
        """Start a function of the system page without waiting."""
        self.post("Runtime.evaluate", expression=invocation(name, args))

    def ask(self, name: str, *args: object, timeout_s: float = CALL_S) -> Any:
        """Return what a function of the system page returns; raises CdpError."""
        return self.evaluate(invocation(name, args), timeout_s=timeout_s)

    @property
    def alive(self) -> bool:
        """Whether the browser is there."""
        return not self._cdp.gone

    def close(self) -> None:
        """Take the page out of the browser."""
        self._closed = True
        if self.session:
            self._cdp.forget(self.session)
        with contextlib.suppress(CdpError):
            self._cdp.call(
                "Target.disposeBrowserContext", browserContextId=self._context, timeout_s=_CLOSE_S
            )

    def _check(self) -> None:
        """Refuse what a crashed page would never answer; raises CdpError."""
        if self._is_crashed:
            raise CdpError("the page crashed", lost=True)

    def _crashed(self) -> None:
        if self._closed:
            return
        log.warning("the page crashed")
        self._is_crashed = True
        self._on_crash()
        self._cdp.fail(self.session, "the page crashed")

    def _meet(self, event: dict[str, Any]) -> None:
        context = event["context"]
        aux = context.get("auxData", {})
        if aux.get("isDefault") and aux.get("frameId") == self._target:
            self._own = int(context["id"])

    def _take_call(self, event: dict[str, Any]) -> None:
        # The binding is in every frame, those of web pages too; only the system page may call.
        if event.get("name") == "phoneCall" and event.get("executionContextId") == self._own:
            self._on_call(json.loads(event["payload"]))

    def _dismiss(self, event: dict[str, Any]) -> None:
        """Let the page go on: it waits, and the whole screen with it.

        The phone then shows what alert() said; confirm() and prompt() are cancelled.
        """
        kind = event.get("type")
        accepted = kind in ("alert", "beforeunload")
        self.post("Page.handleJavaScriptDialog", accept=accepted)
        if kind == "alert":
            text = str(event.get("message"))
            self._on_call({"id": 0, "method": "alert", "params": {"text": text}})


def _value(answer: dict[str, Any]) -> Any:
    if "exceptionDetails" in answer:
        details = answer["exceptionDetails"]
        text = details.get("exception", {}).get("description") or details.get("text")
        # Between a crash and its return a page has no system in it.
        raise CdpError(f"script: {text}", lost="shell is not defined" in str(text))
    return answer["result"].get("value")


def invocation(name: str, args: tuple[object, ...]) -> str:
    """Return the script that calls a function of the system page."""
    return f"shell.{name}({', '.join(json.dumps(arg) for arg in args)})"
