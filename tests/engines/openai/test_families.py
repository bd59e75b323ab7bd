"""Every family that a server can run, over real HTTP: a marker, an ideal model, the same place."""

from __future__ import annotations

from pathlib import Path

import pytest

from droidground.config import GroundingSettings, ServerSettings, Settings
from droidground.errors import ModelUnavailable, OutsideScreen, ReplyUnreadable
from droidground.geometry import Size
from droidground.grounding.load import load_grounder
from droidground.grounding.models.engine import ImagePart, Message, ModelRequest, TextPart
from tests.engines.openai.mock_server import Asked, decoded, running
from tests.unit.grounding.models.frames import CATALOGUE, profile_of
from tests.unit.grounding.models.ideal import FAMILIES, IdealModel
from tests.unit.grounding.models.test_marker import Case, assert_on_marker

SERVED = [
    name for name in FAMILIES if "openai" in CATALOGUE.profile(name.partition(" ")[0]).engines
]


def request_of(asked: Asked) -> ModelRequest:
    """What arrived, as a request again."""
    parts = [ImagePart(decoded(url)) for url in asked.urls]
    return ModelRequest((Message("user", (*parts, TextPart(asked.text))),), 1)


def settings_for(url: str, tmp_path: Path, name: str) -> Settings:
    """Settings that name a server, and the family and checkpoint of what it serves."""
    return Settings(
        grounding=GroundingSettings(
            grounder=url, profile=name.partition(" ")[0], profile_dir=tmp_path
        ),
        server=ServerSettings(state_dir=tmp_path),
    )


@pytest.mark.parametrize("name", SERVED)
def test_a_marker(name: str, tmp_path: Path) -> None:
    family = FAMILIES[name]
    model = IdealModel(family)
    served = family.checkpoint or profile_of(name.partition(" ")[0]).checkpoints[0].id

    def answer(asked: Asked) -> str:
        return model.answer([request_of(asked)])[0].text

    case = Case(Size(540, 1200), (0.8, 0.3))
    with running(answer, models=(served,)) as server:
        location = load_grounder(settings_for(server.url, tmp_path, name)).locate(
            case.screenshot(), "the red square"
        )
    assert_on_marker(case, location, model, family)
    assert location.grounder == served


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("I see no such thing.", ReplyUnreadable),
        ("(1400, 7)", OutsideScreen),
        ("", ReplyUnreadable),
    ],
)
def test_garbage(text: str, error: type[Exception], tmp_path: Path) -> None:
    with running(lambda asked: text) as server:
        grounder = load_grounder(settings_for(server.url, tmp_path, "uground"))
        with pytest.raises(error) as caught:
            grounder.locate(Case(Size(300, 400), (0.5, 0.5)).screenshot(), "it")
    assert getattr(caught.value, "reply", None) == text


def test_an_unknown_name_without_a_profile_is_refused(tmp_path: Path) -> None:
    with running(lambda asked: "(1, 2)") as server:
        settings = Settings(
            grounding=GroundingSettings(grounder=server.url, profile_dir=tmp_path),
            server=ServerSettings(state_dir=tmp_path),
        )
        with pytest.raises(ModelUnavailable, match="no model profile fits"):
            load_grounder(settings)
