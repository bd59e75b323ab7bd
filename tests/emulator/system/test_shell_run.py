"""The shell at work on a phone: exit codes, pipes, redirections, and no way out to the host."""

import os
import shlex
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import droidground_emulator
from droidground_emulator.virtual.commands.table import COMMANDS
from droidground_emulator.virtual.guest import Io
from droidground_emulator.virtual.shell.streams import Buffer, BytesSource
from droidground_emulator.virtual.system import AndroidSystem
from tests.emulator.system.conftest import Bench, boot


@pytest.mark.parametrize(
    ("source", "out", "code"),
    [
        ("echo a; echo b", "a\nb\n", 0),
        ("false && echo no || echo yes", "yes\n", 0),
        ("true; echo $?; false; echo $?; X=1; echo $?", "0\n1\n0\n", 0),
        ("echo one two | wc -w", "2\n", 0),
        ("! true; echo $?", "1\n", 0),
        ("A=b; echo $A ${A}c ${NONE:-d} '$A' \"$A\"", "b bc d $A b\n", 0),
        ("A='x  y'; echo $A; echo \"$A\"", "x y\nx  y\n", 0),
        ("A=1 env | grep ^A=; echo [$A]", "A=1\n[]\n", 0),
        (r"printf 'a\nb\nc\nd\nb\n' | grep -m1 -n b", "2:b\n", 0),
        (r"printf 'a\nb\nc\nd\nb\n' | grep -m 1 -A 1 b", "b\nc\n", 0),
        (r"printf 'b\nc\nd\ne\nb\n' | grep -nC1 b", "1:b\n2-c\n--\n4-e\n5:b\n", 0),
        (r"printf 'a\nb\n' | grep -cv b; printf ab | grep -o b", "1\nb\n", 0),
        (r"printf 'a1 b22\nc\n' | grep -oE '[[:digit:]]+'", "1\n22\n", 0),
        (r"printf 'a b\nc\n' | grep -c 'a[[:space:]]b'", "1\n", 0),
        ("FOO=bar sh -c 'echo $FOO'", "bar\n", 0),
        ("echo $(echo a; echo b) `echo c`", "a b c\n", 0),
        ("(cd /sdcard; pwd; A=2); pwd; echo [$A]", "/sdcard\n/\n[]\n", 0),
        ("{ echo a; echo b; } | tail -n 1", "b\n", 0),
        ("for i in 1 2 3; do echo $i; done", "1\n2\n3\n", 0),
        ("if [ -d /sdcard ]; then echo yes; else echo no; fi", "yes\n", 0),
        ("if [ -d /nowhere ]; then echo yes; elif true; then echo elif; fi", "elif\n", 0),
        ("while [[ -z $X ]]; do X=1; echo once; done", "once\n", 0),
        ("exit 3; echo no", "", 3),
        ("sh -c 'exit 4'; echo $?", "4\n", 0),
        ("echo a > /sdcard/f; echo b >> /sdcard/f; cat < /sdcard/f", "a\nb\n", 0),
        ("nosuch 2>/dev/null; echo $?", "127\n", 0),
        ("nosuch > /sdcard/e 2>&1; cat /sdcard/e",
         "/system/bin/sh: nosuch: inaccessible or not found\n", 0),
        ("cd /sdcard; touch b.txt a.txt; echo *.txt '*.txt' /sdcard/?.txt",
         "a.txt b.txt *.txt /sdcard/a.txt /sdcard/b.txt\n", 0),
        ("echo x | while read line; do echo got $line; done", "got x\n", 0),
        ("eval 'A=5'; echo $A", "5\n", 0),
        ("export ANDROID_LOG_TAGS=\"''\"; exec logcat '-v' 'epoch' -d; echo never",
         "--------- beginning of main\n", 0),
        ("printf '%s-%d\\n' a 5", "a-5\n", 0),
        ("toybox echo hi; toybox nosuch; echo $?", "hi\n127\n", 0),
        ("[ 1 -lt 2 ] && [ a != b ] && [ ! -e /nowhere ] && echo ok", "ok\n", 0),
        ("/system/bin/getprop ro.build.version.sdk; which wm", "33\n/system/bin/wm\n", 0),
    ],
)  # fmt: skip
def test_scripts(bench: Bench, source: str, out: str, code: int) -> None:
    answer = bench.run(source)
    assert (answer.out, answer.code) == (out, code)


def test_unknown_command(bench: Bench) -> None:
    answer = bench.run("nosuch")
    assert answer.err == "/system/bin/sh: nosuch: inaccessible or not found\n"
    assert answer.code == 127


def test_marker_of_uiautomator2(bench: Bench) -> None:
    assert bench.run("false; echo X4EXIT:$?").out == "X4EXIT:1\n"


def test_files_that_are_no_programs(bench: Bench) -> None:
    files = bench.system.files
    files.write("/data/local/tmp/elf", b"\x7fELF....", mode=0o755)
    files.write("/data/local/tmp/script", b"#!/system/bin/sh\necho ran $0\n", mode=0o755)
    files.write("/data/local/tmp/plain", b"echo no", mode=0o644)
    assert bench.run("/data/local/tmp/elf").code == 126
    assert bench.run("/data/local/tmp/plain").code == 126
    assert bench.run("/data/local/tmp/none").code == 127
    assert bench.run("cd /data/local/tmp && ./script").out == "ran /system/bin/sh\n"


def test_read_only_places(bench: Bench) -> None:
    answer = bench.run("echo x > /system/a")
    assert (answer.code, answer.err) == (
        1,
        "/system/bin/sh: can't create /system/a: Read-only file system\n",
    )
    answer = bench.run("cat < /nowhere")
    assert answer.err == "/system/bin/sh: can't open /nowhere: No such file or directory\n"


def test_a_shell_without_a_command_reads_lines(bench: Bench) -> None:
    answer = bench.run("", stdin=b"echo a\ncd /sdcard\npwd\nexit 5\necho never\n")
    assert (answer.out, answer.code) == ("a\n/sdcard\n", 5)


def test_a_script_that_runs_itself_ends(bench: Bench) -> None:
    bench.system.files.write("/sdcard/loop.sh", b"sh /sdcard/loop.sh")
    assert "too many nested shells" in bench.run("sh /sdcard/loop.sh").err


def test_a_loop_ends_when_the_client_hangs_up(bench: Bench) -> None:
    hung_up = threading.Event()
    io = Io(BytesSource(), Buffer(), Buffer(), hung_up)
    timer = threading.Timer(0.1, hung_up.set)
    timer.start()
    assert bench.system.run("while true; do :; done", io) == 129
    timer.join()


class _Watch:
    """An audit hook: it cannot be removed, so it is armed only while a phone's commands run."""

    def __init__(self) -> None:
        self._root: Path | None = None
        self._thread = 0
        self._seen: list[str] = []
        sys.addaudithook(self._hook)

    @contextmanager
    def over(self, root: Path) -> Iterator[list[str]]:
        """Yield what this thread does to the host outside `root`: processes and files."""
        self._root, self._thread, self._seen = root.resolve(), threading.get_ident(), []
        try:
            yield self._seen
        finally:
            self._root = None

    def _hook(self, event: str, args: tuple[object, ...]) -> None:
        if self._root is None or threading.get_ident() != self._thread:
            return
        if event.startswith(_PROCESSES):
            self._seen.append(f"{event}{args}")
        elif event in _FILES and isinstance(args[0], str | bytes):
            path = os.path.realpath(os.fsdecode(args[0]))
            reads = event == "open" and not int(str(args[2])) & (os.O_WRONLY | os.O_RDWR)
            if not path.startswith(f"{self._root}/") and not (reads and _is_code(path)):
                self._seen.append(f"{event}{args}")


_PROCESSES = (
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "pty.",
    "socket.connect",
)
_FILES = ("open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
          "os.symlink", "os.truncate", "os.listdir", "os.scandir")  # fmt: skip


def _is_code(path: str) -> bool:
    """Tell modules being imported, and the icons that lie beside them."""
    package = str(Path(droidground_emulator.__file__).parent)
    return path.startswith((package, sys.prefix, sys.base_prefix)) or path == os.devnull


_watch = _Watch()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The host folder of the phone's files."""
    return tmp_path_factory.mktemp("watched")


@pytest.fixture(scope="module")
def system(root: Path) -> Iterator[AndroidSystem]:
    """One phone for all examples."""
    system = boot(root / "files")
    yield system
    system.close()


def test_the_watch_sees_what_it_should(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with _watch.over(inside) as seen:
        (inside / "a").write_text("x")
        assert seen == []
        (tmp_path / "outside").write_text("x")
        Path("/etc/passwd").read_text()
        os.system("true")
    assert len(seen) == 3


SLOW = {"sleep", "logcat", "app_process", "app_process64", "input"}
FAST = sorted(set(COMMANDS) - SLOW)
TOKENS = shlex.split(
    "-l -r -p / .. /etc/passwd ../../../etc/passwd /sdcard /sdcard/a a b=c 1 -c -n * /sdcard/*"
    " $(id) `ls` $HOME | ; && || > >> < 2>&1 & ( ) { } ! get put global wifi_on install packages"
    " reset dump /dev/null /proc/self/environ sh exec eval cd export if then fi while do done for"
    " in ';' 'x y' \"$?\" ;rm",
    posix=False,
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*FAST, *TOKENS]), max_size=8))
def test_no_script_reaches_the_host(system: AndroidSystem, root: Path, script: list[str]) -> None:
    hung_up = threading.Event()
    timer = threading.Timer(1, hung_up.set)
    timer.start()
    with _watch.over(root) as seen:
        code = system.run(" ".join(script), Io(BytesSource(b"in"), Buffer(), Buffer(), hung_up))
    timer.cancel()
    assert 0 <= code <= 255
    assert seen == []


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FAST), st.lists(st.text(max_size=12), max_size=5))
def test_no_argument_crashes_a_command(
    system: AndroidSystem, root: Path, name: str, arguments: list[str]
) -> None:
    script = " ".join([name, *("'" + word.replace("'", "'\\''") + "'" for word in arguments)])
    with _watch.over(root) as seen:
        code = system.run(script, Io(BytesSource(), Buffer(), Buffer()))
    assert 0 <= code <= 255
    assert seen == []


@pytest.mark.parametrize("link", ["/sdcard/out", "/data/local/tmp/out"])
def test_no_path_leaves_the_phone(system: AndroidSystem, root: Path, link: str) -> None:
    bench = Bench(system)
    with _watch.over(root) as seen:
        bench.run(f"ln -s /../../../../etc {link}")
        for path in ("../../../../../../etc/passwd", f"{link}/passwd", "/sdcard/../../etc/passwd"):
            assert "root:" not in bench.run(f"cat {path}").out
        bench.run(
            "echo x > /sdcard/../../../../../tmp/escaped; cp /sdcard/../../etc/passwd /sdcard"
        )
    assert seen == []
