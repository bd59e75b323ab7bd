"""RPC methods about the device as a whole: information, pictures, gestures, keys, rotation."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from droidground_emulator.virtual.injector import InputDenied
from droidground_emulator.virtual.keycodes import key_name
from droidground_emulator.virtual.screen.base import TouchAction
from droidground_emulator.virtual.uiautomator.hierarchy import write_hierarchy
from droidground_emulator.virtual.uiautomator.values import Params, RpcError, Value

if TYPE_CHECKING:
    from droidground_emulator.virtual.system import AndroidSystem

Method = Callable[["AndroidSystem", Params], Value]

SOURCE = "uiautomator2"
STEP_MS = 5
"""How long uiautomator waits after each step of a swipe."""
CLICK_MS = 100
_LONG_CLICK_MS = 500
_KEYS = {
    "home": "HOME", "back": "BACK", "left": "DPAD_LEFT", "right": "DPAD_RIGHT", "up": "DPAD_UP",
    "down": "DPAD_DOWN", "center": "DPAD_CENTER", "menu": "MENU", "search": "SEARCH",
    "enter": "ENTER", "delete": "DEL", "del": "DEL", "recent": "APP_SWITCH",
    "volume_up": "VOLUME_UP", "volume_down": "VOLUME_DOWN", "volume_mute": "VOLUME_MUTE",
    "camera": "CAMERA", "power": "POWER",
}  # fmt: skip
_ORIENTATIONS = {
    "natural": 0,
    "n": 0,
    "left": 1,
    "l": 1,
    "upsidedown": 2,
    "u": 2,
    "right": 3,
    "r": 3,
}
_META_CTRL = 0x1000


def denied(method: Method) -> Method:
    """Turn a refused injection into the error that the server gives."""

    def run(system: AndroidSystem, params: Params) -> Value:
        try:
            return method(system, params)
        except InputDenied as exc:
            raise RpcError(str(exc)) from exc

    return run


def _device_info(system: AndroidSystem, params: Params) -> Value:
    display = system.state.display
    width, height = display.size
    natural = display.natural_size
    return {
        "currentPackageName": system.screen.window().package,
        "displayHeight": height,
        "displayRotation": display.rotation,
        "displaySizeDpX": display.dp(natural[0]),
        "displaySizeDpY": display.dp(natural[1]),
        "displayWidth": width,
        "naturalOrientation": display.rotation in (0, 2),
        "productName": system.props.get("ro.product.name"),
        "screenOn": system.state.power.awake,
        "sdkInt": int(system.props.get("ro.build.version.sdk")),
    }


def _screenshot(system: AndroidSystem, params: Params) -> Value:
    """Return a JPEG of the given quality; the scale is ignored, as by the real server."""
    quality = int(params.number(1, 80))
    buffer = io.BytesIO()
    system.frame().save(buffer, "JPEG", quality=min(max(quality, 1), 100))
    return base64.encodebytes(buffer.getvalue()).decode().rstrip("\n")


def _hierarchy(system: AndroidSystem, params: Params) -> Value:
    compressed = params.flag(0)
    depth = int(params.number(1, 50))
    roots = system.screen.tree() if system.state.power.awake else ()
    if params.flag(2):
        roots = roots[-1:]
    return write_hierarchy(
        roots, system.state.display.rotation, compressed=compressed, max_depth=depth
    )


def _click(system: AndroidSystem, params: Params) -> Value:
    hold = params.number(2, CLICK_MS)
    kind = "long_press" if hold >= _LONG_CLICK_MS else "tap"
    at = (params.number(0), params.number(1))
    system.injector.tap(at, SOURCE, hold_ms=int(hold), kind=kind)
    return True


def _swipe(system: AndroidSystem, params: Params) -> Value:
    return _move(system, params, kind="swipe")


def _drag(system: AndroidSystem, params: Params) -> Value:
    return _move(system, params, kind="drag")


def _move(system: AndroidSystem, params: Params, *, kind: str) -> Value:
    """Swipe or drag; False for a point below the display, as UiDevice checks."""
    x1, y1, x2, y2 = (params.number(at) for at in range(4))
    height = system.state.display.size[1]
    if y1 >= height or y2 >= height:
        return False
    hold = int(system.state.settings.number("secure", "long_press_timeout", 400)) + 100
    hold = hold if kind == "drag" else 0
    duration = int(params.number(4, 55)) * STEP_MS + hold
    system.injector.swipe(
        [(x1, y1), (x2, y2)], SOURCE, duration_ms=duration, hold_ms=hold, kind=kind
    )
    return True


def _swipe_points(system: AndroidSystem, params: Params) -> Value:
    raw = params.raw(0)
    if not isinstance(raw, list) or len(raw) < 4 or len(raw) % 2:
        raise RpcError("java.lang.IllegalArgumentException: bad points")
    flat = Params(raw)
    points = [(flat.number(at), flat.number(at + 1)) for at in range(0, len(raw), 2)]
    steps = int(params.number(1, 55)) * (len(points) - 1)
    system.injector.swipe(points, SOURCE, duration_ms=steps * STEP_MS)
    return True


def _inject(system: AndroidSystem, params: Params) -> Value:
    code = int(params.number(0))
    if code not in (0, 1, 2, 3):
        raise RpcError("java.lang.IllegalArgumentException: unknown action")
    system.injector.finger(TouchAction(code), (params.number(1), params.number(2)), SOURCE)
    return True


def _press_key(system: AndroidSystem, params: Params) -> Value:
    name = _KEYS.get(params.text(0).lower())
    if name is None:
        return False
    system.injector.key(name, SOURCE)
    return True


def _press_code(system: AndroidSystem, params: Params) -> Value:
    name = key_name(str(int(params.number(0))))
    meta = int(params.number(1, 0))
    system.injector.key(f"CTRL_LEFT+{name}" if meta & _META_CTRL else name, SOURCE)
    return True


def _set_orientation(system: AndroidSystem, params: Params) -> Value:
    rotation = _ORIENTATIONS.get(params.text(0))
    if rotation is None:
        return False
    system.state.display.freeze(rotation)
    return True


def _freeze(system: AndroidSystem, params: Params) -> Value:
    if params.flag(0, default=True):
        system.state.display.freeze()
    else:
        system.state.display.thaw()
    return None


def _wake(system: AndroidSystem, params: Params) -> Value:
    system.state.power.wake()
    return None


def _sleep(system: AndroidSystem, params: Params) -> Value:
    system.state.power.sleep()
    return None


def _unsupported(system: AndroidSystem, params: Params) -> Value:
    """Return False: the service shows no toasts of its own."""
    return False


def _open_panel(panel: str) -> Method:
    def show(system: AndroidSystem, params: Params) -> Value:
        return system.screen.show_panel(panel)

    return show


def _last_toast(system: AndroidSystem, params: Params) -> Value:
    return system.state.last_toast


def _clear_toast(system: AndroidSystem, params: Params) -> Value:
    system.state.last_toast = None
    return None


def _nothing(system: AndroidSystem, params: Params) -> Value:
    return None


DEVICE_METHODS: Mapping[str, Method] = {
    "clearLastToast": _clear_toast,
    "clearLastTraversedText": _nothing,
    "deviceInfo": _device_info,
    "drag": denied(_drag),
    "dumpWindowHierarchy": _hierarchy,
    "freezeRotation": _freeze,
    "getLastToast": _last_toast,
    "getLastTraversedText": _nothing,
    "injectInputEvent": denied(_inject),
    "makeToast": _unsupported,
    "openNotification": _open_panel("shade"),
    "openQuickSettings": _open_panel("quick"),
    "pressKey": denied(_press_key),
    "pressKeyCode": denied(_press_code),
    "setOrientation": _set_orientation,
    "sleep": _sleep,
    "swipe": denied(_swipe),
    "swipePoints": denied(_swipe_points),
    "takeScreenshot": _screenshot,
    "wakeUp": _wake,
}

click_point = denied(_click)
