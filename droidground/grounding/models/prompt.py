"""From a profile's prompt texts to the request that a model gets."""

from __future__ import annotations

import re

from droidground.geometry import Size
from droidground.grounding.models.engine import (
    ImagePart,
    Message,
    ModelRequest,
    Part,
    TextPart,
)
from droidground.grounding.models.profile import IMAGE, PromptRule

PLACEHOLDER = re.compile(r"\{(words|phrase|width|height)\}")


def build_request(rule: PromptRule, words: str, image: ImagePart, announced: Size) -> ModelRequest:
    """Return the question about words on an image; the announced size is the size that is fed."""
    user = tuple(
        image if part == IMAGE else TextPart(fill(part, words, announced)) for part in rule.user
    )
    messages: tuple[Message, ...] = (Message("user", user),)
    if rule.system is not None:
        system: tuple[Part, ...] = (TextPart(fill(rule.system, words, announced)),)
        messages = (Message("system", system), *messages)
    return ModelRequest(
        messages=messages,
        max_new_tokens=rule.max_new_tokens,
        prefill=rule.prefill,
        keep_special_tokens=rule.keep_special_tokens,
        stop=rule.stop,
        pattern=rule.pattern,
    )


def fill(text: str, words: str, size: Size) -> str:
    """Put words and size into a prompt; what the words themselves contain is left alone."""
    values = {
        "words": words,
        "phrase": words.removesuffix("."),
        "width": str(size.width),
        "height": str(size.height),
    }
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)
