"""dumpsys: what services tell, in the lines that real clients parse."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.commands.dumpsys_activity import dump_activity
from droidground_emulator.virtual.commands.dumpsys_display import (
    dump_display,
    dump_input,
    dump_surface_flinger,
)
from droidground_emulator.virtual.commands.dumpsys_notification import dump_notification
from droidground_emulator.virtual.commands.dumpsys_package import dump_package
from droidground_emulator.virtual.commands.dumpsys_window import dump_window
from droidground_emulator.virtual.state.content.clock import next_alarm
from droidground_emulator.virtual.state.wifi import IP_ADDRESS, MAC_ADDRESS

_RULE = "-" * 79

Dump = Callable[[Call, list[str]], None]


def dumpsys(call: Call) -> int:
    """Print what a service tells about itself."""
    words = list(call.args)
    if words[:1] == ["-t"]:
        words = words[2:]
    if words[:1] == ["-l"]:
        call.out(
            "Currently running services:\n" + "".join(f"  {name}\n" for name in sorted(_SERVICES))
        )
        return 0
    if not words:
        for name, dump in sorted(_SERVICES.items()):
            call.out(f"{_RULE}\nDUMP OF SERVICE {name}:\n")
            dump(call, [])
        return 0
    found = _SERVICES.get(words[0])
    if found is None:
        raise Failure(f"Can't find service: {words[0]}", 0)
    found(call, words[1:])
    return 0


def _alarm(call: Call, words: list[str]) -> None:
    now = call.system.state.time.now()
    rings = next_alarm(
        call.system.state.content.query("content://com.android.deskclock/alarms"), now
    )
    call.out("Current Alarm Manager state:\n  Next alarm clock information:\n")
    if rings is not None:
        call.out(
            f"    user:0 pendingSend:false time:{int(rings.timestamp() * 1000)}"
            f" = {rings:%Y-%m-%d %H:%M:%S}\n"
        )


def _power(call: Call, words: list[str]) -> None:
    power = call.system.state.power
    settings = call.system.state.settings
    on = "true" if power.awake else "false"
    call.out(
        "POWER MANAGER (dumpsys power)\n\nPower Manager State:\n"
        f"  mDirty=0x0\n  mWakefulness={'Awake' if power.awake else 'Asleep'}\n"
        f"  mIsPowered=true\n  mPlugType=2\n  mBatteryLevel={call.system.state.battery_level}\n"
        f"  mStayOn={'true' if settings.is_on('global', 'stay_on_while_plugged_in') else 'false'}\n"
        f"  mHoldingWakeLockSuspendBlocker={on}\n  mHoldingDisplaySuspendBlocker={on}\n"
        f"Display Power: state={'ON' if power.awake else 'OFF'}\n"
    )


def _input_method(call: Call, words: list[str]) -> None:
    methods = call.system.state.input_methods
    shown = "true" if methods.shown else "false"
    call.out(
        "Current Input Method Manager state:\n"
        f"  Input Methods: mMethodMapUpdateCount={len(methods.installed())}\n"
        + "".join(
            f"    InputMethod #{n}:\n      mId={name}\n"
            for n, name in enumerate(methods.installed())
        )
        + f"  mCurMethodId={methods.selected}\n  mCurSeq=1\n"
        f"  mShowRequested={shown} mShowExplicitlyRequested=false mShowForced=false"
        f" mInputShown={shown}\n"
        f"  mImeWindowVis={3 if methods.shown else 0}\n"
    )


def _battery(call: Call, words: list[str]) -> None:
    call.out(
        "Current Battery Service state:\n  AC powered: false\n  USB powered: true\n"
        "  Wireless powered: false\n  Max charging current: 500000\n"
        "  Max charging voltage: 5000000\n  Charge counter: 3400000\n  status: 2\n  health: 2\n"
        f"  present: true\n  level: {call.system.state.battery_level}\n  scale: 100\n"
        "  voltage: 4200\n  temperature: 250\n  technology: Li-ion\n"
    )


def _wifi(call: Call, words: list[str]) -> None:
    radios = call.system.state.radios
    state = "enabled" if radios.wifi else "disabled"
    call.out(
        f"Wi-Fi is {state}\nVerbose logging is off\nStay-awake conditions: 0\n"
        f"mAirplaneModeOn {'true' if radios.airplane else 'false'}\n"
    )
    point = call.system.state.wifi.connected
    if point is not None:
        call.out(
            f'mWifiInfo SSID: "{point.ssid}", BSSID: {point.bssid}, MAC: {MAC_ADDRESS},'
            f" IP: /{IP_ADDRESS}, Supplicant state: COMPLETED, RSSI: {point.rssi},"
            f" Frequency: {point.frequency}MHz\n"
        )
    call.out("".join(f'Configured network: "{ssid}"\n' for ssid in call.system.state.wifi.known))


def _bluetooth(call: Call, words: list[str]) -> None:
    on = call.system.state.radios.bluetooth
    call.out(
        f"Bluetooth Status\n  enabled: {'true' if on else 'false'}\n"
        f"  state: {'ON' if on else 'OFF'}\n"
    )


def _uimode(call: Call, words: list[str]) -> None:
    night = call.system.state.dark
    call.out(
        "Current UI Mode Service state:\n"
        f"  mNightMode={2 if night else 1} ({'yes' if night else 'no'})"
        f"\n  mComputedNightMode={'true' if night else 'false'}\n"
    )


def _connectivity(call: Call, words: list[str]) -> None:
    if call.system.state.wifi.connected is not None:
        call.out("Active default network: 100\n  NetworkAgentInfo{network{100} WIFI CONNECTED}\n")
    else:
        call.out("Active default network: none\n")


_SERVICES: Mapping[str, Dump] = {
    "SurfaceFlinger": dump_surface_flinger,
    "activity": dump_activity,
    "alarm": _alarm,
    "battery": _battery,
    "bluetooth_manager": _bluetooth,
    "connectivity": _connectivity,
    "display": dump_display,
    "input": dump_input,
    "input_method": _input_method,
    "notification": dump_notification,
    "package": dump_package,
    "power": _power,
    "uimode": _uimode,
    "wifi": _wifi,
    "window": dump_window,
}
