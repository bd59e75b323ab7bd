"""From a question to the JSON of `/chat/completions`. Pure.

Names of fields beyond OpenAI's own are those of vLLM (docs.vllm.ai, OpenAI-compatible server) and
SGLang; each is sent only where the question needs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from droidground.grounding.models.engine import ImagePart, Message, ModelRequest, TextPart

OWN_FIELDS = frozenset({"model", "messages", "max_tokens", "temperature", "stop", "logprobs"})
"""What the openai client has arguments for; all else goes into its `extra_body`."""
SPARED = ("logprobs", "skip_special_tokens", "structured_outputs", "guided_regex", "regex")
"""What a server may refuse: without these the answer is still one."""


def request_body(
    request: ModelRequest, model: str, url_of: Callable[[ImagePart], str]
) -> dict[str, Any]:
    """Return all fields; `url_of` gives a picture's data URL."""
    body: dict[str, Any] = {
        "model": model,
        "messages": [_message(message, url_of) for message in request.messages],
        "max_tokens": request.max_new_tokens,
        "temperature": 0,
        "logprobs": True,
    }
    if request.stop:
        body["stop"] = list(request.stop)
    if request.prefill:
        body["messages"].append({"role": "assistant", "content": request.prefill})
        body |= {"add_generation_prompt": False, "continue_final_message": True}
    if request.keep_special_tokens:
        body["skip_special_tokens"] = False
    if request.pattern is not None:
        body |= _held_to(request.pattern)
    return body


def refused_fields(body: Mapping[str, Any], complaint: str) -> frozenset[str]:
    """Return the fields that a server's complaint names and that can be spared."""
    named = set(re.findall(r"\w+", complaint))
    return frozenset(field for field in SPARED if field in body and field in named)


def _held_to(pattern: str) -> dict[str, Any]:
    """Spell a pattern for all servers at once: vLLM from 0.10 and before, SGLang.

    Each takes the field it knows and passes over the others.
    """
    return {"structured_outputs": {"regex": pattern}, "guided_regex": pattern, "regex": pattern}


def _message(message: Message, url_of: Callable[[ImagePart], str]) -> dict[str, Any]:
    """Return one turn: a plain string where it is all text, else its parts in their order."""
    texts = [part.text for part in message.parts if isinstance(part, TextPart)]
    if len(texts) == len(message.parts):
        return {"role": message.role, "content": "".join(texts)}
    content = [
        {"type": "text", "text": part.text}
        if isinstance(part, TextPart)
        else {"type": "image_url", "image_url": {"url": url_of(part)}}
        for part in message.parts
    ]
    return {"role": message.role, "content": content}
