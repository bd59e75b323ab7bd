"""press."""

from __future__ import annotations

import click

from droidground.cli.acting import act, acting
from droidground.cli.complete import key_names
from droidground.cli.options import Options, common_options, pass_options


@click.command()
@click.argument("key", shell_complete=key_names)
@acting
@common_options
@pass_options
def press(options: Options, key: str) -> None:
    """Press a key, such as back, home, enter or volume_up.

    KEY is any of Android's names, with or without KEYCODE_, or a key code.
    """
    from droidground.actions import PressKey

    act(options, PressKey(key))
