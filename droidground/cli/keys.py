"""press."""

from __future__ import annotations

import click

from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.touch import act, require_effect


@click.command()
@click.argument("key")
@require_effect
@common_options
@pass_options
def press(options: Options, key: str, require_effect: bool) -> None:
    """Press a key, such as back, home, enter or volume_up.

    KEY is any of Android's names, with or without KEYCODE_, or a key code.
    """
    from droidground.actions import PressKey

    act(options, PressKey(key), must_change=require_effect)
