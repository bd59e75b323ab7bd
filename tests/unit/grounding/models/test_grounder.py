"""The grounder over an engine that answers from a list."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from droidground.config import GroundingSettings
from droidground.errors import GroundingError, InvalidInput, OutsideScreen, ReplyUnreadable
from droidground.geometry import Box, Point, Size
from droidground.grounding.location import Location, Reason
from droidground.grounding.models.engine import ImagePart, ModelReply, ModelRequest
from droidground.grounding.models.grounder import ModelGrounder
from droidground.grounding.models.replay import locate_reply
from droidground.screen import Display, Screenshot
from tests.unit.grounding.models.frames import blank, profile_of


class Scripted:
    """An engine that gives replies one after the other."""

    model = "scripted"

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.batches: list[Sequence[ModelRequest]] = []

    def answer(self, requests: Sequence[ModelRequest]) -> tuple[ModelReply, ...]:
        """Give the next replies."""
        self.batches.append(requests)
        return tuple(ModelReply(self.texts.pop(0), 0.75, 11, {"read": 1.0}) for _ in requests)

    def images(self) -> list[ImagePart]:
        """The pictures of all requests."""
        parts = [p for batch in self.batches for r in batch for m in r.messages for p in m.parts]
        return [part for part in parts if isinstance(part, ImagePart)]


def test_a_found_place() -> None:
    engine = Scripted("(500, 250)")
    frame = Screenshot(np.zeros((2400, 1080, 3), np.uint8), Display(Size(720, 1600)))
    location = ModelGrounder(engine, profile_of("uground")).locate(frame, "Wi-Fi toggle")
    assert (location.point, location.input_point) == (Point(540, 600), Point(360, 400))
    assert (location.reply, location.score, location.grounder) == ("(500, 250)", 0.75, "scripted")
    assert (location.profile, location.profile_hash) == ("uground", profile_of("uground").hash)
    assert {"image", "model", "read"} <= set(location.timings_ms)
    assert location.transform
    names = [location.transform.source.name, *(s.target.name for s in location.transform.steps)]
    assert names == ["model", "model image", "frame", "input"]


def test_a_refusal_is_an_answer() -> None:
    grounder = ModelGrounder(Scripted("[-1,-1]"), profile_of("ui-venus-1.5"))
    location = grounder.locate(blank(300, 600), "it")
    assert (location.found, location.reason) == (False, Reason.ABSENT)
    assert location.reply == "[-1,-1]"


@pytest.mark.parametrize(("reply", "error"), [("?", ReplyUnreadable), ("(1001,1)", OutsideScreen)])
def test_a_bad_reply_is_raised(reply: str, error: type[GroundingError]) -> None:
    grounder = ModelGrounder(Scripted(reply), profile_of("uground"))
    with pytest.raises(error) as caught:
        grounder.locate(blank(300, 600), "it")
    assert caught.value.reply == reply


def test_words_that_say_nothing() -> None:
    with pytest.raises(InvalidInput):
        ModelGrounder(Scripted(), profile_of("uground")).locate(blank(300, 600), "  ")


def test_several_questions_go_out_at_once_and_fail_one_by_one() -> None:
    engine = Scripted("(100, 100)", "?", "(2000, 1)", "(900, 900)")
    outcomes = ModelGrounder(engine, profile_of("uground")).locate_all(
        blank(300, 600), list("abcd")
    )
    kinds = [type(one) for one in outcomes]
    assert kinds == [Location, ReplyUnreadable, OutsideScreen, Location]
    assert len(engine.batches) == 1
    assert len({id(part) for part in engine.images()}) == 1


def test_several_frames_go_out_at_once() -> None:
    engine = Scripted("(500, 500)", "(500, 500)", "(0, 0)")
    one, two = blank(300, 600), blank(1000, 400)
    asked = [(one, "a"), (two, "b"), (two, "c")]
    outcomes = ModelGrounder(engine, profile_of("uground")).locate_each(asked)
    points = [outcome.point for outcome in outcomes if isinstance(outcome, Location)]
    assert points == [Point(150, 300), Point(500, 200), Point(0, 0)]
    assert len(engine.batches) == 1


def test_no_question_is_no_answer() -> None:
    assert ModelGrounder(Scripted(), profile_of("uground")).locate_all(blank(30, 60), []) == ()


def test_one_screen_is_prepared_once() -> None:
    engine = Scripted(*["(1, 1)"] * 4)
    grounder = ModelGrounder(engine, profile_of("uground"))
    frame, same, other = blank(300, 600), blank(300, 600), blank(300, 601)
    for screenshot in (frame, frame, same, other):
        grounder.locate(screenshot, "it")
    one, two, three, four = engine.images()
    assert one is two is three
    assert one.key
    assert one.key != four.key


def test_a_second_look() -> None:
    engine = Scripted("(500, 500)", "(500, 500)")
    grounder = ModelGrounder(engine, profile_of("uground"), zoom=4)
    location = grounder.locate(blank(1000, 2000), "it")
    assert location.point == Point(500, 1000)
    assert location.transform
    assert [step.name for step in location.transform.steps][-1] == "undo crop"
    assert "second look moved 500,1000 to 500,1000" in location.remarks[0]
    height, width = engine.images()[1].pixels.shape[:2]
    assert width * height < 1000 * 2000 / 4
    assert set(location.timings_ms) >= {"first_look", "model"}


@pytest.mark.parametrize("second", ["?", "(2000, 1)"])
def test_a_second_look_that_fails_leaves_the_first(second: str) -> None:
    grounder = ModelGrounder(Scripted("(500, 500)", second), profile_of("uground"), zoom=4)
    location = grounder.locate(blank(1000, 2000), "it")
    assert location.point == Point(500, 1000)
    assert "gave no point" in location.remarks[0]


def test_nothing_found_is_not_looked_at_again() -> None:
    engine = Scripted("[-1,-1]")
    location = ModelGrounder(engine, profile_of("ui-venus-1.5"), zoom=2).locate(
        blank(300, 300), "a"
    )
    assert not location.found
    assert len(engine.batches) == 1


@pytest.mark.parametrize("zoom", [1.0, 0.5, 21.0])
def test_a_zoom_that_enlarges_nothing(zoom: float) -> None:
    with pytest.raises(InvalidInput):
        ModelGrounder(Scripted(), profile_of("uground"), zoom=zoom)


def test_a_box_is_told_in_both_units() -> None:
    settings = GroundingSettings(profile="qwen2-vl")
    reply = "<|box_start|>(100,200),(301,400)<|box_end|>"
    location = locate_reply(blank(1080, 2400), "it", reply, settings)
    assert location.origin_box == (100, 200, 301, 400)
    assert location.box == Box(108, 480, 326, 960)
    assert location.point == Point(216, 720)
