"""ask: about the screen, pictures, recordings; in turns and at once."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import PIL.Image
import pytest

pytest.importorskip("openai", reason="the openai client is not installed")

from tests.cli.conftest import Program
from tests.engines.openai.mock_server import Asked, MockServer, running
from tests.unit.grounding.chat.test_sources import PNG, clip


def tell(asked: Asked) -> str:
    """Answer with what the last turn shows and says."""
    content = asked.body["messages"][-1]["content"]
    parts = [{"type": "text", "text": content}] if isinstance(content, str) else content
    return (
        "".join(part["text"] if part["type"] == "text" else "<picture>" for part in parts)
        + f" ({len(asked.body['messages'])})"
    )


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DROIDGROUND_SERVER_DIR", str(tmp_path / "servers"))
    for name in ("OPENAI_API_KEY", "DROIDGROUND_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[MockServer]:
    with running(tell, ["Qwen/Qwen2-VL-7B-Instruct"]) as mock:
        yield mock


@pytest.fixture
def image(tmp_path: Path) -> str:
    path = tmp_path / "screen.png"
    PIL.Image.new("RGB", (1080, 2400), "white").save(path)
    return str(path)


def test_about_the_screen(program: Program, serial: str, server: MockServer) -> None:
    ended = program("ask", "what is the battery level?", "--grounder", server.url)
    assert (ended.code, ended.out) == (0, "<picture>what is the battery level? (1)\n")
    (shown,) = server.asked[0].images
    assert shown.shape == (2408, 1092, 3)


def test_several_pictures_are_labelled_and_turns_go_on(
    program: Program, server: MockServer, image: str
) -> None:
    inline = "data:image;base64," + base64.b64encode(PNG).decode()
    ended = program(
        "ask", "Same?", "--image", image, "--image", inline, "--follow-up", "Why?",
        "--grounder", server.url, "--max-pixels", "1003520", "--json",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    answer = ended.json
    assert answer["model"] == "Qwen/Qwen2-VL-7B-Instruct"
    first, second = answer["answers"]
    assert first["answer"] == "Picture 1: <picture>Picture 2: <picture>Same? (1)"
    assert (first["pictures"], second["pictures"]) == (2, 0)
    assert (second["question"], second["answer"]) == ("Why?", "Why? (3)")
    assert [shown.shape[:2] for shown in server.asked[0].images] == [(1484, 672), (84, 56)]
    assert second["tokens"] == 5


def test_several_questions_at_once(program: Program, server: MockServer, image: str) -> None:
    ended = program("ask", "一?", "two?", "--image", image, "--grounder", server.url)
    assert ended.out == "一?\n<picture>一? (1)\n\ntwo?\n<picture>two? (1)\n"
    assert len({asked.urls[0] for asked in server.asked}) == 1
    refused = program("ask", "a", "b", "--follow-up", "c", "--image", image)
    assert refused.code == 2


def test_a_recording(program: Program, server: MockServer, tmp_path: Path) -> None:
    clip(tmp_path / "clip.mp4", 21, 10)
    ended = program(
        "ask", "What happens?", "--video", "clip.mp4", "--fps", "1", "--labels",
        "--grounder", server.url,
    )  # fmt: skip
    assert ended.code == 0, ended.err
    frames = "".join(f"<{at:.1f} seconds><picture>" for at in (0, 0.5, 1, 1.5, 2))
    assert ended.out == f"Video 1: {frames}What happens? (1)\n"


def test_a_model_that_no_profile_knows_answers_too(
    program: Program, server: MockServer, image: str
) -> None:
    server.models = ["gpt-like", "other"]
    ended = program("ask", "a", "--image", image, "--grounder", server.url, "--model", "gpt-like")
    assert ended.code == 0, ended.err
    assert server.asked[0].body["model"] == "gpt-like"


@pytest.mark.parametrize("grounder", ["auto", "elements"])
def test_without_a_model_it_is_4_with_a_hint(program: Program, image: str, grounder: str) -> None:
    ended = program("ask", "a", "--image", image, "--grounder", grounder)
    assert ended.code == 4
    assert "needs a model" in ended.err
    assert "droidground serve" in ended.err


def test_what_cannot_be_shown_is_2(program: Program, server: MockServer) -> None:
    for option in ("--image", "--video"):
        ended = program("ask", "a", option, "none.png", "--grounder", server.url)
        assert (ended.code, server.asked) == (2, [])


def test_expect_puts_other_sentences_to_the_model(
    program: Program, serial: str, server: MockServer
) -> None:
    server.answer = lambda asked: "Yes." if "a list of settings" in asked.text else "no"
    asking = ("--grounder", server.url, "--for", "0")
    ended = program("expect", "there is a list of settings", *asking, "--json")
    assert ended.code == 0, ended.err
    answer = ended.json
    assert (answer["holds"], answer["seen"]) == (True, "yes (Qwen/Qwen2-VL-7B-Instruct)")
    ended = program("expect", "a video is playing", *asking)
    assert ended.code == 1
    assert "says of 'a video is playing': 'no'" in ended.err
    ended = program("expect", "a video is playing", "--grounder", "elements")
    assert ended.code == 4
    assert "Write 'X is" in ended.err
