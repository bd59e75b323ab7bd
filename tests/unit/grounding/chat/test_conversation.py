"""Turns, labels and batches: what a model is shown and in which order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from droidground.errors import InvalidInput, ModelUnavailable
from droidground.geometry import Size
from droidground.grounding.chat import Ask, Chat, Frame, ask_all
from droidground.grounding.models.engine import ImagePart, Message, ModelReply, ModelRequest
from droidground.grounding.models.image import ImageOptions
from droidground.grounding.models.profile import ImageRule
from droidground.screen import Screenshot


class Listener:
    """Answers with the number of the question, and keeps what it was asked."""

    model = "listener"

    def __init__(self) -> None:
        self.asked: list[ModelRequest] = []
        self.batches: list[int] = []
        self.error: ModelUnavailable | None = None

    def answer(self, requests: Sequence[ModelRequest]) -> tuple[ModelReply, ...]:
        if self.error:
            raise self.error
        self.batches.append(len(requests))
        first = len(self.asked) + 1
        self.asked += requests
        return tuple(ModelReply(f" answer {first + n} ", tokens=2) for n in range(len(requests)))


def picture(width: int = 280, height: int = 560, seed: int = 0) -> Screenshot:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Screenshot(pixels)


def told(message: Message) -> str:
    """A turn as text; pictures as <width x height>."""
    return f"{message.role}: " + "".join(
        f"<{part.pixels.shape[1]}x{part.pixels.shape[0]}>"
        if isinstance(part, ImagePart)
        else part.text
        for part in message.parts
    )


@pytest.fixture
def engine() -> Listener:
    return Listener()


@pytest.fixture
def chat(engine: Listener) -> Chat:
    return Chat(engine, ImageRule())


def test_one_picture_stands_before_the_words_without_a_label(chat: Chat, engine: Listener) -> None:
    answer = chat.ask("Describe this image.", [picture()])
    assert (answer.text, answer.pictures, answer.tokens) == ("answer 1", 1, 2)
    assert list(map(told, engine.asked[0].messages)) == ["user: <280x560>Describe this image."]


def test_turns_and_labels_are_those_of_the_template_with_vision_ids(
    chat: Chat, engine: Listener
) -> None:
    """The founding document's example: a picture, then two more and a video, then words."""
    film = [Frame(at / 2, picture(56, 56, at)) for at in range(2)]
    chat.ask("Hello, how are you?", [picture()])
    chat.ask("Can you describe these images and video?", [picture(seed=1), picture(seed=2)], [film])
    chat.ask("Can you see the details?")
    assert list(map(told, engine.asked[2].messages)) == [
        "user: Picture 1: <280x560>Hello, how are you?",
        "assistant: answer 1",
        "user: Picture 2: <280x560>Picture 3: <280x560>"
        "Video 1: <0.0 seconds><56x56><0.5 seconds><56x56>"
        "Can you describe these images and video?",
        "assistant: answer 2",
        "user: Can you see the details?",
    ]
    assert [turn.count for turn in chat.turns] == [1, 4, 0]


@pytest.mark.parametrize(("labels", "said"), [(True, "user: Picture 1: <280x560>a"),
                                              (False, "user: <280x560><280x560>a")])  # fmt: skip
def test_labels_can_be_had_and_left_out(engine: Listener, labels: bool, said: str) -> None:
    chat = Chat(engine, ImageRule(), labels=labels)
    chat.ask("a", [picture()] if labels else [picture(), picture()])
    assert told(engine.asked[0].messages[0]) == said


def test_a_system_turn_comes_first(engine: Listener) -> None:
    Chat(engine, ImageRule(), system="Answer in German.", max_tokens=9).ask("電池残量は?")
    request = engine.asked[0]
    assert list(map(told, request.messages)) == ["system: Answer in German.", "user: 電池残量は?"]
    assert request.max_new_tokens == 9


def test_sizes_are_those_that_are_asked_for(engine: Listener) -> None:
    for options, rule, size in (
        (ImageOptions(), ImageRule(), "1092x2408"),
        (ImageOptions(max_pixels=1280 * 28 * 28), ImageRule(), "672x1484"),
        (ImageOptions(size=Size(420, 280)), ImageRule(), "420x280"),
        (ImageOptions(max_pixels=50176), ImageRule(min_pixels=50176), "168x336"),
        (ImageOptions(), ImageRule(min_pixels=4_000_000), "1344x2996"),
    ):
        Chat(engine, rule, options).ask("a", [picture(1080, 2400)])
        assert told(engine.asked[-1].messages[0]) == f"user: <{size}>a"


def test_frames_of_a_recording_are_small_where_the_model_takes_small_ones(
    engine: Listener,
) -> None:
    for rule, most in ((ImageRule(), 768 * 28 * 28), (ImageRule(min_pixels=10**6), 1_050_000)):
        Chat(engine, rule).ask("a", videos=[[Frame(0.0, picture(1080, 2400))]])
        parts = engine.asked[-1].messages[0].parts
        (part,) = [part for part in parts if isinstance(part, ImagePart)]
        assert 0.9 * most < part.pixels.shape[0] * part.pixels.shape[1] <= most


def test_several_conversations_are_asked_at_once_about_the_same_pictures(
    engine: Listener, chat: Chat
) -> None:
    chats = [chat, chat.like(), chat.like()]
    answers = ask_all(
        [Ask(one, words, [picture()]) for one, words in zip(chats, "abc", strict=True)]
    )
    assert [answer.text for answer in answers] == ["answer 1", "answer 2", "answer 3"]
    assert engine.batches == [3]
    keys = {
        part.key
        for request in engine.asked
        for part in request.messages[0].parts
        if isinstance(part, ImagePart)
    }
    assert len(keys) == 1
    assert all(keys)
    ask_all([Ask(one, "more") for one in chats])
    assert told(engine.asked[-1].messages[1]) == "assistant: answer 3"


def test_a_batch_may_mix_pictures_and_words_alone(engine: Listener, chat: Chat) -> None:
    """The founding documents' batch: two pictures in one conversation, none in the other."""
    asks = [
        Ask(chat, "What are the common elements in these pictures?", [picture(), picture(seed=1)]),
        Ask(Chat(engine, ImageRule(), system="You are a helpful assistant."), "Who are you?"),
    ]
    assert [answer.pictures for answer in ask_all(asks)] == [2, 0]
    assert engine.batches == [2]
    assert list(map(told, engine.asked[1].messages)) == [
        "system: You are a helpful assistant.",
        "user: Who are you?",
    ]


def test_what_fails_leaves_the_conversation_as_it_was(engine: Listener, chat: Chat) -> None:
    chat.ask("a")
    engine.error = ModelUnavailable("gone", words="")
    with pytest.raises(ModelUnavailable):
        chat.ask("b", [picture()])
    with pytest.raises(InvalidInput):
        chat.ask("  ")
    engine.error = None
    chat.ask("c")
    assert list(map(told, engine.asked[-1].messages)) == [
        "user: a",
        "assistant: answer 1",
        "user: c",
    ]
