"""Families in a worker: the protocol, with stand-ins for what only their hubs hold."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from droidground.errors import ModelUnavailable
from droidground.grounding.engines.worker import FAMILIES, WorkerEngine, start_engine
from droidground.grounding.models.engine import ImagePart, Message, ModelRequest, TextPart

HERE = Path(__file__).parent
PYTHON = Path(sys.executable)
pytest.importorskip("torch", reason="torch is not installed")


def write_qwen_vl(folder: Path, chat_format: str) -> Path:
    """A checkpoint whose code, config and tokenizer come with it."""
    from safetensors.numpy import save_file

    folder.mkdir()
    for name in ("qwen_remote.py", "qwen_tokenizer.py"):
        shutil.copy(HERE / name, folder)
    config = {
        "model_type": "qwen",
        "architectures": ["QWenLMHeadModel"],
        "auto_map": {
            "AutoConfig": "qwen_remote.QWenConfig",
            "AutoModelForCausalLM": "qwen_remote.QWenLMHeadModel",
        },
    }
    tokenizer = {
        "tokenizer_class": "QWenTokenizer",
        "auto_map": {"AutoTokenizer": ["qwen_tokenizer.QWenTokenizer", None]},
    }
    for name, value in (
        ("config.json", config),
        ("tokenizer_config.json", tokenizer),
        ("generation_config.json", {"chat_format": chat_format}),
    ):
        (folder / name).write_text(json.dumps(value))
    save_file({"weight": np.zeros(1, np.float32)}, folder / "model.safetensors", {"format": "pt"})
    return folder


def start(folder: Path) -> WorkerEngine:
    return start_engine(str(folder), FAMILIES["qwen-vl"], trust_remote_code=True, python=PYTHON)


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerEngine]:
    engine = start(write_qwen_vl(tmp_path_factory.mktemp("qwen") / "chat", "chatml"))
    yield engine
    engine.close()


def ask(x: int, y: int, words: str) -> ModelRequest:
    pixels = np.zeros((448, 448, 3), np.uint8)
    pixels[y, x] = 255
    question = f'Generate the bounding box of "{words}".'
    return ModelRequest((Message("user", (ImagePart(pixels), TextPart(question))),), 64)


def test_qwen_vl_chat(chat: WorkerEngine) -> None:
    """Path in the prompt, `model.chat` as published; picture and words arrive as they were."""
    replies = chat.answer([ask(100, 300, "Wi-Fi"), ask(7, 11, "设置")])
    assert [reply.text for reply in replies] == [
        "<ref>Wi-Fi</ref><box>(223,669),(225,671)</box>",
        "<ref>设置</ref><box>(15,24),(17,26)</box>",
    ]
    assert chat.model.endswith("chat")


def test_an_error_there_is_one_here_and_the_next_question_works(chat: WorkerEngine) -> None:
    wrong = ModelRequest((Message("user", (TextPart("no picture"),)),), 4)
    with pytest.raises(ModelUnavailable, match="failed in its worker: AttributeError"):
        chat.answer([wrong])
    assert "<box>" in chat.answer([ask(1, 2, "back")])[0].text


def test_qwen_vl_base(tmp_path: Path) -> None:
    """The base model goes on after `<box>`, and only what is new comes back."""
    engine = start(write_qwen_vl(tmp_path / "base", "raw"))
    part = ImagePart(np.zeros((448, 448, 3), np.uint8))
    text = TextPart("<ref>back</ref><box>")
    request = ModelRequest((Message("user", (part, text)),), 28, keep_special_tokens=True)
    (reply,) = engine.answer([request])
    engine.close()
    assert reply.text == "(10,20),(30,40)</box>"


def test_code_of_a_checkpoint_runs_only_when_allowed(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="runs Python code") as caught:
        start_engine("Qwen/Qwen-VL-Chat", FAMILIES["qwen-vl"], venvs=tmp_path)
    assert "--trust-remote-code" in caught.value.hint


def test_an_environment_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be loaded in a worker") as caught:
        start_engine("a/b", FAMILIES["uground-llava"], python=tmp_path / "bin" / "python")
    assert caught.value.hint


@pytest.mark.parametrize("family", FAMILIES.values(), ids=list(FAMILIES))
def test_pins(family: object) -> None:
    """Each environment is pinned to versions and hashes; the code for it is there."""
    from droidground.grounding.engines.worker import Family

    assert isinstance(family, Family)
    blocks = re.split(r"\n(?=\S)", family.pins.read_text("utf-8").strip())
    assert len(blocks) > 10
    for block in blocks:
        assert re.match(r"[a-z0-9-]+==\S+ ", block), block.partition("\n")[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block)
    assert family.methods.is_file()
