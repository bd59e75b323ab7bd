"""devices, screenshot, dump."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from droidground.cli.connect import open_device, open_server
from droidground.cli.options import FILE, Options, common_options, pass_options
from droidground.cli.output import print_json, talk


@click.command()
@common_options
@pass_options
def devices(options: Options) -> None:
    """List the connected devices."""
    rows = open_server(options).devices()
    if options.as_json:
        keys = ("serial", "state", "model", "product")
        print_json({"devices": [{key: getattr(row, key) for key in keys} for row in rows]})
        return
    for row in rows:
        click.echo("\t".join((row.serial, row.state, row.model)).rstrip())
    if not rows:
        talk("No device is connected. Plug one in, or run `droidground phone start`.")


@click.command()
@click.option("-o", "--output", metavar="FILE", type=FILE, help="PNG file; - writes to stdout.")
@common_options
@pass_options
def screenshot(options: Options, output: str | None) -> None:
    """Save the screen as a PNG file."""
    frame = open_device(options).capture()
    if output == "-":
        sys.stdout.buffer.write(frame.png())
        return
    path = Path(output or time.strftime("screenshot-%Y%m%d-%H%M%S.png"))
    write_file(path, frame.png())
    if options.as_json:
        print_json(
            {"file": str(path), "width": frame.size.width, "height": frame.size.height}
            | {"rotation": frame.rotation.value, "density": frame.density}
        )
    else:
        click.echo(path)


@click.command()
@click.option("-o", "--output", metavar="FILE", type=FILE, help="XML file (default: print it).")
@common_options
@pass_options
def dump(options: Options, output: str | None) -> None:
    """Save the view hierarchy as XML."""
    tree = open_device(options).ui_tree()
    if output and output != "-":
        write_file(Path(output), tree.xml.encode())
    if options.as_json:
        print_json({"file": output, "nodes": len(tree)} if output else {"xml": tree.xml})
    elif not output or output == "-":
        sys.stdout.write(tree.xml.rstrip("\n") + "\n")
    else:
        click.echo(output)


def write_file(path: Path, data: bytes) -> None:
    """Write a file that the user named. Raises a usage error when that cannot be done."""
    try:
        path.write_bytes(data)
    except OSError as exc:
        raise click.UsageError(f"cannot write {path}: {exc.strerror}") from exc
