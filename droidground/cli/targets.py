"""Words or coordinates, as the command line takes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from droidground.actions import Target

NUMBERS = re.compile(r"\s*([-+]?\d*\.?\d+)\s*,\s*([-+]?\d*\.?\d+)\s*")


def parse_target(text: str) -> Target:
    """Return a pixel for `X,Y`, the words otherwise. Raises a usage error for half a pixel."""
    from droidground.geometry import Point

    match = NUMBERS.fullmatch(text)
    if not match:
        if not text.strip():
            raise click.BadParameter("the words are empty")
        return text
    try:
        return Point(int(match[1]), int(match[2]))
    except ValueError:
        raise click.BadParameter(f"coordinates are whole pixels, not {text!r}") from None
