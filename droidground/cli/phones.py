"""phone start, stop, list: virtual phones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from droidground.cli.complete import phone_names
from droidground.cli.connect import open_server
from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.output import print_json, talk
from droidground.cli.progress import progress
from droidground.clock import wait_until
from droidground.errors import DeviceError, VirtualPhoneFailed

if TYPE_CHECKING:
    from pathlib import Path

    from droidground.config import VirtualPhoneSettings
    from droidground.device.adb_server import AdbServer
    from droidground_emulator.virtual.launch import Launch
    from droidground_emulator.virtual.records import PhoneRecord

ADB_DEADLINE_S = 10.0
FORGET_DEADLINE_S = 3.0


@click.group()
def phone() -> None:
    """Start, stop and list virtual phones."""


@phone.command()
@click.option("--name", metavar="N", help="What to call it (default: phone, phone-2, ...).")
@click.option("--size", metavar="WxH", default="1080x2400", show_default=True, help="The panel.")
@click.option("--density", metavar="DPI", type=int, default=420, show_default=True)
@click.option("--rotation", type=click.Choice(["0", "90", "180", "270"]), default="0")
@click.option("--locale", metavar="L", default="en", show_default=True)
@click.option("--dark", is_flag=True, help="Start in the dark theme.")
@click.option("--app", metavar="APP", default="", help="The app in front, such as settings.")
@click.option("--seed", metavar="N", type=int, help="Make two runs alike.")
@click.option("--count", metavar="N", type=int, default=1, help="Phones in one process.")
@click.option("--fault", "faults", metavar="NAME[:K=V,...]", multiple=True, help="Misbehave.")
@click.option(
    "--screen", metavar="S", help="chromium (the default where one is installed) or pillow."
)
@common_options
@pass_options
def start(options: Options, /, name: str | None, faults: tuple[str, ...], **given: object) -> None:
    """Start a virtual phone in the background and connect adb to it.

    The last line printed is its serial. It stays up until `droidground phone stop`.
    """
    from droidground_emulator.virtual.daemon import start_background

    settings = options.settings().virtual_phone
    state_dir = settings.state_dir
    with emulator_errors():
        launch = _launch(settings, name, faults, given)
    with progress("phone start"):
        server = open_server(options)
        with emulator_errors():
            records = start_background(launch)
    try:
        for record in records:
            server.connect(record.serial, timeout_s=ADB_DEADLINE_S)
    except DeviceError as error:
        if not launch.phone.faults:
            stop_phones(state_dir, launch.phone.name)
            raise
        talk(f"The phone misbehaves as asked: {error.message}")
    if options.as_json:
        print_json({"phones": [_row(record) for record in records]})
        return
    for record in records:
        talk(f"{record.name}: {_size(record)} at {record.density} dpi, {record.screen} screen")
    if not given["screen"]:
        talk_of_missing_browser(records[0].screen)
    talk_of_language(records[0].screen, launch.phone.locale)
    talk_of_missing_font(records[0].screen, launch.phone.locale)
    for record in records:
        click.echo(record.serial)


@phone.command()
@click.argument("names", metavar="[NAME|SERIAL]...", nargs=-1, shell_complete=phone_names)
@click.option("--all", "every", is_flag=True, help="Stop every virtual phone.")
@common_options
@pass_options
def stop(options: Options, names: tuple[str, ...], every: bool) -> None:
    """Stop a virtual phone; without a name, the only one that runs."""
    from droidground_emulator.virtual.daemon import list_phones

    state_dir = options.settings().virtual_phone.state_dir
    running = {record.name: record for record in list_phones(state_dir)}
    by_serial = {record.serial: record.name for record in running.values()}
    if not names and not every and len(running) > 1:
        raise click.UsageError(f"several phones run: {', '.join(running)}; name one, or say --all")
    ended: list[PhoneRecord] = []
    for name in names or running:
        if any(name in (record.name, record.group) for record in ended):
            continue
        ended += stop_phones(state_dir, by_serial.get(name, name))
    _forget(options, ended)
    if options.as_json:
        print_json({"stopped": [_row(record) for record in ended]})
        return
    for record in ended:
        click.echo(record.name)
    if not ended:
        talk("No virtual phone runs.")


@phone.command("list")
@common_options
@pass_options
def list_(options: Options) -> None:
    """List the virtual phones that run."""
    from droidground_emulator.virtual.daemon import list_phones

    records = list_phones(options.settings().virtual_phone.state_dir)
    if options.as_json:
        print_json({"phones": [_row(record) for record in records]})
        return
    for record in records:
        click.echo(f"{record.serial}\t{record.name}\t{_size(record)}\t{record.density} dpi")
    if not records:
        talk("No virtual phone runs. Start one with `droidground phone start`.")


def stop_phones(state_dir: Path, name: str) -> tuple[PhoneRecord, ...]:
    """End a virtual phone, and those in its process. Raises `VirtualPhoneFailed`."""
    from droidground_emulator.virtual import daemon

    with emulator_errors():
        return daemon.stop(name, state_dir)


def talk_of_missing_browser(screen: str) -> None:
    """Say why a phone has the small screen although nobody asked for it."""
    if screen == "pillow":
        talk(
            "No Chromium or Chrome is found, so this phone has the small Pillow screen. For the "
            "full one install it (Debian, Ubuntu: apt install chromium)."
        )


def talk_of_language(screen: str, locale: str) -> None:
    """Say that a screen has no words of a language."""
    from droidground_emulator.virtual.options import LANGUAGES, language_of

    if language_of(locale) not in LANGUAGES[screen]:
        spoken = ", ".join(LANGUAGES[screen])
        talk(f"The {screen} screen speaks {spoken}; with locale {locale} its words are English.")


def talk_of_missing_font(screen: str, locale: str) -> None:
    """Say what to install where no font has a language's letters."""
    from droidground_emulator.virtual.screen.chromium.fonts import missing_font

    package = missing_font(locale) if screen == "chromium" else None
    if package is not None:
        talk(
            f"No font on this machine has the letters of locale {locale}: they show as empty "
            f"boxes. Install one (Debian, Ubuntu: apt install {package})."
        )


@contextmanager
def emulator_errors() -> Iterator[None]:
    """Turn the virtual phone's errors into ours."""
    from droidground_emulator.errors import BadOption, EmulatorError

    try:
        yield
    except BadOption as exc:
        raise click.UsageError(f"{exc.message}. {exc.hint}".strip()) from exc
    except EmulatorError as exc:
        raise VirtualPhoneFailed(exc.message, hint=exc.hint) from exc


def _launch(
    settings: VirtualPhoneSettings,
    name: str | None,
    faults: tuple[str, ...],
    given: dict[str, object],
) -> Launch:
    """Return what to start, read by the phone's own parser."""
    from droidground_emulator.virtual.launch import parse_launch

    name = name or _free_name(settings.state_dir)
    argv = [f"--name={name}", f"--state-dir={settings.state_dir}", *browser_argv(settings)]
    argv += ["--dark"] if given.pop("dark") else []
    argv += [f"--{key}={value}" for key, value in given.items() if value is not None]
    return parse_launch(argv + [f"--fault={fault}" for fault in faults])


def browser_argv(settings: VirtualPhoneSettings) -> list[str]:
    """Return the phone's argument for the browser that was set, if one was."""
    return [f"--browser={settings.browser}"] if settings.browser else []


def _free_name(state_dir: Path) -> str:
    from droidground_emulator.virtual.daemon import list_phones

    taken = {name for record in list_phones(state_dir) for name in (record.name, record.group)}
    number = 1
    while (name := "phone" if number == 1 else f"phone-{number}") in taken:
        number += 1
    return name


def _forget(options: Options, ended: list[PhoneRecord]) -> None:
    """Let a running adb server forget phones that are gone; without one there is nothing to do.

    The server may be about to connect again when it is told, so it is told until it has forgotten.
    """
    from droidground.device import adb_server

    server = adb_server(options.settings().device)
    serials = {record.serial for record in ended}
    wait_until(lambda: _are_forgotten(server, serials), timeout_s=FORGET_DEADLINE_S)


def _are_forgotten(server: AdbServer, serials: set[str]) -> bool:
    for serial in serials:
        with suppress(DeviceError):
            server.disconnect(serial)
    try:
        return serials.isdisjoint(row.serial for row in server.devices())
    except DeviceError:
        return True


def _row(record: PhoneRecord) -> dict[str, object]:
    return {
        "name": record.name,
        "serial": record.serial,
        "size": list(record.size),
        "density": record.density,
        "screen": record.screen,
        "pid": record.pid,
    }


def _size(record: PhoneRecord) -> str:
    return f"{record.size[0]}x{record.size[1]}"
