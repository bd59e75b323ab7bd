"""From an input event to the one shell line that carries it out. Pure."""

from __future__ import annotations

import shlex

from droidground.device.events import (
    DoubleTapAt,
    DragAlong,
    InputEvent,
    KeyPress,
    LongPressAt,
    OpenUrl,
    SwipeAlong,
    TapAt,
)
from droidground.device.keys import parse_key
from droidground.geometry import Point

DEFAULT_LONG_PRESS_MS = 500
"""Android's classic `long_press_timeout`."""
LONG_PRESS_MARGIN_MS = 200
SHORTEST_LONG_PRESS_MS = 600
DRAG_HOLD_MS = 300
"""Rest before the finger is lifted: after 40 ms without movement it counts as stopped."""
DRAG_STEPS = 8
SHORTEST_DRAG_MS = 500
FAST_INPUT_SDK = 31
"""From Android 12 on `input` is a call into a running process; before, it starts a new one."""


def input_line(
    event: InputEvent,
    *,
    sdk: int = FAST_INPUT_SDK,
    tool: str = "input",
    long_press_ms: int = DEFAULT_LONG_PRESS_MS,
) -> str:
    """Return the shell line for a touch, a key or a URL; an app is launched by its activity.

    `sdk` is the device's API level, `tool` the `input` command with its display, `long_press_ms`
    the device's own long-press time. Raises `UnknownKey` for keys that do not exist, and
    `ValueError` for an event that is not input.
    """
    held = _held_ms(long_press_ms)
    match event:
        case TapAt(point):
            return f"{tool} tap {_at(point)}"
        case DoubleTapAt(point):
            return _double_tap(f"{tool} tap {_at(point)}", sdk)
        case LongPressAt(point, duration_ms):
            return f"{tool} swipe {_at(point)} {_at(point)} {duration_ms or held}"
        case SwipeAlong(start, end, duration_ms):
            return f"{tool} swipe {_at(start)} {_at(end)} {duration_ms}"
        case DragAlong():
            return _drag(tool, event, sdk, held)
        case KeyPress(key):
            return f"{tool} keyevent {parse_key(key)}"
        case OpenUrl(url):
            return f"am start -a android.intent.action.VIEW -d {shlex.quote(url)}"
        case _:
            raise ValueError(f"{event} is no input")


def input_tool(display_id: int) -> str:
    """Return the command that sends input to a display."""
    return "input" if display_id == 0 else f"input -d {display_id}"


def points_of(event: InputEvent) -> tuple[Point, ...]:
    """Return the pixels that an event touches first and last."""
    match event:
        case TapAt(point) | DoubleTapAt(point) | LongPressAt(point):
            return (point,)
        case SwipeAlong(start, end) | DragAlong(start, end):
            return (start, end)
        case _:
            return ()


def lasting_ms(event: InputEvent, *, long_press_ms: int = DEFAULT_LONG_PRESS_MS) -> int:
    """Return about how long the device is busy with an event beyond starting it."""
    match event:
        case LongPressAt(_, duration_ms):
            return duration_ms or _held_ms(long_press_ms)
        case SwipeAlong(_, _, duration_ms):
            return duration_ms
        case DragAlong(_, _, duration_ms):
            return _held_ms(long_press_ms) + max(SHORTEST_DRAG_MS, duration_ms) + DRAG_HOLD_MS
        case _:
            return 0


def _held_ms(long_press_ms: int) -> int:
    return max(SHORTEST_LONG_PRESS_MS, long_press_ms + LONG_PRESS_MARGIN_MS)


def _at(point: Point) -> str:
    return f"{point.x} {point.y}"


def _double_tap(tap: str, sdk: int) -> str:
    """Return two taps 40 to 300 ms apart, the times Android allows.

    Where each `input` takes half a second to start, the second starts while the first still does.
    """
    return f"{tap}; {tap}" if sdk >= FAST_INPUT_SDK else f"{tap} & sleep 0.1; {tap}; wait"


def _drag(tool: str, event: DragAlong, sdk: int, held: int) -> str:
    """Return a press, a move and a lift at rest.

    `input draganddrop` counts the press into its duration and lifts while moving; it serves where
    every step of a chain would take half a second.
    """
    if sdk < FAST_INPUT_SDK:
        duration = held + max(SHORTEST_DRAG_MS, event.duration_ms)
        return f"{tool} draganddrop {_at(event.start)} {_at(event.end)} {duration}"
    pause = f"sleep {event.duration_ms / DRAG_STEPS / 1000:.3f}"
    parts = [f"{tool} motionevent DOWN {_at(event.start)}", f"sleep {held / 1000:.3f}"]
    for step in range(1, DRAG_STEPS + 1):
        parts += [f"{tool} motionevent MOVE {_at(_between(event, step / DRAG_STEPS))}", pause]
    parts[-1] = f"sleep {DRAG_HOLD_MS / 1000:.3f}"
    parts.append(f"{tool} motionevent UP {_at(event.end)}")
    return "; ".join(parts)


def _between(event: DragAlong, share: float) -> Point:
    return Point(
        round(event.start.x + (event.end.x - event.start.x) * share),
        round(event.start.y + (event.end.y - event.start.y) * share),
    )
