"""Calibration over HTTP: a model that points well, and every way to point wrongly."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from droidground.grounding.calibration import (
    Calibration,
    Verdict,
    calibrate,
    load_calibration,
    remarks,
    save_calibration,
)
from droidground.grounding.calibration.markers import marker_scenes
from droidground.grounding.engines.openai import connect
from droidground.grounding.models.catalogue import load_catalogue
from droidground.grounding.models.grounder import ModelGrounder
from droidground.grounding.models.image import ImageOptions
from tests.engines.openai.ideal import WORDS, ideal, see, thousandths
from tests.engines.openai.mock_server import Asked, running

CATALOGUE = load_catalogue()


def measured(
    profile: str, answer: Callable[[Asked], str], options: ImageOptions | None = None
) -> Calibration:
    with running(answer) as server:
        found = calibrate(
            connect(server.url),
            CATALOGUE.profile(profile),
            CATALOGUE.profiles,
            options or ImageOptions(),
        )
        assert len(server.asked) == found.asked == 20
        return found


@pytest.mark.parametrize("family", WORDS)
def test_an_ideal_model_is_fine_in_its_own_words(family: str) -> None:
    found = measured(family, ideal(family))
    assert (found.verdict, found.hits, found.answered, found.order) == ("fine", 1.0, 20, "xy")
    assert found.error is not None
    assert found.error < (12 if family in ("showui", "seeclick") else 3)
    assert found.scale == pytest.approx((1, 1), abs=0.02)
    assert found.offset == pytest.approx((0, 0), abs=0.01)
    assert found.fix == ""


@pytest.mark.parametrize("family", ["uground", "gta1", "qwen2.5-vl", "showui"])
def test_the_grounder_lands_on_every_marker(family: str) -> None:
    with running(ideal(family)) as server:
        grounder = ModelGrounder(connect(server.url), CATALOGUE.profile(family))
        for scene in marker_scenes():
            for marker in scene.markers:
                at = grounder.locate(scene.screenshot, marker.words).point
                assert at is not None
                size = scene.screenshot.size
                assert at.x == pytest.approx(marker.x * size.width, abs=scene.radius / 2)
                assert at.y == pytest.approx(marker.y * size.height, abs=scene.radius / 2)


def test_thousandths_where_pixels_are_meant() -> None:
    found = measured("gta1", lambda asked: "({},{})".format(*thousandths(*see(asked))))
    assert (found.verdict, found.convention) == ("other_units", "N1000")
    assert found.hits == 1.0
    assert "answers in N1000, not in ABS_RESIZED" in found.fix
    assert "--profile" in found.fix


def test_pixels_where_thousandths_are_meant() -> None:
    found = measured("uground", ideal("gta1"))
    assert (found.verdict, found.convention) == ("other_units", "ABS_RESIZED")
    assert "gta1" in found.fix


def test_pixels_of_the_frame() -> None:
    frames = {672: (1080, 2400), 2408: (2400, 1080), 728: (720, 1280), 1428: (1440, 3120)}

    def answer(asked: Asked) -> str:
        x, y, w, h = see(asked)
        return f"({round(x / w * frames[w][0])},{round(y / h * frames[w][1])})"

    found = measured("gta1", answer)
    assert (found.verdict, found.convention) == ("other_units", "original pixels")
    assert "No profile has that convention" in found.fix


def test_fractions() -> None:
    found = measured("uground", ideal("seeclick"))
    assert (found.verdict, found.convention) == ("other_units", "N1")


def test_y_before_x() -> None:
    def answer(asked: Asked) -> str:
        x, y = thousandths(*see(asked))
        return f"({y}, {x})"

    found = measured("uground", answer)
    assert (found.verdict, found.order, found.convention) == ("swapped", "yx", "N1000")
    assert "y before x" in found.fix


@pytest.mark.parametrize("most", [1_003_520, 2_000_000])
def test_a_server_that_makes_pictures_smaller(most: int) -> None:
    def answer(asked: Asked) -> str:
        x, y, w, h = see(asked)
        factor = min(1.0, (most / (w * h)) ** 0.5)
        w2, h2 = int(w * factor / 28) * 28, int(h * factor / 28) * 28
        if factor == 1.0:
            w2, h2 = w, h
        return f"({round(x / w * w2)},{round(y / h * h2)})"

    found = measured("gta1", answer)
    assert found.verdict is Verdict.SHRUNK
    assert "--max-pixels" in found.fix
    limit = int(re.findall(r"--max-pixels (\d+)", found.fix)[0])
    assert 0.93 * most < limit <= 1.02 * most
    assert measured("gta1", answer, ImageOptions(max_pixels=limit)).is_fine


@pytest.mark.parametrize(("stretch", "shift"), [(1.0, 0.1), (0.8, 0.0), (0.7, 0.15)])
def test_answers_that_are_stretched_or_shifted(stretch: float, shift: float) -> None:
    def answer(asked: Asked) -> str:
        x, y, w, h = see(asked)
        x, y = x * stretch + shift * w, y * stretch + shift * h
        return "({}, {})".format(*thousandths(x, y, w, h))

    found = measured("uground", answer)
    assert found.verdict is Verdict.DISTORTED
    assert found.scale == pytest.approx((stretch, stretch), abs=0.02)
    assert found.offset == pytest.approx((shift, shift), abs=0.02)


def test_noise_is_refused() -> None:
    dice = random.Random(3)
    found = measured("uground", lambda asked: f"({dice.randrange(1000)}, {dice.randrange(1000)})")
    assert found.verdict is Verdict.NOISE
    assert "Do not use it" in found.fix
    centre = measured("uground", lambda asked: "(500, 500)")
    assert centre.verdict is Verdict.NOISE


def test_a_poor_model_that_points_roughly_is_not_fine() -> None:
    dice = random.Random(5)

    def answer(asked: Asked) -> str:
        x, y = thousandths(*see(asked))
        return f"({x + dice.randint(-300, 300)}, {y + dice.randint(-300, 300)})"

    assert measured("uground", answer).verdict is Verdict.NOISE


@pytest.mark.parametrize("text", ["I cannot see any picture.", "", "{"])
def test_replies_without_a_point(text: str) -> None:
    found = measured("uground", lambda asked: text)
    assert (found.verdict, found.answered, found.error) == ("unreadable", 0, None)
    assert "--profile" in found.fix


def test_a_few_answers_may_be_missing() -> None:
    def answer(asked: Asked) -> str:
        return "Target does not exist" if "star" in asked.text else ideal("uground")(asked)

    found = measured("uground", answer)
    assert (found.verdict, found.answered) == ("fine", 16)


def test_what_was_measured_is_kept_and_mentioned(tmp_path: Path) -> None:
    profile, other = CATALOGUE.profile("uground"), CATALOGUE.profile("gta1")
    where = (tmp_path / "state", "http://box:8000/v1", "m")
    assert remarks(*where, profile) == ()
    save_calibration(*where, profile, measured("uground", ideal("uground")))
    kept = load_calibration(*where, profile)
    assert kept is not None
    assert (kept["verdict"], kept["url"]) == ("fine", "http://box:8000/v1")
    assert remarks(*where, profile) == ()
    save_calibration(*where, profile, measured("uground", ideal("gta1")))
    (said,) = remarks(*where, profile)
    assert "was found wrong (other_units): The model answers in ABS_RESIZED" in said
    assert remarks(*where, other) == ()
    assert remarks(where[0], "http://box:9000/v1", "m", profile) == ()
