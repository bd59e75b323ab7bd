"""open, open-url, app."""

from __future__ import annotations

from pathlib import Path

import click

from droidground.cli.acting import act, acting
from droidground.cli.connect import open_device
from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.output import print_json
from droidground.cli.progress import progress


@click.command("open")
@click.argument("name", metavar="APP")
@acting
@common_options
@pass_options
def open_(options: Options, name: str) -> None:
    """Bring an app to the front, by name or package."""
    from droidground.actions import OpenApp

    act(options, OpenApp(name))


@click.command("open-url")
@click.argument("url")
@acting
@common_options
@pass_options
def open_url(options: Options, url: str) -> None:
    """Open a URL in whatever app takes it."""
    from droidground.actions import OpenUrl

    act(options, OpenUrl(url))


@click.group()
def app() -> None:
    """Install, clear, grant or stop an app."""


@app.command()
@click.argument("apk", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common_options
@pass_options
def install(options: Options, apk: Path) -> None:
    """Install an APK file, replacing an older version."""
    with progress(f"app install {apk}"):
        open_device(options).install(apk)
    _done(options, "install", str(apk))


@app.command()
@click.argument("name", metavar="APP")
@common_options
@pass_options
def clear(options: Options, name: str) -> None:
    """Erase an app's data."""
    device = open_device(options)
    package = device.find_package(name)
    device.clear_app(package)
    _done(options, "clear", package)


@app.command()
@click.argument("name", metavar="APP")
@click.argument("permission")
@common_options
@pass_options
def grant(options: Options, name: str, permission: str) -> None:
    """Give an app a PERMISSION, such as android.permission.CAMERA."""
    device = open_device(options)
    package = device.find_package(name)
    device.grant(package, permission)
    _done(options, "grant", package)


@app.command()
@click.argument("name", metavar="APP")
@common_options
@pass_options
def stop(options: Options, name: str) -> None:
    """End an app."""
    device = open_device(options)
    package = device.find_package(name)
    device.stop_app(package)
    _done(options, "stop", package)


def _done(options: Options, action: str, what: str) -> None:
    if options.as_json:
        print_json({"action": action, "app": what})
    else:
        click.echo(f"{action}: {what}")
