"""Words that say where on the screen, or among others of its kind, something is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Side(IntEnum):
    """A place along one axis."""

    START = -1
    """Left or top."""
    MIDDLE = 0
    END = 1
    """Right or bottom."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the screen; None where an axis does not matter."""

    x: Side | None = None
    y: Side | None = None

    def __str__(self) -> str:
        """Return it in words, as `top right`."""
        rows = {Side.START: "top", Side.MIDDLE: "middle", Side.END: "bottom", None: ""}
        columns = {Side.START: "left", Side.MIDDLE: "middle", Side.END: "right", None: ""}
        names = [rows[self.y], columns[self.x]]
        return " ".join(dict.fromkeys(name for name in names if name))


ROWS: dict[str, Side] = {
    **dict.fromkeys(("top", "topmost", "upper", "uppermost", "highest"), Side.START),
    **dict.fromkeys(("bottom", "bottommost", "lower", "lowest", "lowermost"), Side.END),
}
COLUMNS: dict[str, Side] = {
    **dict.fromkeys(("left", "leftmost", "left hand", "lefthand"), Side.START),
    **dict.fromkeys(("right", "rightmost", "right hand", "righthand"), Side.END),
}
MIDDLES = frozenset({"middle", "center", "centre", "central", "centered", "centred"})

INTENSIFIERS = frozenset({"very", "far", "extreme", "right"})
"""What may stand before a place: at the very bottom, right at the top."""
PREPOSITIONS = frozenset({"at", "in", "on", "near", "to", "towards", "toward", "along"})
AREAS = frozenset({"corner", "side", "edge", "part", "end", "half", "area", "most"})
"""What may stand behind a place: in the top left corner."""
WHOLES = frozenset({"screen", "page", "display", "window", "view"})
"""What a place is of when nothing narrower is said."""
FROM = "from"
"""Third tab from the left."""
