"""Where inside an element a finger reaches it and nothing else."""

from __future__ import annotations

from droidground.geometry import Box, Point
from droidground.grounding.elements.views import Views

SHARES = (0.5, 0.3, 0.7, 0.15, 0.85)
"""Places to try along each side, the middle first."""


def reachable_point(views: Views, index: int) -> Point:
    """Return the first place of a node, from its centre, that no other control takes."""
    places = _places(views.box(index))
    return next((place for place in places if _reaches(views, index, place)), places[0])


def is_blocked(views: Views, index: int) -> bool:
    """Tell whether something that is drawn later takes the touches on the node's centre."""
    if index in views.behind:
        return True
    takers = views.takers(views.box(index).center)
    return bool(takers) and not (
        views.is_inside(takers[0], index) or views.is_inside(index, takers[0])
    )


def _reaches(views: Views, index: int, place: Point) -> bool:
    takers = views.takers(place)
    return not takers or views.is_inside(index, takers[0])


def _places(box: Box) -> list[Point]:
    shares = ((x, y) for y in SHARES for x in SHARES)
    centre = box.center
    others = (
        Point(box.left + int(box.width * x), box.top + int(box.height * y)) for x, y in shares
    )
    return [centre, *others]
