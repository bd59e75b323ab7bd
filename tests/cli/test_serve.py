"""serve, as a program of its own, with a tiny checkpoint of the real architecture."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import numpy as np
import PIL.Image
import pytest

pytest.importorskip("openai", reason="the openai client is not installed")
pytest.importorskip("fastapi", reason="fastapi is not installed")
pytest.importorskip("torch", reason="torch is not installed")

from droidground.cli.serve import ATTENTIONS, DTYPES, QUANTISATIONS
from droidground.cli.serve import serve as command
from droidground.grounding.engines.openai import connect
from droidground.grounding.engines.transformers import options
from droidground.serving import PORT
from tests.cli.conftest import Program
from tests.engines.transformers.tiny import Shape, write_checkpoint
from tests.serving.test_server import question


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_checkpoint(tmp_path_factory.mktemp("tiny") / "qwen2-vl", Shape("qwen2_vl"))


@pytest.fixture(autouse=True)
def server_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DROIDGROUND_SERVER_DIR", str(tmp_path / "servers"))
    for name in ("OPENAI_API_KEY", "DROIDGROUND_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "servers"


@contextmanager
def serving(checkpoint: Path, *args: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "droidground", "serve", "--model", str(checkpoint)]
    with subprocess.Popen(
        [*command, "--port", "0", "--json", *args],
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        try:
            line = process.stdout.readline()
            assert line, process.communicate()[1]
            yield process, json.loads(line)["url"]
        finally:
            process.kill()


def test_a_served_model_is_found_asked_and_stopped(
    program: Program, checkpoint: Path, tmp_path: Path, server_folder: Path
) -> None:
    image = tmp_path / "screen.png"
    pixels = np.random.default_rng(1).integers(0, 256, (112, 56, 3), dtype=np.uint8)
    PIL.Image.fromarray(pixels).save(image)
    with serving(checkpoint, "--profile", "uground", "--torch-device", "cpu") as (process, url):
        (one,) = connect(url).answer([question("where?", pixels)])
        assert one.tokens
        located = program(
            "locate", "Wi-Fi", "--image", str(image), "--grounder", "server", "--json"
        )
        # Random weights write nonsense: the whole way to them and back is what counts here.
        assert located.code == 4
        assert located.json["error"]["type"] in ("ReplyUnreadable", "OutsideScreen")
        assert "UGround" in located.json["error"]["message"]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 130
    assert list(server_folder.iterdir()) == []
    ended = program("locate", "Wi-Fi", "--image", str(image), "--grounder", "server")
    assert ended.code == 4
    assert "droidground serve --model" in ended.err


def test_what_cannot_be_served(program: Program, tmp_path: Path) -> None:
    assert program("serve").code == 2
    ended = program("serve", "--model", str(tmp_path / "nothing"), "--port", "0")
    assert ended.code == 4
    open_to_all = program("serve", "--model", "osunlp/UGround-V1-2B", "--host", "0.0.0.0")
    assert open_to_all.code == 2
    assert "--token-env" in open_to_all.err
    no_token = program("serve", "--model", "x/y", "--token-env", "NOT_SET_TOKEN")
    assert (no_token.code, "NOT_SET_TOKEN is not set" in no_token.err) == (5, True)


def test_the_choices_are_those_of_the_engine() -> None:
    assert get_args(options.Dtype) == DTYPES
    assert get_args(options.Attention) == ATTENTIONS
    assert get_args(options.Quantisation) == QUANTISATIONS
    (port,) = [one.default for one in command.params if one.name == "port"]
    assert port == PORT
