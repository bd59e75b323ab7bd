"""Faults: the ways a virtual phone misbehaves on demand.

A fault is armed at start (`--fault drop:match=input,when=after,times=1`) or while the phone runs
(`vphone fault add ...`). Whoever enforces one asks `Faults.hit(name, subject)` at the moment it
could strike. For the wire the subject is the adb service ("shell,v2,raw:input tap 1 2"); for the
system it is the command or the window in question.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, fields, replace
from typing import Literal

from droidground_emulator.errors import BadOption

When = Literal["before", "during", "after"]

WIRE: dict[str, str] = {
    "offline": "drop the connection when the service opens; no reconnect for seconds=S",
    "drop": "drop the connection: when=before the service runs, during its output once bytes=N"
    " were sent (default), or after it ran but before its exit code and close are sent",
    "silent": "accept the service and never answer",
    "slow": "answer the service ms=N late",
    "truncate": "close the service cleanly after bytes=N of its output",
    "refuse": "refuse to open the service",
    "unauthorized": "ask for a key and leave the question open (for seconds=S if given)",
}
"""What adbd enforces. Byte counts are of the adb stream, shell v2 headers included."""

SYSTEM: dict[str, str] = {
    "black_frame": "screenshots are black",
    "secure": "the front window is FLAG_SECURE",
    "rotate_mid_gesture": "the display rotates between a finger's down and up",
    "deny_input": "input is refused (INJECT_EVENTS)",
    "ui_automation_busy": "another owner holds UiAutomation",
    "display_warning": "screencap warns of several displays on stderr",
    "asleep": "the display is off",
    "locked": "the keyguard is up",
    "no_idle": "the UI never becomes idle for uiautomator",
}
"""What the Android side enforces."""

NAMES: tuple[str, ...] = (*WIRE, *SYSTEM)


@dataclass(frozen=True, slots=True)
class Fault:
    """One misbehaviour and when it strikes; `parse` checks the values."""

    name: str
    match: str = ""
    """Strikes only subjects that contain this; "" strikes all."""
    after: int = 0
    """How many matching subjects pass unharmed first."""
    times: int | None = None
    """How many it strikes then; None is for ever."""
    seconds: float = 0.0
    bytes: int = 0
    ms: int = 0
    when: When = "during"

    @classmethod
    def parse(cls, text: str) -> Fault:
        """Read `NAME[:K=V,...]`; raises BadOption. A value holds no comma."""
        name, _, rest = text.strip().partition(":")
        if name not in NAMES:
            raise BadOption(f"there is no fault {name!r}", hint=f"Choose of: {', '.join(NAMES)}.")
        options = dict(_option(text, pair) for pair in rest.split(",") if pair)
        when = options.get("when", "during")
        return cls(
            name,
            match=options.get("match", ""),
            after=_count(text, options, "after") or 0,
            times=_count(text, options, "times"),
            seconds=_seconds(text, options),
            bytes=_count(text, options, "bytes") or 0,
            ms=_count(text, options, "ms") or 0,
            when="before" if when == "before" else "after" if when == "after" else "during",
        )

    def __str__(self) -> str:
        """Return the text that `parse` reads back."""
        options = [
            f"{field.name}={getattr(self, field.name)}"
            for field in fields(self)
            if field.name != "name" and getattr(self, field.name) != field.default
        ]
        return ":".join(filter(None, (self.name, ",".join(options))))


_OPTIONS = ("match", "after", "times", "seconds", "bytes", "ms", "when")
_HINT = f"Write NAME:K=V,... with K of {', '.join(_OPTIONS)}."


def _option(text: str, pair: str) -> tuple[str, str]:
    key, equals, value = pair.partition("=")
    known = key in _OPTIONS and equals
    if not known or (key == "when" and value not in ("before", "during", "after")):
        raise BadOption(f"{pair!r} in fault {text!r} is not an option", hint=_HINT)
    return key, value


def _count(text: str, options: dict[str, str], key: str) -> int | None:
    if key not in options:
        return None
    if not (options[key].isascii() and options[key].isdigit() and len(options[key]) < 10):
        raise BadOption(f"{key} in fault {text!r} is not a whole number", hint=_HINT)
    return int(options[key])


def _seconds(text: str, options: dict[str, str]) -> float:
    value = options.get("seconds", "0")
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value, re.ASCII):
        raise BadOption(f"seconds in fault {text!r} is not a number", hint=_HINT)
    return float(value)


@dataclass(frozen=True, slots=True)
class Armed:
    """A fault in force, with its counts so far."""

    id: int
    fault: Fault
    seen: int = 0
    """Matching subjects so far."""
    struck: int = 0

    def spent(self) -> bool:
        """Tell whether it has struck as often as it may."""
        return self.fault.times is not None and self.struck >= self.fault.times


class Faults:
    """The faults in force; every method may be called from any thread."""

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        """Arm `faults` from the start."""
        self._lock = threading.Lock()
        self._armed: dict[int, Armed] = {}
        self._next_id = 1
        for fault in faults:
            self.arm(fault)

    def arm(self, fault: Fault) -> int:
        """Put `fault` in force; return its id."""
        with self._lock:
            armed = Armed(self._next_id, fault)
            self._next_id += 1
            self._armed[armed.id] = armed
            return armed.id

    def clear(self, name: str | None = None) -> int:
        """Lift the faults of that name, or all; return how many."""
        with self._lock:
            gone = [key for key, armed in self._armed.items() if name in (None, armed.fault.name)]
            for key in gone:
                del self._armed[key]
            return len(gone)

    def armed(self) -> tuple[Armed, ...]:
        """Return what was armed and not cleared, spent ones included, oldest first."""
        with self._lock:
            return tuple(self._armed.values())

    def hit(self, name: str, subject: str = "") -> Fault | None:
        """Count one chance for the faults called `name`; return the one that strikes, if any."""
        with self._lock:
            striking = None
            for armed in self._candidates(name, subject):
                strikes = striking is None and not armed.spent() and armed.seen >= armed.fault.after
                self._armed[armed.id] = replace(
                    armed, seen=armed.seen + 1, struck=armed.struck + strikes
                )
                striking = armed.fault if strikes else striking
            return striking

    def pending(self, name: str, subject: str = "") -> Fault | None:
        """Return the fault that `hit` would return, without counting."""
        with self._lock:
            for armed in self._candidates(name, subject):
                if not armed.spent() and armed.seen >= armed.fault.after:
                    return armed.fault
            return None

    def _candidates(self, name: str, subject: str) -> list[Armed]:
        if name in WIRE and _inspects_the_phone(subject):
            return []
        return [
            armed
            for armed in self._armed.values()
            if armed.fault.name == name and armed.fault.match in subject
        ]


def _inspects_the_phone(service: str) -> bool:
    """Tell a service that runs `vphone ...`: tests can always look at the phone."""
    return service.partition(":")[2].lstrip().startswith("vphone")
