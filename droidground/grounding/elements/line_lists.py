"""Lists and strips that lines of text read from pixels make, where there is no hierarchy."""

from __future__ import annotations

from collections.abc import Sequence

from droidground.geometry import Box
from droidground.grounding.elements.candidates import Element, LabelKind
from droidground.grounding.elements.geometry import around, in_rows
from droidground.grounding.elements.lists import ItemList, largest_first

ALIGN = 0.02
"""Share of the frame's width by which lines that are set flush may differ."""
SUMMARY_GAP = 0.7
"""Share of a line's height at most between a title and its summary."""
STATUS_SHARE = 0.032
"""Share of the frame's height that the status bar takes."""
PITCH = 0.35
"""Share by which the steps from one item to the next may differ."""
MIN_STEPS = 2
ALIKE = 0.35
"""Share by which the heights of lines in one strip may differ (ascenders, descenders)."""


def whole_lines(elements: Sequence[Element], frame: Box) -> tuple[Element, ...]:
    """Return the lines as they were read, without parts of them and what is likely no text.

    A single sign is mostly an icon misread, and the status bar is no part of the app.
    """
    status = frame.top + STATUS_SHARE * frame.height
    return tuple(
        e
        for e in elements
        if e.label
        and e.label.kind is LabelKind.READ
        and e.box.center.y > status
        and (len(e.label.form.squashed) > 1 or e.label.form.squashed.isdigit())
    )


def line_lists(elements: Sequence[Element], frame: Box) -> tuple[ItemList, ...]:
    """Return the columns of lines that begin at one edge, and the strips on one line."""
    lines = whole_lines(elements, frame)
    found = [*_columns(lines, frame), *_strips(lines)]
    return largest_first(found)


def _columns(lines: Sequence[Element], frame: Box) -> list[ItemList]:
    columns: list[list[Element]] = []
    for line in sorted(lines, key=lambda e: e.box.left):
        if columns and line.box.left - columns[-1][0].box.left <= ALIGN * frame.width:
            columns[-1].append(line)
        else:
            columns.append([line])
    lists = [
        _list(_regular(_titles(sorted(column, key=lambda e: e.box.top)))) for column in columns
    ]
    return [one for one in lists if len(one.items) > 1]


def _regular(column: Sequence[Element]) -> Sequence[Element]:
    """Return the longest run of lines at one pitch; what is above or below is no item."""
    steps = [b.box.top - a.box.top for a, b in zip(column, column[1:], strict=False)]
    if len(steps) < MIN_STEPS:
        return column
    usual = sorted(steps)[len(steps) // 2]
    best, start = (0, 1), 0
    for at, step in enumerate([*steps, 0]):
        if not usual * (1 - PITCH) <= step <= usual * (1 + PITCH):
            best = max(best, (start, at + 1), key=lambda run: run[1] - run[0])
            start = at + 1
    return column[slice(*best)]


def _titles(column: Sequence[Element]) -> list[Element]:
    """Leave out the lines that follow another closely: they are its summary."""
    titles: list[Element] = []
    last: Element | None = None
    for line in column:
        if last is None or line.box.top - last.box.bottom > SUMMARY_GAP * min(
            line.box.height, last.box.height
        ):
            titles.append(line)
        last = line
    return titles


def _strips(lines: Sequence[Element]) -> list[ItemList]:
    strips = []
    for row in in_rows(lines):
        usual = sorted(line.box.height for line in row)[len(row) // 2]
        alike = [line for line in row if abs(line.box.height - usual) <= ALIKE * usual]
        if len(alike) > 1:
            strips.append(_list(alike))
    return strips


def _list(items: Sequence[Element]) -> ItemList:
    return ItemList(around(item.box for item in items), tuple(items))
