"""Screenshots over `screencap`: taken whole, on a display that did not move meanwhile."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from enum import StrEnum

import numpy as np

from droidground.clock import wait_until
from droidground.device.display import DisplayFacts, parse_display
from droidground.device.frame import decode_png, decode_raw
from droidground.device.link import Link, is_address
from droidground.device.windows import is_focus_secure
from droidground.errors import AdbFailed, DeviceOffline, ScreenProtected, ScreenshotFailed
from droidground.geometry import Size, dp_to_px
from droidground.screen import BLACK_SHARE, DEFAULT_DENSITY, Display, Pixels, Screenshot

ATTEMPTS = 3
"""Frames taken before a display that keeps moving is an error."""
NAVIGATION_BAR_DP = 48
PROTECTED_HINT = "Leave that screen; use coordinates or `droidground dump` to get past it."


class FrameKind(StrEnum):
    """How the pixels travel."""

    AUTO = "auto"
    """Raw where the way is fast (USB, emulator, loopback), PNG over Wi-Fi."""
    RAW = "raw"
    PNG = "png"


class ScreenCapture:
    """Reads frames and the facts of the display they belong to."""

    def __init__(
        self, link: Link, *, display_id: int = 0, kind: FrameKind = FrameKind.AUTO
    ) -> None:
        self._link = link
        self._display_id = display_id
        self._is_png = is_slow(link.serial) if kind is FrameKind.AUTO else kind is FrameKind.PNG
        self._known: DisplayFacts | None = None
        """What `wm` said of the panel, once `dumpsys display` was seen to agree with it."""

    def facts(self) -> DisplayFacts:
        """Read what decides where a touch lands. Raises `AdbFailed` when the device tells no size.

        Takes one round trip. `wm` is left out once it was seen to say the same as `dumpsys
        display`, for on Android 10 and older each `wm` takes half a second; then the overrides
        are not told apart.
        """
        known = self._known
        if known:
            facts = parse_display(self._link.read("dumpsys display").stdout, self._display_id)
            if facts and facts.display.physical_id == known.display.physical_id:
                panel = known.display.physical_size
                return replace(facts, display=replace(facts.display, physical_size=panel))
        return self.all_facts()

    def take(self) -> tuple[Screenshot, DisplayFacts]:
        """Read one whole frame and the display that it shows.

        Raises `ScreenshotFailed` when none comes, `ScreenProtected` when it is black because the
        app in front forbids screenshots. A frame that is merely black is returned as it is.
        """
        before = self.facts()
        for _ in range(ATTEMPTS):
            pixels = self._pixels(before)
            after = self.facts()
            if _same(before.display, after.display):
                pixels, fits = _upright(pixels, after.display)
                if fits:
                    return self._screenshot(pixels, after), after
            before = after
        raise ScreenshotFailed(
            f"the display kept turning while it was read {ATTEMPTS} times",
            serial=self._link.serial,
            hint="Hold the phone still, or turn auto-rotation off.",
        )

    def all_facts(self) -> DisplayFacts:
        """Read what `facts` does and the overrides, in one round trip."""
        option = f" -d {self._display_id}" if self._display_id else ""
        text = self._link.read(f"wm size{option}; wm density{option}; dumpsys display").stdout
        facts = parse_display(text, self._display_id)
        if facts is None:
            raise AdbFailed(
                f"{self._link.serial} tells no size of display {self._display_id}: {text[:200]!r}",
                serial=self._link.serial,
                hint="Check `adb shell wm size` and `adb shell dumpsys display`.",
            )
        dumped = parse_display(text[text.find("DISPLAY MANAGER") :], self._display_id)
        self._known = facts if dumped and _same(dumped.display, facts.display) else None
        return facts

    def _pixels(self, facts: DisplayFacts) -> Pixels:
        """Read one frame, a second time when it came cut off."""
        try:
            return self._read(facts)
        except ScreenshotFailed:
            return self._read(facts)
        except DeviceOffline as exc:
            if not self._link.is_up():
                raise
            # The device is there and its output ends early, each time: not the connection's fault.
            raise ScreenshotFailed(
                f"the frame of {facts.display.size} is cut off: {exc.message}",
                serial=self._link.serial,
                hint="Check that `adb exec-out screencap -p` gives a whole picture.",
            ) from exc

    def _read(self, facts: DisplayFacts) -> Pixels:
        command = "screencap -p" if self._is_png else "screencap"
        if facts.panels > 1 and facts.display.physical_id:
            # Without an id such devices capture any panel, also one that is switched off.
            command += f" -d {facts.display.physical_id}"
        raw = self._link.read_bytes(command)
        try:
            if raw.exit_code != 0 or not raw.stdout:
                said = raw.stderr.strip() or "nothing"
                raise ScreenshotFailed(
                    f"{command!r} ended with {raw.exit_code} and said: {said[:200]}",
                    hint="Check that the screen is on; try again.",
                )
            return decode_png(raw.stdout) if self._is_png else decode_raw(raw.stdout)
        except ScreenshotFailed as error:
            error.serial = self._link.serial
            raise

    def _screenshot(self, pixels: Pixels, facts: DisplayFacts) -> Screenshot:
        display = facts.display
        if is_black(pixels, display) and self._is_secure():
            raise ScreenProtected(
                "the app in front forbids screenshots (FLAG_SECURE), so the frame is black",
                serial=self._link.serial,
                hint=PROTECTED_HINT,
            )
        return Screenshot(pixels, display, self._link.serial, density=display.density)

    def _is_secure(self) -> bool:
        """Tell whether the focused window is secure; during a transition none is focused."""
        text = ""

        def has_focus() -> bool:
            nonlocal text
            text = self._link.read("dumpsys window").stdout
            return "mCurrentFocus=null" not in text

        wait_until(has_focus, timeout_s=1.0, interval_s=0.1, clock=self._link.server.clock)
        return is_focus_secure(text)


def is_slow(serial: str) -> bool:
    """Tell whether the way to a device is slower than the device packs a PNG: Wi-Fi."""
    if not is_address(serial):
        return "._adb-tls-connect." in serial
    host = serial.rpartition(":")[0].strip("[]")
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def is_black(pixels: Pixels, display: Display) -> bool:
    """Tell whether nearly all between the bars is exactly black; every eighth pixel is looked at.

    The bars belong to other windows, which stay visible around one that is secure.
    """
    height = pixels.shape[0]
    top = display.status_bar.bottom
    bottom = dp_to_px(NAVIGATION_BAR_DP, display.density or DEFAULT_DENSITY)
    middle = pixels[top : height - bottom] if top + bottom < height else pixels
    sample = middle[::8, ::8]
    return bool(sample.size) and float(np.mean(~sample.any(axis=2))) >= BLACK_SHARE


def _same(one: Display, other: Display) -> bool:
    return (one.size, one.rotation, one.density) == (other.size, other.rotation, other.density)


def _upright(pixels: Pixels, display: Display) -> tuple[Pixels, bool]:
    """Turn a frame that came in the panel's orientation, as before Android 7.1.

    The second value is False for a frame in another orientation that no turn explains: the display
    was turning.
    """
    size, frame = display.size, Size(pixels.shape[1], pixels.shape[0])
    if (frame.width > frame.height) == (size.width > size.height) or frame.width == frame.height:
        return pixels, True
    if display.rotation.is_sideways:
        return np.ascontiguousarray(np.rot90(pixels, display.rotation // 90)), True
    return pixels, False
