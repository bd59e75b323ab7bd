"""Views: what is drawn and what uiautomator reads come from the same boxes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from droidground_emulator.virtual.screen.base import Node
from droidground_emulator.virtual.screen.pillow.canvas import Canvas
from droidground_emulator.virtual.screen.pillow.theme import Box, Color, Metrics, text_width

FILL = -1.0
"""As wide or high as the parent allows."""
NOWHERE: Box = (0, 0, 0, 0)
Insets = tuple[float, float, float, float]


@dataclass(eq=False, kw_only=True, slots=True)
class View:
    """A box; lengths are dp until laid out, `box` is pixels after."""

    class_name: str = "android.view.View"
    resource_id: str = ""
    desc: str = ""
    children: Sequence[View] = ()
    width: float | None = None
    """dp, FILL, or None to wrap the content."""
    height: float | None = None
    weight: float = 0.0
    """Share of the room left in a row or column."""
    padding: Insets = (0, 0, 0, 0)
    """Left, top, right, bottom."""
    fill: Color | None = None
    radius: float = 0.0
    on_tap: Callable[[], None] | None = None
    on_long_press: Callable[[], None] | None = None
    checkable: bool = False
    checked: bool = False
    enabled: bool = True
    selected: bool = False
    hidden: bool = False
    """Drawn but not in the tree, as decoration is."""
    box: Box = NOWHERE

    def measure(self, m: Metrics, room: int) -> tuple[int, int]:
        """Return the size in pixels that this view takes in `room` pixels of width."""
        across, down = self._insets(m)
        outer = self._fixed(m, self.width, room)
        inner = (room if outer is None else outer) - across
        content = self.content_size(m, max(inner, 0))
        width = content[0] + across if outer is None else outer
        height = content[1] + down if self.height in (None, FILL) else m.dp(self.height or 0)
        return min(width, room), height

    def place(self, m: Metrics, box: Box) -> None:
        """Take `box` and lay out what is inside."""
        self.box = box
        left, top, right, bottom = (m.dp(value) for value in self.padding)
        self.arrange(m, (box[0] + left, box[1] + top, box[2] - right, box[3] - bottom))

    def content_size(self, m: Metrics, room: int) -> tuple[int, int]:
        """Return the size of the content: by default the largest child."""
        sizes = [child.measure(m, room) for child in self.children]
        return max((w for w, _ in sizes), default=0), max((h for _, h in sizes), default=0)

    def arrange(self, m: Metrics, inner: Box) -> None:
        """Lay out the children: by default one over the other, each at the top left."""
        for child in self.children:
            width, height = child.measure(m, inner[2] - inner[0])
            height = inner[3] - inner[1] if child.height == FILL else height
            child.place(m, (inner[0], inner[1], inner[0] + width, inner[1] + height))

    def paint(self, canvas: Canvas, m: Metrics) -> None:
        """Draw this view, then its children."""
        if self.fill is not None:
            canvas.rounded(self.box, m.dp(self.radius), self.fill)
        self.paint_content(canvas, m)
        for child in self.children:
            child.paint(canvas, m)

    def paint_content(self, canvas: Canvas, m: Metrics) -> None:
        """Draw what is not a child."""

    def visible_box(self, clip: Box) -> Box:
        """Return the part of the box that can be seen."""
        box = self.box
        return (
            max(box[0], clip[0]),
            max(box[1], clip[1]),
            min(box[2], clip[2]),
            min(box[3], clip[3]),
        )

    def node(self, package: str, clip: Box) -> Node | None:
        """Return this view as uiautomator reports it, None when nothing of it can be seen."""
        box = self.visible_box(clip)
        if self.hidden or box[0] >= box[2] or box[1] >= box[3]:
            return None
        inner = (child.node(package, self.clip(clip)) for child in self.children)
        return self.describe(package, box, tuple(node for node in inner if node is not None))

    def describe(self, package: str, box: Box, children: tuple[Node, ...]) -> Node:
        """Return the node with this view's flags."""
        return Node(
            class_name=self.class_name,
            bounds=box,
            content_desc=self.desc,
            resource_id=self.resource_id,
            package=package,
            checkable=self.checkable,
            checked=self.checked,
            clickable=self.on_tap is not None,
            enabled=self.enabled,
            focusable=self.on_tap is not None,
            long_clickable=self.on_long_press is not None,
            selected=self.selected,
            children=children,
        )

    def clip(self, outer: Box) -> Box:
        """Return what bounds the children: by default nothing of its own."""
        return outer

    def path_to(self, x: float, y: float) -> Iterator[View]:
        """Yield the views at a point, this one first, the topmost last."""
        if not (self.box[0] <= x < self.box[2] and self.box[1] <= y < self.box[3]):
            return
        yield self
        for child in reversed(self.children):
            inside = list(child.path_to(x, y))
            if inside:
                yield from inside
                return

    def _insets(self, m: Metrics) -> tuple[int, int]:
        left, top, right, bottom = (m.dp(value) for value in self.padding)
        return left + right, top + bottom

    @staticmethod
    def _fixed(m: Metrics, length: float | None, room: int) -> int | None:
        if length is None:
            return None
        return room if length == FILL else m.dp(length)


@dataclass(eq=False, kw_only=True, slots=True)
class Text(View):
    """Words, wrapped at blanks and cut with an ellipsis."""

    class_name: str = "android.widget.TextView"
    text: str = ""
    size: float = 14
    """sp."""
    color: Color = (0, 0, 0)
    bold: bool = False
    lines: int = 1
    centered: bool = False

    def content_size(self, m: Metrics, room: int) -> tuple[int, int]:
        """Return the size of the wrapped lines."""
        size = m.sp(self.size)
        lines = wrap(self.text, size, room, self.lines)
        widest = max((text_width(line, size) for line in lines), default=0)
        return min(room, int(widest) + 1), line_height(size) * len(lines)

    def paint_content(self, canvas: Canvas, m: Metrics) -> None:
        """Draw the lines."""
        left, top, right, _ = self.box
        left += m.dp(self.padding[0])
        right -= m.dp(self.padding[2])
        size = m.sp(self.size)
        for number, line in enumerate(wrap(self.text, size, right - left, self.lines)):
            x = left
            if self.centered:
                x += max(0, int(right - left - text_width(line, size)) // 2)
            baseline = top + m.dp(self.padding[1]) + number * line_height(size) + round(size * 0.98)
            canvas.text((x, baseline), line, size, self.color, bold=self.bold)

    def describe(self, package: str, box: Box, children: tuple[Node, ...]) -> Node:
        """Return the node with its words."""
        return replace(View.describe(self, package, box, children), text=self.text)


@dataclass(eq=False, kw_only=True, slots=True)
class Icon(View):
    """A drawn icon, square, in the middle of its box."""

    class_name: str = "android.widget.ImageView"
    name: str = ""
    side: float = 24
    color: Color = (0, 0, 0)

    def content_size(self, m: Metrics, room: int) -> tuple[int, int]:
        """Return the icon's size."""
        return m.dp(self.side), m.dp(self.side)

    def paint_content(self, canvas: Canvas, m: Metrics) -> None:
        """Draw the icon."""
        side = m.dp(self.side)
        left = (self.box[0] + self.box[2] - side) // 2
        top = (self.box[1] + self.box[3] - side) // 2
        canvas.icon(self.name, (left, top, left + side, top + side), self.color)


def line_height(size: int) -> int:
    """Return the height of a line of text of `size` pixels."""
    return round(size * 1.3)


def wrap(text: str, size: int, room: int, most: int) -> list[str]:
    """Return at most `most` lines that fit in `room` pixels, the last one cut if need be."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer, size) > room:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_fit(line, size, room) for line in lines]


def _fit(line: str, size: int, room: int) -> str:
    # A character takes at least a pixel, so that no more of an endless text is ever measured.
    shown = line[: max(room, 0) + 1]
    if shown == line and text_width(line, size) <= room:
        return line
    fitting = bisect_right(
        range(1, len(shown) + 1),
        float(room),
        key=lambda count: text_width(shown[:count] + "...", size),
    )
    return shown[:fitting] + "..."
