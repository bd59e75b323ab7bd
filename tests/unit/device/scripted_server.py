"""An adb server that says what it is told to: for answers that no healthy one gives."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answer = bytes | Callable[[socket.socket], None]


def okay(text: str = "") -> bytes:
    """The answer to a request for a text."""
    return b"OKAY" + b"%04x" % len(text) + text.encode()


def fail(text: str) -> bytes:
    """The answer to a request that is refused."""
    return b"FAIL" + b"%04x" % len(text) + text.encode()


class ScriptedServer:
    """Answers each request by the first script entry whose key it starts with."""

    def __init__(self, script: dict[str, Answer]) -> None:
        self.script = script
        self.requests: list[str] = []
        self.ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """End it and every connection."""
        self.ended.set()
        for sock in (self._listener, *self._open):
            sock.close()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        try:
            while head := sock.recv(4, socket.MSG_WAITALL):
                data = sock.recv(int(head, 16), socket.MSG_WAITALL)
                service = data.decode("utf-8", "surrogateescape")
                self.requests.append(service)
                answer = next(a for key, a in self.script.items() if service.startswith(key))
                if callable(answer):
                    answer(sock)
                    return
                sock.sendall(answer)
                if not service.startswith("host:transport"):
                    return
        except OSError:
            return
        finally:
            sock.close()


@contextmanager
def scripted_server(script: dict[str, Answer]) -> Iterator[ScriptedServer]:
    """Run one for the length of a block."""
    server = ScriptedServer(script)
    try:
        yield server
    finally:
        server.close()
