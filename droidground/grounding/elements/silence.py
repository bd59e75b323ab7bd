"""Parts of a screen of which the view hierarchy says nothing: web pages, games, drawn canvases."""

from __future__ import annotations

from droidground.geometry import Box
from droidground.grounding.elements.views import Views
from droidground.ui_tree import UiNode

SILENT_SHARE = 0.08
"""A wordless leaf that covers less of the screen is a picture or a gap, no canvas."""
LABEL_RATIO = 1.6
"""A picture that takes touches and is this much wider than high may be a button with a label."""
LABEL_HEIGHT = 0.08
"""It is at most this share of the screen high."""
CANVASES = ("webview", "surfaceview", "textureview", "flutter", "unity", "canvas", "gameview")
"""Parts of class names whose views draw what the hierarchy does not know."""


def silent_regions(views: Views) -> tuple[Box, ...]:
    """Return where text may be that the hierarchy does not know; the frame when it knows none."""
    if not views.worded:
        return (views.frame,)
    least = views.frame.area * SILENT_SHARE
    regions = []
    for node in views.tree:
        box = views.boxes[node.index]
        if box is None or box.area < least or node.has_words:
            continue
        is_canvas = any(part in node.class_name.lower() for part in CANVASES)
        if views.worded_inside(node.index) or (node.children and not is_canvas):
            continue
        if is_canvas or not _has_words_over(views, box):
            regions.append(box)
    return tuple(regions)


def silent_controls(views: Views) -> tuple[int, ...]:
    """Return the controls that show no words to the hierarchy but are shaped to bear some."""
    found = []
    for node in views.tree:
        box = views.boxes[node.index]
        if box is None or node.children or node.has_words or node.index in views.behind:
            continue
        is_shaped = LABEL_RATIO * box.height <= box.width and box.height <= LABEL_HEIGHT * (
            views.frame.height
        )
        if is_shaped and views.anchors[node.index] == node.index and _is_picture(node):
            found.append(node.index)
    return tuple(found)


def _is_picture(node: UiNode) -> bool:
    return "image" in node.class_name.lower() or node.short_class == "View"


def is_in_silence(views: Views, regions: tuple[Box, ...], box: Box) -> bool:
    """Tell whether a place lies in a silent region and not in a view that has words itself."""
    centre = box.center
    return any(region.contains(centre) for region in regions) and not any(
        views.box(index).contains(centre) for index in _leaves_with_words(views)
    )


def _leaves_with_words(views: Views) -> tuple[int, ...]:
    return tuple(index for index in views.worded if not views.tree.nodes[index].children)


def _has_words_over(views: Views, box: Box) -> bool:
    return any(box.contains(views.box(index).center) for index in views.worded)
