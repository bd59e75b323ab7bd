"""A server in a process of its own: where it says it is, how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

pytest.importorskip("openai", reason="the openai client is not installed")
pytest.importorskip("fastapi", reason="fastapi is not installed")

from droidground.errors import InvalidInput, ModelUnavailable
from droidground.grounding.engines.local_server import LocalServer, find_server, note_server
from droidground.grounding.engines.openai import connect
from droidground.serving import serve
from tests.conftest import free_port
from tests.serving.scripted import ScriptedEngine
from tests.serving.test_server import question

ROOT = Path(__file__).parents[2]
Start = Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], str]]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    @contextmanager
    def run(*args: str, **env: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
        command = [sys.executable, "-m", "tests.serving.scripted", str(tmp_path), *args]
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout
            try:
                yield process, process.stdout.readline().strip()
            finally:
                process.kill()

    return run


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_is_found_answers_and_ends_when_it_is_told_to(
    start: Start, tmp_path: Path, number: signal.Signals
) -> None:
    with start("0") as (process, url):
        server = find_server(tmp_path)
        assert (server.url, server.model, server.pid) == (url, "tiny", process.pid)
        assert connect(server.url, server.model).answer([question("x")])[0].text == "user:x"
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
        assert process.returncode == (0 if number is signal.SIGTERM else -signal.SIGINT), said
        assert list(tmp_path.iterdir()) == []
    with pytest.raises(ModelUnavailable, match="no local model server runs") as caught:
        find_server(tmp_path)
    assert "droidground serve" in caught.value.hint


def test_the_last_started_is_found_and_a_dead_one_forgotten(start: Start, tmp_path: Path) -> None:
    with start("0"), start("0") as (newest, url):
        assert find_server(tmp_path).url == url
        newest.kill()
        newest.wait(timeout=20)
        assert find_server(tmp_path).url != url
        assert len(list(tmp_path.iterdir())) == 1


def test_a_note_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "server-1.json").write_text("{")
    (tmp_path / "server-2.json").write_text('{"url": 3}')
    with pytest.raises(ModelUnavailable):
        find_server(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_note_holds_no_token(start: Start, tmp_path: Path) -> None:
    with start("0", "LAB_TOKEN", LAB_TOKEN="s3cret-token") as (_, url):
        (note,) = tmp_path.iterdir()
        assert "s3cret" not in note.read_text()
        server = find_server(tmp_path)
        assert (server.url, server.token_env) == (url, "LAB_TOKEN")
        with pytest.raises(ModelUnavailable, match="wants a key"):
            connect(server.url, server.model)


def test_one_that_all_can_reach_is_found_at_home(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with start("0", "LAB_TOKEN", "0.0.0.0", LAB_TOKEN="s3cret-token") as (_, url):
        assert url.startswith("http://127.0.0.1:")
        monkeypatch.setenv("LAB_TOKEN", "s3cret-token")
        server = find_server(tmp_path)
        engine = connect(server.url, server.model, api_key_env=server.token_env)
        assert engine.answer([question("x")])[0].text == "user:x"


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    loaded: list[str] = []

    def load() -> ScriptedEngine:
        loaded.append("model")
        return ScriptedEngine()

    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ModelUnavailable, match=f"127.0.0.1:{port}: Address already") as caught:
            serve(load, state_dir=tmp_path, port=port)
    assert "--port 0" in caught.value.hint
    assert loaded == []


def test_others_reach_it_only_with_a_token(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no token") as caught:
        serve(ScriptedEngine, state_dir=tmp_path, host="0.0.0.0", port=0)
    assert "--token-env" in caught.value.hint


def test_a_port_taken_while_the_model_loads(tmp_path: Path) -> None:
    """Two loads at once: both have the port, the second to listen is told."""
    port = free_port()
    with socket.socket() as other:

        def load() -> ScriptedEngine:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            other.bind(("127.0.0.1", port))
            other.listen()
            return ScriptedEngine()

        with pytest.raises(ModelUnavailable, match="cannot listen"):
            serve(load, state_dir=tmp_path, port=port)
    assert list(tmp_path.iterdir()) == []


def test_a_note_is_written_whole(tmp_path: Path) -> None:
    path = note_server(tmp_path / "deep", LocalServer("http://127.0.0.1:9/v1", "m", 1, 2.0))
    assert path.name == "server-9.json"
    assert json.loads(path.read_text())["model"] == "m"
    assert stat.S_ISREG(path.stat().st_mode)
    assert [entry.name for entry in path.parent.iterdir()] == ["server-9.json"]
