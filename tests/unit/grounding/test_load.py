"""Which grounder a name is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from droidground.config import GroundingSettings, ServerSettings, Settings
from droidground.errors import ModelUnavailable
from droidground.grounding.auto import AutoGrounder
from droidground.grounding.elements import ElementsGrounder
from droidground.grounding.load import load_checkpoint, load_grounder


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a machine where no server runs and no checkpoint lies."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return Settings(
        grounding=GroundingSettings(profile_dir=tmp_path / "profiles"),
        server=ServerSettings(state_dir=tmp_path / "servers"),
    )


def named(settings: Settings, grounder: str, profile: str | None = None) -> Settings:
    """The settings with that grounder."""
    return replace(
        settings, grounding=replace(settings.grounding, grounder=grounder, profile=profile)
    )


def test_those_without_a_model(settings: Settings) -> None:
    assert isinstance(load_grounder(settings), AutoGrounder)
    assert isinstance(load_grounder(named(settings, "elements")), ElementsGrounder)


@pytest.mark.parametrize("name", ["element", "/no/such/folder", "one/two/three", "gta1"])
def test_a_name_that_is_none(settings: Settings, name: str) -> None:
    with pytest.raises(ModelUnavailable, match="there is no grounder") as caught:
        load_grounder(named(settings, name))
    assert "`droidground models`" in caught.value.hint


def test_no_server(settings: Settings) -> None:
    with pytest.raises(ModelUnavailable, match="no local model server") as caught:
        load_grounder(named(settings, "server"))
    assert "droidground serve" in caught.value.hint


def test_an_unknown_checkpoint(settings: Settings) -> None:
    with pytest.raises(ModelUnavailable, match="no model profile fits"):
        load_grounder(named(settings, "me/my-own-7B"))


def test_an_unknown_profile(settings: Settings) -> None:
    with pytest.raises(ModelUnavailable, match="no model profile 'mine'"):
        load_grounder(named(settings, "me/my-own-7B", profile="mine"))


def test_a_family_that_needs_a_server(settings: Settings) -> None:
    with pytest.raises(ModelUnavailable, match="does not run in this process") as caught:
        load_grounder(named(settings, "OS-Copilot/OS-Atlas-Base-4B"))
    assert "--grounder http" in caught.value.hint


def test_a_folder_of_an_unknown_family(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "llama"}')
    with pytest.raises(ModelUnavailable, match="'llama' is no family's"):
        load_checkpoint(str(tmp_path), settings.grounding)
