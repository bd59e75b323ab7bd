"""uiautomator2's server on the device: put there, kept running and asked over adb.

The server is the jar inside the uiautomator2 package. It listens on the device's TCP port 9008,
speaks JSON-RPC over HTTP, and ends with the shell stream that it was started in. Its own client is
not used: it takes 60 ms a call where one stream and one send take 5, half a second to import, and
sends a call again by itself when the connection breaks.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import re
from pathlib import Path

from droidground.clock import wait_until
from droidground.device.deadline import Deadline
from droidground.device.link import Link
from droidground.device.stream import AdbStream
from droidground.device.sync import push_file
from droidground.errors import (
    AdbFailed,
    DeviceError,
    HierarchyFailed,
    ShellFailed,
    UiAutomationBusy,
)

PORT = 9008
JAR = "/data/local/tmp/u2.jar"
"""Where uiautomator2 keeps it too, so that each finds the other's."""
LAUNCH = f"CLASSPATH={JAR} app_process / com.wetest.uia2.Main -p {PORT}"
DEEPEST = 50
DUMP_TIMEOUT_S = 10.0
START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 2.0
LIFE_S = 7 * 86_400.0
"""The life line is never read to its deadline."""
LONGEST_REPLY = 64 << 20
CONTENT_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t\r]*$", re.I | re.M)
BUSY_HINT = "End the program that holds UiAutomation (Appium, Maestro, another test), then retry."
PING = f"GET /ping HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nConnection: close\r\n\r\n".encode()


class U2Server:
    """The uiautomator2 server of one device."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._life_line: AdbStream | None = None

    def dump(self, timeout_s: float = DUMP_TIMEOUT_S) -> str | None:
        """Return the view hierarchy as XML; None when no server runs or it lost UiAutomation."""
        request = post("dumpWindowHierarchy", False, DEEPEST)
        reply = self._link.healing(lambda deadline: self._ask(request, deadline), timeout_s)
        return None if reply is None else parse_reply(reply)

    def ask(self, method: str, *params: object) -> object:
        """Return the result of a call that may be sent twice; raises `HierarchyFailed`."""
        request = post(method, *params)
        reply = self._link.healing(lambda deadline: self._ask(request, deadline), DUMP_TIMEOUT_S)
        if reply is None:
            raise HierarchyFailed("uiautomator2's server does not run", serial=self._link.serial)
        return parse_result(reply, method)

    def ensure_running(self) -> None:
        """Start the server if none answers. Raises as `start`."""
        if not self._answers():
            self.start()

    def start(self) -> None:
        """Start the server and keep it running until `stop`.

        Raises `UiAutomationBusy` when another program holds UiAutomation, `HierarchyFailed`, with
        what it printed, when the server does not start.
        """
        self._install()
        self.stop()
        self._life_line = self._link.open(f"shell:{LAUNCH}", timeout_s=LIFE_S)
        said = bytearray()

        def is_decided() -> bool:
            return self._has_ended(said) or self._answers()

        wait_until(is_decided, timeout_s=START_TIMEOUT_S, clock=self._link.server.clock)
        if self._answers():
            return
        self.stop()
        text = said.decode(errors="replace").strip()
        if "already registered" in text:
            raise UiAutomationBusy(
                "uiautomator2 cannot start: another program holds UiAutomation",
                serial=self._link.serial,
                hint=BUSY_HINT,
            )
        raise HierarchyFailed(
            f"uiautomator2's server does not start: {text[:300] or 'no answer'}",
            serial=self._link.serial,
            hint="Try again; this Android may refuse `app_process` to adb's user.",
        )

    def stop(self) -> None:
        """Stop the server if it was started here."""
        if self._life_line is not None:
            self._life_line.close()
            self._life_line = None
            # Until it has ended it holds UiAutomation. A device that is gone has none to hold.
            clock = self._link.server.clock
            with contextlib.suppress(DeviceError):
                wait_until(lambda: not self._answers(), timeout_s=STOP_TIMEOUT_S, clock=clock)

    def _install(self) -> None:
        jar = find_jar()
        digest = hashlib.md5(jar.read_bytes(), usedforsecurity=False).hexdigest()
        if digest in self._link.read(f"toybox md5sum {JAR}").stdout:
            return
        try:
            push_file(self._link, jar, JAR, mode=0o755)
        except ShellFailed as exc:
            raise HierarchyFailed(
                f"uiautomator2's server cannot be put on the device: {exc.message}",
                serial=self._link.serial,
                hint="Check that /data/local/tmp has room.",
            ) from exc

    def _has_ended(self, said: bytearray) -> bool:
        """Collect what the server prints; tell whether it ended or cannot work."""
        while self._life_line is not None and self._life_line.has_data():
            piece = bytearray(4096)
            count = self._life_line.receive_into(piece)
            if not count:
                return True
            said += piece[:count]
        return b"already registered" in said

    def _answers(self) -> bool:
        try:
            return self._ask(PING, Deadline(DUMP_TIMEOUT_S, self._link.server.clock)) == b"pong"
        except HierarchyFailed:
            return False

    def _ask(self, request: bytes, deadline: Deadline) -> bytes | None:
        """Return the body of the answer; None when nothing listens on the port."""
        try:
            stream = self._link.open(f"tcp:{PORT}", timeout_s=deadline.left())
        except AdbFailed:
            return None
        with stream:
            stream.send(request)
            return read_http_body(stream)


def find_jar() -> Path:
    """Return the server's file inside the uiautomator2 package, which is not imported."""
    spec = importlib.util.find_spec("uiautomator2")
    folders = spec.submodule_search_locations if spec else None
    jar = Path(folders[0]) / "assets" / "u2.jar" if folders else None
    if jar is None or not jar.is_file():
        raise HierarchyFailed(
            "uiautomator2's server is not in this installation",
            hint="Install it with `pip install --force-reinstall uiautomator2`.",
        )
    return jar


def post(method: str, *params: object) -> bytes:
    """Return the HTTP request of one JSON-RPC call."""
    call = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    body = json.dumps(call).encode()
    head = (
        f"POST /jsonrpc/0 HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nContent-Type: "
        "application/json\r\nAccept-Encoding: \r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def read_http_body(stream: AdbStream) -> bytes:
    """Return the body of one HTTP response. Raises `HierarchyFailed` when it is none."""
    data = bytearray()
    while (end := data.find(b"\r\n\r\n")) < 0:
        piece = bytearray(65536)
        count = stream.receive_into(piece)
        data += piece[:count]
        if not count or len(data) > 1 << 20:
            raise _nonsense(f"no HTTP answer but {bytes(data[:80])!r}")
    said = CONTENT_LENGTH.search(data, 0, end)
    body = bytes(data[end + 4 :])
    if said is None:
        return body + bytes(stream.receive_rest())
    length = int(said[1])
    if length > LONGEST_REPLY:
        raise _nonsense(f"an answer of {length} bytes")
    return body + stream.receive_exactly(max(0, length - len(body)))


def parse_result(reply: bytes, method: str) -> object:
    """Return the result in a JSON-RPC reply. Raises `HierarchyFailed` for an error."""
    answer = _parse_json(reply)
    if isinstance(answer, dict) and "error" not in answer:
        return answer.get("result")
    said = json.dumps(answer)[:500]
    raise HierarchyFailed(f"uiautomator2's {method} failed: {said}", hint="Try again.")


def parse_reply(reply: bytes) -> str | None:
    """Return the XML in a JSON-RPC reply; None when the server has lost UiAutomation.

    Raises `HierarchyFailed` for any other error and for what is no such reply.
    """
    answer = _parse_json(reply)
    result = answer.get("result") if isinstance(answer, dict) else None
    if isinstance(result, str):
        return result
    said = json.dumps(answer)[:500]
    if any(text in said for text in ("UiAutomation not connected", "DeadObject", "DeadSystem")):
        return None
    raise HierarchyFailed(f"uiautomator2's server failed: {said}", hint="Try again.")


def _parse_json(reply: bytes) -> object:
    try:
        answer: object = json.loads(reply)
    except (ValueError, RecursionError) as exc:
        raise _nonsense(f"no JSON but {reply[:80]!r}") from exc
    return answer


def _nonsense(what: str) -> HierarchyFailed:
    hint = f"End what listens on the device's port {PORT}, or read with `uiautomator dump`."
    return HierarchyFailed(f"uiautomator2's server gave {what}", hint=hint)
