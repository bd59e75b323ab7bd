"""A view hierarchy laid out on a frame: what is visible where, and what takes a touch."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from droidground.geometry import Box, Point
from droidground.screen import Screenshot
from droidground.ui_tree import UiNode, UiTree

MIN_SIDE = 5
"""A view with fewer visible pixels on a side cannot be seen."""
MAX_TARGET_SHARE = 0.35
"""A clickable view that covers more of the screen is a page that swallows touches, no control."""
WINDOW_SHARE = 0.8
"""A window that draws on less than this share of another's area lies over it (dialog, keyboard)."""

ALIKE_SHARE = 0.15
"""Views on one line differ in place and height by no more than this share of their height."""
END = 1 << 30
"""Below everything: closes the last line."""

TOUCHED_CLASSES = ("button", "edittext", "spinner", "checkbox", "switch", "seekbar", "autocomplete")
"""Parts of class names whose views take touches even where the dump does not say so."""


@dataclass(frozen=True, slots=True)
class Views:
    """A hierarchy's nodes with their visible boxes in frame pixels."""

    tree: UiTree
    frame: Box
    boxes: tuple[Box | None, ...]
    """Visible part of each node; None where nothing of it is on the screen."""
    ends: tuple[int, ...]
    """Index behind the last node inside each node (document order)."""
    anchors: tuple[int | None, ...]
    """Nearest node, itself included, that takes a touch on each node."""
    behind: frozenset[int]
    """Visible nodes behind an open drawer or another window: a touch on them does not reach."""
    worded: tuple[int, ...]
    """Visible nodes with words, in document order."""
    lines: Mapping[int, tuple[int, ...]]
    """For each visible child of a node, its siblings on the same line and as high, itself too."""

    def box(self, index: int) -> Box:
        """Return the box of a visible node."""
        box = self.boxes[index]
        assert box is not None, f"node {index} is not visible"
        return box

    def worded_inside(self, index: int) -> tuple[int, ...]:
        """Return the nodes with words inside a node, itself excluded."""
        start = bisect_left(self.worded, index + 1)
        return self.worded[start : bisect_left(self.worded, self.ends[index])]

    def beside(self, index: int) -> tuple[int, ...]:
        """Return the node and those of its siblings that stand level with it and are as high."""
        return self.lines.get(index, (index,))

    def is_inside(self, inner: int, outer: int) -> bool:
        """Tell whether a node is the other or lies inside it in the hierarchy."""
        return outer <= inner < self.ends[outer]

    def takers(self, point: Point) -> list[int]:
        """Return the visible nodes that take touches at a pixel, the last drawn first."""
        found = []
        for index in range(len(self.boxes) - 1, -1, -1):
            box = self.boxes[index]
            if box and self.anchors[index] == index and box.contains(point):
                found.append(index)
        return found


def lay_out(tree: UiTree, screenshot: Screenshot) -> Views:
    """Find what of a hierarchy is visible on a frame."""
    ends = _ends(tree)
    boxes = _boxes(tree, screenshot)
    behind = set(_hide_covered(tree, boxes, ends))
    area = screenshot.size.width * screenshot.size.height
    worded = (node.index for node in tree if boxes[node.index] and node.has_words)
    return Views(
        tree=tree,
        frame=Box.of(screenshot.size),
        boxes=tuple(boxes),
        ends=ends,
        anchors=_anchors(tree, boxes, area),
        behind=frozenset(index for index in behind if boxes[index]),
        worded=tuple(worded),
        lines=_lines(tree, boxes),
    )


def _lines(tree: UiTree, boxes: list[Box | None]) -> dict[int, tuple[int, ...]]:
    """Group the children of each node by top and height, as the tabs of a strip stand."""
    found: dict[int, tuple[int, ...]] = {}
    for node in tree:
        shown = [(box.top, box.bottom, index) for index in node.children if (box := boxes[index])]
        line: list[tuple[int, int, int]] = []
        for top, bottom, index in [*sorted(shown), (END, END, 0)]:
            slack = (line[0][1] - line[0][0]) * ALIKE_SHARE if line else 0
            if line and (top - line[0][0] > slack or abs(bottom - line[0][1]) > slack):
                members = tuple(member for _, _, member in line)
                found.update(dict.fromkeys(members, members))
                line = []
            line.append((top, bottom, index))
    return found


def _ends(tree: UiTree) -> tuple[int, ...]:
    ends = [node.index + 1 for node in tree]
    for node in reversed(tree.nodes):
        if node.parent is not None:
            ends[node.parent] = max(ends[node.parent], ends[node.index])
    return tuple(ends)


def _boxes(tree: UiTree, screenshot: Screenshot) -> list[Box | None]:
    """Map bounds to the frame and cut them to it and to the scrolling views around them."""
    to_input = screenshot.to_input()
    to_frame = None
    if screenshot.display is not None and screenshot.display.size != screenshot.size:
        to_frame = to_input.inverse() if to_input else None
    frame = Box.of(screenshot.size)
    clips: list[Box | None] = []
    boxes: list[Box | None] = []
    for node in tree:
        clip = frame if node.parent is None else clips[node.parent]
        bounds = node.bounds
        if bounds is not None and to_frame is not None:
            bounds = to_frame.map_box(bounds)
        box = bounds.intersection(clip) if bounds and clip else None
        if box and (box.width < MIN_SIDE or box.height < MIN_SIDE):
            box = None
        boxes.append(box)
        clips.append(box if node.scrollable else clip)
    return boxes


def _hide_covered(tree: UiTree, boxes: list[Box | None], ends: tuple[int, ...]) -> Iterator[int]:
    """Take out what an opened drawer or a smaller window lies over; yield what is behind it."""
    roots = [node.index for node in tree if node.parent is None]
    extents = {root: _extent(tree, boxes, root, ends[root]) for root in roots}
    for root, extent in extents.items():
        for other, around in extents.items():
            if root == other or extent is None or around is None:
                continue
            if extent.area < around.area * WINDOW_SHARE:
                yield from _hide(boxes, other, ends[other], extent)
    for node in tree:
        if "DrawerLayout" in node.class_name and len(node.children) > 1:
            yield from _hide_under_drawers(boxes, node, ends)


def _extent(tree: UiTree, boxes: list[Box | None], start: int, end: int) -> Box | None:
    """Return the box around a window's visible leaves; its root may reach beyond what it draws."""
    leaves = [
        box
        for index in range(start, end)
        if not tree.nodes[index].children and (box := boxes[index])
    ]
    if not leaves:
        return None
    return Box(
        min(box.left for box in leaves),
        min(box.top for box in leaves),
        max(box.right for box in leaves),
        max(box.bottom for box in leaves),
    )


def _hide_under_drawers(
    boxes: list[Box | None], node: UiNode, ends: tuple[int, ...]
) -> Iterator[int]:
    content, *drawers = node.children
    whole = boxes[node.index]
    for drawer in drawers:
        box = boxes[drawer]
        if box and whole and box.area < whole.area:
            yield from _hide(boxes, content, ends[content], box)


def _hide(boxes: list[Box | None], start: int, end: int, cover: Box) -> Iterator[int]:
    """Take out nodes under a cover, and yield the others unless it covers none."""
    covered = [
        index
        for index in range(start, end)
        if (box := boxes[index]) and cover.intersection(box) == box
    ]
    for index in covered:
        boxes[index] = None
    if covered:
        yield from range(start, end)


def _anchors(tree: UiTree, boxes: list[Box | None], area: int) -> tuple[int | None, ...]:
    anchors: list[int | None] = []
    for node in tree:
        box = boxes[node.index]
        takes = _takes_touches(node) or _is_chosen_of_several(tree, node)
        if box and takes and box.area <= area * MAX_TARGET_SHARE:
            anchors.append(node.index)
        elif box and takes:
            anchors.append(None)
        else:
            anchors.append(None if node.parent is None else anchors[node.parent])
    return tuple(anchors)


def _takes_touches(node: UiNode) -> bool:
    if node.clickable or node.checkable:
        return True
    name = node.short_class.lower()
    return any(part in name for part in TOUCHED_CLASSES) and "switcher" not in name


def _is_chosen_of_several(tree: UiTree, node: UiNode) -> bool:
    """Tell whether a view is the selected one of a strip: it takes no touch while it is that."""
    if not node.selected or node.parent is None:
        return False
    beside = (tree.nodes[index] for index in tree.nodes[node.parent].children)
    return any(other.clickable and other.class_name == node.class_name for other in beside)
