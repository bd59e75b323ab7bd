"""dumpsys window: focus, rotation, keyguard, window flags."""

from __future__ import annotations

from collections.abc import Iterator

from droidground_emulator.virtual.commands.call import Call
from droidground_emulator.virtual.commands.intents import short_component
from droidground_emulator.virtual.screen.base import Window
from droidground_emulator.virtual.screen.insets import bar_frames

_DEGREES = (0, 90, 180, 270)
_HASH = 0x8F7B3D8


def window_name(window: Window) -> str:
    """Return a window's title as WindowManager prints it."""
    return window.title or f"{window.package}/{window.activity}"


def dump_window(call: Call, words: list[str]) -> None:
    """Print the parts asked for: displays, windows, policy, or all of them."""
    parts = {
        "displays": _displays,
        "windows": _windows,
        "policy": _policy,
    }
    wanted = [word for word in words if not word.startswith("-")]
    if wanted and wanted[0] in parts:
        parts[wanted[0]](call)
        return
    for part in ("policy", "displays", "windows"):
        parts[part](call)
    call.out(f"  mGlobalConfiguration={_configuration(call)}\n  mLastDisplayFreezeDuration=0\n")
    call.out(f"  mCurrentFocus={_focus(call)}\n  mFocusedApp={_focused_app(call)}\n")
    call.out(f"  mCurrentRotation={_rotation(call)}\n")


def _displays(call: Call) -> None:
    display = call.system.state.display
    panel, density = display.physical_size, display.physical_density
    width, height = display.size
    base = ""
    if display.override_size or display.override_density:
        now = display.natural_size
        base = f" base={now[0]}x{now[1]} {display.density}dpi"
    call.out(
        "WINDOW MANAGER DISPLAY CONTENTS (dumpsys window displays)\n"
        "  Display: mDisplayId=0 (organized)\n"
        f"    init={panel[0]}x{panel[1]} {density}dpi{base} cur={width}x{height}"
        f" app={width}x{height} rng={min(width, height)}x{min(width, height)}-"
        f"{max(width, height)}x{max(width, height)}\n"
        "    deferred=false mLayoutNeeded=false mTouchExcludeRegion=SkRegion()\n\n"
        f"  mCurrentFocus={_focus(call)}\n  mFocusedApp={_focused_app(call)}\n\n"
        "  DisplayRotation\n"
        f"    mCurrentAppOrientation=SCREEN_ORIENTATION_UNSPECIFIED\n"
        f"    mCurrentRotation={_rotation(call)}\n    mRotation={display.rotation}"
        f" mDeferredRotationPauseCount=0\n"
        f"    mUserRotationMode=USER_ROTATION_{'FREE' if display.auto_rotate else 'LOCKED'}"
        f" mUserRotation={_rotation(call)}\n\n"
        "  WindowInsetsStateController\n    InsetsState\n"
        f"      mDisplayFrame=Rect(0, 0 - {width}, {height})\n" + "".join(_insets(call))
    )


def _insets(call: Call) -> Iterator[str]:
    """Yield a line for each bar, for where gestures begin, and for the keyboard."""
    system = call.system
    keyboard = system.state.input_methods.selected.partition("/")[0]
    shown = [root.bounds for root in system.screen.tree() if root.package == keyboard]
    frames = {**bar_frames(system.state), "IME": shown[0] if shown else (0, 0, 0, 0)}
    for name, (left, top, right, bottom) in frames.items():
        visible = "true" if right or name.endswith("ELEMENT") else "false"
        yield (
            f"        InsetsSource type=ITYPE_{name} frame=[{left},{top}][{right},{bottom}]"
            f" visible={visible}\n"
        )


def _windows(call: Call) -> None:
    """Print the windows; since Android 10 without a mCurrentFocus line."""
    window = call.system.screen.window()
    width, height = call.system.state.display.size
    secure = " SECURE" if call.system.is_secure() else ""
    shown = "true" if call.system.state.input_methods.shown else "false"
    call.out("WINDOW MANAGER WINDOWS (dumpsys window windows)\n")
    call.out(
        f"  Window #0 Window{{7c1d2e4 u0 InputMethod}}:\n    mDisplayId=0 package="
        f"{call.system.state.input_methods.selected.partition('/')[0]}\n"
        f"    isOnScreen={shown}\n    isVisible={shown}\n"
    )
    call.out(
        f"  Window #1 Window{{{_HASH:x} u0 {window_name(window)}}}:\n"
        f"    mDisplayId=0 rootTaskId=12 mSession=Session{{4a5b6c 3100:u0a10080}}\n"
        f"    mOwnerUid=10080 showForAllUsers=false package={window.package} appop=NONE\n"
        f"    mAttrs={{(0,0)(fillxfill) sim={{adjust=pan}} ty=BASE_APPLICATION\n"
        f"      fl=LAYOUT_IN_SCREEN{secure} LAYOUT_INSET_DECOR SPLIT_TOUCH HARDWARE_ACCELERATED"
        f" DRAWS_SYSTEM_BAR_BACKGROUNDS}}\n"
        f"    Requested w={width} h={height} mLayoutSeq=101\n"
        f"    isOnScreen=true\n    isVisible=true\n"
    )


def _policy(call: Call) -> None:
    power = call.system.state.power
    locked = "true" if power.locked else "false"
    call.out(
        "WINDOW MANAGER POLICY STATE (dumpsys window policy)\n"
        f"    mAwake={'true' if power.awake else 'false'}\n"
        f"    mScreenOnEarly={'true' if power.awake else 'false'}"
        f" mScreenOnFully={'true' if power.awake else 'false'}\n"
        f"    mShowingDream=false mDreamingLockscreen={locked}\n"
        f"    KeyguardServiceDelegate\n      showing={locked}\n      inputRestricted={locked}\n"
        "      occluded=false\n      secure=false\n      dreaming=false\n      systemIsReady=true\n"
        f"      mIsShowing={locked}\n    isKeyguardShowing={locked}\n"
    )


def _focus(call: Call) -> str:
    return f"Window{{{_HASH:x} u0 {window_name(call.system.screen.window())}}}"


def _focused_app(call: Call) -> str:
    tasks = [task for task in call.system.tasks() if task.visible]
    if not tasks:
        return "null"
    name = short_component(f"{tasks[0].package}/{tasks[0].activity}")
    return f"ActivityRecord{{3c5a9e5 u0 {name} t{tasks[0].number}}}"


def _rotation(call: Call) -> str:
    return f"ROTATION_{_DEGREES[call.system.state.display.rotation]}"


def _configuration(call: Call) -> str:
    state = call.system.state
    width, height = state.display.size
    dp = state.display.dp
    scale = state.settings.get("system", "font_scale") or "1.0"
    return (
        f"{{{scale} ?mcc?mnc [{state.options.locale}] ldltr sw{dp(min(width, height))}dp"
        f" w{dp(width)}dp h{dp(height)}dp {state.display.density}dpi nrml long"
        f" {'land' if width > height else 'port'} {'night' if state.dark else 'notnight'}}}"
    )
