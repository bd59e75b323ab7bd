"""A model server over real HTTP: it answers as it is told, and misbehaves on demand."""

from __future__ import annotations

import base64
import io
import json
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import PIL.Image

from droidground.grounding.models.engine import Rgb


@lru_cache(maxsize=8)
def decoded(url: str) -> Rgb:
    """The picture of a PNG data URL."""
    head, _, data = url.partition(",")
    assert head == "data:image/png;base64"
    with PIL.Image.open(io.BytesIO(base64.b64decode(data, validate=True))) as image:
        return np.array(image.convert("RGB"))


@dataclass(frozen=True)
class Asked:
    """One question as it arrived."""

    body: dict[str, Any]
    headers: dict[str, str]
    """By lower-case name."""

    @property
    def contents(self) -> list[dict[str, Any]]:
        """The parts of all turns, in order; plain strings as text parts."""
        parts: list[dict[str, Any]] = []
        for message in self.body["messages"]:
            content = message["content"]
            parts += [{"type": "text", "text": content}] if isinstance(content, str) else content
        return parts

    @property
    def text(self) -> str:
        """All words."""
        return "\n".join(part["text"] for part in self.contents if part["type"] == "text")

    @property
    def urls(self) -> list[str]:
        """The data URLs of the pictures, in order."""
        parts = self.contents
        return [part["image_url"]["url"] for part in parts if part["type"] == "image_url"]

    @property
    def images(self) -> list[Rgb]:
        """The pictures, decoded, in order."""
        return [decoded(url) for url in self.urls]


@dataclass(frozen=True)
class Fault:
    """One way to misbehave, instead of one answer."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b'{"error": {"message": "told to fail"}}'
    content_type: str = "application/json"
    is_cut: bool = False
    """Close the connection in the middle of the answer."""
    is_slow: bool = False
    """Give no answer while the server runs."""


GARBLED = Fault(body=b'{"id": "x", "choices": [{"mess')
HTML = Fault(body=b"<html>gateway</html>", content_type="text/html")
CUT = Fault(is_cut=True)
SLOW = Fault(is_slow=True)

Answer = Callable[[Asked], "str | Fault"]


class MockServer:
    """What was asked, and what comes next."""

    def __init__(self, answer: Answer, models: Sequence[str]) -> None:
        self.answer = answer
        self.models: Sequence[str] | None = list(models)
        """What `/v1/models` lists; None: it has no such path."""
        self.faults: list[Fault] = []
        """Done first, one a question."""
        self.logprobs: list[tuple[str, float]] | None = None
        """Tokens and their log probabilities, in every answer."""
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self.together: threading.Barrier | None = None
        """Questions wait here for each other."""
        self.url = ""
        self.ends = threading.Event()
        self._lock = threading.Lock()
        self._now = 0

    def next_fault(self, asked: Asked) -> Fault | None:
        """Note a question, and take the next fault."""
        with self._lock:
            self.asked.append(asked)
            return self.faults.pop(0) if self.faults else None

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what is under way."""
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            if self.together and self.asked:
                self.together.wait(timeout=10)
            yield
        finally:
            with self._lock:
                self._now -= 1

    def completion(self, asked: Asked, text: str) -> dict[str, Any]:
        """Return the answer's JSON."""
        choice: dict[str, Any] = {
            "index": 0,
            "message": {"role": "assistant", "content": text},
            "finish_reason": "stop",
        }
        if self.logprobs is not None and asked.body.get("logprobs"):
            choice["logprobs"] = {
                "content": [
                    {"token": token, "logprob": value, "bytes": None, "top_logprobs": []}
                    for token, value in self.logprobs
                ]
            }
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": asked.body["model"],
            "choices": [choice],
            "usage": {"prompt_tokens": 9, "completion_tokens": 5, "total_tokens": 14},
        }


def _handler(server: MockServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            if self.path != "/v1/models" or server.models is None:
                self._send(404, {"error": {"message": "no such path"}})
                return
            entries = [{"id": name, "object": "model", "created": 1} for name in server.models]
            self._send(200, {"object": "list", "data": entries})

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["content-length"]))
            asked = Asked(
                json.loads(data), {name.lower(): value for name, value in self.headers.items()}
            )
            with server.counted():
                fault = server.next_fault(asked)
                answer = fault or server.answer(asked)
                if isinstance(answer, Fault):
                    self._fail(answer)
                else:
                    self._send(200, server.completion(asked, answer))

        def _fail(self, fault: Fault) -> None:
            if fault.is_slow:
                server.ends.wait(timeout=60)
                self.close_connection = True
                return
            if fault.is_cut:
                self.send_response(200)
                self.send_header("content-length", "1000")
                self.end_headers()
                self.wfile.write(b'{"id"')
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            self._write(fault.status, fault.body, fault.content_type, fault.headers)

        def _send(self, status: int, value: object) -> None:
            self._write(status, json.dumps(value).encode(), "application/json", {})

        def _write(self, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {"content-type": kind, **headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


@contextmanager
def running(answer: Answer, models: Sequence[str] = ("tiny",)) -> Iterator[MockServer]:
    """A server on a free port, until the block ends."""
    server = MockServer(answer, models)
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ends.set()
        http.shutdown()
        http.server_close()
        thread.join()
