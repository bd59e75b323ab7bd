"""From options to the adb server, a device or a phone."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import click

from droidground.cli.options import Options
from droidground.cli.output import talk
from droidground.cli.targets import parse_target

if TYPE_CHECKING:
    from droidground.actions import Judge, Reaction
    from droidground.device import Device
    from droidground.device.adb_server import AdbServer
    from droidground.phone import Phone


def open_server(options: Options) -> AdbServer:
    """Return a running adb server. Raises `AdbNotFound` when there is none and none starts."""
    from droidground.device import adb_server

    server = adb_server(options.settings().device)
    server.ensure_running()
    return server


def open_device(options: Options) -> Device:
    """Return the device that the options name, until the command ends. Raises `DeviceError`."""
    from droidground.device import connect_device

    device = connect_device(options.settings().device)
    click.get_current_context().call_on_close(device.close)
    return device


def open_phone(options: Options) -> Phone:
    """Return the phone that the options name, with the reactions they ask for.

    Raises `DeviceError` and `ModelUnavailable`.
    """
    phone = options.phone_source(options) if options.phone_source else _live_phone(options)
    for words, target in options.reactions:
        click.get_current_context().call_on_close(
            functools.partial(_tell, phone.when(words).tap(parse_target(target)))
        )
    return phone


def _live_phone(options: Options) -> Phone:
    from droidground.grounding.load import load_grounder
    from droidground.phone import Phone

    settings = options.settings()
    grounder = load_grounder(settings)

    def judge() -> Judge:
        from droidground.grounding.chat import load_judge

        return load_judge(settings, grounder)

    return Phone(open_device(options), grounder, judge=judge)


def _tell(reaction: Reaction) -> None:
    from droidground.actions import describe_step

    for step in reaction.steps:
        talk(f"When {reaction.words!r} was seen: {describe_step(step)}")
