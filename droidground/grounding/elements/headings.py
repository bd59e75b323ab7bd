"""Headings, and the sections of a screen below them."""

from __future__ import annotations

from droidground.geometry import Box
from droidground.grounding.elements.candidates import Element
from droidground.grounding.elements.forms import Form
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.scene import Scene

MAX_HEADING = 6
"""Words of a heading; a longer text is prose."""
STRIP_END = 0.07
"""Share of the frame's height that may lie below a bottom bar: the system's own bar."""
STRIP_SHARE = 0.16
"""Share of the frame's height that a bottom bar takes at most."""


def headings_with(scene: Scene, label: Form) -> list[Element]:
    """Return the short texts that take no touch and hold the words: Trending searches."""
    wanted = set(label.tokens)
    return [
        e
        for e in scene.elements
        if Role.TEXT in e.roles.strong
        and not e.is_tappable
        and e.label is not None
        and len(e.label.form.tokens) <= MAX_HEADING
        and wanted <= set(e.label.form.tokens)
    ]


def section_under(scene: Scene, heading: Element) -> Box:
    """Return what is below a heading up to the next one that is set alike."""
    later = [
        e.box.top
        for e in scene.elements
        if Role.TEXT in e.roles.strong
        and e.box.top > heading.box.bottom
        and e.anchor == heading.anchor
        and abs(e.box.left - heading.box.left) <= 0.02 * scene.frame.width
        and abs(e.box.height - heading.box.height) <= 0.15 * heading.box.height
    ]
    end = max(heading.box.bottom, min([*later, _content_end(scene)]))
    return Box(scene.frame.left, heading.box.bottom, scene.frame.right, end)


def _content_end(scene: Scene) -> int:
    """Return where a strip along the bottom begins, or the frame ends."""
    frame = scene.frame
    strips = (
        one.box.top
        for one in scene.lists
        if len(one.rows) == 1
        and one.box.bottom >= (1 - STRIP_END) * frame.height
        and one.box.height <= STRIP_SHARE * frame.height
    )
    return min(strips, default=frame.bottom)
