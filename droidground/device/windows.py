"""What `dumpsys window`, `dumpsys power` and `dumpsys activity` say. Pure: text in, facts out."""

from __future__ import annotations

import re
from dataclasses import dataclass

FLAG_SECURE = 0x2000
"""`WindowManager.LayoutParams.FLAG_SECURE`."""

WAKEFULNESS = re.compile(r"\bmWakefulness=(\w+)")
KEYGUARD = re.compile(
    r"\b(?:isKeyguardShowing|mKeyguardShowing|mShowingLockscreen|mDreamingLockscreen"
    r"|isStatusBarKeyguard)\s*=\s*(true|false)\b"
)
DELEGATE = re.compile(r"KeyguardServiceDelegate\b(?P<body>(?:\n[ \t]+\S.*){1,30})")
DELEGATE_SECURE = re.compile(r"(?<!\w)secure\s*=\s*(true|false)\b")
FOCUS = re.compile(r"mCurrentFocus=Window\{(?P<hash>\w+)(?: \w+)*? (?P<title>[^\s{}]+)\}")
WINDOW_FLAGS = re.compile(r"(?<![a-z])fl=(#?[^\n}]*)")
COMPONENT = r"(?P<package>[A-Za-z][\w.]*)/(?P<activity>[\w.$]+)"
RESUMED = tuple(
    re.compile(pattern + r"[^\n]*?\s" + COMPONENT)
    for pattern in (
        r"topResumedActivity[=:]\s*ActivityRecord\{",
        r"mResumedActivity[=:]\s*ActivityRecord\{",
        r"\bResumedActivity[=:]\s*ActivityRecord\{",
        r"mCurrentFocus=Window\{",
        r"mFocusedApp=[^\n]*?ActivityRecord\{",
        r"mFocusedActivity[=:]\s*ActivityRecord\{",
        r"\bACTIVITY",
    )
)
"""Where Android 5 to 16 name the activity in front, the most reliable first."""


@dataclass(frozen=True, slots=True)
class CurrentApp:
    """What is in front."""

    package: str
    activity: str
    """Full class name."""


@dataclass(frozen=True, slots=True)
class PowerState:
    """Whether a touch would reach an app."""

    is_awake: bool
    is_locked: bool
    """The keyguard is shown, with or without a lock."""
    needs_secret: bool | None
    """The keyguard asks for a PIN, pattern, password or finger; None when the dump does not say."""


def parse_power(text: str) -> PowerState:
    """Return the state in the output of `dumpsys power` and `dumpsys window`.

    What a dump does not say counts as awake and unlocked, for many vendors leave parts out; one
    place that says locked outweighs the others.
    """
    wakefulness = WAKEFULNESS.search(text)
    delegate = DELEGATE.search(text)
    secure = DELEGATE_SECURE.search(delegate["body"]) if delegate else None
    return PowerState(
        is_awake=wakefulness is None or wakefulness[1] == "Awake",
        is_locked="true" in KEYGUARD.findall(text),
        needs_secret=secure[1] == "true" if secure else None,
    )


def is_focus_secure(text: str) -> bool:
    """Tell whether the focused window in `dumpsys window` forbids screenshots."""
    focus = FOCUS.search(text)
    if focus is None:
        return False
    start = re.search(rf"^\s*Window #\d+ Window\{{{focus['hash']}\b", text, re.M)
    if start is None:
        return False
    following = re.compile(r"^\s*Window #\d+ ", re.M).search(text, start.end())
    block = text[start.end() : following.start() if following else len(text)]
    flags = WINDOW_FLAGS.search(block)
    return flags is not None and _has_secure(flags[1])


def _has_secure(flags: str) -> bool:
    """Read flags as names (Android 9 and newer) or as a hexadecimal number."""
    number = re.match(r"#([0-9a-fA-F]{1,16})\b", flags)
    if number:
        return bool(int(number[1], 16) & FLAG_SECURE)
    return "SECURE" in flags.split()


def parse_current_app(text: str) -> CurrentApp | None:
    """Return the app in front, from `dumpsys activity activities` and `dumpsys window`.

    None when nothing is in front, as during a transition or on the lock screen.
    """
    for pattern in RESUMED:
        match = pattern.search(text)
        if match:
            package, activity = match["package"], match["activity"]
            return CurrentApp(package, package + activity if activity[0] == "." else activity)
    return None
