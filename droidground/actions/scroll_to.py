"""Scrolling until words are found, or until it is known that they are not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from droidground.actions.effect import Effect, Step
from droidground.actions.scrollables import Scrollable, find_scrollables
from droidground.actions.types import Action, Direction, Scroll
from droidground.device.observation import Observation
from droidground.errors import TargetNotFound
from droidground.geometry import Box, Point, dp_to_px
from droidground.grounding.found import require_found
from droidground.grounding.location import Location, Reason
from droidground.screen import DEFAULT_DENSITY

MAX_SCROLLS = 50
WHOLE_DP = 24
"""A target of which less than this has come into view is scrolled further in."""


class Hands(Protocol):
    """What scrolling needs to see and to do."""

    def look_for(self, words: str) -> tuple[Observation, Location]:
        """Read the screen and return it with where the words are on it."""

    def perform(self, action: Action) -> Step:
        """Do one action."""


@dataclass(frozen=True, slots=True)
class ScrolledTo:
    """Words that were found by scrolling."""

    location: Location
    """On the still frame after the last scroll."""
    scrolls: int
    """How many gestures it took; 0 when the words were on the screen already."""


class Search:
    """One search for words through what scrolls."""

    def __init__(self, hands: Hands, words: str, max_scrolls: int = MAX_SCROLLS) -> None:
        self._hands = hands
        self._words = words
        self._left = max_scrolls
        self._max_scrolls = max_scrolls
        self._seen, self._location = hands.look_for(words)

    def run(self, direction: Direction | None = None, within: str | None = None) -> ScrolledTo:
        """Scroll to the end in one direction, then to the other, until the words are found.

        Raises `AmbiguousTarget` when they name several things on one screen, `TargetNotFound`, with
        the last screen, when both ends were reached or `max_scrolls` gestures made.
        """
        if self._is_done():
            return self._result()
        for part, way in self._ways(direction, within):
            box, has_moved = self._box_of(part), True
            while self._left > 0 and has_moved and box:
                has_moved = self._scroll(box, way)
                # At the end of the way a sliver of the target is all there is.
                if self._is_done(box if has_moved else None):
                    return self._result()
                old, box = box, self._box_of(part)
                # At the end of an inner list its page moves in its place.
                has_moved = has_moved and not (part.is_inner and box != old)
        raise self._absent()

    def _ways(
        self, direction: Direction | None, within: str | None
    ) -> Iterator[tuple[Scrollable, Direction]]:
        """Yield where to scroll and which way: each part first to one end, then to the other.

        What lies in a part that moved comes into sight at its ends, so that it is looked for again.
        """
        place = require_found(self._hands.look_for(within)[1]).point if within else None
        done: Counter[str] = Counter()
        while part := self._next_part(direction, place, done):
            way = direction or part.forward
            yield part, way
            yield part, way.opposite
            done[part.name] += 1
            if place is not None:
                return

    def _next_part(
        self, direction: Direction | None, place: Point | None, done: Counter[str]
    ) -> Scrollable | None:
        """Return what to scroll next, the largest first, or the innermost at a place.

        It is the whole screen where nothing is known; None after all was scrolled.
        """
        seen, size = self._seen, self._seen.screenshot.size
        parts = find_scrollables(seen.tree, size, place) if seen.tree else []
        if direction is not None:
            parts = [part for part in parts if part.is_sideways == direction.is_sideways]
        elif place is None:
            parts = [part for part in parts if not part.is_sideways] or parts
        if place is not None:
            parts = parts[-1:]
        left = Counter(done)
        for part in parts:
            if not left[part.name]:
                return part
            left[part.name] -= 1
        is_sideways = direction is not None and direction.is_sideways
        return None if done else Scrollable(Box.of(size), is_sideways)

    def _box_of(self, part: Scrollable) -> Box | None:
        """Return where a part is now; None when it went off the screen."""
        seen = self._seen
        if seen.tree is None or not part.name:
            return part.box
        found = find_scrollables(seen.tree, seen.screenshot.size)
        boxes = [one.box for one in found if one.name == part.name]
        return part.box if part.box in boxes else next(iter(boxes), None)

    def _scroll(self, box: Box, way: Direction) -> bool:
        """Scroll once and look; tell whether anything moved."""
        self._left -= 1
        step = self._hands.perform(Scroll(way, box))
        self._seen, self._location = self._hands.look_for(self._words)
        return step.effect is not Effect.NO_CHANGE

    def _is_done(self, box: Box | None = None) -> bool:
        location = self._location
        if location.reason is Reason.AMBIGUOUS:
            require_found(location)
        return location.found and not self._is_cut(location, box)

    def _is_cut(self, location: Location, box: Box | None) -> bool:
        """Tell whether only a sliver of the target looks out of the edge of what scrolls."""
        if box is None or location.box is None:
            return False
        least = dp_to_px(WHOLE_DP, location.screenshot.density or DEFAULT_DENSITY)
        mine = location.box
        touches_end = mine.top <= box.top or mine.bottom >= box.bottom
        touches_side = mine.left <= box.left or mine.right >= box.right
        return (touches_end and mine.height < least) or (touches_side and mine.width < least)

    def _result(self) -> ScrolledTo:
        return ScrolledTo(self._location, self._max_scrolls - self._left)

    def _absent(self) -> TargetNotFound:
        done = self._max_scrolls - self._left
        is_whole = self._left > 0
        how_far = "both ends were reached" if is_whole else "an end was not reached"
        return TargetNotFound(
            f"{self._words!r} was not found in {done} scrolls; {how_far}",
            words=self._words,
            screenshot=self._location.screenshot,
            reply=self._location,
            hint="Say what scrolls with --within, or use words that the list shows."
            if is_whole
            else "Allow more with --max-scrolls, or begin nearer to it.",
        )
