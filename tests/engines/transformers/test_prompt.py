"""Tokens, positions, and what two prompts share."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from droidground.grounding.engines.transformers.prompt import (
    Picture,
    Prompt,
    place_pictures,
    positions,
    shared,
    shared_by_all,
)

PAD = 7
EMPTY = np.zeros((0, 0, 3), np.uint8)


def shown(key: str, rows: int = 2, columns: int = 3) -> Picture:
    return Picture(EMPTY, key, rows, columns)


def prompt(ids: Sequence[int], *pictures: Picture) -> Prompt:
    return place_pictures(np.array(ids, dtype=np.int64), pictures, PAD)


def test_placeholders_grow_to_the_size_of_their_pictures() -> None:
    found = prompt([1, PAD, 2, PAD, 3], shown("a"), shown("b", 1, 1))
    assert found.ids.tolist() == [1, *[PAD] * 6, 2, PAD, 3]
    assert found.starts == (1, 8)
    assert found.after_pictures() == 9
    assert [p.key for p in found.within(0, 8)] == ["a"]
    assert [p.key for p in found.within(7, 10)] == ["b"]
    assert prompt([1, 2]).after_pictures() == 0


def test_what_is_kept_of_a_prompt_holds_no_pixels() -> None:
    pixels = np.ones((56, 84, 3), np.uint8)
    whole = prompt([1, PAD, 2], Picture(pixels, "a", 2, 3))
    bare = whole.without_pixels()
    assert shared(whole, bare) == len(whole)
    assert bare.pictures[0].pixels.nbytes == 0
    assert positions(bare).tolist() == positions(whole).tolist()


@pytest.mark.parametrize("ids", [[1, 2], [PAD, PAD]])
def test_another_number_of_placeholders_is_refused(ids: list[int]) -> None:
    with pytest.raises(ValueError, match="placeholders for 1 pictures"):
        prompt(ids, shown("a"))


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (prompt([1, 2, 3]), prompt([1, 2, 4]), 2),
        (prompt([1, 2, 3]), prompt([1, 2, 3]), 3),
        (prompt([1, 2]), prompt([3]), 0),
        (prompt([1, PAD, 2], shown("a")), prompt([1, PAD, 2, 3], shown("a")), 8),
        (prompt([1, PAD, 2], shown("a")), prompt([1, PAD, 2], shown("b")), 1),
        (prompt([1, PAD, 2], shown("a")), prompt([1, PAD, 2], shown("b", 2, 2)), 1),
        (
            prompt([1, PAD, PAD], shown("a"), shown("b")),
            prompt([1, PAD, PAD], shown("a"), shown("c")),
            7,
        ),
    ],
)
def test_shared(one: Prompt, other: Prompt, count: int) -> None:
    assert shared(one, other) == shared(other, one) == count


def test_each_prompt_keeps_a_token_of_its_own() -> None:
    """Without one there would be nothing to compute its first word from."""
    long, short = prompt([1, 2, 3, 4]), prompt([1, 2, 3])
    assert shared_by_all([long, short]) == 2
    assert shared_by_all([short, short]) == 2
    assert shared_by_all([long, short, prompt([1, 9])]) == 1


@pytest.mark.parametrize("name", ["Qwen2VL", "Qwen2_5_VL", "Qwen3VL"])
def test_positions_are_those_of_transformers(name: str) -> None:
    """Wide, tall and small pictures, at the start, side by side but for one token, at the end."""
    torch = pytest.importorskip("torch", reason="torch is not installed")
    transformers = pytest.importorskip("transformers", reason="transformers is not installed")
    config = getattr(transformers, f"{name}Config")(image_token_id=PAD)
    with torch.device("meta"):
        index: Any = getattr(transformers, f"{name}Model")(_tiny(config)).get_rope_index
    sizes = [(1, 1), (2, 5), (7, 3)]
    layouts = [[1, 2, 3], [PAD, 1], [1, 1, PAD, 2, PAD, 3, 3], [1, PAD, 2, PAD, 3, PAD]]
    for layout, order in itertools.product(layouts, itertools.permutations(sizes)):
        pictures = [shown(str(n), *size) for n, size in enumerate(order[: layout.count(PAD)])]
        found = prompt(layout, *pictures)
        ids = torch.from_numpy(found.ids)[None]
        grid = [[1, 2 * picture.rows, 2 * picture.columns] for picture in pictures]
        expected, _ = index(ids, (ids == PAD).int(), torch.tensor(grid) if grid else None)
        assert positions(found).tolist() == expected[:, 0].tolist()


def _tiny(config: Any) -> Any:
    """No layers: only the arithmetic of positions is asked for."""
    config.text_config.num_hidden_layers = 0
    config.text_config.layer_types = []
    config.vision_config.depth = 0
    return config
