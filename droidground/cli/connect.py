"""From options to a device or a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from droidground.cli.options import Options

if TYPE_CHECKING:
    from droidground.device import Device
    from droidground.phone import Phone


def open_device(options: Options) -> Device:
    """Return the device that the options name. Raises `DeviceError`."""
    from droidground.device import connect_device

    return connect_device(options.settings().device)


def open_phone(options: Options) -> Phone:
    """Return the phone that the options name. Raises `DeviceError` and `ModelUnavailable`."""
    from droidground.grounding.load import load_grounder
    from droidground.phone import Phone

    grounder = load_grounder(options.settings().grounding.grounder)
    return Phone(open_device(options), grounder)
