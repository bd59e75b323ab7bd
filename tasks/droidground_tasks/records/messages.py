"""The protocol buffers inside TFRecords, declared here so that no generated code is needed.

`tf.train.Example` (tensorflow/core/example) and android_env's accessibility forest
(android_env/proto/a11y); fields that nothing here reads are left out, protobuf skips them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from droidground.errors import DatasetUnavailable

Features = dict[str, list[Any]]

FIELDS: dict[str, tuple[tuple[str, int, str], ...]] = {
    "BytesList": (("value", 1, "repeated bytes"),),
    "FloatList": (("value", 1, "repeated float"),),
    "Int64List": (("value", 1, "repeated int64"),),
    "Feature": (
        ("bytes_list", 1, "BytesList"),
        ("float_list", 2, "FloatList"),
        ("int64_list", 3, "Int64List"),
    ),
    "FeatureEntry": (("key", 1, "string"), ("value", 2, "Feature")),
    "Features": (("feature", 1, "repeated FeatureEntry"),),
    "Example": (("features", 1, "Features"),),
    "Rect": (
        ("left", 1, "int32"),
        ("top", 2, "int32"),
        ("right", 3, "int32"),
        ("bottom", 4, "int32"),
    ),
    "Node": (
        ("bounds_in_screen", 2, "Rect"),
        ("content_description", 4, "string"),
        ("text", 7, "string"),
        ("is_scrollable", 20, "bool"),
        ("is_visible_to_user", 23, "bool"),
        ("child_ids", 25, "repeated int32"),
    ),
    "Tree": (("nodes", 1, "repeated Node"),),
    "Window": (("tree", 11, "Tree"),),
    "Forest": (("windows", 1, "repeated Window"),),
}
"""A map is on the wire a repeated entry of key and value, and is declared as one."""


def parse_example(payload: bytes) -> Features:
    """Return the features of a `tf.train.Example` by name. Raises `ValueError`."""
    example = _parse("Example", payload)
    features: Features = {}
    for entry in example.features.feature:
        kinds = (entry.value.bytes_list, entry.value.float_list, entry.value.int64_list)
        features[entry.key] = next((list(kind.value) for kind in kinds if kind.value), [])
    return features


def parse_forest(payload: bytes) -> list[Any]:
    """Return all nodes of an accessibility forest, window after window. Raises `ValueError`."""
    return [node for window in _parse("Forest", payload).windows for node in window.tree.nodes]


def _parse(name: str, payload: bytes) -> Any:
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]

    message = message_class(name)()
    try:
        message.ParseFromString(payload)
    except DecodeError as exc:
        raise ValueError(f"no {name} message: {exc}") from exc
    return message


@cache
def message_class(name: str) -> Any:
    """Return the class of a message of `FIELDS`. Raises `DatasetUnavailable` without protobuf."""
    try:
        from google.protobuf import (  # type: ignore[import-untyped]
            descriptor_pb2,
            descriptor_pool,
            message_factory,
        )
    except ImportError as exc:
        raise DatasetUnavailable(
            "TFRecords hold protocol buffers, and protobuf is not installed",
            task="",
            hint="Run: pip install protobuf",
        ) from exc
    file = descriptor_pb2.FileDescriptorProto(
        name="droidground_tasks.proto", package="droidground_tasks", syntax="proto3"
    )
    for message, members in FIELDS.items():
        described = file.message_type.add(name=message)
        for member, number, said in members:
            _declare(described.field.add(name=member, number=number), said)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"droidground_tasks.{name}"))


def _declare(member: Any, said: str) -> None:
    kind = said.removeprefix("repeated ")
    member.label = member.LABEL_REPEATED if said != kind else member.LABEL_OPTIONAL
    if kind in FIELDS:
        member.type, member.type_name = member.TYPE_MESSAGE, f".droidground_tasks.{kind}"
    else:
        member.type = getattr(member, f"TYPE_{kind.upper()}")
