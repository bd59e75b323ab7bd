"""Commands about the network: ip, ifconfig, and cmd's wifi service."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from droidground_emulator.virtual.commands.call import Call, Failure, Run
from droidground_emulator.virtual.state.wifi import (
    BROADCAST,
    GATEWAY,
    IP_ADDRESS,
    MAC_ADDRESS,
    NETMASK,
    PREFIX_LENGTH,
    AccessPoint,
)


def _ip(call: Call) -> int:
    state = call.system.state
    words = [word for word in call.args if not word.startswith("-")]
    if words[:1] in (["route"], ["r"]):
        if state.wifi.connected is not None:
            network = f"{IP_ADDRESS.rpartition('.')[0]}.0/{PREFIX_LENGTH}"
            call.out(f"default via {GATEWAY} dev wlan0\n")
            call.out(f"{network} dev wlan0 proto kernel scope link src {IP_ADDRESS}\n")
        return 0
    if not state.radios.wifi:
        return 0
    call.out(
        "3: wlan0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP\n"
        f"    link/ether {MAC_ADDRESS} brd ff:ff:ff:ff:ff:ff\n"
    )
    if state.wifi.connected is not None:
        call.out(f"    inet {IP_ADDRESS}/{PREFIX_LENGTH} brd {BROADCAST} scope global wlan0\n")
    return 0


def _ifconfig(call: Call) -> int:
    state = call.system.state
    if not state.radios.wifi:
        raise Failure("ifconfig: ioctl 8913: No such device")
    call.out(f"wlan0     Link encap:Ethernet  HWaddr {MAC_ADDRESS}\n")
    if state.wifi.connected is not None:
        call.out(f"          inet addr:{IP_ADDRESS}  Bcast:{BROADCAST}  Mask:{NETMASK}\n")
    call.out("          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n")
    return 0


def wifi_service(call: Call) -> int:
    """Run a command of the wifi service."""
    verb = _VERBS.get(call.args[0]) if call.args else None
    if verb is None:
        raise Failure("Unknown command: " + " ".join(call.args), 255)
    verb(call, call.args[1:])
    return 0


def _enable(call: Call, words: tuple[str, ...]) -> None:
    if words not in (("enabled",), ("disabled",)):
        raise Failure("Invalid args: expected 'enabled' or 'disabled'", 255)
    call.system.state.radios.wifi = words == ("enabled",)


def _status(call: Call, words: tuple[str, ...]) -> None:
    state = call.system.state
    call.out(f"Wifi is {'enabled' if state.radios.wifi else 'disabled'}\n")
    if not state.radios.wifi:
        return
    point = state.wifi.connected
    if point is None:
        call.out("Wifi is not connected\n")
    else:
        call.out(
            f'Wifi is connected to "{point.ssid}"\nWifiInfo: SSID: "{point.ssid}",'
            f" BSSID: {point.bssid}, MAC: {MAC_ADDRESS}, IP: /{IP_ADDRESS},"
            f" Supplicant state: COMPLETED, RSSI: {point.rssi}\n"
        )


def _scan_results(call: Call, words: tuple[str, ...]) -> None:
    call.out("    BSSID              Frequency      RSSI           SSID\n")
    for point in call.system.state.wifi.around():
        call.out(f"  {point.bssid:<18}{point.frequency:>10}{point.rssi:>10}    {point.ssid}\n")


def _networks(call: Call, words: tuple[str, ...]) -> None:
    known = call.system.state.wifi.known
    if not known:
        call.out("No networks\n")
        return
    call.out("Network Id      SSID                         Security type\n")
    around = {point.ssid: point for point in call.system.state.wifi.around()}
    for number, ssid in enumerate(known):
        call.out(f"{number:<15} {ssid:<28} {_security(around.get(ssid))}\n")


def _security(point: AccessPoint | None) -> str:
    return "open" if point is not None and not point.secured else "wpa2-psk"


def _connect(call: Call, words: tuple[str, ...]) -> None:
    if len(words) < 2:
        raise Failure("Error: expected an SSID and open, owe, wpa2 or wpa3", 255)
    call.system.state.wifi.join(words[0])


def _forget(call: Call, words: tuple[str, ...]) -> None:
    known = call.system.state.wifi.known
    number = int(words[0]) if words and words[0].isdecimal() else -1
    if not 0 <= number < len(known):
        raise Failure("Error: there is no such network", 255)
    call.system.state.wifi.forget(known[number])
    call.out("Forget successful\n")


_VERBS: Mapping[str, Callable[[Call, tuple[str, ...]], None]] = {
    "connect-network": _connect,
    "forget-network": _forget,
    "list-networks": _networks,
    "list-scan-results": _scan_results,
    "set-wifi-enabled": _enable,
    "status": _status,
}

NETWORK_TOOLS: Mapping[str, Run] = {"ifconfig": _ifconfig, "ip": _ip}
