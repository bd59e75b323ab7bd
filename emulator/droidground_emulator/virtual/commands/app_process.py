"""app_process: runs a Java program; the one this phone knows is uiautomator2's server."""

from __future__ import annotations

from droidground_emulator.virtual.commands.call import Call, Failure, whole_number
from droidground_emulator.virtual.uiautomator.automation import AutomationTaken
from droidground_emulator.virtual.uiautomator.server import AutomatorServer

_MAIN = "com.wetest.uia2.Main"
_DEFAULT_PORT = 9008
_POLL_S = 0.02


def app_process(call: Call) -> int:
    """Serve uiautomator2 until the client hangs up: the adb stream is the server's life line."""
    words = [word for word in call.args if word != "/system/bin" and word != "/"]
    jar = call.env.get("CLASSPATH", "")
    if words[:1] != [_MAIN] or not call.system.files.exists(jar or "/nowhere"):
        name = words[0] if words else ""
        raise Failure(
            f"Error: could not find class '{name}'\njava.lang.ClassNotFoundException: {name}",
            1,
        )
    port = _port(words[1:])
    call.out("[server] INFO: [UiAutomator2Server] Starting Server\n")
    owner = f"{_MAIN} {port}"
    try:
        call.system.automation.register(owner)
    except AutomationTaken as exc:
        call.out(f"{exc}\n")
        return 1
    try:
        return _serve(call, port)
    finally:
        call.system.automation.release(owner)


def _port(words: list[str]) -> int:
    port = whole_number(words[1]) if words[:1] == ["-p"] and len(words) > 1 else None
    return port if port is not None and 0 < port < 65536 else _DEFAULT_PORT


def _serve(call: Call, port: int) -> int:
    server = AutomatorServer(call.system)
    if not call.system.ports.open(port, server):
        call.out("java.net.BindException: Address already in use\n")
        return 1
    clock = call.system.clock

    def over() -> bool:
        return call.io.hung_up.is_set() or server.stopped

    try:
        while not clock.wait_until(over, clock.monotonic() + 60, poll_s=_POLL_S):
            continue
    finally:
        call.system.ports.close(port)
        server.stop()
    return 0
