"""Waking the screen and getting past a keyguard that asks for nothing."""

from __future__ import annotations

from droidground.clock import wait_until
from droidground.device.link import Link
from droidground.device.windows import PowerState, parse_power
from droidground.errors import DeviceError, ScreenLocked

WAKE_TIMEOUT_S = 2.0
UNLOCK_HINT = "Unlock the phone by hand, or remove its PIN, pattern or password."


def read_power(link: Link) -> PowerState:
    """Return whether the device is awake and locked."""
    return parse_power(link.read("dumpsys power; dumpsys window").stdout)


def ensure_usable(link: Link) -> None:
    """Wake the screen and dismiss a keyguard that needs only a swipe; do nothing when it is on.

    Raises `ScreenLocked` when the keyguard stays, `DeviceError` when the screen stays off.
    """
    state = read_power(link)
    if not state.is_awake:
        state = wake(link)
    if not state.is_locked:
        return
    if not state.needs_secret:
        # Asks for the PIN where there is one, so that is only done when none is known of.
        link.run_once("wm dismiss-keyguard", heals=True)
        if _wait_for(link, unlocked=True):
            return
    raise ScreenLocked(
        f"the screen of {link.serial} is locked", serial=link.serial, hint=UNLOCK_HINT
    )


def wake(link: Link) -> PowerState:
    """Turn the screen on and return the state after it.

    WAKEUP leaves a screen alone that is on; POWER would turn it off.
    """
    link.run_once("input keyevent KEYCODE_WAKEUP", heals=True)
    state = _wait_for(link, unlocked=False)
    if state is None:
        raise DeviceError(
            f"the screen of {link.serial} stays off after a WAKEUP key",
            serial=link.serial,
            hint="Turn the screen on by hand.",
        )
    return state


def _wait_for(link: Link, *, unlocked: bool) -> PowerState | None:
    def reached() -> PowerState | None:
        state = read_power(link)
        return state if state.is_awake and not (unlocked and state.is_locked) else None

    return wait_until(reached, timeout_s=WAKE_TIMEOUT_S, interval_s=0.1, clock=link.server.clock)
