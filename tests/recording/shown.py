"""A report in a real browser, as a person with a keyboard has it."""

from __future__ import annotations

import base64
import json
import threading
from pathlib import Path
from typing import Any

from droidground_emulator.virtual.screen.chromium.process import Browser

SIZE: dict[str, Any] = {"width": 1280, "height": 860}


class Page:
    """A page from disk, and all that it complained of."""

    def __init__(self, browser: Browser, path: Path, *, theme: str = "light") -> None:
        self.cdp, self.complaints = browser.cdp, list[str]()
        target = self.cdp.call("Target.createTarget", url="about:blank", newWindow=True, **SIZE)
        self.target = target["targetId"]
        attached = self.cdp.call("Target.attachToTarget", targetId=self.target, flatten=True)
        self.session = attached["sessionId"]
        loaded, shown = threading.Event(), {"name": "prefers-color-scheme", "value": theme}
        self.cdp.on(self.session, "Page.loadEventFired", lambda _: loaded.set())
        self.cdp.on(self.session, "Runtime.exceptionThrown", self._complain)
        self.cdp.on(self.session, "Log.entryAdded", self._complain)
        self.cdp.on(self.session, "Runtime.consoleAPICalled", self._complain)
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setEmulatedMedia", features=[shown])
        self.call("Page.navigate", url=path.as_uri())
        assert loaded.wait(30)

    def _complain(self, event: dict[str, Any]) -> None:
        self.complaints.append(json.dumps(event))

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        return self.cdp.call(method, self.session, **params)

    def value(self, script: str) -> Any:
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        text = {"text": key} if len(key) == 1 else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def title(self) -> str:
        return str(self.value("document.getElementById('title').textContent"))

    def drawn(self) -> list[int]:
        """Wait for the step's pictures; return their widths."""
        script = "[...document.querySelectorAll('#stage img')]"
        self.value(f"Promise.all({script}.map(image => image.decode())).then(() => null)")
        return list(self.value(f"{script}.map(image => image.naturalWidth)"))

    def shoot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))
