"""The JSON of `/v1/chat/completions`, as much of it as a local model needs.

OpenAI's fields, and those of vLLM for prefills, special tokens and patterns; others are passed
over. This file imports pydantic, so only a running server loads it.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from droidground.errors import InvalidInput
from droidground.grounding.models.engine import (
    ImagePart,
    Message,
    ModelReply,
    ModelRequest,
    TextPart,
)

DEFAULT_TOKENS = 512
MOST_TOKENS = 8192


class Text(BaseModel):
    """Words."""

    type: Literal["text"]
    text: str


class ImageUrl(BaseModel):
    """Where a picture is."""

    url: str


class Image(BaseModel):
    """A picture."""

    type: Literal["image_url"]
    image_url: ImageUrl


class Turn(BaseModel):
    """One message."""

    role: Literal["system", "user", "assistant"]
    content: str | list[Annotated[Text | Image, Field(discriminator="type")]]


class Pattern(BaseModel):
    """What an answer has to look like."""

    regex: str | None = None


class ChatRequest(BaseModel):
    """One question."""

    messages: list[Turn] = Field(min_length=1)
    model: str = ""
    max_tokens: int | None = Field(None, ge=1)
    max_completion_tokens: int | None = Field(None, ge=1)
    stop: str | list[str] | None = None
    n: int = Field(1, ge=1, le=1)
    stream: Literal[False] | None = None
    logprobs: bool | None = None
    skip_special_tokens: bool = True
    continue_final_message: bool = False
    structured_outputs: Pattern | None = None
    guided_regex: str | None = None
    regex: str | None = None

    def to_request(self, picture: Callable[[str], ImagePart]) -> ModelRequest:
        """Return the question for an engine; `picture` reads a data URL.

        Raises `InvalidInput` for a prefill that is none.
        """
        turns = [_message(turn, picture) for turn in self.messages]
        prefill = ""
        if self.continue_final_message:
            last = turns.pop()
            texts = [part.text for part in last.parts if isinstance(part, TextPart)]
            if last.role != "assistant" or not turns:
                raise InvalidInput("continue_final_message needs an assistant's message at the end")
            prefill = "".join(texts)
        held = self.structured_outputs.regex if self.structured_outputs else None
        return ModelRequest(
            messages=tuple(turns),
            max_new_tokens=min(
                self.max_completion_tokens or self.max_tokens or DEFAULT_TOKENS, MOST_TOKENS
            ),
            prefill=prefill,
            keep_special_tokens=not self.skip_special_tokens,
            stop=tuple(
                filter(None, [self.stop] if isinstance(self.stop, str) else self.stop or ())
            ),
            pattern=held or self.guided_regex or self.regex,
        )


def completion(reply: ModelReply, model: str) -> dict[str, Any]:
    """Return the JSON of an answer; `score` and `timings_ms` are our own."""
    tokens = reply.tokens or 0
    return {
        "id": f"chatcmpl-{uuid.uuid4().hex}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": reply.text},
                "finish_reason": "stop",
                "logprobs": None,
                "score": reply.score,
            }
        ],
        "usage": {"prompt_tokens": 0, "completion_tokens": tokens, "total_tokens": tokens},
        "timings_ms": dict(reply.timings_ms),
    }


def model_list(model: str, created: float) -> dict[str, Any]:
    """Return the JSON of `/v1/models`."""
    entry = {"id": model, "object": "model", "created": int(created), "owned_by": "droidground"}
    return {"object": "list", "data": [entry]}


def error(message: str, kind: str, hint: str = "") -> dict[str, Any]:
    """Return the JSON of a refusal."""
    whole = f"{message}. {hint}" if hint else message
    return {"error": {"message": whole, "type": kind, "param": None, "code": None}}


def _message(turn: Turn, picture: Callable[[str], ImagePart]) -> Message:
    if isinstance(turn.content, str):
        return Message(turn.role, (TextPart(turn.content),))
    parts = (
        TextPart(part.text) if isinstance(part, Text) else picture(part.image_url.url)
        for part in turn.content
    )
    return Message(turn.role, tuple(parts))
