"""What every vocabulary does: a model's or a data set's words to our actions, and back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from droidground.actions.types import Action, Direction, Target
from droidground.errors import ActionUnreadable, InvalidAction
from droidground.geometry import OutOfDomain, Point, Size, Space
from droidground.grounding.location import Location

SWIPE_NEAR, SWIPE_FAR = 0.25, 0.75
"""Where a finger starts and ends, as shares of the screen, when only its direction is known."""


class Vocabulary(Protocol):
    """The actions that a model says or a data set holds.

    `frame` is the size of the screenshot that was looked at: points of our actions are its pixels.
    None is allowed only where the vocabulary writes pixels itself; nothing is checked then.
    """

    @property
    def name(self) -> str:
        """What results call it."""

    @property
    def scrolling(self) -> str:
        """What its scroll and swipe directions mean: the content's or the finger's."""

    def decode(self, said: str, frame: Size | None) -> Action:
        """Return the action. Raises `ActionUnreadable`, with the text in it."""

    def encode(self, action: Action, frame: Size | None) -> str:
        """Return the text. Raises `InvalidAction` for what the vocabulary has no word for."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A vocabulary's coordinates on a frame."""

    frame: Size | None
    units: Space | None = None
    """What the coordinates are measured in, from edge to edge; None is the frame's pixels."""

    def pixel(self, x: float, y: float, said: object) -> Point:
        """Return the pixel of a coordinate. Raises `ActionUnreadable` outside the screen."""
        if self.frame is None:
            return Point(int(x), int(y))
        units = self.units or Space.of("frame", self.frame)
        space = Space.of("frame", self.frame)
        scaled = space.at(x * space.width / units.width, y * space.height / units.height)
        try:
            return scaled.pixel()
        except (OutOfDomain, ValueError) as exc:
            raise unreadable(said, f"({x:g}, {y:g}) is outside {units}") from exc

    def coordinate(self, target: Target, action: Action) -> tuple[int, int]:
        """Return the nearest whole coordinate of a target. Raises `InvalidAction` for words."""
        point = point_of(target, action)
        if self.frame is None or self.units is None:
            return point.x, point.y
        x = nearest_unit(point.x, self.frame.width, self.units.width)
        return x, nearest_unit(point.y, self.frame.height, self.units.height)

    def at(self, share_x: float, share_y: float, action: Action) -> Point:
        """Return the pixel at shares of the screen. Raises `InvalidAction` without a frame."""
        if self.frame is None:
            raise InvalidAction(
                "a place on a screen of unknown size has no coordinates",
                action=action,
                hint="Give the size of the screenshot.",
            )
        return Point(int(share_x * self.frame.width), int(share_y * self.frame.height))

    def path(self, finger: Direction, action: Action) -> tuple[Point, Point]:
        """Return where a finger that moves in a direction starts and ends."""
        middle = (SWIPE_NEAR + SWIPE_FAR) / 2
        near, far = SWIPE_NEAR, SWIPE_FAR
        if finger in (Direction.UP, Direction.LEFT):
            near, far = far, near
        if finger in (Direction.UP, Direction.DOWN):
            return self.at(middle, near, action), self.at(middle, far, action)
        return self.at(near, middle, action), self.at(far, middle, action)


def nearest_unit(pixel: int, pixels: int, units: float) -> int:
    """Return the whole unit nearest to a pixel's middle, the lower of equals.

    The pixel of a whole unit gives that unit back wherever a unit is at least a pixel.
    """
    return min(math.ceil((pixel + 0.5) * units / pixels - 0.5), int(units))


def unreadable(said: object, why: str) -> ActionUnreadable:
    """Return the error of a text that is no action."""
    return ActionUnreadable(
        f"no action can be read: {why}",
        action=said,
        hint="Look at the text; check that it is of this vocabulary and of this screen.",
    )


def inexpressible(action: Action, vocabulary: str) -> InvalidAction:
    """Return the error of an action that a vocabulary has no word for."""
    return InvalidAction(
        f"{vocabulary} has no {type(action).__name__}",
        action=action,
        hint="Choose an action that the vocabulary has.",
    )


def point_of(target: Target, action: Action) -> Point:
    """Return the pixel of a target. Raises `InvalidAction` for words and for what was not found."""
    if isinstance(target, Location) and target.point is not None:
        return target.point
    if isinstance(target, Point):
        return target
    raise InvalidAction(
        f"{target!r} is no point", action=action, hint="Locate the words first, then write them."
    )


def read_direction(word: object, said: object) -> Direction:
    """Return the direction a word names, in any case. Raises `ActionUnreadable`."""
    try:
        return Direction(str(word).strip().lower())
    except ValueError:
        raise unreadable(said, f"{word!r} is no direction") from None


def finger_direction(start: Point, end: Point) -> Direction:
    """Return the main axis of a finger's path; of equals the vertical one, of none `up`.

    Ties as in the published Qwen2.5-VL scorer of AndroidControl.
    """
    right, down = end.x - start.x, end.y - start.y
    if abs(right) > abs(down):
        return Direction.RIGHT if right > 0 else Direction.LEFT
    return Direction.DOWN if down > 0 else Direction.UP


def swipe_direction(to: Target | Direction, start: Target | None, action: Action) -> Direction:
    """Return the way the finger of a swipe moves. Raises `InvalidAction` where none is told."""
    if isinstance(to, Direction):
        return to
    if start is None:
        raise InvalidAction(
            "a swipe from the middle to a point has no direction without a frame",
            action=action,
            hint="Give the swipe a start.",
        )
    return finger_direction(point_of(start, action), point_of(to, action))
