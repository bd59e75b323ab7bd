"""A reply that says nothing is an error that carries it, with a hint."""

from __future__ import annotations

import pytest

from droidground.errors import OutsideScreen, ReplyUnreadable
from droidground.grounding.models.image import frame_image
from droidground.grounding.models.reading import Question
from tests.unit.grounding.models.frames import blank, profile_of


def ask(name: str) -> Question:
    """A question of a family about a small frame."""
    frame, profile = blank(1080, 2400), profile_of(name)
    return Question("Wi-Fi toggle", frame, frame_image(frame, profile.image), profile)


@pytest.mark.parametrize("reply", ["", "{", "I see a switch.", "x" * 5000])
def test_unreadable(reply: str) -> None:
    with pytest.raises(ReplyUnreadable) as caught:
        ask("uground").read(reply)
    error = caught.value
    assert (error.reply, error.words, error.exit_code) == (reply, "Wi-Fi toggle", 4)
    assert error.hint
    assert len(error.message) < 500


def test_outside() -> None:
    with pytest.raises(OutsideScreen, match=r"x = 1093 is not in 0 to 1092") as caught:
        ask("gta1").read("(1093,5)")
    assert caught.value.reply == "(1093,5)"


def test_a_box_with_one_corner_outside_is_refused() -> None:
    with pytest.raises(OutsideScreen):
        ask("ui-venus").read("[1000,5,1100,50]")


def test_numbers_in_the_padding_of_a_canvas_are_outside() -> None:
    with pytest.raises(OutsideScreen):
        ask("phi-ground").read("<point>500, 500</point>")
    with pytest.raises(OutsideScreen):
        ask("uground-llava").read("(100, 1500)")
