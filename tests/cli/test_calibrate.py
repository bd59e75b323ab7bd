"""calibrate, and what locate says of a server that was found wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("openai", reason="the openai client is not installed")

from droidground.grounding.calibration.markers import marker_scenes
from tests.cli.conftest import Program
from tests.conftest import free_port
from tests.engines.openai.ideal import ideal
from tests.engines.openai.mock_server import MockServer, running

MODEL = "osunlp/UGround-V1-7B"


@pytest.fixture(autouse=True)
def server_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DROIDGROUND_SERVER_DIR", str(tmp_path / "servers"))
    for name in ("OPENAI_API_KEY", "DROIDGROUND_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "servers"


@pytest.fixture
def server() -> Iterator[MockServer]:
    with running(ideal("uground"), [MODEL]) as mock:
        yield mock


@pytest.fixture
def image(tmp_path: Path) -> str:
    path = tmp_path / "markers.png"
    marker_scenes()[0].screenshot.save(path)
    return str(path)


def test_a_good_server_is_fine_and_locates(
    program: Program, server: MockServer, image: str, server_folder: Path
) -> None:
    ended = program("calibrate", server.url, "--json")
    assert ended.code == 0, ended.err
    answer = ended.json
    assert (answer["verdict"], answer["profile"], answer["model"]) == ("fine", "uground", MODEL)
    assert (answer["url"], answer["asked"], len(answer["rows"])) == (server.url, 20, 20)
    assert len(list(server_folder.iterdir())) == 1
    located = program(
        "locate", "the blue square", "--image", image, "--grounder", server.url, "--json"
    )
    assert located.code == 0, located.err
    assert located.json["point"] == pytest.approx([0.79 * 1080, 0.27 * 2400], abs=5)
    assert "remarks" not in located.json or located.json["remarks"] == []


def test_a_wrong_server_gets_its_fix_and_is_mentioned_later(
    program: Program, server: MockServer, image: str
) -> None:
    server.answer = ideal("gta1")
    ended = program("calibrate", server.url.removesuffix("/v1"), "--model", MODEL, "--details")
    assert ended.code == 4
    assert "other_units: 100% of 20 answers" in ended.out
    assert "ABS_RESIZED, x before y" in ended.out
    assert "the red circle at 227,288" in ended.out
    located = program("locate", "the red circle", "--image", image, "--grounder", server.url)
    assert "Note: calibrated on 20" in located.err
    assert "found wrong (other_units)" in located.err
    outside = program("locate", "the orange star", "--image", image, "--grounder", server.url)
    assert outside.code == 4
    assert "outside the image" in outside.err
    assert "found wrong (other_units)" in outside.err


def test_a_tap_says_it_too(program: Program, serial: str, server: MockServer) -> None:
    server.answer = ideal("gta1")
    assert program("calibrate", server.url).code == 4
    server.answer = lambda asked: "(500, 500)"
    ended = program("tap", "anything", "--grounder", server.url)
    assert ended.code == 0, ended.err
    assert "found wrong (other_units)" in ended.err


def test_where_nobody_listens(program: Program) -> None:
    ended = program("calibrate", f"http://127.0.0.1:{free_port()}", "--model", "x")
    assert (ended.code, ended.out) == (4, "")
    assert "nobody listens" in ended.err
    assert "droidground serve" in ended.err


def test_a_model_without_a_profile_needs_one(program: Program, server: MockServer) -> None:
    server.models = ["house-model"]
    ended = program("calibrate", server.url)
    assert ended.code == 4
    assert "--profile" in ended.err
    assert program("calibrate", server.url, "--profile", "uground").code == 0
