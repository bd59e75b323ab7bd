"""Device: one connected Android device, in pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from droidground.clock import Clock
from droidground.device.apps import Apps
from droidground.device.display import DisplayFacts
from droidground.device.events import InputEvent, LaunchApp, TypeText
from droidground.device.hierarchy import HierarchyReader, HierarchySource
from droidground.device.input import Injector, require_on_screen
from droidground.device.input_line import points_of
from droidground.device.insets import Insets, parse_insets
from droidground.device.link import Link
from droidground.device.motion import moved_parts, share_of
from droidground.device.observation import Observation, Settled
from droidground.device.power import ensure_usable, read_power
from droidground.device.screencap import FrameKind, ScreenCapture
from droidground.device.shell import ShellResult
from droidground.device.stable import is_alike, wait_stable
from droidground.device.sync import pull_file, push_file
from droidground.device.text_entry import TextEntry
from droidground.device.u2_server import U2Server
from droidground.device.windows import CurrentApp, PowerState
from droidground.errors import HierarchyFailed, ScreenLocked
from droidground.geometry import Box
from droidground.screen import Display, Screenshot
from droidground.ui_tree import UiTree

T = TypeVar("T")

TREE_ATTEMPTS = 3
"""Frames taken before a screen that keeps changing is observed as it is."""
SMALL_SHARE = 0.25
"""Share of the screen up to which what moves may be a spinner; more may be a page on its way."""


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """What a device is."""

    serial: str
    model: str
    manufacturer: str
    android: str
    """Version, such as `14`."""
    sdk: int
    """API level; 0 when the device does not tell."""


class Device:
    """One connected Android device.

    Reads survive a lost connection, once; what changes something is sent at most once. All methods
    raise `DeviceError`s: `DeviceOffline`, `AdbTimeout`, `DeviceUnauthorized` and what they name.
    """

    def __init__(
        self,
        link: Link,
        *,
        display_id: int = 0,
        frames: FrameKind = FrameKind.AUTO,
        hierarchy: HierarchySource = HierarchySource.AUTO,
    ) -> None:
        self._link = link
        self._capture = ScreenCapture(link, display_id=display_id, kind=frames)
        u2 = U2Server(link)
        self._hierarchy = HierarchyReader(link, hierarchy, u2)
        self._injector = Injector(link, display_id=display_id)
        self._text = TextEntry(self._injector, u2)
        self._apps = Apps(link)
        self._facts: DisplayFacts | None = None
        self._is_unlocked = False

    def __enter__(self) -> Device:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop what was started on the device."""
        self.close()

    def __repr__(self) -> str:
        """Return `Device('serial')`."""
        return f"Device({self.serial!r})"

    def close(self) -> None:
        """Stop what was started on the device; the adb connection stays."""
        self._text.give_back()
        self._hierarchy.close()

    @property
    def serial(self) -> str:
        """The name adb gives it."""
        return self._link.serial

    @property
    def clock(self) -> Clock:
        """The clock that its waits run on."""
        return self._link.server.clock

    def info(self) -> DeviceInfo:
        """Return model and version, in one round trip."""
        names = ("ro.product.model", "ro.product.manufacturer", "ro.build.version.release")
        line = "; ".join(f"getprop {name}" for name in (*names, "ro.build.version.sdk"))
        values = [*self._link.read(line).stdout.splitlines(), "", "", "", ""]
        sdk = values[3].strip()
        return DeviceInfo(
            serial=self.serial,
            model=values[0].strip(),
            manufacturer=values[1].strip(),
            android=values[2].strip(),
            sdk=int(sdk) if sdk.isascii() and sdk.isdecimal() else 0,
        )

    def display(self) -> Display:
        """Return the display's size, rotation and density as they are now, in one round trip."""
        return self._read_facts().display

    def display_facts(self) -> DisplayFacts:
        """Return all that is known of the display, overrides and cutout included."""
        self._facts = self._capture.all_facts()
        return self._facts

    def insets(self) -> Insets:
        """Return what the status bar, the navigation bar and the keyboard cover now."""
        return parse_insets(self._link.read("dumpsys window displays").stdout)

    def capture(self) -> Screenshot:
        """Return what is on the screen, waking it if it is off.

        Raises `ScreenshotFailed`, `ScreenProtected` when the app in front forbids it, and
        `ScreenLocked` when the screen was off and asks for a PIN now.
        """
        shot, self._facts = self._capture.take()
        if self._facts.is_on:
            return shot
        self._is_unlocked = False
        self.wake()
        shot, self._facts = self._capture.take()
        return shot

    def observe(self) -> Observation:
        """Return a frame and the view hierarchy that belongs to it.

        The hierarchy is read again when the frame changed meanwhile, and left out when the screen
        never stands still or the device has none. Raises as `capture`, `ScreenLocked` and
        `UiAutomationBusy`.
        """
        self._require_unlocked()
        first, screenshot_s = self._timed(self.capture)
        tree, tree_s = self._timed(self._tree_or_none)
        for _ in range(TREE_ATTEMPTS):
            frame, spent_s = self._timed(self.capture)
            screenshot_s += spent_s
            moving = moved_parts(first, frame, self.moving_parts())
            earlier = tree
            if tree is not None and moving:
                tree, spent_s = self._timed(self._tree_or_none)
                tree_s += spent_s
            timings = {"screenshot": screenshot_s * 1000, "tree": tree_s * 1000}
            is_small = share_of(moving, frame) <= SMALL_SHARE
            is_spinner = is_small and is_alike(earlier, tree)
            if tree is None or not moving or is_spinner:
                return Observation(frame, tree, timings, moving)
            first = frame
        return Observation(first, tree if is_alike(earlier, tree) else None, timings, moving)

    def ui_tree(self) -> UiTree:
        """Return the view hierarchy of what is shown now.

        Raises `UiAutomationBusy` when another program holds UiAutomation, `HierarchyFailed`.
        """
        return self._hierarchy.read()

    def act(self, event: InputEvent) -> None:
        """Do one thing, sending it at most once.

        Raises `InvalidAction` for points outside the display and unknown keys, `InjectionDenied`
        when the device refuses input from adb, `ScreenLocked`, `AppNotFound`, `TextNotEntered`;
        `DeviceOffline` and `AdbTimeout` say whether it may have been done.
        """
        if isinstance(event, LaunchApp):
            self._apps.launch(event.package)
            return
        if isinstance(event, TypeText):
            self._require_unlocked()
            self._text.enter(event)
            return
        if points_of(event):
            self._require_unlocked()
            facts = self._facts or self._read_facts()
            if not all(facts.display.size.contains(point) for point in points_of(event)):
                require_on_screen(event, self.display().size)
        self._injector.send(event)

    def settle(
        self, timeout_s: float, ignore: Sequence[Box] = (), before: Screenshot | None = None
    ) -> Settled:
        """Wait until the screen stands still, but for the status bar and the `ignore` boxes.

        With the frame `before` an action, one that shows an answer is waited for less long.
        """
        settled = self.wait_stable(timeout_s=timeout_s, ignore=ignore, before=before)
        self._text.give_back()
        return settled

    def wait_stable(
        self,
        *,
        timeout_s: float = 3.0,
        ignore: Sequence[Box] = (),
        before: Screenshot | None = None,
    ) -> Settled:
        """Wait until nothing outside the status bar and the `ignore` boxes moves.

        A screen that still moves at the deadline is no error: the result says so.
        """
        return wait_stable(
            self.capture,
            timeout_s=timeout_s,
            ignore=[*self.moving_parts(), *ignore],
            before=before,
            clock=self.clock,
        )

    def moving_parts(self) -> list[Box]:
        """Return what changes by itself: the status bar with its clock."""
        return [(self._facts or self._read_facts()).display.status_bar]

    def wake(self) -> None:
        """Turn the screen on and dismiss a keyguard that needs only a swipe.

        Raises `ScreenLocked` when it asks for more.
        """
        ensure_usable(self._link)
        self._is_unlocked = True

    def power(self) -> PowerState:
        """Return whether the device is awake and locked."""
        return read_power(self._link)

    def shell(self, command: str, timeout_s: float | None = None) -> ShellResult:
        """Run a command on the device, sending it at most once; a failure is in `exit_code`."""
        return self._link.run_once(command, timeout_s=timeout_s, heals=True)

    def exec_out(self, command: str, timeout_s: float | None = None) -> bytes:
        """Return the bytes that a command writes; it must change nothing, for it may run twice."""
        return bytes(self._link.read_bytes(command, timeout_s=timeout_s).stdout)

    def push(self, source: Path, target: str) -> None:
        """Copy a local file to a path on the device. Raises `ShellFailed` when it refuses."""
        push_file(self._link, source, target)

    def pull(self, source: str, target: Path) -> None:
        """Copy a file of the device to a local path. Raises `ShellFailed` when it refuses."""
        pull_file(self._link, source, target)

    def find_package(self, name: str) -> str:
        """Return the package of an app named as a person would. Raises `AppNotFound`."""
        return self._apps.find_package(name)

    def current_app(self) -> CurrentApp | None:
        """Return the app in front; None when there is none, as on the lock screen."""
        return self._apps.current()

    def installed_apps(self) -> tuple[str, ...]:
        """Return all installed packages."""
        return self._apps.installed()

    def install(self, apk: Path) -> None:
        """Install an APK file, replacing an older version. Raises `ShellFailed`."""
        self._apps.install(apk)

    def stop_app(self, package: str) -> None:
        """End an app."""
        self._apps.stop(package)

    def clear_app(self, package: str) -> None:
        """Erase an app's data."""
        self._apps.clear(package)

    def grant(self, package: str, permission: str) -> None:
        """Give an app a permission such as `android.permission.CAMERA`."""
        self._apps.grant(package, permission)

    def _read_facts(self) -> DisplayFacts:
        self._facts = self._capture.facts()
        return self._facts

    def _require_unlocked(self) -> None:
        """Wake and unlock once per session, and again after the screen was found off."""
        if not self._is_unlocked:
            self.wake()

    def _tree_or_none(self) -> UiTree | None:
        try:
            tree = self.ui_tree()
        except HierarchyFailed:
            return None
        if any("keyguard" in node.id_name for node in tree) and self.power().is_locked:
            self._is_unlocked = False
            raise ScreenLocked(
                f"the screen of {self.serial} is locked",
                serial=self.serial,
                hint="Unlock the phone by hand, or call `wake()` if it has no lock.",
            )
        return tree

    def _timed(self, call: Callable[[], T]) -> tuple[T, float]:
        start = self.clock.now()
        value = call()
        return value, self.clock.now() - start
