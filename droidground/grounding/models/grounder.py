"""The grounder over any model: one engine, one profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from droidground.clock import SYSTEM_CLOCK, Clock
from droidground.errors import GroundingError, InvalidInput
from droidground.geometry import Box, Point, Size
from droidground.grounding.location import Location
from droidground.grounding.models.engine import Engine, ImagePart, ModelReply, ModelRequest
from droidground.grounding.models.image import (
    AS_PUBLISHED,
    Framing,
    ImageOptions,
    frame_image,
    frame_key,
    render,
)
from droidground.grounding.models.profile import ModelProfile
from droidground.grounding.models.prompt import build_request
from droidground.grounding.models.reading import Question
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree

Outcome: TypeAlias = Location | GroundingError
"""What became of one question of several: an error of one leaves the others their answers."""

KEPT_IMAGES = 4
"""Frames whose model image is kept."""
LEAST_ZOOM_SIDE = 28
"""A second look shows at least this many pixels of the frame."""


class ModelGrounder:
    """Asks a model where words are; the hierarchy is not looked at."""

    def __init__(
        self,
        engine: Engine,
        profile: ModelProfile,
        options: ImageOptions = AS_PUBLISHED,
        *,
        zoom: float | None = None,
        remarks: tuple[str, ...] = (),
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        """Make a grounder.

        `zoom` takes a second look at the part of the frame around the first answer, so many times
        smaller on each side. `remarks` stand in every Location. Raises `InvalidInput` for a zoom
        that does not enlarge.
        """
        if zoom is not None and not 1 < zoom <= 20:
            raise InvalidInput(f"a zoom of {zoom:g} is not from 1 to 20", hint="Give 2, say.")
        self.engine = engine
        self._options = options
        self._zoom = zoom
        self._remarks = remarks
        self._clock = clock
        self._images: dict[tuple[str, Framing], ImagePart] = {}
        self._keyed: tuple[Screenshot, str] | None = None
        self.profile = profile

    @property
    def name(self) -> str:
        """The checkpoint, as results name it."""
        return self.engine.model

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        """Return where the words are, or that the model says they are not there.

        Raises `ModelUnavailable` when it cannot be asked, `ReplyUnreadable` when its reply holds
        neither a place nor a refusal, `OutsideScreen` when it points outside the image, and
        `InvalidInput` for words that say nothing.
        """
        outcome = self.locate_all(screenshot, [words])[0]
        if isinstance(outcome, GroundingError):
            raise outcome
        return outcome

    def locate_all(self, screenshot: Screenshot, words: Sequence[str]) -> tuple[Outcome, ...]:
        """Return what becomes of several questions about one frame, asked at once.

        A reply that cannot be read is that question's outcome, not raised. Raises
        `ModelUnavailable` when the model cannot be asked, and `InvalidInput` as `locate`.
        """
        return self.locate_each([(screenshot, one) for one in words])

    def locate_each(self, questions: Sequence[tuple[Screenshot, str]]) -> tuple[Outcome, ...]:
        """Return what becomes of questions about several frames, asked at once, as `locate_all`.

        Questions about one frame should stand together.
        """
        asked = [self._question(screenshot, words, None) for screenshot, words in questions]
        first = self._ask(asked)
        if self._zoom is None:
            return first
        return self._look_again(asked, first, self._zoom)

    def _question(self, screenshot: Screenshot, words: str, part: Box | None) -> Question:
        if not words.strip():
            raise InvalidInput("there are no words to look for", hint="Name what to look for.")
        framing = frame_image(screenshot, self.profile.image, self._options, part)
        return Question(words, screenshot, framing, self.profile)

    def _request(self, question: Question) -> ModelRequest:
        image = self._image(question.screenshot, question.framing)
        return build_request(self.profile.prompt, question.words, image, question.framing.image)

    def _image(self, screenshot: Screenshot, framing: Framing) -> ImagePart:
        """Make the model's image of a frame, or take it from an earlier question about it."""
        key = self._key(screenshot)
        image = self._images.pop((key, framing), None) or render(screenshot, framing, key)
        self._images[key, framing] = image
        while len(self._images) > KEPT_IMAGES:
            del self._images[next(iter(self._images))]
        return image

    def _key(self, screenshot: Screenshot) -> str:
        if self._keyed is None or self._keyed[0] is not screenshot:
            self._keyed = (screenshot, frame_key(screenshot))
        return self._keyed[1]

    def _ask(self, asked: Sequence[Question]) -> tuple[Outcome, ...]:
        start = self._clock.now()
        requests = [self._request(question) for question in asked]
        shown = self._clock.now()
        replies = self.engine.answer(requests)
        share = 1000 / max(1, len(asked))
        timings = {
            "image": (shown - start) * share,
            "model": (self._clock.now() - shown) * share,
        }
        return tuple(
            self._outcome(question, replace(reply, timings_ms={**reply.timings_ms, **timings}))
            for question, reply in zip(asked, replies, strict=True)
        )

    def _outcome(self, question: Question, reply: ModelReply) -> Outcome:
        try:
            return question.locate(reply, self.name, self._remarks)
        except GroundingError as exc:
            exc.hint = " ".join(filter(None, (exc.hint, *self._remarks)))
            return exc

    def _look_again(
        self, asked: Sequence[Question], first: Sequence[Outcome], zoom: float
    ) -> tuple[Outcome, ...]:
        """Take a second look around each point that was found; the first answer stays else."""
        outcomes = list(first)
        seen = {i: one for i, one in enumerate(first) if isinstance(one, Location) and one.point}
        again = [
            self._question(one.screenshot, one.query, around(one.point, one.screenshot.size, zoom))
            for one in seen.values()
            if one.point
        ]
        for (i, before), after in zip(seen.items(), self._ask(again) if again else (), strict=True):
            outcomes[i] = _better(before, after)
        return tuple(outcomes)


def around(point: Point, frame: Size, zoom: float) -> Box:
    """Return the part of a frame that a second look shows: the frame's shape, the point within."""
    width = min(frame.width, max(LEAST_ZOOM_SIDE, round(frame.width / zoom)))
    height = min(frame.height, max(LEAST_ZOOM_SIDE, round(frame.height / zoom)))
    left = min(max(0, point.x - width // 2), frame.width - width)
    top = min(max(0, point.y - height // 2), frame.height - height)
    return Box(left, top, left + width, top + height)


def _better(before: Location, after: Outcome) -> Location:
    """Return the second look's answer, or the first with a remark on why it stays."""
    if isinstance(after, Location) and after.found:
        moved = f"the second look moved {before.point} to {after.point}"
        timings = {**after.timings_ms, "first_look": before.timings_ms.get("model", 0.0)}
        return replace(after, remarks=(*after.remarks, moved), timings_ms=timings)
    why = after.message if isinstance(after, GroundingError) else "the model found nothing there"
    return replace(before, remarks=(*before.remarks, f"the second look gave no point: {why}"))
