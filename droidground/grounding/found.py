"""From an answer that holds no point to the error that says so."""

from __future__ import annotations

from droidground.errors import AmbiguousTarget, TargetNotFound
from droidground.grounding.location import Location, Reason


def require_found(location: Location) -> Location:
    """Return a location that was found. Raises `TargetNotFound` or `AmbiguousTarget`."""
    if location.found:
        return location
    names = ", ".join(
        f"{candidate.label!r} at {candidate.point} ({candidate.score:.2f})"
        for candidate in location.candidates[:5]
    )
    if location.reason is Reason.AMBIGUOUS:
        raise AmbiguousTarget(
            f"{location.query!r} names several things on the screen: {names}",
            words=location.query,
            screenshot=location.screenshot,
            reply=location,
            hint="Say more about the one you mean, or give its coordinates.",
        )
    unreadable = location.reason is Reason.UNREADABLE_SCRIPT
    raise TargetNotFound(
        f"{location.query!r} is written in a script that cannot be read from pixels here"
        if unreadable
        else f"{location.query!r} is not on the screen"
        + (f"; the nearest are {names}" if names else ""),
        words=location.query,
        screenshot=location.screenshot,
        reply=location,
        hint="Look with `droidground screenshot`, and use words that the screen shows."
        if not unreadable
        else "Read the screen with a view hierarchy, or use a model that knows the script.",
    )
