"""Where icons are on the real screenshots, as looked at by eye; the names are those of the code."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from droidground.geometry import Box
from tests.grounding.phrases import load_rows, read_object, read_text
from tests.grounding.screens import SCREENS

ICONS = Path(__file__).resolve().parents[1] / "data" / "icons"


@dataclass(frozen=True, slots=True)
class IconRow:
    """One icon on a screen."""

    screen: str
    """File name of the picture."""
    icon: str
    box: Box
    """Around it, or around the view that shows it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many icons were there, were told, and were told right."""

    there: int
    told: int
    right: int


def load_icons(path: Path = ICONS / "real.jsonl") -> list[IconRow]:
    """Read the rows. Raises `ValueError` for a row that is none."""
    return load_rows(path, _parse)


def _parse(value: object) -> IconRow:
    row = read_object(value, frozenset({"screen", "icon", "box"}))
    box = row["box"]
    if not isinstance(box, list) or len(box) != 4:
        raise ValueError(f"no box: {box}")
    return IconRow(read_text(row, "screen"), read_text(row, "icon"), Box(*box))


def tally(rows: Iterable[IconRow], told: Iterable[IconRow]) -> Tally:
    """Count; a told icon is right when its centre is in a row's box of the same name."""
    rows, told = list(rows), list(told)
    right = [one for one in told if any(_is_same(one, row) for row in rows)]
    return Tally(len(rows), len(told), len(right))


def _is_same(told: IconRow, row: IconRow) -> bool:
    same = told.screen == row.screen and told.icon == row.icon
    return same and row.box.contains(told.box.center)


def halves() -> dict[str, int]:
    """Return 0 or 1 for the file name of each screen; all of an app's screens are in one half."""
    lines = (SCREENS / "manifest.jsonl").read_text("utf-8").splitlines()
    apps = {Path(row["image"]).name: row["package"] for row in map(json.loads, lines)}
    order = sorted(set(apps.values()))
    return {screen: order.index(app) % 2 for screen, app in apps.items()}
