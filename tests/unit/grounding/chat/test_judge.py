"""Yes, no and neither."""

from __future__ import annotations

import pytest

from droidground.grounding.chat import Chat, Judge
from droidground.grounding.chat.judge import read_opinion
from droidground.grounding.models.profile import ImageRule
from tests.unit.grounding.chat.test_conversation import Listener, picture, told


@pytest.mark.parametrize(
    ("reply", "holds"),
    [
        ("yes", True),
        ("Yes, the switch is on.", True),
        ("**No**", False),
        ("no.", False),
        ("Unknown: the screen is dark.", None),
        ("<think>Yes? The dialog is not there.</think>\nNo", False),
        ("I know nothing of it", None),
        ("", None),
    ],
)
def test_opinions_are_read(reply: str, holds: bool | None) -> None:
    assert read_opinion(reply) is holds


def test_each_sentence_is_asked_apart_and_the_model_loaded_once() -> None:
    engine = Listener()
    loaded: list[Chat] = []

    def load() -> Chat:
        loaded.append(Chat(engine, ImageRule()))
        return loaded[-1]

    judge = Judge(load)
    assert loaded == []
    for sentence in ("the list is sorted", "the list is empty"):
        opinion = judge.judge(picture(), sentence)
        assert opinion is not None
        assert (opinion.holds, opinion.model) == (None, "listener")
    assert len(loaded) == 1
    assert [len(request.messages) for request in engine.asked] == [1, 1]
    assert 'Statement: "the list is empty"' in told(engine.asked[1].messages[0])


def test_without_a_model_there_is_no_opinion() -> None:
    judge = Judge(lambda: None)
    assert not judge.is_there
    assert judge.judge(picture(), "x is pretty") is None
