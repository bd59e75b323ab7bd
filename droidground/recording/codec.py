"""Values to JSON and back, by their types. Pure.

A dataclass becomes an object of its fields, those at their default left out; where a union says
that it is one of several, `"type"` names it. `Point`, `Size` and `Box` become `[x, y]`,
`[width, height]` and `[left, top, right, bottom]`.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from droidground.geometry import Box, Point, Size

ROWS = (Point, Size, Box)

Decoder = Callable[[Any], Any]


class Undecodable(ValueError):
    """A JSON value does not have the type that it should."""


def encode(value: object, *, is_tagged: bool = False) -> Any:
    """Return the JSON value; with `is_tagged`, an object names its own type."""
    if isinstance(value, ROWS):
        return [getattr(value, f.name) for f in fields(value)]
    if is_dataclass(value) and not isinstance(value, type):
        head = {"type": type(value).__name__} if is_tagged else {}
        unions = _unions(type(value))
        kept = {
            f.name: encode(getattr(value, f.name), is_tagged=f.name in unions)
            for f in fields(value)
            if not _is_default(f, getattr(value, f.name))
        }
        return {**head, **kept}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): encode(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [encode(one) for one in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} has no place in a recording")


def decode(kind: Any, value: Any) -> Any:
    """Return the value of a type that a JSON value stands for. Raises `Undecodable`."""
    try:
        return _decoder(kind)(value)
    except (TypeError, ValueError, KeyError, AttributeError) as exc:
        raise Undecodable(f"{str(value)[:80]!r} is no {kind}: {exc}") from exc


def _is_default(field: Any, value: object) -> bool:
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return (
        field.default is not MISSING
        and type(value) is type(field.default)
        and (value == field.default)
    )


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _unions(kind: type) -> frozenset[str]:
    """Return the names of the fields that may hold several dataclasses."""
    return frozenset(name for name, hint in _hints(kind).items() if len(_members(hint)) > 1)


def _members(hint: Any) -> list[type]:
    return [one for one in get_args(hint) if isinstance(one, type) and is_dataclass(one)]


@cache
def _decoder(kind: Any) -> Decoder:
    origin = get_origin(kind)
    if kind in (Any, object):
        return lambda value: value
    if origin in (Union, types.UnionType):
        return _union(kind)
    if origin is tuple:
        inner = _decoder(get_args(kind)[0])
        return lambda value: tuple([inner(one) for one in value])
    if origin is not None and issubclass(origin, Mapping):
        each = _decoder(get_args(kind)[1])
        return lambda value: {key: each(one) for key, one in value.items()}
    if kind in ROWS:
        return lambda value: kind(*map(int, value))
    if is_dataclass(kind):
        return _object(kind)
    if kind is float:
        return float
    if issubclass(kind, Enum):
        return lambda value: kind(value)
    return _plain(kind)


def _plain(kind: Any) -> Decoder:
    def check(value: Any) -> Any:
        if not isinstance(value, kind):
            raise TypeError(f"not {kind.__name__}")
        return value

    return check


def _union(kind: Any) -> Decoder:
    named = {one.__name__: one for one in _members(kind)}
    rest = [one for one in get_args(kind) if one is not types.NoneType]

    def choose(value: Any) -> Any:
        if value is None:
            return None
        if len(named) > 1:
            return _decoder(named[value["type"]])(value)
        if len(rest) == 1:
            return _decoder(rest[0])(value)
        return value

    return choose


def _object(kind: Any) -> Decoder:
    hints = _hints(kind)

    def build(value: Any) -> Any:
        given = {name: _decoder(hints[name])(one) for name, one in value.items() if name in hints}
        return kind(**given)

    return build
