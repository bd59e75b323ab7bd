"""demo: the whole of it on a machine that has no phone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.output import print_json, step_json, talk
from droidground.errors import NoEffect

if TYPE_CHECKING:
    from droidground.actions import Step
    from droidground.device import Device

WORDS = "Wi-Fi toggle"
PAGE = "android.settings.WIFI_SETTINGS"


@click.command()
@click.option(
    "-o", "--output", metavar="DIR", default="droidground-demo", show_default=True, help="Pictures."
)
@common_options
@pass_options
def demo(options: Options, output: str) -> None:
    """Start a virtual phone and tap "Wi-Fi toggle" on it.

    The phone is reached through the real adb server, one of its own that ends with the demo. The
    exit code is 0 only if the phone's own setting has changed.
    """
    from droidground.grounding.load import load_grounder
    from droidground.phone import Phone

    grounder = load_grounder(options.settings())
    talk("Starting a virtual phone and an adb server for it ...")
    with _virtual_phone(options) as device:
        talk(f"Virtual phone {device.serial} is up; opening its Wi-Fi page.")
        device.shell(f"am start -W -a {PAGE}")
        device.settle(3.0)
        before = _wifi(device)
        talk(f"settings get global wifi_on: {before}. Tapping {WORDS!r} ...")
        step = Phone(device, grounder).tap(WORDS)
        after = _wifi(device)
    folder = _save(step, Path(output))
    if options.as_json:
        print_json(step_json(step) | {"wifi_on": {"before": before, "after": after}})
    else:
        assert step.location is not None
        click.echo(
            f"{WORDS!r} found at {step.location.point}, touched at "
            f"{step.location.input_point}: {step.effect.value}"
        )
        click.echo(f"settings get global wifi_on: {before} -> {after}")
        click.echo(f"before and after: {folder / 'demo.png'}\nreport: {folder / 'demo.html'}")
    if before == after:
        raise NoEffect(
            f"the tap was sent, but the phone's wifi_on is still {after}",
            action=step.action,
            hint=f"Look at {folder / 'demo.png'}.",
        )


def _wifi(device: Device) -> str:
    return device.shell("settings get global wifi_on").stdout.strip()


def _save(step: Step, folder: Path) -> Path:
    from droidground.recording.report import action_page, side_by_side

    try:
        folder.mkdir(parents=True, exist_ok=True)
        side_by_side(step).save(folder / "demo.png")
        (folder / "demo.html").write_text(action_page(step, f"tap {WORDS!r}"), "utf-8")
    except OSError as exc:
        raise click.UsageError(f"cannot write into {folder}: {exc.strerror}") from exc
    return folder


@contextmanager
def _virtual_phone(options: Options) -> Iterator[Device]:
    """Yield a virtual phone behind an adb server of its own; both end with the block."""
    from droidground.cli.phones import browser_argv, emulator_errors, talk_of_missing_browser
    from droidground.device import connect_device
    from droidground.device.private_server import private_adb_server
    from droidground_emulator.virtual import daemon
    from droidground_emulator.virtual.launch import parse_launch

    settings = options.settings().device
    adb = Path(settings.adb_path) if settings.adb_path else None
    with (
        tempfile.TemporaryDirectory(prefix="droidground-demo-") as folder,
        private_adb_server(adb) as server,
    ):
        with emulator_errors():
            browser = browser_argv(options.settings().virtual_phone)
            launch = parse_launch([f"--state-dir={folder}", "--name=demo", "--seed=7", *browser])
            record = daemon.start_background(launch)[0]
        talk_of_missing_browser(record.screen)
        try:
            server.connect(record.serial)
            phone = replace(
                settings, serial=record.serial, adb_host=server.host, adb_port=server.port
            )
            with connect_device(phone) as device:
                yield device
        finally:
            with emulator_errors():
                daemon.stop(record.name, Path(folder))
