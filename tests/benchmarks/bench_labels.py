"""How often the elements grounder finds what words name, and how often it invents.

    python tests/benchmarks/bench_labels.py

Rows are those of shared/data/screens and some made of them; beside each share of the grounder
stands that of plain string matching on the same candidates.
"""

from __future__ import annotations

import difflib
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from droidground.geometry import Box, Point
from droidground.grounding import ElementsGrounder
from droidground.grounding.elements.ocr import RapidOcrReader
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree
from tests.grounding import screens
from tests.grounding.screens import Row

Locate = Callable[[Screenshot, str, UiTree | None], Point | None]

READER = RapidOcrReader()


def by_elements(screenshot: Screenshot, words: str, tree: UiTree | None) -> Point | None:
    """Ask the grounder, without what it kept of the last hierarchy."""
    return ElementsGrounder(READER).locate(screenshot, words, tree).point


def by_string(screenshot: Screenshot, words: str, tree: UiTree | None) -> Point | None:
    """Match strings: equal, else contained, else alike by difflib."""
    labels: list[tuple[str, Box]] = []
    if tree is None:
        labels = [(line.text, line.box) for line in READER.read(screenshot)]
    for node in tree or ():
        names = (node.text, node.content_desc, node.id_name.replace("_", " "))
        labels += [(name, node.bounds) for name in names if name and node.bounds]
    wanted = words.casefold().strip()
    best: tuple[float, Box] | None = None
    for label, box in labels:
        name = label.casefold().strip()
        score = difflib.SequenceMatcher(None, wanted, name).ratio()
        if wanted == name:
            score = 2.0
        elif wanted in name:
            score = max(score, 0.9)
        if score >= 0.8 and (best is None or score > best[0]):
            best = (score, box)
    return best[1].center if best else None


def right(row: Row, point: Point | None) -> bool:
    """Tell whether an answer is what the row wants."""
    if row.box is None or point is None:
        return row.box is None and point is None
    return row.box.contains(point)


def share(rows: Sequence[Row], locate: Locate, with_tree: bool) -> tuple[str, float]:
    """Return `right/all` as text and the median milliseconds of one call."""
    hits, times = 0, []
    for row in rows:
        screen = screens.screens()[row.screen]
        screenshot, tree = screen.screenshot(), screen.tree() if with_tree else None
        started = time.perf_counter()
        point = locate(screenshot, row.words, tree)
        times.append((time.perf_counter() - started) * 1000)
        hits += right(row, point)
    return f"{hits}/{len(rows)} {hits / len(rows):.1%}", statistics.median(times)


def print_table(title: str, groups: dict[str, list[Row]], modes: Sequence[bool]) -> None:
    """Print one Markdown table: a line a group, a column a mode and a method."""
    names = {True: "tree", False: "pixels only"}
    heads = [f"{names[mode]}{extra}" for mode in modes for extra in ("", ", strings", ", ms")]
    print(f"\n| {title} | " + " | ".join(heads) + " |\n|---|" + "---|" * len(heads))
    for name, rows in groups.items():
        cells = []
        for mode in modes:
            ours, ms = share(rows, by_elements, mode)
            cells += [ours, share(rows, by_string, mode)[0], f"{ms:.1f}"]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def by(rows: Sequence[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    """Group rows by a name, in the order of first sight."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def read_all() -> None:
    """Read every screen once, so that the tables' times are those of a known screen."""
    times = []
    for screen in screens.screens().values():
        screenshot = screen.screenshot()
        started = time.perf_counter()
        READER.read(screenshot)
        times.append((time.perf_counter() - started) * 1000)
    print(f"first reading of a screen: {statistics.median(times):.0f} ms (median of {len(times)})")


def main() -> None:
    """Print the tables."""
    if not screens.SCREENS.exists():
        print(f"skipped: {screens.ABSENT}")
        return
    read_all()
    labels = screens.label_rows()
    kinds = by(labels, lambda row: f"{row.kind}, {row.script}")
    readable = [row for row in labels if row.kind == "text" and row.script in screens.READABLE]
    kinds |= {"**text, readable scripts**": readable, "**all**": labels}
    print_table("labels: found", kinds, (True, False))
    print_table("kind of control: found", by(screens.role_rows(), lambda row: row.kind), (True,))
    negatives = [*screens.foreign_rows(), *screens.near_miss_rows()]
    print_table("not there: refused", by(negatives, lambda row: row.kind), (True, False))
    wrong = by(screens.wrong_role_rows(), lambda row: f"no {row.kind} there")
    print_table("wrong kind: refused", wrong, (True, False))


if __name__ == "__main__":
    main()
