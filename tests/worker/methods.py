"""What the workers of these tests can do. Runs in a worker's own Python."""

import os
import subprocess
import sys
import time

sys.stdout.write("printed while it started\n")


def echo(arguments, blobs):  # type: ignore[no-untyped-def]
    return {"arguments": arguments, "python": sys.executable}, [blob[::-1] for blob in blobs]


def fail(arguments, blobs):  # type: ignore[no-untyped-def]
    raise LookupError("no such thing: " + arguments["thing"])


def crash(arguments, blobs):  # type: ignore[no-untyped-def]
    sys.stderr.write("about to crash\n")
    sys.stderr.flush()
    os._exit(7)


def hang(arguments, blobs):  # type: ignore[no-untyped-def]
    child = subprocess.Popen([sys.executable, "-c", "import select; select.select([], [], [])"])
    with open(arguments["note"], "w") as note:
        note.write(str(child.pid))
    child.wait()


def chatter(arguments, blobs):  # type: ignore[no-untyped-def]
    sys.stdout.write("{'not': 'json'}" * 10_000)
    sys.stdout.flush()
    os.write(1, b"\x00\x00\x00\x02{}" * 1_000)
    return {}, []


def garble(arguments, blobs):  # type: ignore[no-untyped-def]
    """Write into the line itself, as broken native code might."""
    for descriptor in range(3, 4096):
        try:
            os.write(descriptor, bytes(arguments["bytes"]))
        except OSError:
            continue
    return {}, []


def unpackable(arguments, blobs):  # type: ignore[no-untyped-def]
    return {"when": time}, []


def imported(arguments, blobs):  # type: ignore[no-untyped-def]
    import droidground_tiny  # type: ignore[import-not-found]

    return {"value": droidground_tiny.VALUE}, []


METHODS = {
    name: globals()[name]
    for name in ("echo", "fail", "crash", "hang", "chatter", "garble", "unpackable", "imported")
}
