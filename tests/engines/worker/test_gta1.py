"""GTA1 of October 2025 in a worker: the real class, a template with its media tokens."""

from __future__ import annotations

import sys
from pathlib import Path

from droidground.grounding.engines.worker import FAMILIES, start_engine
from tests.engines.transformers.questions import PlainModel, ask, picture
from tests.engines.transformers.tiny import TEMPLATE, Shape, write_checkpoint

SYSTEM = "You are a GUI agent."
SHOWN = "<|vision_start|><|image_pad|><|vision_end|>"
MEDIA = "<|media_begin|>image<|media_content|>\n<|media_end|>"


def test_a_picture_is_read_as_qwen_reads_it(tmp_path: Path) -> None:
    """Its template writes media tokens; the answers are those of Qwen2.5-VL's own template."""
    folder = write_checkpoint(tmp_path / "gta1", Shape("qwen2_5_vl"), seed=2)
    plain = PlainModel(folder)
    requests = [
        ask(words, picture(4, 3, seed=seed), system=SYSTEM)
        for seed, words in enumerate(("Click Wi-Fi", "Click back", "Click the gear"))
    ]
    expected = [plain.answer(request).text for request in requests]
    (folder / "chat_template.json").unlink()
    assert SHOWN in TEMPLATE
    (folder / "chat_template.jinja").write_text(TEMPLATE.replace(SHOWN, MEDIA))
    family = FAMILIES["gta1-2025-10"]
    engine = start_engine(str(folder), family, trust_remote_code=True, python=Path(sys.executable))
    found = [reply.text for reply in engine.answer(requests)]
    engine.close()
    assert found == expected
    assert len(set(expected)) == len(expected)
