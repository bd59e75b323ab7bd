"""The sync service under requests that no adb sends, and the host's folder watched meanwhile."""

import os
import struct
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from droidground_emulator.virtual.phone import VirtualPhone
from tests.emulator.adbd.raw_host import RawHost, RawStream, sync_request
from tests.emulator.adbd.scripted_guest import ScriptedGuest

WATCHED = ("open", "os.", "shutil.", "subprocess.", "pathlib.")


@dataclass
class Watch:
    """Paths that the phone's sync threads used on the host (`sys.addaudithook`)."""

    root: str
    outside: list[str] = field(default_factory=list)
    inside: int = 0

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if not event.startswith(WATCHED) or not threading.current_thread().name.startswith("sync:"):
            return
        for arg in args[:2]:
            if isinstance(arg, str | bytes | os.PathLike):
                path = os.path.normpath(os.fsdecode(arg))
                if path.startswith(self.root + os.sep) or path == os.devnull:
                    self.inside += 1
                elif os.sep in path:
                    self.outside.append(f"{event} {path}")


@dataclass(frozen=True)
class Sandbox:
    """A phone with a watch on its host accesses, and things nearby that must stay as they are."""

    phone: VirtualPhone
    guest: ScriptedGuest
    watch: Watch
    folder: Path

    def untouched(self) -> bool:
        """Tell whether all that is beside the phone's folder is as it was."""
        names = sorted(path.name for path in self.folder.iterdir())
        return names == ["phone", "secret"] and (self.folder / "secret").read_bytes() == b"secret"


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder = tmp_path_factory.mktemp("sandbox")
    (folder / "secret").write_bytes(b"secret")
    guest = ScriptedGuest(folder / "phone")
    watch = Watch(str((folder / "phone").resolve()))
    sys.addaudithook(watch)
    with VirtualPhone(guest) as phone:
        yield Sandbox(phone, guest, watch, folder)


def open_sync(host: RawHost) -> RawStream:
    """A connection's sync stream."""
    host.hello()
    stream = host.open(b"sync:")
    assert stream is not None
    return stream


def send_file(path: bytes, mode: int, data: bytes, mtime: int = 0) -> bytes:
    """A whole SEND request."""
    frames = sync_request(b"SEND", path + b",%d" % mode)
    frames += struct.pack("<4sI", b"DATA", len(data)) + data
    return frames + struct.pack("<4sI", b"DONE", mtime)


names = st.sampled_from(
    [b"..", b".", b"", b"sdcard", b"data", b"local", b"tmp", b"system", b"link", b"a", b"b"]
    + [b"\0", b"A", b"x" * 255, b"x" * 256, b"\xff\xfe", b"secret", b"phone", b"00000001"]
)
paths = st.lists(names, max_size=6).map(b"/".join) | st.binary(max_size=30)
absolute = paths.map(lambda path: b"/data/local/tmp/" + path) | paths.map(lambda path: b"/" + path)


@settings(max_examples=150)
@given(absolute | paths, absolute | paths, st.binary(max_size=20))
def test_no_path_leaves_the_phone(
    sandbox: Sandbox, path: bytes, target: bytes, data: bytes
) -> None:
    with RawHost(sandbox.phone.port) as host:
        stream = open_sync(host)
        for request in (
            send_file(path, 0o120777, target),
            send_file(path, 0o100644, data),
            send_file(path + b"/" + target, 0o100644, data),
            *(sync_request(name, path) for name in (b"STAT", b"STA2", b"LST2", b"LIST", b"RECV")),
        ):
            if not stream.ask(request):
                break
    assert sandbox.watch.outside == []
    assert sandbox.untouched()


def test_the_watch_sees(sandbox: Sandbox) -> None:
    with RawHost(sandbox.phone.port) as host:
        stream = open_sync(host)
        assert stream.ask(send_file(b"/sdcard/seen", 0o100644, b"x" * 10)).startswith(b"OKAY")
    assert sandbox.watch.inside > 0


def test_links_stay_inside(sandbox: Sandbox) -> None:
    secret = str(sandbox.folder / "secret").encode()
    with RawHost(sandbox.phone.port) as host:
        stream = open_sync(host)
        for name, target in ((b"up", b"../../../../../../../.." + secret), (b"abs", secret)):
            link = b"/data/local/tmp/" + name
            assert stream.ask(send_file(link, 0o120777, target)).startswith(b"OKAY")
            assert b"No such file" in stream.ask(sync_request(b"RECV", link))
            assert struct.unpack("<4sIII", stream.ask(sync_request(b"STAT", link)))[1] == 0o120777
    assert sandbox.untouched()


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (b"XXXX\0\0\0\0", b"unknown command"),
        (struct.pack("<4sI", b"STAT", 1025), b"path too long"),
        (struct.pack("<4sI", b"RECV", 2**32 - 1), b"path too long"),
        (send_file(b"/system/x", 0o100644, b""), b"Read-only file system"),
        (send_file(b"/data/\0", 0o100644, b""), b"Invalid argument"),
        (send_file(b"/data/" + b"n" * 256, 0o100644, b""), b"File name too long"),
        (send_file(b"/sdcard", 0o100644, b""), b"Is a directory"),
        (
            sync_request(b"SEND", b"/data/x") + struct.pack("<4sI", b"DONE", 0),
            b"missing or invalid mode",
        ),
        (send_file(b"/sdcard/x", 10**11, b""), b"missing or invalid mode"),
        (send_file(b"/sdcard/x", 0o120777, b"n" * 60_000), b"File name too long"),
        (send_file(b"/data/app/x", 0o100644, b""), b"Permission denied"),
        (sync_request(b"RECV", b"/sdcard"), b"read failed: Is a directory"),
        (sync_request(b"RCV2", b"/x") + struct.pack("<4sI", b"RCV2", 1), b"unsupported flags 1"),
    ],
)
def test_bad_requests_fail_in_words(sandbox: Sandbox, request_: bytes, answer: bytes) -> None:
    with RawHost(sandbox.phone.port) as host:
        said = open_sync(host).ask(request_)
        assert said.startswith(b"FAIL")
        assert answer in said


def test_oversized_and_broken_data_end_the_session(sandbox: Sandbox) -> None:
    start = sync_request(b"SEND", b"/sdcard/big,33188")
    for frame in (struct.pack("<4sI", b"DATA", 65537), struct.pack("<4sI", b"NOPE", 0)):
        with RawHost(sandbox.phone.port) as host:
            assert open_sync(host).ask(start + frame) == b""
    assert not sandbox.guest.files.exists("/sdcard/big")


def test_a_push_broken_off_leaves_nothing(sandbox: Sandbox) -> None:
    free = sandbox.guest.files.free_bytes()
    with RawHost(sandbox.phone.port) as host:
        stream = open_sync(host)
        stream.write(sync_request(b"SEND", b"/sdcard/half,33188"))
        stream.write(struct.pack("<4sI", b"DATA", 100) + b"x" * 50)
    with RawHost(sandbox.phone.port) as host:
        assert open_sync(host).ask(sync_request(b"STAT", b"/sdcard/half"))[4:] == bytes(12)
    assert not sandbox.guest.files.exists("/sdcard/half")
    assert sandbox.guest.files.free_bytes() == free


@settings(max_examples=100)
@given(st.binary(max_size=80))
def test_any_bytes_are_answered_or_end_it(sandbox: Sandbox, data: bytes) -> None:
    for prefix in (b"", b"SEND", b"SND2\x01\0\0\0a", b"LIS2"):
        with RawHost(sandbox.phone.port) as host:
            stream = open_sync(host)
            stream.write(prefix + data)
    with RawHost(sandbox.phone.port) as host:
        assert len(open_sync(host).ask(sync_request(b"STAT", b"/sdcard"))) == 16
    assert sandbox.watch.outside == []
