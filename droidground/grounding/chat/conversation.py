"""A conversation about pictures: turns, labels, several at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from droidground.errors import InvalidInput
from droidground.grounding.chat.pictures import Source, load_picture, shown
from droidground.grounding.chat.video import Frame
from droidground.grounding.models.engine import (
    Engine,
    ImagePart,
    Message,
    ModelReply,
    ModelRequest,
    Part,
    TextPart,
)
from droidground.grounding.models.image import AS_PUBLISHED, ImageOptions
from droidground.grounding.models.profile import ImageRule

MAX_TOKENS = 512
FRAME_PIXELS = 768 * 28 * 28
"""Most pixels of a recording's frame: qwen-vl-utils' limit for videos."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said to one question."""

    question: str
    text: str
    model: str
    pictures: int
    """How many pictures it was shown in this turn, frames of recordings included."""
    tokens: int | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as the model gets it."""

    question: str
    pictures: tuple[ImagePart, ...]
    videos: tuple[tuple[tuple[float, ImagePart], ...], ...]
    """For each recording: seconds and picture of its frames."""
    answer: str | None = None
    """None while it is being asked."""

    @property
    def count(self) -> int:
        """How many pictures it shows."""
        return len(self.pictures) + sum(map(len, self.videos))


class Chat:
    """A conversation with one model; each question sees all turns before it.

    Pictures are resized here as the model's own processor would, within `options`. Where more than
    one is shown they are labelled "Picture 1: ", "Video 1: " and so on, as Qwen's chat template
    does with `add_vision_id`; `labels` says always or never.
    """

    def __init__(
        self,
        engine: Engine,
        rule: ImageRule,
        options: ImageOptions = AS_PUBLISHED,
        *,
        system: str | None = None,
        labels: bool | None = None,
        max_tokens: int = MAX_TOKENS,
    ) -> None:
        self.engine = engine
        self._rule = rule
        self._options = options
        self._system = system
        self._labels = labels
        self._max_tokens = max_tokens
        self._turns: tuple[Turn, ...] = ()

    def like(self) -> Chat:
        """Return a new conversation with the same model and options."""
        return Chat(
            self.engine,
            self._rule,
            self._options,
            system=self._system,
            labels=self._labels,
            max_tokens=self._max_tokens,
        )

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What was said so far."""
        return self._turns

    def ask(
        self, question: str, pictures: Sequence[Source] = (), videos: Sequence[Sequence[Frame]] = ()
    ) -> Answer:
        """Ask, in the conversation; pictures stand before the words.

        Raises `ModelUnavailable` when the model cannot be asked, `InvalidInput` for an empty
        question and pictures that cannot be shown; the conversation is then as it was.
        """
        return ask_all([Ask(self, question, pictures, videos)])[0]

    def turn(
        self, question: str, pictures: Sequence[Source], videos: Sequence[Sequence[Frame]]
    ) -> Turn:
        """Make a turn that is not yet part of the conversation."""
        if not question.strip():
            raise InvalidInput("there is no question", hint="Ask something.")
        return Turn(
            question,
            tuple(shown(load_picture(one), self._rule, self._options) for one in pictures),
            tuple(tuple(self._frames(video)) for video in videos),
        )

    def request(self, turn: Turn) -> ModelRequest:
        """Return the request that asks a turn after all before it."""
        turns = (*self._turns, turn)
        labels = self._labels
        if labels is None:
            labels = sum(len(one.pictures) + len(one.videos) for one in turns) > 1
        messages = [Message("system", (TextPart(self._system),))] if self._system else []
        pictures, videos = 0, 0
        for one in turns:
            parts = tuple(_parts(one, pictures, videos, labels=labels))
            messages.append(Message("user", parts))
            if one.answer is not None:
                messages.append(Message("assistant", (TextPart(one.answer),)))
            pictures, videos = pictures + len(one.pictures), videos + len(one.videos)
        return ModelRequest(tuple(messages), self._max_tokens)

    def take(self, turn: Turn, reply: ModelReply) -> Answer:
        """Make a turn and its answer part of the conversation."""
        text = reply.text.strip()
        self._turns += (Turn(turn.question, turn.pictures, turn.videos, text),)
        return Answer(
            turn.question, text, self.engine.model, turn.count, reply.tokens, reply.timings_ms
        )

    def _frames(self, video: Sequence[Frame]) -> Iterator[tuple[float, ImagePart]]:
        most = min(FRAME_PIXELS, self._options.max_pixels or self._rule.max_pixels)
        most = max(most, self._rule.min_pixels)
        options = ImageOptions(max_pixels=most, size=self._options.size)
        for frame in video:
            yield frame.at_s, shown(frame.screenshot, self._rule, options)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of several that are asked at once, each in a conversation of its own."""

    chat: Chat
    question: str
    pictures: Sequence[Source] = ()
    videos: Sequence[Sequence[Frame]] = ()


def ask_all(asks: Sequence[Ask]) -> tuple[Answer, ...]:
    """Ask all at once; the conversations are with one model. Raises as `Chat.ask`.

    What several are shown alike is read once, by engines that know pictures again.
    """
    turns = [ask.chat.turn(ask.question, ask.pictures, ask.videos) for ask in asks]
    requests = [ask.chat.request(turn) for ask, turn in zip(asks, turns, strict=True)]
    replies = asks[0].chat.engine.answer(requests) if asks else ()
    return tuple(
        ask.chat.take(turn, reply) for ask, turn, reply in zip(asks, turns, replies, strict=True)
    )


def _parts(turn: Turn, pictures: int, videos: int, *, labels: bool) -> Iterator[Part]:
    for number, picture in enumerate(turn.pictures, pictures + 1):
        if labels:
            yield TextPart(f"Picture {number}: ")
        yield picture
    for number, frames in enumerate(turn.videos, videos + 1):
        if labels:
            yield TextPart(f"Video {number}: ")
        for at_s, frame in frames:
            yield TextPart(f"<{at_s:.1f} seconds>")
            yield frame
    yield TextPart(turn.question)
