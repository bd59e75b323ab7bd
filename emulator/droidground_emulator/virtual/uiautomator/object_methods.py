"""RPC methods about one object found by a selector."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from droidground_emulator.virtual.screen.base import Node
from droidground_emulator.virtual.uiautomator.device_methods import (
    CLICK_MS,
    SOURCE,
    STEP_MS,
    Method,
    click_point,
    denied,
)
from droidground_emulator.virtual.uiautomator.selectors import Found, Selector, find_all
from droidground_emulator.virtual.uiautomator.values import Params, RpcError, Value

if TYPE_CHECKING:
    from droidground_emulator.virtual.system import AndroidSystem

_POLL_S = 0.05
_LONG_CLICK_MS = 600
_LONGEST_WAIT_S = 300.0
_SCROLL_STEPS = 55
_FLING_STEPS = 5
_MOST_SWIPES = 30


def find(system: AndroidSystem, selector: Selector) -> list[Found]:
    """Return what a selector matches on the screen now."""
    roots = system.screen.tree() if system.state.power.awake else ()
    return find_all(roots, selector)


def need(system: AndroidSystem, selector: Selector) -> Found:
    """Return the first match.

    Raises:
        RpcError: nothing matches.
    """
    found = find(system, selector)
    if not found:
        raise RpcError(f"androidx.test.uiautomator.UiObjectNotFoundException: {dict(selector)}")
    return found[0]


def describe(node: Node) -> Value:
    """Return an object's information."""
    left, top, right, bottom = node.bounds
    bounds: Value = {"left": left, "top": top, "right": right, "bottom": bottom}
    return {
        "bounds": bounds,
        "visibleBounds": bounds,
        "childCount": len(node.children),
        "className": node.class_name,
        "contentDescription": node.content_desc or None,
        "packageName": node.package,
        "resourceName": node.resource_id or None,
        "text": node.text,
        "checkable": node.checkable,
        "checked": node.checked,
        "clickable": node.clickable,
        "enabled": node.enabled,
        "focusable": node.focusable,
        "focused": node.focused,
        "longClickable": node.long_clickable,
        "scrollable": node.scrollable,
        "selected": node.selected,
    }


def _center(node: Node) -> tuple[float, float]:
    left, top, right, bottom = node.bounds
    return (left + right) / 2, (top + bottom) / 2


def _exist(system: AndroidSystem, params: Params) -> Value:
    return bool(find(system, params.selector()))


def _count(system: AndroidSystem, params: Params) -> Value:
    return len(find(system, params.selector()))


def _info(system: AndroidSystem, params: Params) -> Value:
    return describe(need(system, params.selector()).node)


def _all_info(system: AndroidSystem, params: Params) -> Value:
    return [describe(found.node) for found in find(system, params.selector())]


def _text(system: AndroidSystem, params: Params) -> Value:
    return need(system, params.selector()).node.text


def _wait(*, gone: bool) -> Method:
    def run(system: AndroidSystem, params: Params) -> Value:
        selector = params.selector()
        timeout_s = min(params.number(1, 0) / 1000, _LONGEST_WAIT_S)
        deadline = system.clock.monotonic() + timeout_s
        return system.clock.wait_until(
            lambda: bool(find(system, selector)) != gone, deadline, poll_s=_POLL_S
        )

    return run


def _click(system: AndroidSystem, params: Params) -> Value:
    """Click a point, or the middle of the object that a selector means."""
    if not isinstance(params.raw(0), dict):
        return click_point(system, params)
    _tap(system, need(system, params.selector()).node, CLICK_MS)
    return True


def _long_click(system: AndroidSystem, params: Params) -> Value:
    _tap(system, need(system, params.selector()).node, _LONG_CLICK_MS)
    return True


def _tap(system: AndroidSystem, node: Node, hold_ms: int) -> None:
    kind = "long_press" if hold_ms >= _LONG_CLICK_MS else "tap"
    system.injector.tap(_center(node), SOURCE, hold_ms=hold_ms, kind=kind)


def _set_text(system: AndroidSystem, params: Params) -> Value:
    node = need(system, params.selector()).node
    if not node.focused:
        _tap(system, node, 0)
    _select_all_and_delete(system)
    text = params.text(1, "")
    return system.injector.text(text, SOURCE) if text else True


def _clear_field(system: AndroidSystem, params: Params) -> Value:
    return _set_text(system, Params([params.selector(), ""]))


def _select_all_and_delete(system: AndroidSystem) -> None:
    system.screen.key("CTRL_LEFT+A")
    system.screen.key("DEL")


def _clear_input(system: AndroidSystem, params: Params) -> Value:
    _select_all_and_delete(system)
    return None


def _set_clipboard(system: AndroidSystem, params: Params) -> Value:
    label = params.raw(0)
    system.state.clipboard.copy(params.text(1), label if isinstance(label, str) else None)
    return None


def _get_clipboard(system: AndroidSystem, params: Params) -> Value:
    return system.state.clipboard.text


def _paste(system: AndroidSystem, params: Params) -> Value:
    return system.injector.text(system.state.clipboard.text or "", SOURCE)


def _drag_to(system: AndroidSystem, params: Params) -> Value:
    start = _center(need(system, params.selector()).node)
    if isinstance(params.raw(1), dict):
        end = _center(need(system, params.selector(1)).node)
        steps = params.number(2, _SCROLL_STEPS)
    else:
        end = (params.number(1), params.number(2))
        steps = params.number(3, _SCROLL_STEPS)
    hold = int(system.state.settings.number("secure", "long_press_timeout", 400)) + 100
    duration = hold + int(steps) * STEP_MS
    system.injector.swipe([start, end], SOURCE, duration_ms=duration, hold_ms=hold, kind="drag")
    return True


def _pinch(*, out: bool) -> Method:
    def run(system: AndroidSystem, params: Params) -> Value:
        node = need(system, params.selector()).node
        x, y = _center(node)
        reach = (node.bounds[2] - node.bounds[0]) / 2 * min(params.number(1, 100), 100) / 100
        wide, narrow = ((x - reach, y), (x + reach - 1, y)), ((x - 10, y), (x + 10, y))
        starts, ends = (narrow, wide) if out else (wide, narrow)
        duration = int(params.number(2, 50)) * STEP_MS
        system.injector.pinch(starts, ends, SOURCE, duration_ms=duration)
        return True

    return run


def _gesture(system: AndroidSystem, params: Params) -> Value:
    need(system, params.selector())
    points = [_point(params.raw(at)) for at in range(1, 5)]
    duration = int(params.number(5, 100)) * STEP_MS
    system.injector.pinch(points[:2], points[2:], SOURCE, duration_ms=duration)
    return True


def _point(raw: object) -> tuple[float, float]:
    if not isinstance(raw, dict):
        raise RpcError("java.lang.IllegalArgumentException: bad point")
    both = Params([raw.get("x"), raw.get("y")])
    return both.number(0), both.number(1)


def _scroll_once(
    system: AndroidSystem, selector: Selector, vertical: bool, forward: bool, steps: int
) -> bool:
    """Swipe once inside the object; tell whether anything moved."""
    node = need(system, selector).node
    left, top, right, bottom = node.bounds
    x, y = _center(node)
    low, high = (top + (bottom - top) * 0.2, top + (bottom - top) * 0.8)
    near, far = (left + (right - left) * 0.2, left + (right - left) * 0.8)
    start, end = ((x, high), (x, low)) if vertical else ((far, y), (near, y))
    points = [start, end] if forward else [end, start]
    before = system.screen.tree()
    system.injector.swipe(points, SOURCE, duration_ms=steps * STEP_MS)
    return system.screen.tree() != before


def _scroll(*, forward: bool, steps: int) -> Method:
    def run(system: AndroidSystem, params: Params) -> Value:
        wanted = int(params.number(2, steps))
        return _scroll_once(
            system, params.selector(), params.flag(1, default=True), forward, wanted
        )

    return run


def _scroll_to_end(*, forward: bool, steps: int) -> Method:
    def run(system: AndroidSystem, params: Params) -> Value:
        vertical = params.flag(1, default=True)
        most = min(int(params.number(2, _MOST_SWIPES)), _MOST_SWIPES)
        for _ in range(most):
            if not _scroll_once(system, params.selector(), vertical, forward, steps):
                return True
        return False

    return run


def _scroll_to(system: AndroidSystem, params: Params) -> Value:
    vertical = params.flag(2, default=True)
    for _ in range(_MOST_SWIPES):
        if find(system, params.selector(1)):
            return True
        if not _scroll_once(system, params.selector(), vertical, True, _SCROLL_STEPS):
            break
    return bool(find(system, params.selector(1)))


_ACTS: Mapping[str, Callable[[AndroidSystem, Params], Value]] = {
    "click": _click,
    "clearInputText": _clear_input,
    "clearTextField": _clear_field,
    "dragTo": _drag_to,
    "flingBackward": _scroll(forward=False, steps=_FLING_STEPS),
    "flingForward": _scroll(forward=True, steps=_FLING_STEPS),
    "flingToBeginning": _scroll_to_end(forward=False, steps=_FLING_STEPS),
    "flingToEnd": _scroll_to_end(forward=True, steps=_FLING_STEPS),
    "gesture": _gesture,
    "longClick": _long_click,
    "pasteClipboard": _paste,
    "pinchIn": _pinch(out=False),
    "pinchOut": _pinch(out=True),
    "scrollBackward": _scroll(forward=False, steps=_SCROLL_STEPS),
    "scrollForward": _scroll(forward=True, steps=_SCROLL_STEPS),
    "scrollTo": _scroll_to,
    "scrollToBeginning": _scroll_to_end(forward=False, steps=_SCROLL_STEPS),
    "scrollToEnd": _scroll_to_end(forward=True, steps=_SCROLL_STEPS),
    "setText": _set_text,
}

OBJECT_METHODS: Mapping[str, Method] = {
    **{name: denied(method) for name, method in _ACTS.items()},
    "count": _count,
    "exist": _exist,
    "getClipboard": _get_clipboard,
    "getText": _text,
    "objInfo": _info,
    "objInfoOfAllInstances": _all_info,
    "setClipboard": _set_clipboard,
    "waitForExists": _wait(gone=False),
    "waitUntilGone": _wait(gone=True),
}
