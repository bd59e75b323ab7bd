"""Words that say in which state something is."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """What the hierarchy, or the look of a thing, says of it."""

    ON = "on"
    OFF = "off"
    SELECTED = "selected"
    UNSELECTED = "not selected"
    ENABLED = "enabled"
    DISABLED = "disabled"
    FOCUSED = "focused"


ADJECTIVES: dict[str, State] = {
    **dict.fromkeys(("checked", "ticked", "enabled switch", "switched on", "turned on"), State.ON),
    **dict.fromkeys(("unchecked", "unticked", "switched off", "turned off", "empty"), State.OFF),
    **dict.fromkeys(
        (
            "selected",
            "active",
            "current",
            "currently selected",
            "currently active",
            "highlighted",
            "chosen",
            "picked",
            "currently chosen",
        ),
        State.SELECTED,
    ),
    **dict.fromkeys(
        ("unselected", "inactive", "not selected", "unhighlighted", "deselected"), State.UNSELECTED
    ),
    **dict.fromkeys(("enabled", "clickable", "usable"), State.ENABLED),
    **dict.fromkeys(
        ("disabled", "greyed out", "grayed out", "grey", "unavailable", "greyed", "grayed"),
        State.DISABLED,
    ),
    **dict.fromkeys(("focused", "focussed"), State.FOCUSED),
}
"""Before the noun, or behind it after "that is"."""

PREDICATES: dict[str, State] = {
    **ADJECTIVES,
    "on": State.ON,
    "off": State.OFF,
    "in use": State.SELECTED,
    "set": State.SELECTED,
    "open": State.SELECTED,
    "connected": State.SELECTED,
}
"""Behind "that is" only."""

CLAUSES: dict[str, State] = {
    "i'm on": State.SELECTED,
    "i am on": State.SELECTED,
    "i'm in": State.SELECTED,
    "with the cursor": State.FOCUSED,
    "with the cursor in it": State.FOCUSED,
    "that has the cursor": State.FOCUSED,
    "with focus": State.FOCUSED,
    "with the focus": State.FOCUSED,
    "in use": State.SELECTED,
    "i'm connected to": State.SELECTED,
    "i am connected to": State.SELECTED,
    "in use now": State.SELECTED,
}
"""Whole endings."""

LEADS = (
    ("that", "is"),
    ("which", "is"),
    ("that's",),
    ("that", "are"),
    ("which", "are"),
    ("currently",),
)
"""What opens a clause about a state."""
TAILS = frozenset({"now", "currently", "already", "right"})
