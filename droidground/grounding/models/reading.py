"""From a model's words to a place on the frame: the pure half of a model grounder."""

from __future__ import annotations

import math
from dataclasses import dataclass

from droidground.errors import OutsideScreen, ReplyUnreadable
from droidground.geometry import Box, Coordinate, OutOfDomain, Point, Transform
from droidground.grounding.location import Location, Reason
from droidground.grounding.models.engine import ModelReply
from droidground.grounding.models.image import Framing
from droidground.grounding.models.profile import ModelProfile
from droidground.grounding.models.replies import (
    Answer,
    Boxed,
    Pointed,
    Refused,
    parse_reply,
)
from droidground.screen import Screenshot

SHOWN_REPLY = 300
"""Characters of a reply that a message quotes."""
ROUNDING = 1e-6
"""Share of a unit that float rounding may add or take off."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply points."""

    point: Point
    """Pixel of the frame."""
    box: Box | None
    """The box in frame pixels, where the model drew one."""
    origin: Coordinate
    """The point in the model's own units."""
    origin_box: tuple[float, float, float, float] | None
    """The box in the model's own units."""
    transform: Transform
    """From those units to `input` pixels, or to `frame` pixels where there is no device."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What a model was asked, with all that its reply is measured by."""

    words: str
    screenshot: Screenshot
    framing: Framing
    profile: ModelProfile

    def read(self, reply: str) -> Place | None:
        """Return where a reply points; None when it says that the thing is not there.

        Raises `ReplyUnreadable` when it says neither, and `OutsideScreen` when it points outside
        the image; both carry the reply.
        """
        answer = self._parse(reply)
        if isinstance(answer, Refused):
            return None
        try:
            return self._place(answer)
        except OutOfDomain as exc:
            raise OutsideScreen(
                f"the model pointed outside the image it was shown: {exc}; "
                f"it wrote {shorten(reply)!r}",
                words=self.words,
                screenshot=self.screenshot,
                reply=reply,
                hint="Check that profile, checkpoint and image size belong together; "
                "`droidground calibrate` measures what a server does.",
            ) from exc

    def locate(self, reply: ModelReply, grounder: str, remarks: tuple[str, ...] = ()) -> Location:
        """Return a reply as a grounder's answer. Raises as `read`."""
        place = self.read(reply.text)
        return Location(
            query=self.words,
            grounder=grounder,
            screenshot=self.screenshot,
            point=place.point if place else None,
            box=place.box if place else None,
            score=reply.score,
            reason=None if place else Reason.ABSENT,
            reply=self.profile.prompt.prefill + reply.text,
            origin=place.origin if place else None,
            origin_box=place.origin_box if place else None,
            transform=place.transform if place else None,
            timings_ms=reply.timings_ms,
            profile=self.profile.id,
            profile_hash=self.profile.hash,
            remarks=remarks,
        )

    def _parse(self, reply: str) -> Answer:
        rule = self.profile.reply
        answer = parse_reply(
            reply,
            rule.formats,
            rule.refusal_texts,
            rule.refusal_values,
            self.profile.prompt.prefill,
        )
        if answer is None:
            raise ReplyUnreadable(
                f"the reply holds neither a place nor a refusal, as {self.profile.title} writes "
                f"them: {shorten(reply)!r}",
                words=self.words,
                screenshot=self.screenshot,
                reply=reply,
                hint="Check the profile (--profile) and ask in other words.",
            )
        return answer

    def _place(self, answer: Pointed | Boxed) -> Place:
        chain = self.framing.to_units(self.profile.coordinates)
        back, to_input = chain.inverse(), self.screenshot.to_input()
        transform = back.then(to_input) if to_input else back
        if not isinstance(answer, Boxed):
            origin = within(self.framing.shown, chain, answer.x, answer.y)
            return Place(back.apply(origin).pixel(), None, origin, None, transform)
        one = within(self.framing.shown, chain, answer.left, answer.top)
        two = within(self.framing.shown, chain, answer.right, answer.bottom)
        origin = chain.target.at((one.x + two.x) / 2, (one.y + two.y) / 2)
        box = _whole_pixels(back.apply(one), back.apply(two))
        corners = (answer.left, answer.top, answer.right, answer.bottom)
        return Place(back.apply(origin).pixel(), box, origin, corners, transform)


def within(shown: Box, chain: Transform, x: float, y: float) -> Coordinate:
    """Return numbers of a model as a coordinate of its own units. Raises `OutOfDomain`.

    `chain` leads from the frame, of which the box was shown, to those units. A domain is inclusive.
    Where the picture fills only a part of a canvas, its edge may fall between two of the model's
    units: then the unit that it cuts is the largest legal one, and stands for the edge itself.
    """
    start = chain.apply(chain.source.at(shown.left, shown.top))
    end = chain.apply(chain.source.at(shown.right, shown.bottom))
    return chain.target.at(
        _legal(x, start.x, end.x, "x", chain), _legal(y, start.y, end.y, "y", chain)
    )


def _legal(value: float, start: float, end: float, axis: str, chain: Transform) -> float:
    largest = math.ceil(end - ROUNDING)
    if not start - ROUNDING <= value <= max(end + ROUNDING, largest):
        raise OutOfDomain(f"{axis} = {value:g} is not in {start:g} to {largest:g} ({chain.target})")
    return min(max(value, start), end)


def _whole_pixels(one: Coordinate, two: Coordinate) -> Box | None:
    """Return the pixels between two corners, rounded outwards; None when there are none."""
    left, top = math.floor(one.x + ROUNDING), math.floor(one.y + ROUNDING)
    right, bottom = math.ceil(two.x - ROUNDING), math.ceil(two.y - ROUNDING)
    return Box(left, top, right, bottom) if left < right and top < bottom else None


def shorten(text: str) -> str:
    """Return the start of a text that is too long for a message."""
    return text if len(text) <= SHOWN_REPLY else text[:SHOWN_REPLY] + "…"
