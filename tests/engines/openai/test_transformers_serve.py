"""The client against somebody else's server: `transformers serve`, with a tiny checkpoint.

It refuses fields that it does not know, and its greedy answers are those of our own engine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed")

from droidground.clock import wait_until
from droidground.errors import ModelUnavailable
from droidground.grounding.engines.openai import connect
from droidground.grounding.engines.transformers import LoadOptions, load_engine
from droidground.grounding.models.engine import ImagePart, Message, ModelRequest, TextPart
from tests.conftest import free_port
from tests.engines.transformers.tiny import Shape, write_checkpoint

PIXELS = np.random.default_rng(1).integers(0, 256, (168, 84, 3), dtype=np.uint8)


def is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("tiny") / "qwen2-vl"
    return str(write_checkpoint(folder, Shape("qwen2_vl")))


@pytest.fixture(scope="module")
def url(checkpoint: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home, port = tmp_path_factory.mktemp("home"), free_port()
    program = Path(sys.executable).with_name("transformers")
    with subprocess.Popen(
        [program, "serve", checkpoint, "--port", str(port), "--device", "cpu"],
        env=os.environ | {"HOME": str(home), "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            assert wait_until(lambda: is_up(url), timeout_s=240, interval_s=0.5)
            yield url
        finally:
            process.kill()


def question(words: str, **others: object) -> ModelRequest:
    parts = (ImagePart(PIXELS), TextPart(words))
    return ModelRequest((Message("user", parts),), 12, **others)  # type: ignore[arg-type]


def test_its_answers_are_those_of_the_engine_in_process(url: str, checkpoint: str) -> None:
    options = LoadOptions(progress=False, torch_device="cpu", dtype="float32")
    here, there = load_engine(checkpoint, options=options), connect(url, checkpoint)
    asking = [question(words) for words in ("Wi-Fi toggle", "back arrow", "battery level")]
    two = (ImagePart(PIXELS), ImagePart(PIXELS[:84]), TextPart("Same?"))
    asking += [
        ModelRequest((Message("system", (TextPart("You are terse."),)), Message("user", two)), 12),
        ModelRequest(
            (
                Message("user", (ImagePart(PIXELS), TextPart("Same?"))),
                Message("assistant", (TextPart("no"),)),
                Message("user", (TextPart("Why?"),)),
            ),
            12,
        ),
    ]
    ours = [reply.text.strip() for reply in here.answer(asking)]
    assert len(set(ours)) == len(ours), "answers that are alike prove nothing"
    assert [reply.text.strip() for reply in there.answer(asking)] == ours


def test_fields_that_it_refuses_are_left_out_but_a_prefill_is_not(
    url: str, checkpoint: str
) -> None:
    engine = connect(url, checkpoint)
    plain, held = engine.answer(
        [question("back"), question("back", keep_special_tokens=True, pattern=r"\d+")]
    )
    assert held.text == plain.text
    with pytest.raises(ModelUnavailable, match="continue_final_message") as caught:
        engine.answer([question("back", prefill="(5")])
    assert "begun for the model" in caught.value.hint


def test_another_model_is_refused(url: str) -> None:
    with pytest.raises(ModelUnavailable, match="'some/other'"):
        connect(url, "some/other").answer([question("back")])
