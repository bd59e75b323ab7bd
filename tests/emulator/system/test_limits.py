"""Scripts, settings, files and apks that ask for too much: refused, and the phone goes on."""

import io
import struct
import threading
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.faults import Faults
from droidground_emulator.virtual.files import Files
from droidground_emulator.virtual.injector import LONGEST_GESTURE_MS
from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.screen.pillow.views import wrap
from droidground_emulator.virtual.shell.streams import Pipe
from droidground_emulator.virtual.state.apk import BadApk, read_apk
from droidground_emulator.virtual.system import AndroidSystem
from tests.emulator.system.conftest import Bench, boot

DIGITS = "9" * 5000
"""More than Python turns into a number."""


@pytest.mark.parametrize(
    "line",
    [
        "while true; do echo x; done | head -n 1",
        "while true; do echo x; done | cat | head -c 2",
        "while true; do echo x; done | while read line; do echo $line; exit; done",
    ],
)
def test_a_pipe_ends_who_writes_when_nobody_reads(bench: Bench, line: str) -> None:
    before = threading.active_count()
    assert bench.ok(line) == "x\n"
    clock = Clock()
    assert clock.wait_until(lambda: threading.active_count() <= before, clock.monotonic() + 5)


def test_a_pipe_carries_more_than_it_holds(bench: Bench) -> None:
    bench.system.files.write("/sdcard/big", bytes(1 << 20))
    assert bench.ok("cat /sdcard/big | cat | wc -c") == f"{1 << 20}\n"


def test_a_pipe_that_is_full_waits_for_its_reader() -> None:
    pipe, data = Pipe(), bytes(range(256)) * 1024
    writer = threading.Thread(target=pipe.write, args=(data,))
    writer.start()
    got = b""
    while len(got) < len(data):
        got += pipe.read(1000)
    assert got == data
    writer.join(5)
    pipe.end()
    assert pipe.read(1) == b""
    pipe.abandon()
    with pytest.raises(BrokenPipeError):
        pipe.write(b"x")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("a=xxxxxxxx; while true; do a=$a$a; done", "out of memory"),
        ("echo $(while true; do echo " + "x" * 9999 + "; done)", "out of memory"),
        ('f=\'eval "$f"\'; eval "$f"', "nested too deeply"),
        ("nohup " * 3000 + "true", "nested too deeply"),
        ("[ " + "! " * 3000 + "a ]", "nested too deeply"),
        ("|".join(["true"] * 500), "can't fork"),
        (f"printf %d {DIGITS}", "bad number"),
        (f"kill {DIGITS}", "Unknown pid"),
        (f"wm density {DIGITS}", "NumberFormatException"),
        (f"am start -f {DIGITS} -a x", "NumberFormatException"),
        (f"head -n {DIGITS}", "bad number"),
        (f"find / -maxdepth {DIGITS}", "bad arg"),
        ("grep -E 'a{99999999999}' /system/etc/hosts", "bad REGEX"),
        (f"grep -E '{'(' * 3000}' /system/etc/hosts", "bad REGEX"),
    ],
)
def test_a_script_that_asks_for_too_much(bench: Bench, line: str, error: str) -> None:
    answer = bench.run(line)
    assert answer.code != 0
    assert error in answer.err
    assert bench.ok("echo alive") == "alive\n"


def test_numbers_that_mean_nothing(bench: Bench) -> None:
    assert bench.run(f"exit {DIGITS}").code == 1
    bench.ok(f"input keyevent {DIGITS}")


def test_deep_folders(bench: Bench) -> None:
    bench.ok(f"mkdir -p /sdcard/{'a/' * 1050}; cp -r /sdcard/a /sdcard/b")
    assert bench.ok("find /sdcard/b | wc -l") == "1050\n"


def test_a_link_to_its_own_folder_is_copied_as_a_link(bench: Bench) -> None:
    bench.ok("cd /sdcard; mkdir a; ln -s /sdcard/a a/self; echo x > a/f; cp -r a b")
    assert bench.ok("ls /sdcard/b; cat /sdcard/b/f") == "f\nself\nx\n"


@pytest.mark.parametrize(
    ("line", "out"),
    [
        ("head -n 2", "a\nb\n"),
        ("head -n 9", "a\nb\nc"),
        ("head -n 0", ""),
        ("head -c 3", "a\nb"),
        ("head -c 0", ""),
        ("head -c 9999999999", "a\nb\nc"),
        ("tail -n 2", "b\nc"),
        ("tail -n 0", ""),
        ("tail -n 9", "a\nb\nc"),
        ("tail -c 3", "b\nc"[-3:]),
        ("tail -c 0", ""),
        ("tail -c 9999999999", "a\nb\nc"),
    ],
)
def test_head_and_tail(bench: Bench, line: str, out: str) -> None:
    bench.ok("printf 'a\\nb\\nc' > /sdcard/f")
    assert bench.ok(f"{line} /sdcard/f") == bench.ok(f"{line} < /sdcard/f") == out


@pytest.mark.parametrize("value", ["inf", "-inf", "nan", "1e999", "\u00b2", DIGITS, "", "x"])
@pytest.mark.parametrize(
    "setting",
    ["system user_rotation", "system font_scale", "system volume_music",
     "secure long_press_timeout", "secure display_density_forced", "system screen_brightness",
     "system accelerometer_rotation"],
)  # fmt: skip
def test_settings_that_make_no_sense(bench: Bench, setting: str, value: str) -> None:
    bench.ok(f"settings put system accelerometer_rotation 0; settings put {setting} '{value}'")
    assert bench.system.frame().size in ((1080, 2400), (2400, 1080))
    bench.ok("dumpsys display; input keyevent VOLUME_UP; input tap 5 5; wm density")


@pytest.mark.parametrize("value", ["\u00b2,\u00b2", "1,1", "99999999999,9", f"{DIGITS},5", "0,0"])
def test_forced_sizes_that_make_no_sense(bench: Bench, value: str) -> None:
    bench.ok(f"settings put global display_size_forced '{value}'")
    assert bench.system.state.display.size in ((1080, 2400), (200, 200))


def test_forced_sizes_are_kept_within_bounds(bench: Bench) -> None:
    """As DisplayContent.getValidForcedSize does: 200 to three times the longer side."""
    bench.ok("wm size 1x1")
    assert bench.ok("wm size") == "Physical size: 1080x2400\nOverride size: 200x200\n"
    bench.ok("wm size 9000x5000")
    assert bench.ok("wm size") == "Physical size: 1080x2400\nOverride size: 7200x5000\n"
    bench.ok("wm size 1080x2400; wm density 999999")
    assert bench.ok("wm size") == "Physical size: 1080x2400\n"
    assert bench.system.state.display.density < 5000


def test_the_sides_in_a_turned_dump(bench: Bench) -> None:
    """A viewport's device size turns with the display (DisplayDevice); `init=` does not."""
    bench.ok("wm user-rotation lock 1")
    assert "deviceWidth=2400, deviceHeight=1080}" in bench.ok("dumpsys display")
    assert "deviceSize=[2400, 1080]" in bench.ok("dumpsys input")
    assert "init=1080x2400 420dpi cur=2400x1080" in bench.ok("dumpsys window displays")


@pytest.mark.parametrize("line", ["touch /data/app/x", "rm -rf /data/system", "rm -rf /data/local",
                                  "mv /data/app /data/x", "rm -rf /storage/emulated/0",
                                  "echo x > /data/system/users/0/settings_global.xml"])  # fmt: skip
def test_what_only_the_system_may_write(bench: Bench, line: str) -> None:
    assert "Permission denied" in bench.run(line).err
    bench.system.reboot("")
    assert bench.ok("settings get global wifi_on; ls -d /sdcard/Download") == (
        "1\n/sdcard/Download\n"
    )


def test_a_reboot_keeps_the_shared_folders_as_the_user_left_them(bench: Bench) -> None:
    bench.ok("rm -rf /sdcard/*; touch /sdcard/Notifications; ln -s nowhere /sdcard/Podcasts")
    bench.system.reboot("")
    assert bench.ok("ls /sdcard") == "Notifications\nPodcasts\n"


def test_a_full_phone_still_switches(tmp_path: Path) -> None:
    files = Files(tmp_path / "files", capacity=20_000)
    system = AndroidSystem(PhoneOptions(seed=1), files, Faults())
    bench = Bench(system)
    while not bench.run("echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx >> /sdcard/f").code:
        pass
    bench.ok("svc wifi disable")
    assert bench.ok("settings get global wifi_on") == "0\n"


class SwiftClock(Clock):
    """Sleeps at once."""

    def __init__(self) -> None:
        self.slept = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.slept

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


def test_no_gesture_keeps_the_next_one_waiting_for_ever(tmp_path: Path) -> None:
    clock, options = SwiftClock(), PhoneOptions(seed=1, app="touchpad")
    system = AndroidSystem(options, Files(tmp_path / "f"), Faults(), clock=clock)
    Bench(system).ok("input swipe 5 500 6 600 99999999")
    assert clock.slept < 2 * LONGEST_GESTURE_MS / 1000


@pytest.mark.parametrize(
    "between",
    [
        "am force-stop com.android.settings",
        "input keyevent HOME",
        "am start -n com.android.calendar/.AllInOneActivity",
    ],
)
def test_a_touch_ends_without_effect_when_its_page_goes(tmp_path: Path, between: str) -> None:
    system = boot(tmp_path / "files", PhoneOptions(seed=1, app="settings"))
    bench = Bench(system)
    bench.ok(f"input motionevent DOWN 500 900; {between}")
    before = system.screen.window()
    bench.ok("input motionevent MOVE 500 905; input motionevent UP 500 900")
    assert system.screen.window() == before


def test_long_words_are_measured_in_little_time() -> None:
    (line,) = wrap("w" * 200_000, 20, 300, 1)
    assert line.endswith("w...")
    assert 10 < len(line) < 40


@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_garbage_is_an_apk(data: bytes, cut: int) -> None:
    with pytest.raises(BadApk):
        read_apk(data)
    with pytest.raises(BadApk):
        read_apk(zipped(data))
    whole = zipped(b"x" * 400, zipfile.ZIP_DEFLATED)
    with pytest.raises(BadApk):
        read_apk(whole[:cut] + data + whole[cut:])


def zipped(manifest: bytes, method: int = zipfile.ZIP_STORED) -> bytes:
    """An archive with that manifest."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as apk:
        apk.writestr("AndroidManifest.xml", manifest)
    return file.getvalue()


def chunk(kind: int, header: int, body: bytes) -> bytes:
    """One chunk of binary XML."""
    return struct.pack("<HHI", kind, header, 8 + len(body)) + body


def xml(*chunks: bytes) -> bytes:
    """A binary XML document."""
    return chunk(3, 8, b"".join(chunks))


def start_tag(attributes: int = 0, step: int = 20) -> bytes:
    """A start tag that claims so many attributes."""
    return chunk(0x0102, 16, bytes(8) + struct.pack("<IIHHH", 0, 0, 20, step, attributes))


POOL = chunk(1, 28, struct.pack("<IIIII", 1, 0, 0x100, 32, 0) + struct.pack("<I", 0) + b"\1\1a\0")
OVERLAPPING = chunk(
    1, 28, struct.pack("<IIIII", 2000, 0, 0x100, 28 + 8000, 0) + bytes(8000)
    + b"\xff\xff\xff\xff" + b"a" * 32767
)  # fmt: skip


@pytest.mark.parametrize(
    ("manifest", "method"),
    [
        (bytes(17 << 20), zipfile.ZIP_DEFLATED),
        (bytes(17 << 20), zipfile.ZIP_BZIP2),
        (bytes(1000), zipfile.ZIP_LZMA),
        (xml(OVERLAPPING), zipfile.ZIP_DEFLATED),
        (xml(POOL, *[start_tag()] * 200), zipfile.ZIP_DEFLATED),
        (xml(POOL, start_tag(65535, 0)), zipfile.ZIP_DEFLATED),
        (xml(POOL, start_tag(65535)), zipfile.ZIP_DEFLATED),
    ],
)
def test_bombs(manifest: bytes, method: int) -> None:
    with pytest.raises(BadApk):
        read_apk(zipped(manifest, method))
