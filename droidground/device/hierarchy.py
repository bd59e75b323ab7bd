"""The view hierarchy of the screen, from whichever tool of the device can give it.

By default a uiautomator2 server that already runs is asked, else `uiautomator dump`, which needs
nothing on the device. Where a dump takes long (real phones: about two seconds, a quiet second
included) or never comes because the screen does not stand still, a uiautomator2 server is started
for the rest of the session; it answers at once and does not wait.
"""

from __future__ import annotations

import re
import secrets
from enum import StrEnum

from droidground.clock import wait_until
from droidground.device.link import Link
from droidground.device.u2_server import BUSY_HINT, U2Server
from droidground.errors import HierarchyFailed, InvalidHierarchy, UiAutomationBusy
from droidground.ui_tree import UiTree, parse_hierarchy

DUMP_TIMEOUT_S = 30.0
"""`uiautomator dump` itself waits up to ten seconds for an idle screen."""
SLOW_DUMP_S = 1.0
ROOT_TIMEOUT_S = 2.0
"""How long a screen may have no window, as during a transition."""

BUSY = re.compile(r"already registered|^Killed\b", re.MULTILINE)
NOT_IDLE = "could not get idle state"
NO_ROOT = "null root node"

OWNERS: dict[str, str] = {
    "io.appium.uiautomator2": "Appium's uiautomator2 server",
    "com.wetest.uia2": "uiautomator2",
    "com.github.uiautomator": "uiautomator2 (an old version)",
    "dev.mobile.maestro": "Maestro",
    "com.android.commands.monkey": "monkey or Fastbot",
    "com.android.commands.uiautomator": "another `uiautomator` command",
    "uiautomator dump": "another `uiautomator dump`",
    "uiautomator runtest": "a `uiautomator runtest`",
    "com.android.commands.am.Am instrument": "a running instrumentation test",
    "am instrument": "a running instrumentation test",
}
"""Who holds UiAutomation, by what `ps` shows of them."""


class HierarchySource(StrEnum):
    """What reads the hierarchy."""

    AUTO = "auto"
    UIAUTOMATOR = "uiautomator"
    """`uiautomator dump`: on every device, slow, waits for a screen that stands still."""
    UIAUTOMATOR2 = "uiautomator2"
    """uiautomator2's server: fast, puts a file on the device, holds UiAutomation while it runs."""


class HierarchyReader:
    """Reads the hierarchy of one device."""

    def __init__(
        self, link: Link, source: HierarchySource = HierarchySource.AUTO, u2: U2Server | None = None
    ) -> None:
        self._link = link
        self._source = source
        self._u2 = u2 or U2Server(link)
        self._may_start_u2 = True
        self._is_dump_slow = False
        self._path = f"/data/local/tmp/droidground-{secrets.token_hex(4)}.xml"

    def read(self) -> UiTree:
        """Return the hierarchy of what is shown now.

        Raises `UiAutomationBusy` when another program holds UiAutomation, `HierarchyFailed` when no
        hierarchy comes, with what the device said.
        """
        trees: list[UiTree] = []

        def has_nodes() -> bool:
            xml = self._read_xml()
            try:
                trees[:] = [parse_hierarchy(xml, "the device's hierarchy")]
            except InvalidHierarchy as exc:
                raise HierarchyFailed(
                    exc.message, serial=self._link.serial, hint="Try again."
                ) from exc
            return len(trees[0]) > 0

        wait_until(has_nodes, timeout_s=ROOT_TIMEOUT_S, clock=self._link.server.clock)
        return trees[0]

    def close(self) -> None:
        """Stop what was started on the device."""
        self._u2.stop()

    def _read_xml(self) -> str:
        if self._source is not HierarchySource.UIAUTOMATOR:
            if self._source is HierarchySource.UIAUTOMATOR2 or self._is_dump_slow:
                xml = self._from_started_u2()
            else:
                xml = self._u2.dump()
            if xml is not None:
                return xml
        return self._dump()

    def _from_started_u2(self) -> str | None:
        """Return uiautomator2's answer, starting its server when none runs."""
        xml = self._u2.dump()
        if xml is not None or not self._may_start_u2:
            return xml
        try:
            self._u2.start()
        except HierarchyFailed:
            if self._source is HierarchySource.UIAUTOMATOR2:
                raise
            self._may_start_u2 = False
            return None
        return self._u2.dump()

    def _dump(self) -> str:
        clock = self._link.server.clock
        start = clock.now()
        said = ""

        def has_root() -> bool:
            nonlocal said
            said = self._dump_once()
            return NO_ROOT not in said

        wait_until(has_root, timeout_s=ROOT_TIMEOUT_S, clock=clock)
        if "<hierarchy" in said:
            self._is_dump_slow = clock.now() - start > SLOW_DUMP_S
            return said
        if NOT_IDLE in said and self._source is HierarchySource.AUTO:
            self._is_dump_slow = True
            xml = self._from_started_u2()
            if xml is not None:
                return xml
        raise self._failure(said)

    def _dump_once(self) -> str:
        """Dump to a file and print it: `dump /dev/tty` loses the end of large hierarchies."""
        path = self._path
        line = f"rm -f {path}; uiautomator dump {path}; cat {path}; rm -f {path}"
        result = self._link.read(line, timeout_s=max(DUMP_TIMEOUT_S, self._link.timeout_s))
        return result.stdout if "<hierarchy" in result.stdout else result.text

    def _failure(self, said: str) -> UiAutomationBusy | HierarchyFailed:
        serial = self._link.serial
        if BUSY.search(said):
            owners = find_owners(self._link.read("ps -A -o ARGS").stdout)
            who = " and ".join(owners) or "probably Appium, uiautomator2 or another test"
            return UiAutomationBusy(
                f"another program holds UiAutomation on {serial}: {who}",
                serial=serial,
                hint=BUSY_HINT,
            )
        line = next((line.strip() for line in said.splitlines() if line.strip()), "nothing")
        hint = "Try again when the screen stands still." if NOT_IDLE in said else "Try again."
        return HierarchyFailed(
            f"`uiautomator dump` gave no hierarchy: {line[:300]}", serial=serial, hint=hint
        )


def find_owners(processes: str) -> tuple[str, ...]:
    """Return who of the known programs is in the output of `ps -A -o ARGS`."""
    return tuple(dict.fromkeys(name for sign, name in OWNERS.items() if sign in processes))
