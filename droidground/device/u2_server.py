"""uiautomator2's server on the device: asked over adb, started through the uiautomator2 package.

The server listens on the device's TCP port 9008 and speaks JSON-RPC over HTTP. It is asked directly
(one stream, one send: 5 ms instead of the 60 ms that its own client takes); the package only puts
it on the device and keeps it running.
"""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING

from droidground.device.deadline import Deadline
from droidground.device.link import Link
from droidground.device.stream import AdbStream
from droidground.errors import AdbFailed, HierarchyFailed, UiAutomationBusy

if TYPE_CHECKING:
    import uiautomator2

PORT = 9008
DEEPEST = 50
DUMP_TIMEOUT_S = 10.0
LONGEST_REPLY = 64 << 20
BUSY_HINT = "End the program that holds UiAutomation (Appium, Maestro, another test), then retry."


class U2Server:
    """The uiautomator2 server of one device."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._owner: uiautomator2.Device | None = None

    def dump(self, timeout_s: float = DUMP_TIMEOUT_S) -> str | None:
        """Return the view hierarchy as XML; None when no server runs or it lost UiAutomation."""
        call = {"jsonrpc": "2.0", "id": 1, "method": "dumpWindowHierarchy"}
        body = json.dumps(call | {"params": [False, DEEPEST]}).encode()
        reply = self._link.healing(lambda deadline: self._post(body, deadline), timeout_s)
        return None if reply is None else parse_reply(reply)

    def start(self) -> None:
        """Start the server and keep it running until `stop`.

        Raises `UiAutomationBusy` when another program holds UiAutomation, `HierarchyFailed` when
        the server does not start.
        """
        import adbutils
        import uiautomator2
        from uiautomator2.exceptions import AccessibilityServiceAlreadyRegisteredError
        from uiautomator2.exceptions import BaseException as U2Error

        server = self._link.server
        client = adbutils.AdbClient(server.host, server.port, socket_timeout=self._link.timeout_s)
        try:
            self._owner = uiautomator2.connect(client.device(self._link.serial))
        except AccessibilityServiceAlreadyRegisteredError as exc:
            raise UiAutomationBusy(
                "uiautomator2 cannot start: another program holds UiAutomation",
                serial=self._link.serial,
                hint=BUSY_HINT,
            ) from exc
        except (U2Error, adbutils.AdbError, OSError, http.client.HTTPException) as exc:
            raise HierarchyFailed(
                f"uiautomator2 does not start: {str(exc)[:300]}",
                serial=self._link.serial,
                hint="Check that /data/local/tmp has room and is writable for adb's user.",
            ) from exc

    def stop(self) -> None:
        """Stop the server if it was started here."""
        if self._owner is not None:
            self._owner.stop_uiautomator(wait=False)
            self._owner = None

    def _post(self, body: bytes, deadline: Deadline) -> bytes | None:
        head = (
            "POST /jsonrpc/0 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Accept-Encoding: \r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        try:
            stream = self._link.open(f"tcp:{PORT}", timeout_s=deadline.left())
        except AdbFailed:  # nothing listens there
            return None
        with stream:
            stream.send(head.encode() + body)
            return read_http_body(stream)


def read_http_body(stream: AdbStream) -> bytes:
    """Return the body of one HTTP response. Raises `HierarchyFailed` when it is none."""
    data = bytearray()
    while (end := data.find(b"\r\n\r\n")) < 0:
        piece = bytearray(65536)
        count = stream.receive_into(piece)
        data += piece[:count]
        if not count or len(data) > 1 << 20:
            raise HierarchyFailed(f"port {PORT} gave no HTTP answer: {bytes(data[:80])!r}")
    length = next(
        (
            int(line.partition(b":")[2])
            for line in data[:end].split(b"\r\n")
            if line.lower().startswith(b"content-length:")
            and line.partition(b":")[2].strip().isdigit()
        ),
        None,
    )
    body = bytes(data[end + 4 :])
    if length is None:
        return body + bytes(stream.receive_rest())
    if length > LONGEST_REPLY:
        raise HierarchyFailed(f"port {PORT} announces {length} bytes")
    return body + stream.receive_exactly(max(0, length - len(body)))


def parse_reply(reply: bytes) -> str | None:
    """Return the XML in a JSON-RPC reply; None when the server has lost UiAutomation.

    Raises `HierarchyFailed` for any other error and for what is no such reply.
    """
    try:
        answer = json.loads(reply)
    except (ValueError, RecursionError) as exc:
        raise HierarchyFailed(f"port {PORT} gave no JSON: {reply[:80]!r}") from exc
    result = answer.get("result") if isinstance(answer, dict) else None
    if isinstance(result, str):
        return result
    said = json.dumps(answer)[:500]
    if any(text in said for text in ("UiAutomation not connected", "DeadObject", "DeadSystem")):
        return None
    raise HierarchyFailed(f"uiautomator2's server failed: {said}")
