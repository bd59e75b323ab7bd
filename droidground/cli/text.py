"""type."""

from __future__ import annotations

import sys

import click

from droidground.cli.acting import act, acting
from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.targets import parse_target


@click.command("type")
@click.argument("text", required=False)
@click.option("--stdin", "from_stdin", is_flag=True, help="Read a secret text from stdin.")
@click.option("--into", metavar="WORDS|X,Y", help="The field to tap first.")
@click.option("--clear", is_flag=True, help="Erase what the field holds first.")
@acting
@common_options
@pass_options
def type_(
    options: Options,
    text: str | None,
    from_stdin: bool,
    into: str | None,
    clear: bool,
) -> None:
    """Type a text, any Unicode, and read the field back.

    It goes into the field that has the focus, or that --into names. Another text in it than should
    be is exit code 1. With --stdin the text is in no output; a last line break is left out.
    """
    from droidground.actions import InputText

    if (text is None) is not from_stdin:
        raise click.UsageError("give either TEXT or --stdin")
    typed = read_stdin() if text is None else text
    target = parse_target(into) if into else None
    act(options, InputText(typed, target, clear, from_stdin))


def read_stdin() -> str:
    """Return what stdin holds, without a last line break. Raises a usage error for no UTF-8."""
    try:
        text = sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as exc:
        raise click.UsageError(f"stdin is not UTF-8: {exc.reason} at byte {exc.start}") from exc
    return text.removesuffix("\n").removesuffix("\r")
