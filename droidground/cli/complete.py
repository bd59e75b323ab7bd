"""What the shell offers for a value that is being typed. Nothing is started for it."""

from __future__ import annotations

import click

from droidground.errors import DroidgroundError

DIRECTIONS = ("left", "right", "up", "down")


def serials(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the devices that a running adb server lists."""
    from droidground.config import load_settings
    from droidground.device import adb_server

    try:
        rows = adb_server(load_settings().device).devices()
    except DroidgroundError:
        return []
    return [row.serial for row in rows if row.serial.startswith(incomplete)]


def phone_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the virtual phones that run."""
    from droidground.config import load_settings
    from droidground_emulator.virtual.daemon import list_phones

    try:
        records = list_phones(load_settings().virtual_phone.state_dir)
    except DroidgroundError:
        return []
    return [record.name for record in records if record.name.startswith(incomplete)]


def directions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the ways that something can be moved, where the first value may be one."""
    return [way for way in DIRECTIONS if way.startswith(incomplete.lower())]


def key_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names of Android's keys."""
    from droidground.device.keys import NAMES

    return sorted(name for name in map(str.lower, NAMES) if name.startswith(incomplete.lower()))
