"""The view that was found or touched, and what is drawn over it. Pure."""

from __future__ import annotations

from droidground.device.events import InputEvent
from droidground.device.input_line import points_of
from droidground.device.observation import Observation
from droidground.grounding.location import Location
from droidground.ui_tree import UiNode, UiTree


def view_under(event: InputEvent, before: Observation | None) -> UiNode | None:
    """Return the view that an event touches first, where the hierarchy was read."""
    points = points_of(event)
    tree = before.tree if before else None
    return tree.at(points[0]) if points and tree else None


def view_of(location: Location, tree: UiTree | None) -> UiNode | None:
    """Return the view that words name; None where they were found in the pixels, or not at all."""
    best = location.candidates[0] if location.found and location.candidates else None
    return None if best is None or best.node is None or tree is None else tree.nodes[best.node]


def covers(tree: UiTree, upper: Location, lower: Location) -> bool:
    """Tell whether what holds `upper` is drawn over the point of `lower`.

    Of two branches of one window the later is drawn above; a pop-up's has its scrim in it, and so
    the point, unless the pop-up leaves it free. Of two windows, which come in no order, the smaller
    is a dialog, and takes all touches.
    """
    one, other = view_of(upper, tree), view_of(lower, tree)
    if one is None or other is None or lower.point is None:
        return False
    pairs = zip(_path(tree, one), _path(tree, other), strict=False)
    above, below = next((pair for pair in pairs if pair[0] is not pair[1]), (None, None))
    if above is None or below is None or above.bounds is None or below.bounds is None:
        return False
    if above.parent is None:
        return above.bounds.area < below.bounds.area
    return above.index > below.index and above.bounds.contains(lower.point)


def mentions(tree: UiTree, words: str) -> bool:
    """Tell whether any of the words stands in any view's text."""
    texts = "\n".join(f"{node.text}\n{node.content_desc}" for node in tree).casefold()
    return any(word in texts for word in words.casefold().split())


def _path(tree: UiTree, node: UiNode) -> list[UiNode]:
    """Return the views from the root to a node."""
    return [*reversed([*tree.ancestors(node)]), node]
