"""Limits come from the checkpoint's own files, by old names and new."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from droidground.errors import ConfigError
from droidground.grounding.models.checkpoint import find_folder, model_type, own_limits
from droidground.grounding.models.profile import ImageRule

RULE = ImageRule()


def limits(folder: Path, config: dict[str, Any], name: str = "preprocessor_config.json") -> tuple:  # type: ignore[type-arg]
    """Factor, least and most pixels of a folder with such a file."""
    (folder / name).write_text(json.dumps(config))
    rule = own_limits(folder, RULE)
    return rule.factor, rule.min_pixels, rule.max_pixels


@pytest.mark.parametrize(
    ("config", "wanted"),
    [
        ({"min_pixels": 802_620, "max_pixels": 1_806_336}, (28, 802_620, 1_806_336)),
        ({"size": {"shortest_edge": 4000, "longest_edge": 50_000}}, (28, 4000, 50_000)),
        # OS-Atlas and UI-TARS: `size` with the names that transformers 5 does not run with.
        ({"size": {"min_pixels": 3136, "max_pixels": 2_116_800}}, (28, 3136, 2_116_800)),
        # What stands at the top wins, as in the library.
        (
            {"max_pixels": 9000, "size": {"shortest_edge": 4000, "longest_edge": 50_000}},
            (28, 4000, 9000),
        ),
        ({"size": {"longest_edge": 50_000}, "patch_size": 16, "merge_size": 2}, (32, 3136, 50_000)),
        ({"image_mean": [0.5]}, (28, 3136, 12_845_056)),
    ],
)
def test_limits(tmp_path: Path, config: dict[str, Any], wanted: tuple[int, ...]) -> None:
    assert limits(tmp_path, config) == wanted


def test_limits_nested_in_the_processor_s_file(tmp_path: Path) -> None:
    config = {"image_processor": {"size": {"shortest_edge": 4000, "longest_edge": 50_000}}}
    assert limits(tmp_path, config, "processor_config.json") == (28, 4000, 50_000)


def test_the_family_s_own_limits_stay(tmp_path: Path) -> None:
    (tmp_path / "preprocessor_config.json").write_text('{"max_pixels": 5000}')
    fixed = replace(RULE, is_checkpoints_own=False)
    assert own_limits(tmp_path, fixed) is fixed
    assert own_limits(None, RULE) is RULE


@pytest.mark.parametrize("text", ["{", '{"min_pixels": 10, "max_pixels": 5}', '{"max_pixels": 0}'])
def test_impossible_files(tmp_path: Path, text: str) -> None:
    (tmp_path / "preprocessor_config.json").write_text(text)
    with pytest.raises(ConfigError):
        own_limits(tmp_path, RULE)


def test_model_type(tmp_path: Path) -> None:
    assert model_type(tmp_path) is None
    (tmp_path / "config.json").write_text('{"model_type": "qwen2_vl"}')
    assert model_type(tmp_path) == "qwen2_vl"
    assert find_folder(str(tmp_path)) == tmp_path


@pytest.mark.parametrize("name", ["osunlp/UGround-V1-2B", "no such thing", "a/b/c", ""])
def test_what_is_not_here_is_not_found(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    if name:
        assert find_folder(name) is None
