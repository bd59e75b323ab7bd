"""The elements of a screen that words can name, from lines of text read on its pixels."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from droidground.geometry import Box, Size
from droidground.grounding.elements.candidates import Element, Label, LabelKind
from droidground.grounding.elements.controls import Roles, view_roles
from droidground.grounding.elements.forms import form, segment_spans
from droidground.grounding.elements.ocr import TextLine
from droidground.grounding.elements.roles import TEXT_ROLES
from droidground.grounding.elements.views import Views

MAX_LINES = 4
"""A label is set on no more lines than this."""
LINE_GAP = 0.5
"""Largest space between two lines of one label, as a share of a line's height."""
HEIGHT_RATIO = 1.35
"""Lines of one label differ in height by no more than this factor (ascenders, descenders)."""
ALIGN_SLACK = 0.6
"""Offset of two aligned lines, as a share of a line's height."""

BRACKETS = frozenset("《》「」【】")
"""What sets a title apart from the text around it."""

READ_ROLES = Roles(frozenset(), frozenset(TEXT_ROLES))


def elements_from(lines: Sequence[TextLine], size: Size) -> tuple[Element, ...]:
    """Return lines, parts of lines, and runs of lines that are set as one label."""
    whole = [line for line in lines if not line.is_part]
    runs = [run for line in whole for run in _runs_from(line, whole)]
    found = (
        *(_line(line, size) for line in lines),
        *(part for line in whole for part in _parts(line)),
        *(
            _element(" ".join(line.text for line in run), _around(run), LabelKind.LINES)
            for run in runs
        ),
    )
    return tuple(element for element in found if element.labels)


def labelled_pictures(
    views: Views, pictures: Sequence[int], lines: Sequence[TextLine]
) -> tuple[Element, ...]:
    """Return controls drawn as pictures with the lines that are read on each as its label."""
    found = []
    for index in pictures:
        box = views.box(index)
        on = [line for line in lines if not line.is_part and box.contains(line.box.center)]
        if on:
            label = Label(form(" ".join(line.text for line in on)), LabelKind.READ)
            node = views.tree.nodes[index]
            roles = view_roles(views, node)
            found.append(Element(box, (label,), roles, "ocr", index, views.anchors[index]))
    return tuple(found)


def _element(text: str, box: Box, kind: LabelKind) -> Element:
    label = Label(form(text), kind)
    return Element(box, (label,) if label.form.tokens else (), READ_ROLES, "ocr")


def _line(line: TextLine, size: Size) -> Element:
    is_cut_off = line.box.right >= size.width - 1 or line.text.endswith("..")
    return _element(
        line.text.rstrip(".") + "..." if is_cut_off else line.text, line.box, LabelKind.READ
    )


def _parts(line: TextLine) -> list[Element]:
    """Return the parts that separators make, each where its share of the characters stands."""
    spans = segment_spans(line.text)
    named = [
        span for span in spans if span in (spans[0], spans[-1]) or _is_bracketed(line.text, span)
    ]
    return [_element(line.text[slice(*span)], _share(line, span), LabelKind.PART) for span in named]


def _is_bracketed(text: str, span: tuple[int, int]) -> bool:
    return text[span[0] - 1 : span[0]] in BRACKETS and text[span[1] : span[1] + 1] in BRACKETS


def _share(line: TextLine, span: tuple[int, int]) -> Box:
    widths = [width_of(char) for char in line.text]
    unit = line.box.width / sum(widths)
    start, end = sum(widths[: span[0]]), sum(widths[: span[1]])
    left, right = line.box.left + int(start * unit), line.box.left + round(end * unit)
    return Box(left, line.box.top, right, line.box.bottom)


def width_of(char: str) -> int:
    """Return a character's width in half-width columns."""
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _around(lines: Sequence[TextLine]) -> Box:
    return Box(
        min(line.box.left for line in lines),
        lines[0].box.top,
        max(line.box.right for line in lines),
        max(line.box.bottom for line in lines),
    )


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
