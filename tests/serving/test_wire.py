"""Whatever arrives is a question or is refused with a reason; nothing breaks the server."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("fastapi", reason="fastapi is not installed")

from droidground.errors import InvalidInput
from droidground.grounding.models.engine import ModelRequest
from droidground.serving.app import Service
from droidground.serving.batches import Batches
from tests.serving.scripted import ScriptedEngine

SERVICE = Service(Batches(ScriptedEngine()), "tiny", None, 10**6)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=9,
)
CONTENT = ANYTHING | st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["text", "image_url", "video"])},
        optional={
            "text": ANYTHING,
            "image_url": ANYTHING | st.fixed_dictionaries({"url": ANYTHING}),
        },
    ),
    max_size=3,
)
TURN = st.fixed_dictionaries(
    {"role": st.sampled_from(["system", "user", "assistant", "tool"]), "content": CONTENT}
)
NEAR = st.fixed_dictionaries(
    {"messages": st.lists(TURN | ANYTHING, max_size=3)},
    optional={
        name: ANYTHING
        for name in (
            "model", "max_tokens", "max_completion_tokens", "stop", "n", "stream", "logprobs",
            "skip_special_tokens", "continue_final_message", "structured_outputs", "guided_regex",
        )
    },
)  # fmt: skip


def read(body: bytes) -> ModelRequest | None:
    try:
        return SERVICE._parse(body)
    except InvalidInput:
        return None


@settings(max_examples=400)
@given(NEAR | ANYTHING)
def test_any_json_is_a_question_or_refused(value: Any) -> None:
    request = read(json.dumps(value).encode())
    if request is not None:
        assert request.messages
        assert 1 <= request.max_new_tokens <= 8192


@given(st.binary(max_size=60))
def test_any_bytes_are_refused(body: bytes) -> None:
    assert read(body) is None


def test_some_of_what_is_drawn_is_a_question() -> None:
    asked = read(
        b'{"messages": [{"role": "user", "content": ""}], "stop": ["a", "", "b"], "top_k": {}}'
    )
    assert asked is not None
    assert (asked.stop, asked.max_new_tokens) == (("a", "b"), 512)
