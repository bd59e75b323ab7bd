"""JSON objects inside what models write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from droidground.actions.codecs.vocabulary import unreadable

THOUGHT_END = "</think>"


def read_object(said: str, after: str = "") -> dict[str, Any]:
    """Return the first JSON object of a text, behind its thoughts and behind a mark if it has one.

    Raises `ActionUnreadable` when there is none.
    """
    answer = said.rpartition(THOUGHT_END)[2]
    if after and after in answer:
        answer = answer.partition(after)[2]
    start = answer.find("{")
    try:
        value, _ = json.JSONDecoder().raw_decode(answer, max(start, 0))
    except (ValueError, RecursionError) as exc:
        raise unreadable(said, "it holds no JSON object") from exc
    if not isinstance(value, dict):
        raise unreadable(said, "it holds no JSON object")
    return value


def read_number(value: object, said: object) -> float:
    """Return a finite number, also when it is written as text. Raises `ActionUnreadable`."""
    try:
        if isinstance(value, bool):
            raise ValueError
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise unreadable(said, f"{value!r} is no number") from None
    if number != number or abs(number) == float("inf"):
        raise unreadable(said, f"{value!r} is no number")
    return number


def read_pair(value: object, said: object) -> tuple[float, float]:
    """Return `[x, y]`; of a box its centre. Raises `ActionUnreadable`."""
    numbers = [read_number(each, said) for each in value] if isinstance(value, list) else []
    if len(numbers) == 2:
        return numbers[0], numbers[1]
    if len(numbers) == 4:
        return (numbers[0] + numbers[2]) / 2, (numbers[1] + numbers[3]) / 2
    raise unreadable(said, f"{value!r} is no point")


def read_text(values: Mapping[str, object], key: str, said: object) -> str:
    """Return a text of an object. Raises `ActionUnreadable` when it is missing or is no text."""
    value = values.get(key)
    if not isinstance(value, str):
        raise unreadable(said, f"{key} is {value!r}, not a text")
    return value
