"""How surely icons without words are told by their shape, and what that costs.

    python tests/benchmarks/bench_locate_icons.py

Rows are icons on shared/data/screens (tests/data/icons). Apps are in two halves: one that the
thresholds were chosen on, and one that was only measured.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from droidground.grounding.elements.glyph_bank import load_bank
from droidground.grounding.elements.icons import find_icons
from tests.grounding import screens
from tests.grounding.icons import IconRow, halves, load_icons, tally


def tell_all() -> tuple[list[IconRow], list[float]]:
    """Return the icons told on all screens, and the milliseconds of each screen."""
    told, times = [], []
    for image, screen in screens.screens().items():
        screenshot = screen.screenshot()
        started = time.perf_counter()
        icons = find_icons(screenshot)
        times.append((time.perf_counter() - started) * 1000)
        told += [IconRow(Path(image).name, icon.name, icon.box) for icon in icons]
    return told, times


def print_line(name: str, rows: Sequence[IconRow], told: Sequence[IconRow]) -> None:
    """Print one line of the table."""
    count = tally(rows, told)
    precision = f"{count.right / count.told:.1%}" if count.told else "-"
    recall = f"{count.right / count.there:.1%}" if count.there else "-"
    print(f"| {name} | {count.there} | {count.told} | {count.right} | {precision} | {recall} |")


def main() -> None:
    """Print the table."""
    if not screens.SCREENS.exists():
        print(f"skipped: {screens.ABSENT}")
        return
    started = time.perf_counter()
    load_bank()
    print(f"drawing all glyphs, once in a process: {(time.perf_counter() - started) * 1000:.0f} ms")
    rows, half = load_icons(), halves()
    told, times = tell_all()
    print(f"one screen: {statistics.median(times):.0f} ms (median), {max(times):.0f} ms (most)")
    print("\n| | there | told | right | precision | recall |\n|---|---|---|---|---|---|")
    for index, name in enumerate(("**chosen on**", "**held out**")):
        ours = [row for row in rows if half[row.screen] == index]
        print_line(name, ours, [one for one in told if half[one.screen] == index])
    for icon in sorted({row.icon for row in [*rows, *told]}):
        ours = [row for row in rows if row.icon == icon]
        print_line(icon, ours, [one for one in told if one.icon == icon])


if __name__ == "__main__":
    main()
