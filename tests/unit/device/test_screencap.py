"""When a frame is taken, taken again, turned or given up; on a link that says what it is told."""

import struct
from collections.abc import Iterable

import numpy as np
import pytest

from droidground.device.adb_server import AdbServer
from droidground.device.link import Link
from droidground.device.screencap import FrameKind, ScreenCapture, is_black, is_slow
from droidground.device.shell import RawResult, ShellResult
from droidground.errors import AdbFailed, ScreenProtected, ScreenshotFailed
from droidground.geometry import Rotation, Size
from droidground.screen import Display

SECURE = (
    "  Window #1 Window{ab u0 com.x/com.x.Main}:\n    mAttrs={ty=1\n      fl=SECURE DIM}\n"
    "  mCurrentFocus=Window{ab u0 com.x/com.x.Main}\n"
)


def dump(width: int, height: int, rotation: int = 0, panels: Iterable[str] = ("11",)) -> str:
    """What `dumpsys display` says."""
    viewports = ", ".join(
        f"DisplayViewport{{type=INTERNAL, valid=true, isActive={'true' if first else 'false'}, "
        f"displayId=0, uniqueId='local:{panel}', orientation={rotation}}}"
        for first, panel in zip([True, False, False], panels, strict=False)
    )
    return (
        f"DISPLAY MANAGER (dumpsys display)\n  mViewports=[{viewports}]\n"
        f'    mOverrideDisplayInfo=DisplayInfo{{"S", displayId 0", real {width} x {height}, '
        f"rotation {rotation}, state ON, density 420 (1.0 x 1.0) dpi}}\n"
    )


def frame(width: int, height: int, value: int = 200) -> bytes:
    """What `screencap` writes; the pixel in the top left corner is white."""
    pixels = np.full((height, width, 4), value, np.uint8)
    pixels[0, 0] = 255
    return struct.pack("<4I", width, height, 1, 1) + pixels.tobytes()


class ScriptedLink(Link):
    """Gives one answer after the other, the last one for ever."""

    def __init__(self, displays: list[str], frames: list[bytes], window: str = "") -> None:
        super().__init__(AdbServer(port=1), "emulator-5554")
        self.displays, self.frames, self.window = displays, frames, window
        self.commands: list[str] = []

    def read(self, command: str, *, timeout_s: float | None = None) -> ShellResult:
        text = self.window
        if "dumpsys display" in command:
            text = self.displays.pop(0) if len(self.displays) > 1 else self.displays[0]
        return ShellResult(command, text, "", 0)

    def read_bytes(self, command: str, *, timeout_s: float | None = None) -> RawResult:
        self.commands.append(command)
        data = self.frames.pop(0) if len(self.frames) > 1 else self.frames[0]
        return RawResult(bytearray(data), "said", 0)


UPRIGHT, SIDEWAYS = dump(60, 120), dump(120, 60, 1)


def test_a_frame_of_a_display_that_moved_is_dropped() -> None:
    link = ScriptedLink([UPRIGHT, SIDEWAYS], [frame(60, 120), frame(120, 60)])
    shot, _ = ScreenCapture(link).take()
    assert (shot.size, shot.rotation) == (Size(120, 60), Rotation.R90)
    assert len(link.commands) == 2


def test_a_half_turn_that_leaves_the_size_alone_is_seen_too() -> None:
    link = ScriptedLink([UPRIGHT, dump(60, 120, 2)], [frame(60, 120)])
    assert ScreenCapture(link).take()[0].rotation is Rotation.R180
    assert len(link.commands) == 2


def test_a_display_that_keeps_turning_is_an_error() -> None:
    link = ScriptedLink([UPRIGHT, SIDEWAYS] * 5, [frame(60, 120)])
    with pytest.raises(ScreenshotFailed, match="kept turning"):
        ScreenCapture(link).take()
    assert len(link.commands) == 3


@pytest.mark.parametrize(
    ("rotation", "corner"), [(1, (59, 0)), (3, (0, 119))], ids=["90 degrees", "270 degrees"]
)
def test_a_frame_in_the_panels_orientation_is_turned(
    rotation: int, corner: tuple[int, int]
) -> None:
    link = ScriptedLink([dump(120, 60, rotation)], [frame(60, 120)])
    shot, _ = ScreenCapture(link).take()
    assert shot.size == Size(120, 60)
    assert shot.pixels[corner].tolist() == [255, 255, 255]


def test_a_cut_frame_is_taken_once_more() -> None:
    link = ScriptedLink([UPRIGHT], [frame(60, 120)[:999], frame(60, 120)])
    assert ScreenCapture(link).take()[0].size == Size(60, 120)
    link = ScriptedLink([UPRIGHT], [frame(60, 120)[:999]])
    with pytest.raises(ScreenshotFailed, match="999 bytes, expected 28816") as caught:
        ScreenCapture(link).take()
    assert len(link.commands) == 2
    assert caught.value.serial == "emulator-5554"


def test_nothing_at_all_is_named_with_what_was_said() -> None:
    with pytest.raises(ScreenshotFailed, match="said: said"):
        ScreenCapture(ScriptedLink([UPRIGHT], [b""])).take()


def test_a_device_that_tells_no_size_is_named() -> None:
    with pytest.raises(AdbFailed, match="tells no size"):
        ScreenCapture(ScriptedLink(["Can't find service: display"], [b""])).take()


@pytest.mark.parametrize(("panels", "command"), [(["11"], "screencap"), (["22", "11"], "-d 22")])
def test_the_active_panel_is_named_where_there_are_several(panels: list[str], command: str) -> None:
    link = ScriptedLink([dump(60, 120, panels=panels)], [frame(60, 120)])
    ScreenCapture(link).take()
    assert link.commands[0].endswith(command)


def test_png_or_raw() -> None:
    link = ScriptedLink([UPRIGHT], [b""])
    with pytest.raises(ScreenshotFailed):
        ScreenCapture(link, kind=FrameKind.PNG).take()
    assert link.commands[0] == "screencap -p"


def black(bar: int) -> bytes:
    """A frame that is black below a status bar."""
    pixels = np.zeros((1200, 600, 4), np.uint8)
    pixels[:bar] = 180
    return struct.pack("<4I", 600, 1200, 1, 1) + pixels.tobytes()


@pytest.mark.parametrize("bar", [0, 60])
def test_a_black_frame_of_a_secure_window_is_named(bar: int) -> None:
    link = ScriptedLink([dump(600, 1200)], [black(bar)], SECURE)
    with pytest.raises(ScreenProtected):
        ScreenCapture(link).take()


def test_a_black_frame_alone_and_a_secure_window_alone_are_no_error() -> None:
    link = ScriptedLink([dump(600, 1200)], [black(60)], SECURE.replace("SECURE ", ""))
    assert ScreenCapture(link).take()[0].is_black()
    link = ScriptedLink([dump(600, 1200)], [frame(600, 1200)], SECURE)
    assert not ScreenCapture(link).take()[0].is_black()


def test_black_is_asked_of_what_lies_between_the_bars() -> None:
    display = Display(Size(600, 1200), density=420)
    pixels = np.zeros((1200, 600, 3), np.uint8)
    assert is_black(pixels, display)
    pixels[:63] = pixels[-126:] = 255
    assert is_black(pixels, display)
    pixels[300:600] = 1
    assert not is_black(pixels, display)


@pytest.mark.parametrize(
    ("serial", "answer"),
    [
        ("emulator-5554", False),
        ("R5CT60ABCDE", False),
        ("127.0.0.1:6555", False),
        ("localhost:6555", False),
        ("[::1]:5555", False),
        ("192.168.1.7:5555", True),
        ("adb-R5CT-abc._adb-tls-connect._tcp", True),
    ],
)
def test_which_ways_are_slow(serial: str, answer: bool) -> None:
    assert is_slow(serial) is answer
