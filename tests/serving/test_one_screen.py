"""Through the server and back: a screen is read once, whoever asks about it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("openai", reason="the openai client is not installed")
pytest.importorskip("fastapi", reason="fastapi is not installed")
pytest.importorskip("torch", reason="torch is not installed")

from droidground.grounding.engines.openai import connect
from droidground.grounding.engines.transformers import LoadOptions, load_engine
from tests.engines.transformers.tiny import Shape, write_checkpoint
from tests.serving.scripted import served
from tests.serving.test_server import question


def test_an_unchanged_screen_is_read_once_for_all_who_ask(tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path / "tiny", Shape("qwen2_vl"))
    engine = load_engine(str(folder), options=LoadOptions(progress=False, torch_device="cpu"))
    engine.forget()
    pixels = np.random.default_rng(1).integers(0, 256, (168, 84, 3), dtype=np.uint8)
    words = ["Wi-Fi toggle", "back arrow", "battery level", "search field"]
    alone = [reply.text for word in words for reply in engine.answer([question(word, pixels)])]
    assert len(set(alone)) > 1, "answers that are all alike prove nothing"
    engine.forget()
    before = engine.work.pictures
    with served(engine) as url:
        one, two = connect(url), connect(url)
        told = [*one.answer([question(word, pixels) for word in words[:3]])]
        told += two.answer([question(words[3], pixels.copy())])
        assert engine.work.pictures == before + 1
        two.answer([question(words[3], 255 - pixels)])
        assert engine.work.pictures == before + 2
    assert [reply.text for reply in told] == alone
