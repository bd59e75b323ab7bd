"""The elements of a screen that words can name, from lines of text read on its pixels."""

from __future__ import annotations

from collections.abc import Sequence

from droidground.geometry import Box, Size
from droidground.grounding.elements.candidates import Element, Label, LabelKind
from droidground.grounding.elements.controls import Roles
from droidground.grounding.elements.forms import form
from droidground.grounding.elements.ocr import TextLine
from droidground.grounding.elements.roles import TEXT_ROLES

MAX_LINES = 4
"""A label is set on no more lines than this."""
LINE_GAP = 0.5
"""Largest space between two lines of one label, as a share of a line's height."""
HEIGHT_RATIO = 1.35
"""Lines of one label differ in height by no more than this factor (ascenders, descenders)."""
ALIGN_SLACK = 0.6
"""Offset of two aligned lines, as a share of a line's height."""

READ_ROLES = Roles(frozenset(), frozenset(TEXT_ROLES))


def elements_from(lines: Sequence[TextLine], size: Size) -> tuple[Element, ...]:
    """Return each line, and each run of lines set as one label, as an element."""
    single = [_element((line,), size) for line in lines]
    joined = [_element(run, size) for line in lines for run in _runs_from(line, lines)]
    return tuple(element for element in (*single, *joined) if element.labels)


def _element(lines: Sequence[TextLine], size: Size) -> Element:
    box = Box(
        min(line.box.left for line in lines),
        lines[0].box.top,
        max(line.box.right for line in lines),
        max(line.box.bottom for line in lines),
    )
    cut_off = len(lines) == 1 and lines[0].box.right >= size.width - 1
    text = " ".join(line.text for line in lines) + ("..." if cut_off else "")
    kind = LabelKind.READ if len(lines) == 1 else LabelKind.LINES
    labels = (Label(form(text), kind),)
    return Element(box, labels if labels[0].form.tokens else (), READ_ROLES, "ocr")


def _runs_from(first: TextLine, lines: Sequence[TextLine]) -> list[tuple[TextLine, ...]]:
    """Return the runs of two and more lines that begin with a line, each one line longer."""
    runs: list[tuple[TextLine, ...]] = []
    run: tuple[TextLine, ...] = (first,)
    while len(run) < MAX_LINES:
        following = [line for line in lines if _continues(run[-1].box, line.box)]
        if len(following) != 1:
            break
        run = (*run, following[0])
        runs.append(run)
    return runs


def _continues(above: Box, below: Box) -> bool:
    height = min(above.height, below.height)
    if below.top <= above.top or max(above.height, below.height) > HEIGHT_RATIO * height:
        return False
    if not -height / 2 <= below.top - above.bottom <= LINE_GAP * height:
        return False
    slack = ALIGN_SLACK * height
    return any(
        abs(one - two) <= slack
        for one, two in (
            (above.left, below.left),
            (above.right, below.right),
            ((above.left + above.right) / 2, (below.left + below.right) / 2),
        )
    )
