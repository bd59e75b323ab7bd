"""doctor."""

from __future__ import annotations

from itertools import chain

import click

from droidground.cli.checks import Check, Status, check_all
from droidground.cli.model_checks import check_models
from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.output import print_json

DEVICE_TROUBLE = 3


@click.command()
@common_options
@pass_options
def doctor(options: Options) -> None:
    """Look for what is missing, and say what mends it.

    Tries what a tap by words needs; on each device it takes a screenshot, reads the view hierarchy
    and sends a key without a meaning (KEYCODE_UNKNOWN). Exits with 0 when a device is ready, with 3
    when there is a problem.
    """
    checks: list[Check] = []
    settings = options.settings()
    for check in chain(check_models(settings.server.state_dir), check_all(settings)):
        checks.append(check)
        if not options.as_json:
            _print(check)
    if options.as_json:
        print_json({"checks": [check.as_json() for check in checks]})
    if any(check.status is Status.PROBLEM for check in checks):
        raise click.exceptions.Exit(DEVICE_TROUBLE)


def _print(check: Check) -> None:
    click.echo(f"{check.status.value:8} {check.name}: {check.detail}")
    if check.fix:
        click.echo(f"{'':8}   -> {check.fix}")
