"""From a model's words to what they say: pure, one function a format.

Nothing here knows an image: an answer is in the model's own units, and whether it lies inside the
model's domain is decided where the image is known. A reply that says neither a place nor a refusal
is None; the caller turns it into `ReplyUnreadable` with the reply in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from droidground.grounding.models.replies.answer import Answer, Boxed, Pointed, Refused
from droidground.grounding.models.replies.calls import click_call, tap_call, tars_action
from droidground.grounding.models.replies.objects import answer_tag, json_value, tool_call
from droidground.grounding.models.replies.pairs import bare, box, first_point, point
from droidground.grounding.models.replies.tags import box_tag, box_tokens, point_tag, x_y_tags
from droidground.grounding.models.replies.words import answer_part

__all__ = ["FORMATS", "Answer", "Boxed", "Pointed", "Refused", "parse_reply"]

FORMATS: Mapping[str, Callable[[str], Answer | None]] = {
    "answer_tag": answer_tag,
    "bare": bare,
    "box": box,
    "box_tag": box_tag,
    "box_tokens": box_tokens,
    "click_call": click_call,
    "first_point": first_point,
    "json": json_value,
    "point": point,
    "point_tag": point_tag,
    "tap_call": tap_call,
    "tars_action": tars_action,
    "tool_call": tool_call,
    "x_y_tags": x_y_tags,
}
"""What a profile may name."""


def parse_reply(
    reply: str,
    formats: tuple[str, ...],
    refusal_texts: tuple[str, ...] = (),
    refusal_values: tuple[tuple[float, ...], ...] = (),
    prefill: str = "",
) -> Answer | None:
    """Return what a reply says, by the first format that reads it; None when none does.

    `prefill` is what the reply was begun with and does not repeat. Values that stand for "not
    there", such as (-1, -1), and the family's own words for it come back as `Refused`.
    """
    text = answer_part(prefill + reply)
    for name in formats:
        answer = FORMATS[name](text)
        if answer is not None:
            return Refused(text.strip()) if _numbers(answer) in refusal_values else answer
    said = next((words for words in refusal_texts if words.casefold() in text.casefold()), None)
    return Refused(said) if said else None


def _numbers(answer: Answer) -> tuple[float, ...]:
    if isinstance(answer, Pointed):
        return (answer.x, answer.y)
    if isinstance(answer, Boxed):
        return (answer.left, answer.top, answer.right, answer.bottom)
    return ()
