"""What a resolver of phrases looks at: the elements of one screen, their states and their lists."""

from __future__ import annotations

from collections.abc import Sequence

from droidground.geometry import Box
from droidground.grounding.elements.candidates import Element
from droidground.grounding.elements.forms import Form
from droidground.grounding.elements.gist import Shown
from droidground.grounding.elements.line_lists import line_lists, whole_lines
from droidground.grounding.elements.lists import ItemList, item_lists
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.score import Scored, best_of
from droidground.grounding.elements.shown import lines_shown, things_shown
from droidground.grounding.elements.views import Views
from droidground.grounding.elements.words import Reading
from droidground.screen import Screenshot


class Scene:
    """The elements of one screen; what is derived from them is worked out once, when asked for."""

    def __init__(
        self, screenshot: Screenshot, elements: Sequence[Element], views: Views | None = None
    ) -> None:
        self.screenshot = screenshot
        self.frame = Box.of(screenshot.size)
        self.views = views
        behind = views.behind if views else frozenset()
        self.elements = tuple(e for e in elements if e.node is None or e.node not in behind)
        self.lines = whole_lines(elements, self.frame) if views is None else ()
        """Lines of text, where nothing but pixels is known."""
        self._named: dict[tuple[tuple[Form, ...], Role | None], tuple[Scored, ...]] = {}
        self._lists: tuple[ItemList, ...] | None = None
        self._shown: tuple[tuple[Element, Shown], ...] | None = None

    @property
    def lists(self) -> tuple[ItemList, ...]:
        """Return the lists, strips and grids on the screen, the largest first."""
        if self._lists is None:
            made = item_lists(self.views) if self.views else line_lists(self.elements, self.frame)
            self._lists = made
        return self._lists

    @property
    def shown(self) -> tuple[tuple[Element, Shown], ...]:
        """Return the touch targets, or the lines that were read, with the words on each."""
        if self._shown is None:
            things = (
                things_shown(self.views, self.elements) if self.views else lines_shown(self.lines)
            )
            self._shown = tuple(things)
        return self._shown

    def named(self, labels: tuple[Form, ...], role: Role | None = None) -> tuple[Scored, ...]:
        """Return the elements that a label, or one of its other names, and a role fit."""
        key = (labels, role)
        if key not in self._named:
            reading = Reading(labels, role)
            scored = (best_of((reading,), element) for element in self.elements)
            self._named[key] = tuple(item for item in scored if item)
        return self._named[key]
