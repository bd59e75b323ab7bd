"""Words that say where something is by something else."""

from __future__ import annotations

from enum import StrEnum


class Near(StrEnum):
    """How a thing stands to its anchor."""

    ABOVE = "above"
    BELOW = "below"
    LEFT_OF = "left of"
    RIGHT_OF = "right of"
    NEXT_TO = "next to"
    BETWEEN = "between"
    INSIDE = "in"
    AFTER = "after"
    BEFORE = "before"
    WITH = "with"
    WITHOUT = "without"
    ITS = "of"
    """In the same row or card, and there the only one of its kind: the switch of Wi-Fi."""


RELATIONS: dict[str, Near] = {
    **dict.fromkeys(
        (
            "below",
            "right below",
            "directly below",
            "under",
            "right under",
            "directly under",
            "underneath",
            "beneath",
        ),
        Near.BELOW,
    ),
    **dict.fromkeys(
        ("above", "right above", "directly above", "over", "on top of", "atop"), Near.ABOVE
    ),
    **dict.fromkeys(
        ("left of", "to the left of", "on the left of", "at the left of"), Near.LEFT_OF
    ),
    **dict.fromkeys(
        ("right of", "to the right of", "on the right of", "at the right of"), Near.RIGHT_OF
    ),
    **dict.fromkeys(
        (
            "next to",
            "right next to",
            "beside",
            "near",
            "by",
            "alongside",
            "adjacent to",
            "across from",
            "opposite",
            "in front of",
            "at the end of",
            "along with",
            "for",
            "belonging to",
            "that belongs to",
        ),
        Near.NEXT_TO,
    ),
    **dict.fromkeys(("between", "in between"), Near.BETWEEN),
    **dict.fromkeys(
        ("in", "inside", "inside of", "within", "on", "of", "from", "at", "among"), Near.INSIDE
    ),
    **dict.fromkeys(("after", "right after", "following", "behind"), Near.AFTER),
    **dict.fromkeys(("before", "right before", "preceding"), Near.BEFORE),
    **dict.fromkeys(
        (
            "with",
            "containing",
            "that contains",
            "that has",
            "that says",
            "which says",
            "saying",
            "starting with",
            "that starts with",
            "set to",
            "is set to",
            "that reads",
            "which reads",
            "that is set to",
            "with the text",
            "with the word",
        ),
        Near.WITH,
    ),
    **dict.fromkeys(("without", "that has no", "with no"), Near.WITHOUT),
}

OWNED = frozenset({"of", "for", "from"})
"""Relations that may also stand for nothing but a name: the switch for Wi-Fi."""
