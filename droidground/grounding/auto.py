"""Elements where they are sure, a model where they are not; both are reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from droidground.errors import GroundingError
from droidground.geometry import Box, Point, Transform
from droidground.grounding.location import Candidate, Grounder, Location, Reason
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree

SURE_SOURCE = "tree"
"""What the view hierarchy names is sure; what was only read from pixels is in doubt.

Scores do not tell: docs/models.md.
"""


class AutoGrounder:
    """The default: what works here at once, and a model in doubt where there is one."""

    name = "auto"

    def __init__(self, elements: Grounder, load_model: Callable[[], Grounder | None]) -> None:
        """Make a grounder; `load_model` is called once, the first time that there is doubt."""
        self._elements = elements
        self._load_model = load_model
        self._loaded: list[Grounder | None] = []

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        """Return where the words are: the elements' answer when it is sure, else the model's.

        It is in doubt where nothing or several things are found, and where pixels alone tell.
        Where both were asked, `agreement` tells whether they mean the same place, and the
        candidates hold both answers. A model that cannot be asked, or whose reply cannot be read,
        leaves the elements' answer standing, with a remark. Raises as the elements do.
        """
        answer = self._elements.locate(screenshot, words, tree)
        if answer.found and answer.candidates and answer.candidates[0].source == SURE_SOURCE:
            return answer
        try:
            model = self._model()
            told = model.locate(screenshot, words, tree) if model else None
        except GroundingError as exc:
            remark = f"the elements were not sure, and the model could not tell: {exc.message}"
            return replace(answer, remarks=(*answer.remarks, remark))
        return answer if told is None else weigh(answer, told)

    def _model(self) -> Grounder | None:
        if not self._loaded:
            self._loaded.append(self._load_model())
        return self._loaded[0]


def weigh(elements: Location, model: Location) -> Location:
    """Return one answer out of two, of which the elements' is in doubt.

    The same place: the elements' own answer, since it knows the box, also where it was one of
    several that the words could mean. Else the model's. A model that finds nothing leaves what the
    elements found, if they did.
    """
    if model.point is None:
        said = "the model finds nothing of that name"
        agree = None if elements.reason is Reason.AMBIGUOUS else not elements.found
        return _told(elements, model, agree, said)
    meant = _candidate_at(elements, model.point)
    if meant is None:
        said = f"the elements {_said(elements)}, the model points to {model.point}"
        return _told(model, elements, False, said)
    frame = elements.screenshot
    same = replace(
        elements,
        point=meant.point,
        box=meant.box,
        score=meant.score,
        reason=None,
        origin=frame.space.center_of(meant.point),
        transform=frame.to_input() or Transform(frame.space),
    )
    return _told(same, model, True, f"the model points to {model.point}, into the same element")


def _candidate_at(elements: Location, point: Point) -> Candidate | None:
    """Return the candidate whose box holds the point; of several, the smallest."""
    boxes = [one for one in elements.candidates if one.box.contains(point)]
    if elements.found:
        boxes = [one for one in boxes if one.box == elements.box]
    return min(boxes, key=lambda one: one.box.area, default=None)


def _said(elements: Location) -> str:
    if elements.point:
        return f"point to {elements.point} with {elements.score or 0:.2f}"
    return f"say {elements.reason.value}" if elements.reason else "say nothing"


def _told(chosen: Location, other: Location, agreement: bool | None, remark: str) -> Location:
    """Return one of two answers with what the other said; the chosen place stands first."""
    places = [*_places(chosen), *_places(other)]
    mine = [one for one in places if one.point == chosen.point]
    rest = [one for one in places if one.point != chosen.point]
    return replace(
        chosen,
        candidates=(*mine[:1], *rest),
        reply=chosen.reply or other.reply,
        profile=chosen.profile or other.profile,
        profile_hash=chosen.profile_hash or other.profile_hash,
        agreement=agreement,
        remarks=(*chosen.remarks, *other.remarks, remark),
        timings_ms={**other.timings_ms, **chosen.timings_ms},
    )


def _places(location: Location) -> tuple[Candidate, ...]:
    """Return the candidates of an answer; a model's point counts as one."""
    if location.candidates or location.point is None:
        return location.candidates
    at = location.point
    box = location.box or Box(at.x, at.y, at.x + 1, at.y + 1)
    return (Candidate(at, box, location.score or 0.0, location.grounder),)
