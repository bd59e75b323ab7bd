"""uiautomator2's server on the device: `/ping` and JSON-RPC at `/jsonrpc/0`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from droidground_emulator.virtual.uiautomator.http import BadRequest, read_request, write_response
from droidground_emulator.virtual.uiautomator.rpc import METHODS, RpcError
from droidground_emulator.virtual.uiautomator.values import Params, Value

if TYPE_CHECKING:
    from droidground_emulator.virtual.guest import Stream
    from droidground_emulator.virtual.system import AndroidSystem

_INTERNAL, _NO_METHOD, _BAD_REQUEST = -32001, -32601, -32700


class AutomatorServer:
    """A `Listener`: one instance while its `app_process` lives."""

    def __init__(self, system: AndroidSystem) -> None:
        self._system = system
        self.stopped = False

    def stop(self) -> None:
        """End; requests in flight finish."""
        self.stopped = True

    def serve(self, stream: Stream) -> None:
        """Answer requests until the client closes."""
        try:
            while not self.stopped:
                request = read_request(stream)
                if request is None:
                    return
                status, kind, body = self._answer(request.path, request.body)
                write_response(stream, status, body, kind, keep_alive=request.keep_alive)
                if not request.keep_alive:
                    return
        except BadRequest as exc:
            write_response(stream, exc.status, b"", "text/plain", keep_alive=False)
        except BrokenPipeError:
            return

    def _answer(self, path: str, body: bytes) -> tuple[int, str, bytes]:
        if path == "/ping":
            return 200, "text/plain", b"pong"
        if path == "/jsonrpc/0":
            reply = json.dumps(self._call(body)).encode()
            return 200, "application/json", reply
        return 404, "text/plain", b"Not Found"

    def _call(self, body: bytes) -> dict[str, Value]:
        try:
            message = json.loads(body)
        except (ValueError, RecursionError) as exc:
            return _failed(None, _BAD_REQUEST, f"JSON parse error: {exc}")
        if not isinstance(message, dict):
            return _failed(None, _BAD_REQUEST, "request is not an object")
        number = message.get("id")
        method = METHODS.get(str(message.get("method")))
        if method is None:
            return _failed(number, _NO_METHOD, "method not found")
        try:
            result = method(self._system, Params(message.get("params")))
        except RpcError as exc:
            return _failed(number, _INTERNAL, str(exc))
        return {"jsonrpc": "2.0", "id": number, "result": result}


def _failed(number: Value, code: int, text: str) -> dict[str, Value]:
    error: dict[str, Value] = {"code": code, "message": text, "data": text}
    return {"jsonrpc": "2.0", "id": number, "error": error}
