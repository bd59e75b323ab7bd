"""A worker with packages of its own: requests, deadlines, crashes, nonsense."""

from __future__ import annotations

import hashlib
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from droidground.clock import wait_until
from droidground.errors import WorkerFailed, WorkerRaised
from droidground.worker import Worker, make_venv, wire

METHODS = Path(__file__).with_name("methods.py")
SOON_S = 30.0


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker.start(Path(sys.executable), METHODS, timeout_s=SOON_S) as worker:
        yield worker


@pytest.fixture(scope="module")
def pins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Requirements of one package, a wheel on this disk."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = folder / "droidground_tiny-1.0-py3-none-any.whl"
    info = "droidground_tiny-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("droidground_tiny.py", "VALUE = 'only in the environment'\n")
        said = "Metadata-Version: 2.1\nName: droidground-tiny\nVersion: 1.0\n"
        archive.writestr(f"{info}/METADATA", said)
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    requirements = folder / "tiny.txt"
    requirements.write_text(f"droidground-tiny @ {wheel.as_uri()} --hash=sha256:{digest}\n")
    return requirements


def test_an_environment_of_its_own(pins: Path, tmp_path: Path) -> None:
    python = make_venv(pins, tmp_path / "venvs")
    assert python == make_venv(pins, tmp_path / "venvs"), "made once"
    with Worker.start(python, METHODS, timeout_s=SOON_S) as worker:
        reply = worker.request("imported", {}, timeout_s=SOON_S)
        assert reply.result == {"value": "only in the environment"}
        where = worker.request("echo", {}, timeout_s=SOON_S).result["python"]
        assert Path(where).parent == python.parent
    with pytest.raises(ModuleNotFoundError):
        __import__("droidground_tiny")


def test_an_interrupted_environment_is_made_again(pins: Path, tmp_path: Path) -> None:
    python = make_venv(pins, tmp_path)
    (python.parents[1] / "made").unlink()
    python.unlink()
    assert make_venv(pins, tmp_path).exists()


def test_a_wrong_hash_is_refused(pins: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    said = pins.read_text()
    wrong.write_text(said[:-65] + "0" * 64 + "\n")
    with pytest.raises(WorkerFailed, match="could not be made") as caught:
        make_venv(wrong, tmp_path / "venvs")
    assert "hash" in caught.value.stderr.lower()


def test_values_and_bytes_go_there_and_back(worker: Worker) -> None:
    arguments = {"text": "设置 \0", "numbers": [1, 2.5, None, True], "nested": {"a": []}}
    blobs = [b"", bytes(range(256)) * 40_000, b"\0\0\0\2{}"]
    for _ in range(3):
        reply = worker.request("echo", arguments, blobs, timeout_s=SOON_S)
        assert reply.result["arguments"] == arguments
        assert list(reply.blobs) == [blob[::-1] for blob in blobs]


def test_an_error_is_carried_across_and_the_worker_goes_on(worker: Worker) -> None:
    with pytest.raises(WorkerRaised, match="LookupError: no such thing: key") as caught:
        worker.request("fail", {"thing": "key"}, timeout_s=SOON_S)
    assert caught.value.kind == "LookupError"
    assert "in fail" in caught.value.traceback
    with pytest.raises(WorkerRaised, match="KeyError: 'nothing'"):
        worker.request("nothing", {}, timeout_s=SOON_S)
    assert worker.request("echo", {"on": 1}, timeout_s=SOON_S).result["arguments"] == {"on": 1}


def test_a_crash_tells_how_and_what_was_printed(worker: Worker) -> None:
    with pytest.raises(WorkerFailed, match=r"exit code 7.*about to crash") as caught:
        worker.request("crash", {}, timeout_s=SOON_S)
    assert "printed while it started" in caught.value.stderr
    assert not isinstance(caught.value, WorkerRaised)
    with pytest.raises(WorkerFailed, match="closed"):
        worker.request("echo", {}, timeout_s=SOON_S)


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc here")
def test_a_missed_deadline_ends_the_worker_and_what_it_started(
    worker: Worker, tmp_path: Path
) -> None:
    note = tmp_path / "pid"
    with pytest.raises(WorkerFailed, match="no answer in time") as caught:
        worker.request("hang", {"note": str(note)}, timeout_s=2.0)
    assert caught.value.hint == "Give it more time."
    started = int(note.read_text())
    assert wait_until(lambda: not is_running(started), timeout_s=SOON_S)
    assert not is_running(worker.pid)


def test_what_is_printed_is_no_message(worker: Worker) -> None:
    worker.request("chatter", {}, timeout_s=SOON_S)
    assert worker.request("echo", {}, timeout_s=SOON_S).blobs == ()
    assert "{'not': 'json'}" in worker.stderr or "\x02{}" in worker.stderr


@pytest.mark.parametrize(
    ("garbage", "told"),
    [
        (b"Traceback (most recent call last)", "a header of"),
        (b"\0\0\0\4nope", "no header: b'nope'"),
        (b"\0\0\0\2{}", "no header"),
        (b'\0\0\0\x0e{"sizes":[-1]}', r"blobs of \[-1\] bytes"),
    ],
)
def test_garbage_in_the_line_ends_the_worker(worker: Worker, garbage: bytes, told: str) -> None:
    with pytest.raises(WorkerFailed, match=told):
        worker.request("garble", {"bytes": list(garbage)}, timeout_s=SOON_S)


def test_a_result_that_cannot_be_sent(worker: Worker) -> None:
    with pytest.raises(WorkerFailed, match="not JSON serializable"):
        worker.request("unpackable", {}, timeout_s=SOON_S)


@pytest.mark.parametrize(
    ("methods", "told"),
    [("raise ImportError('no torch')", "ImportError: no torch"), ("x = 1", "METHODS")],
)
def test_methods_that_cannot_be_loaded(tmp_path: Path, methods: str, told: str) -> None:
    path = tmp_path / "broken.py"
    path.write_text(methods)
    with pytest.raises(WorkerFailed, match=told):
        Worker.start(Path(sys.executable), path, timeout_s=SOON_S)


def test_no_interpreter(tmp_path: Path) -> None:
    with pytest.raises(WorkerFailed, match="No such file"):
        Worker.start(tmp_path / "python", METHODS, timeout_s=SOON_S)


def test_closing_ends_it_at_once_and_once(worker: Worker) -> None:
    worker.close()
    worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)
    assert "printed while it started" in worker.stderr


def test_messages_need_nothing_but_the_standard_library() -> None:
    """The file runs in environments that have nothing of ours."""
    source = Path(wire.__file__).read_text()
    assert "droidground" not in source
    assert "numpy" not in source
