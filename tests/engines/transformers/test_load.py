"""Loading: what is accepted, and what each failure tells."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from droidground.errors import ModelUnavailable
from droidground.grounding.engines.transformers import LoadOptions, load_engine
from droidground.grounding.engines.transformers.engine import TransformersEngine
from tests.engines.transformers.conftest import QUIET
from tests.engines.transformers.questions import WORDS, PlainModel, ask, picture, texts

torch = pytest.importorskip("torch", reason="torch is not installed")


@pytest.fixture
def folder(checkpoints: dict[str, Path], tmp_path: Path) -> Path:
    """A copy that may be broken."""
    return Path(shutil.copytree(checkpoints["qwen2_vl"], tmp_path / "checkpoint"))


def refusal(folder: Path | str, options: LoadOptions = QUIET) -> ModelUnavailable:
    """The error that loading ends with; its hint must say something."""
    with pytest.raises(ModelUnavailable) as caught:
        load_engine(str(folder), options=options)
    assert caught.value.hint
    return caught.value


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a JSON file."""
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))


def test_missing_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    assert refusal("any").hint == "pip install 'droidground[qwen]'"


def test_missing_cuda(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    error = refusal(folder, replace(QUIET, torch_device="cuda:1"))
    assert "no CUDA device for cuda:1" in str(error)


@pytest.mark.parametrize("name", ["/nowhere/at-all", "./nowhere", "word", "a/b/c"])
def test_no_such_folder(name: str) -> None:
    assert "there is no folder" in str(refusal(name))


def test_not_on_this_machine_and_offline() -> None:
    error = refusal("droidground-tests/absent", replace(QUIET, is_offline=True))
    assert "not on this machine" in str(error)
    assert error.hint == "Download it once: hf download droidground-tests/absent"


def test_missing_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    assert "model.safetensors is missing" in str(refusal(folder))
    (folder / "pytorch_model.bin").write_bytes(b"never read")
    assert "they can run code" in str(refusal(folder))


def test_a_missing_shard(folder: Path) -> None:
    shards = {"lm_head.weight": "model-00002-of-00002.safetensors"}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": shards}))
    assert "model-00002-of-00002.safetensors is missing" in str(refusal(folder))


def test_weights_cut_short(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100_000])
    error = refusal(folder)
    assert "cannot be loaded" in str(error)
    assert "Download" in error.hint


def test_a_missing_tensor_is_not_drawn_at_random(folder: Path) -> None:
    """transformers would only warn."""
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    name = next(name for name in tensors if "layers.1.mlp.up" in name)
    del tensors[name]
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    error = str(refusal(folder))
    assert "1 tensors are missing from its weights" in error
    assert "layers.1.mlp.up" in error


@pytest.mark.parametrize(
    ("model_type", "hint"), [("qwen", "in a worker"), ("phi3_v", "vLLM or SGLang")]
)
def test_another_architecture(folder: Path, model_type: str, hint: str) -> None:
    edit(folder / "config.json", lambda config: config.update(model_type=model_type))
    error = refusal(folder)
    assert f"{model_type!r} model" in str(error)
    assert hint in error.hint


@pytest.mark.parametrize("name", ["preprocessor_config.json", "tokenizer.json", "config.json"])
def test_a_missing_file(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert str(folder) in str(refusal(folder))


def test_code_that_comes_with_a_checkpoint_does_not_run(folder: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    code = (
        "from transformers import Qwen2Tokenizer\n"
        f"open({str(ran)!r}, 'w').close()\n"
        "class Own(Qwen2Tokenizer): pass\n"
    )
    (folder / "own.py").write_text(code)
    edit(
        folder / "tokenizer_config.json",
        lambda config: config.update(
            tokenizer_class="Own", auto_map={"AutoTokenizer": ["own.Own", None]}
        ),
    )
    load_engine(str(folder), options=QUIET)
    assert not ran.exists()
    load_engine(str(folder), options=replace(QUIET, trust_remote_code=True))
    assert ran.exists()


@pytest.mark.parametrize(
    "options",
    [
        replace(QUIET, attention="flash_attention_2"),
        replace(QUIET, quantisation="bitsandbytes-4bit"),
        replace(QUIET, quantisation="torchao-int8"),
    ],
)
def test_optional_packages(folder: Path, options: LoadOptions) -> None:
    """None of them is installed here."""
    assert "needs a package that is not installed" in str(refusal(folder, options))


def test_memory_runs_out(qwen2: TransformersEngine) -> None:
    """On a GPU and on this machine; what was kept is dropped, and the next question works."""
    request = ask("back", picture(3, 3))
    (expected,) = qwen2.answer([request])
    for exc in (
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB"),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: 20 GB"),
    ):

        def fail(*_: object, exc: Exception = exc) -> None:
            raise exc

        hook = qwen2._model.register_forward_pre_hook(fail)
        with pytest.raises(ModelUnavailable, match=r"memory ran out.*20") as caught:
            qwen2.answer([request])
        hook.remove()
        assert "--max-pixels" in caught.value.hint
    before = qwen2.work.pictures
    assert texts(qwen2.answer([request])) == [expected.text]
    assert qwen2.work.pictures == before + 1


def test_numbers_that_are_not_finite(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    (norm,) = (name for name in tensors if name.endswith("model.norm.weight"))
    tensors[norm] *= float("inf")
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    engine = load_engine(str(folder), options=QUIET)
    with pytest.raises(ModelUnavailable, match="not finite, in torch.float32") as caught:
        engine.answer([ask("back", picture(2, 2))])
    assert "bfloat16" in caught.value.hint


def test_it_is_warm_and_remembers_nothing_of_it(checkpoint: Path) -> None:
    engine = load_engine(str(checkpoint), options=replace(QUIET, warm_up=True))
    assert engine.model == str(checkpoint)
    assert engine.work.pictures == 1
    assert len(engine._features) == len(engine._readings) == 0


@pytest.mark.parametrize(
    "options",
    [
        replace(QUIET, attention="eager"),
        replace(QUIET, device_map="auto"),
        replace(QUIET, dtype="float32", torch_device="cpu"),
    ],
)
def test_other_ways_to_run_it(checkpoint: Path, options: LoadOptions) -> None:
    plain, engine = PlainModel(checkpoint), load_engine(str(checkpoint), options=options)
    pixels = picture(4, 3, engine.factor)
    requests = [ask(words, pixels) for words in WORDS[:3]]
    assert texts(engine.answer(requests)) == [plain.answer(request).text for request in requests]


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_sixteen_bit(checkpoint: Path, dtype: Any) -> None:
    """Equal but for ties of rounding, which end the agreement at the token where they fall."""
    plain = PlainModel(checkpoint, dtype)
    engine = load_engine(str(checkpoint), options=replace(QUIET, dtype=dtype))
    pixels = picture(4, 3, engine.factor)
    requests = [ask(words, pixels) for words in WORDS]
    pairs = zip(engine.answer(requests), map(plain.answer, requests), strict=True)
    assert sum(reply.text == answer.text for reply, answer in pairs) >= len(requests) - 2


def test_bars(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    load_engine(str(folder), options=QUIET)
    assert "Loading weights" not in capfd.readouterr().err
    load_engine(str(folder), options=replace(QUIET, progress=True))
    assert "Loading weights" in capfd.readouterr().err
