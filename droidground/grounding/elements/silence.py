"""Parts of a screen of which the view hierarchy says nothing: web pages, games, drawn canvases."""

from __future__ import annotations

from droidground.geometry import Box
from droidground.grounding.elements.views import Views

SILENT_SHARE = 0.08
"""A wordless leaf that covers less of the screen is a picture or a gap, no canvas."""
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
