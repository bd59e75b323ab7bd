"""From a grounder's name to the grounder."""

from __future__ import annotations

from droidground.errors import ModelUnavailable
from droidground.grounding.location import Grounder

NAMES = ("auto", "elements")


def load_grounder(name: str) -> Grounder:
    """Return the grounder of that name; `auto` is the best one that works here at once.

    Raises `ModelUnavailable` for a name that is none.
    """
    if name not in NAMES:
        raise ModelUnavailable(
            f"there is no grounder {name!r}", words="", hint=f"Choose one of {', '.join(NAMES)}."
        )
    from droidground.grounding.elements import ElementsGrounder

    return ElementsGrounder()
