"""JSON in replies: tool calls, point_2d, bbox_2d, coordinate, x and y; fenced, bare or cut off."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from droidground.grounding.models.replies.answer import Answer, Refused, from_numbers
from droidground.grounding.models.replies.words import numbers_in, pair

POINT_KEYS = ("coordinate", "point_2d", "bbox_2d", "point", "bbox", "box", "element")
MAX_OPENINGS = 50
"""Brackets at which JSON is looked for."""
FAILED = ("failure", "fail", "failed", "infeasible")

TOOL_CALL = re.compile(r"<tool_call>(.*?)(?:</tool_call>|\Z)", re.DOTALL)
ANSWER = re.compile(r"<answer>(.*?)(?:</answer>|\Z)", re.DOTALL)
CUT_OFF = re.compile(rf'"(?:coordinate|point_2d)"\s*:\s*\[{pair()}\]')
"""The place in a call whose end the length limit cut off; its bracket must have closed."""


def tool_call(text: str) -> Answer | None:
    """Read the last <tool_call>{"arguments": {"coordinate": [x, y]}}</tool_call>, whole or cut off.

    The action `terminate` with a failure is a refusal; other actions without a place are nothing.
    """
    calls = TOOL_CALL.findall(text)
    return json_value(calls[-1]) if calls else None


def answer_tag(text: str) -> Answer | None:
    """Read <answer>{"coordinate": [x, y]}</answer>, as MAI-UI writes it."""
    answers = ANSWER.findall(text)
    return json_value(answers[-1]) if answers else None


def json_value(text: str) -> Answer | None:
    """Read the first JSON value that holds a point or a box; in a list, its first entry."""
    for value in _values(text):
        answer = _answer_in(value)
        if answer is not None:
            return answer
    cut = CUT_OFF.search(text)
    return from_numbers(map(float, cut.groups())) if cut else None


def _values(text: str) -> Iterator[object]:
    decoder = json.JSONDecoder(parse_int=float)
    position = 0
    for _ in range(MAX_OPENINGS):
        opening = re.compile(r"[{\[]").search(text, position)
        if opening is None:
            return
        try:
            value, position = decoder.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            position = opening.end()
        else:
            yield value


def _answer_in(value: object) -> Answer | None:
    if isinstance(value, list):
        return _answer_in_list(value)
    if not isinstance(value, Mapping):
        return None
    arguments = value.get("arguments")
    if isinstance(arguments, Mapping):
        return _answer_in(arguments)
    if value.get("action") == "terminate":
        status = str(value.get("status", "")).casefold()
        return Refused(json.dumps(value)) if status in FAILED else None
    for key in POINT_KEYS:
        if key in value:
            return _place(value[key])
    return _place([value["x"], value["y"]]) if "x" in value and "y" in value else None


def _answer_in_list(values: list[object]) -> Answer | None:
    if values and all(isinstance(value, Mapping) for value in values):
        return _answer_in(values[0])
    return _place(values)


def _place(value: object) -> Answer | None:
    if isinstance(value, str):
        return from_numbers(numbers_in(value))
    if not isinstance(value, list):
        return None
    if len(value) == 1 and isinstance(value[0], list):
        return _place(value[0])
    if not all(isinstance(one, float) for one in value):
        return _from_texts(value)
    return from_numbers(value)


def _from_texts(values: list[object]) -> Answer | None:
    """Return numbers of which some are texts, as ["120", "340"]."""
    try:
        return from_numbers(float(str(value)) for value in values)
    except ValueError:
        return None
