"""Views that lay out others: rows, columns, lists."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from droidground_emulator.virtual.screen.base import Node
from droidground_emulator.virtual.screen.pillow.canvas import Canvas
from droidground_emulator.virtual.screen.pillow.theme import Box, Metrics
from droidground_emulator.virtual.screen.pillow.views import FILL, View


@dataclass(eq=False, kw_only=True, slots=True)
class Column(View):
    """Children from top to bottom; those with a weight share the height left."""

    class_name: str = "android.widget.LinearLayout"
    centered: bool = False
    """Whether children stand in the middle across."""

    def content_size(self, m: Metrics, room: int) -> tuple[int, int]:
        """Return the widest width and the sum of heights."""
        sizes = [child.measure(m, room) for child in self.children]
        return max((w for w, _ in sizes), default=0), sum(h for _, h in sizes)

    def arrange(self, m: Metrics, inner: Box) -> None:
        """Stack the children."""
        left, top, right, bottom = inner
        sizes = [child.measure(m, right - left) for child in self.children]
        shares = sum(child.weight for child in self.children)
        used = sum(
            h for child, (_, h) in zip(self.children, sizes, strict=True) if not child.weight
        )
        for child, (width, height) in zip(self.children, sizes, strict=True):
            if child.weight:
                height = max(0, round((bottom - inner[1] - used) * child.weight / shares))
            x = left + (right - left - width) // 2 if self.centered else left
            child.place(m, (x, top, x + width, top + height))
            top += height


@dataclass(eq=False, kw_only=True, slots=True)
class Row(View):
    """Children from left to right, in the middle of the height."""

    class_name: str = "android.widget.LinearLayout"

    def content_size(self, m: Metrics, room: int) -> tuple[int, int]:
        """Return the sum of widths and the largest height."""
        sizes = self._sizes(m, room)
        return sum(w for w, _ in sizes), max((h for _, h in sizes), default=0)

    def arrange(self, m: Metrics, inner: Box) -> None:
        """Put the children side by side."""
        left, top, right, bottom = inner
        for child, (width, height) in zip(self.children, self._sizes(m, right - left), strict=True):
            height = bottom - top if child.height == FILL else min(height, bottom - top)
            y = top + (bottom - top - height) // 2
            child.place(m, (left, y, left + width, y + height))
            left += width

    def _sizes(self, m: Metrics, room: int) -> list[tuple[int, int]]:
        left = room
        sizes: dict[int, tuple[int, int]] = {}
        for number, child in enumerate(self.children):
            if not child.weight:
                sizes[number] = child.measure(m, left)
                left -= sizes[number][0]
        shares = sum(child.weight for child in self.children)
        for number, child in enumerate(self.children):
            if child.weight:
                width = int(left * child.weight / shares)
                sizes[number] = (width, child.measure(m, width)[1])
        return [sizes[number] for number in range(len(self.children))]


@dataclass(eq=False, slots=True)
class Scrolling:
    """Where a list stands; outlives the views, which are built anew at each change."""

    offset: float = 0.0
    furthest: float = 0.0

    def by(self, distance: float) -> bool:
        """Move down the list by pixels; False when it was at that end already."""
        before = self.offset
        self.offset = min(max(before + distance, 0.0), self.furthest)
        return self.offset != before


@dataclass(eq=False, kw_only=True, slots=True)
class List(View):
    """A column higher than its box, moved by a finger."""

    class_name: str = "androidx.recyclerview.widget.RecyclerView"
    scrolling: Scrolling = field(default_factory=Scrolling)

    def content_size(self, m: Metrics, room: int) -> tuple[int, int]:
        """Return no height of its own: a list takes what it is given."""
        return room, 0

    def arrange(self, m: Metrics, inner: Box) -> None:
        """Stack the children from the scrolled offset on."""
        heights = [child.measure(m, inner[2] - inner[0])[1] for child in self.children]
        self.scrolling.furthest = float(max(0, sum(heights) - (inner[3] - inner[1])))
        self.scrolling.by(0)
        top = inner[1] - round(self.scrolling.offset)
        for child, height in zip(self.children, heights, strict=True):
            child.place(m, (inner[0], top, inner[2], top + height))
            top += height

    def paint(self, canvas: Canvas, m: Metrics) -> None:
        """Draw the children that show, cut at the list's edges."""
        if self.box[0] >= self.box[2] or self.box[1] >= self.box[3]:
            return
        inner = canvas.clipped(self.box)
        for child in self.children:
            if child.box[3] > self.box[1] and child.box[1] < self.box[3]:
                child.paint(inner, m)
        canvas.paste(inner)

    def clip(self, outer: Box) -> Box:
        """Return the part of the list that shows."""
        return self.visible_box(outer)

    def describe(self, package: str, box: Box, children: tuple[Node, ...]) -> Node:
        """Return the node, scrollable when there is more than fits."""
        node = View.describe(self, package, box, children)
        return replace(node, scrollable=self.scrolling.furthest > 0, focusable=True)
