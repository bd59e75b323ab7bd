"""The browser's process: started headless with a pipe and a new profile, ended without a trace."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import shutil
import signal
import tempfile
import threading
from pathlib import Path

from droidground_emulator.clock import Clock
from droidground_emulator.errors import ScreenUnavailable
from droidground_emulator.virtual.screen.chromium.cdp import CdpClient, CdpError
from droidground_emulator.virtual.screen.chromium.find import find_chromium
from droidground_emulator.virtual.screen.chromium.guardian import Guardian

log = logging.getLogger(__name__)

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-features=Translate,MediaRouter,OptimizationHints,SpareRendererForSitePerProcess,"
    "IsolateSandboxedIframes,"
    # Two pages of the browser's own window, in a process for each phone, that nobody sees.
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    # Every request must pass the one session that answers it, so web pages get no own process.
    "--disable-site-isolation-trials",
    "--enable-features=NetworkServiceInProcess2",
    "--no-startup-window",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    # Every part is drawn whole: how parts were redrawn one by one shows at their edges.
    "--disable-partial-raster",
    "--disable-checker-imaging",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
    "--remote-debugging-pipe",
)
_START_S = 20.0
_END_S = 5.0
_HUNG_S = 3.0
"""A browser that does not say its version within this time will not do anything else."""


class Browser:
    """One running browser."""

    def __init__(self, program: str | None = None, clock: Clock | None = None) -> None:
        """Start `program`, or a browser that is installed.

        Raises:
            ScreenUnavailable: there is none, or it does not start.
        """
        self._clock = clock or Clock()
        self._profile = Path(tempfile.mkdtemp(prefix="droidground-browser-"))
        try:
            self.pid, self.cdp = _spawn(find_chromium(program), self._profile)
        except ScreenUnavailable:
            shutil.rmtree(self._profile, ignore_errors=True)
            raise
        self._guardian = Guardian(self.pid, self._profile)
        try:
            version = self.cdp.call("Browser.getVersion", timeout_s=_START_S)
        except CdpError as exc:
            self.close()
            raise ScreenUnavailable(f"the browser did not start: {exc}") from exc
        self.version = str(version.get("product", ""))

    @property
    def alive(self) -> bool:
        """Whether it still answers."""
        return not self.cdp.gone

    def close(self) -> None:
        """End it with all its children and remove its profile."""
        self.cdp.post("Browser.close")
        self.cdp.close()
        if not self._clock.wait_until(self._reaped, self._clock.monotonic() + _END_S):
            self._kill()
            self._clock.wait_until(self._reaped, self._clock.monotonic() + _END_S)
        self._kill()
        self.cdp.join(_END_S)
        shutil.rmtree(self._profile, ignore_errors=True)
        self._guardian.dismiss()

    def kill(self) -> None:
        """End it at once, as one that hangs; `close` then removes what it left."""
        self._kill()
        self.cdp.join(_END_S)

    def _kill(self) -> None:
        """End what is left of the process group that is named after the browser's pid."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def _reaped(self) -> bool:
        try:
            return os.waitpid(self.pid, os.WNOHANG)[0] != 0
        except ChildProcessError:
            return True


class SharedBrowser:
    """The one browser of this process, started for its first user and ended with its last."""

    def __init__(self) -> None:
        self.program: str | None = None
        """The browser to use; None takes one that is installed."""
        self._lock = threading.Lock()
        self._browser: Browser | None = None
        self._users = 0

    def acquire(self) -> Browser:
        """Return the browser for a new user; raises ScreenUnavailable."""
        browser = self.current()
        with self._lock:
            self._users += 1
        return browser

    def current(self) -> Browser:
        """Return the running browser, a new one when it died; raises ScreenUnavailable."""
        with self._lock:
            if self._browser is not None and not self._browser.alive:
                log.warning("the browser died; starting another")
                self._browser.close()
                self._browser = None
            if self._browser is None:
                self._browser = Browser(self.program)
            return self._browser

    def end_hung(self) -> bool:
        """End the browser if it does not answer; its users find it dead and get another.

        True when there was none, or one that hung: no page is to blame.
        """
        with self._lock:
            browser = self._browser
        if browser is None or not browser.alive:
            return True
        try:
            browser.cdp.call("Browser.getVersion", timeout_s=_HUNG_S)
            return False
        except CdpError:
            log.warning("the browser hangs; it is ended")
            browser.kill()
            return True

    def release(self) -> None:
        """Take note that a user left."""
        with self._lock:
            self._users -= 1
            if self._users <= 0 and self._browser is not None:
                self._browser.close()
                self._browser = None


SHARED = SharedBrowser()


def _spawn(program: Path, profile: Path) -> tuple[int, CdpClient]:
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    # Above 4, so that placing one end does not overwrite the other.
    ends = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10) for fd in (theirs_in, theirs_out)]
    os.close(theirs_in)
    os.close(theirs_out)
    nothing = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    try:
        pid = os.posix_spawn(
            program,
            [str(program), *_FLAGS, f"--user-data-dir={profile}"],
            _environment(profile),
            file_actions=[
                (os.POSIX_SPAWN_DUP2, nothing, 0),
                (os.POSIX_SPAWN_DUP2, nothing, 1),
                (os.POSIX_SPAWN_DUP2, nothing, 2),
                (os.POSIX_SPAWN_DUP2, ends[0], 3),
                (os.POSIX_SPAWN_DUP2, ends[1], 4),
            ],
            setpgroup=0,
        )
    except OSError as exc:
        os.close(ours_in)
        os.close(ours_out)
        raise ScreenUnavailable(f"{program} does not start: {exc.strerror}") from exc
    finally:
        for fd in (*ends, nothing):
            os.close(fd)
    return pid, CdpClient(ours_in, ours_out)


def _environment(profile: Path) -> dict[str, str]:
    """Return an environment that is alike on every host."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CHROM")}
    kept.pop("DISPLAY", None)
    return {**kept, "TZ": "UTC", "LANG": "C.UTF-8", "HOME": str(profile)}
