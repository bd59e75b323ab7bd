"""dumpsys display, input and SurfaceFlinger."""

from __future__ import annotations

from droidground_emulator.virtual.commands.call import Call
from droidground_emulator.virtual.state.display import PHYSICAL_ID


def dump_display(call: Call, words: list[str]) -> None:
    """Print the display manager's viewports and display info."""
    state = call.system.state
    display = state.display
    width, height = display.size
    panel = display.physical_size
    turned = (panel[1], panel[0]) if display.rotation % 2 else panel
    on = "ON" if state.power.awake else "OFF"
    density = display.density
    viewport = (
        f"DisplayViewport{{type=INTERNAL, valid=true, isActive={_flag(state.power.awake)},"
        f" displayId=0, uniqueId='local:{PHYSICAL_ID}', physicalPort=0,"
        f" orientation={display.rotation}, logicalFrame=Rect(0, 0 - {width}, {height}),"
        f" physicalFrame=Rect(0, 0 - {turned[0]}, {turned[1]}),"
        f" deviceWidth={turned[0]}, deviceHeight={turned[1]}}}"
    )
    info = (
        f'DisplayInfo{{"Built-in Screen", displayId 0, displayGroupId 0, FLAG_SECURE,'
        f" FLAG_SUPPORTS_PROTECTED_BUFFERS, FLAG_TRUSTED, real {width} x {height}, largest app"
        f" {max(width, height)} x {max(width, height)}, smallest app {min(width, height)} x"
        f" {min(width, height)}, appVsyncOff 1000000, presDeadline 16666666, mode 1,"
        f" defaultMode 1, modes [{{id=1, width={panel[0]}, height={panel[1]}, fps=60.0}}],"
        f" rotation {display.rotation}, state {on}, type INTERNAL,"
        f' uniqueId "local:{PHYSICAL_ID}", app {width} x {height}, density {density}'
        f" ({density}.0 x {density}.0) dpi, layerStack 0}}"
    )
    call.out(
        "DISPLAY MANAGER (dumpsys display)\n"
        "  mSafeMode=false\n"
        f"  mViewports=[{viewport}]\n"
        "  mDefaultDisplayDefaultColorMode=0\n\n"
        "Display Adapters: size=1\n  LocalDisplayAdapter\n\n"
        "Display Devices: size=1\n"
        f'  DisplayDeviceInfo{{"Built-in Screen": uniqueId="local:{PHYSICAL_ID}", {panel[0]} x'
        f" {panel[1]}, modeId 1, density {display.physical_density}, {density}.0 x {density}.0 dpi,"
        f" touch INTERNAL, rotation 0, type INTERNAL, state {on}}}\n\n"
        "Logical Displays: size=1\n  Display 0:\n    mDisplayId=0\n    mLayerStack=0\n"
        f"    mBaseDisplayInfo={info}\n    mOverrideDisplayInfo={info}\n"
        f"    mRequestedColorMode=0\n\nDisplay States: size=1\n  Display Id=0\n"
        f"  Display State={on}\n"
    )


def dump_input(call: Call, words: list[str]) -> None:
    """Print the input reader's viewport and orientation."""
    display = call.system.state.display
    width, height = display.size
    panel = display.physical_size
    frame = f"[0, 0, {width}, {height}]"
    turned = (panel[1], panel[0]) if display.rotation % 2 else panel
    call.out(
        "INPUT MANAGER (dumpsys input)\n\nInput Reader State (Nums of device: 1):\n"
        "  Device 2: virtual_touch\n    Generation: 2\n    Sources: TOUCHSCREEN\n"
        "    Touch Input Mapper (mode - DIRECT):\n"
        "      Parameters:\n        DeviceType: TOUCH_SCREEN\n"
        f"      Viewport INTERNAL: displayId=0, uniqueId=local:{PHYSICAL_ID}, port=0,"
        f" orientation={display.rotation}, logicalFrame={frame},"
        f" physicalFrame=[0, 0, {turned[0]}, {turned[1]}],"
        f" deviceSize=[{turned[0]}, {turned[1]}], isActive=[1]\n"
        f"      RawSurface: width={panel[0]}, height={panel[1]}\n"
        f"      SurfaceOrientation: {display.rotation}\n"
        f"      InputDeviceOrientation: {display.rotation}\n\n"
        "Input Dispatcher State:\n  DispatchEnabled: true\n  DispatchFrozen: false\n"
    )


def dump_surface_flinger(call: Call, words: list[str]) -> None:
    """Print the panel's id."""
    if words[:1] == ["--display-id"]:
        call.out(
            f'Display {PHYSICAL_ID} (HWC display 0): port=0 pnpId=GGL displayName="Common Panel"\n'
        )
        return
    width, height = call.system.state.display.physical_size
    call.out(f"Display {PHYSICAL_ID} (active) HWC layers:\n  {width}x{height}, 60.00 Hz\n")


def _flag(value: bool) -> str:
    return "true" if value else "false"
