"""Rules that published scorers of steps share: where a click is right, and when texts agree."""

from __future__ import annotations

import math
from collections.abc import Iterable

from droidground.actions import Action, Direction, InputText, LongPress, OpenApp, Scroll, Swipe, Tap
from droidground.geometry import Point, Size
from droidground.grounding.location import Location
from droidground_tasks.areas import Rect
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols.protocol import Unscoreable
from droidground_tasks.sample import StepSample

Place = tuple[float, float]


def frame_of(sample: StepSample, answer: Prediction) -> Size:
    """Return the screenshot's size. Raises `Unscoreable` when nobody tells it."""
    size = answer.frame or sample.size
    if size is None:
        raise Unscoreable("no size of the screen: neither the data nor the row has one")
    return size


def touched(action: Action | None) -> Place | None:
    """Return the pixel that an answer touches or types into; None where it is only words."""
    match action:
        case Tap(target) | LongPress(target) | InputText(_, target):
            place = target.point if isinstance(target, Location) else target
            return (place.x, place.y) if isinstance(place, Point) else None
    return None


def gold_place(sample: StepSample) -> Place:
    """Return the gold place. Raises `Unscoreable` when the record has none."""
    if sample.point is None:
        raise Unscoreable("the record has no point for an action that touches")
    return sample.point


def is_in_any(place: Place, boxes: Iterable[Rect]) -> bool:
    """Tell whether a place lies in a box or on its edge."""
    return any(box.contains(*place) for box in boxes)


def distance_in_shares(one: Place, two: Place, frame: Size) -> float:
    """Return the Euclidean distance, each axis as a share of its own side of the screen."""
    return math.hypot((one[0] - two[0]) / frame.width, (one[1] - two[1]) / frame.height)


def either_holds(said: str, gold: str) -> bool:
    """Tell whether one text is part of the other, blanks around and case aside.

    An empty text is part of any: that is how Qwen's and AgentCPM-GUI's scorers count it.
    """
    said, gold = said.lower().strip(), gold.lower().strip()
    return said in gold or gold in said


def token_f1(said: str, gold: str) -> float:
    """Return the F1 of the two sets of lower-case words, 0 to 1; 0 when one is empty."""
    ours, theirs = set(said.lower().split()), set(gold.lower().split())
    shared = len(ours & theirs)
    return 2 * shared / (len(ours) + len(theirs)) if shared else 0.0


def indel_ratio(said: str, gold: str) -> float:
    """Return what `Levenshtein.ratio` does: 2 * longest common subsequence / both lengths."""
    if not said and not gold:
        return 1.0
    row = [0] * (len(gold) + 1)
    for letter in said:
        corner = 0
        for at, other in enumerate(gold, 1):
            corner, row[at] = row[at], corner + 1 if letter == other else max(row[at], row[at - 1])
    return 2 * row[-1] / (len(said) + len(gold))


def typed(action: Action | None) -> str | None:
    """Return the text of an answer that types."""
    return action.text if isinstance(action, InputText) else None


def opened(action: Action | None) -> str | None:
    """Return the app of an answer that opens one."""
    return action.name if isinstance(action, OpenApp) else None


def finger_vector(swipe: Swipe, sample: StepSample, answer: Prediction) -> Place | None:
    """Return the way of a swipe's finger, each axis as a share of its side; None for words."""
    ends = (swipe.start, swipe.to)
    points = [end.point if isinstance(end, Location) else end for end in ends]
    start, end = points
    if not isinstance(end, Point):
        return None
    frame = _frame_for(start, end, sample, answer)
    if not isinstance(start, Point):
        start = Point(frame.width // 2, frame.height // 2)
    return (end.x - start.x) / frame.width, (end.y - start.y) / frame.height


def _frame_for(start: object, end: Point, sample: StepSample, answer: Prediction) -> Size:
    """A way along one axis has its direction on any screen."""
    if isinstance(start, Point) and (start.x == end.x or start.y == end.y):
        return answer.frame or sample.size or Size(1, 1)
    return frame_of(sample, answer)


def finger_of(action: Action | None, sample: StepSample, answer: Prediction) -> Direction | None:
    """Return the direction in which the finger moves: a scroll's finger goes the other way.

    The main axis decides, the vertical one of equals; None for what is no scroll or does not move.
    """
    match action:
        case Scroll(direction):
            return direction.opposite
        case Swipe(Direction() as finger):
            return finger
        case Swipe():
            vector = finger_vector(action, sample, answer)
            return None if vector is None or vector == (0, 0) else main_axis(vector)
    return None


def main_axis(vector: Place) -> Direction:
    """Return the direction of a vector's larger axis, the vertical one of equals; of none up."""
    right, down = vector
    if abs(right) > abs(down):
        return Direction.RIGHT if right > 0 else Direction.LEFT
    return Direction.DOWN if down > 0 else Direction.UP
