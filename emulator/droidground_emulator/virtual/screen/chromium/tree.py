"""The views that uiautomator reads, from what the system page found."""

from __future__ import annotations

from typing import Any

from droidground_emulator.virtual.screen.base import Node

_FLAGS = (
    "checkable",
    "checked",
    "clickable",
    "focusable",
    "focused",
    "long_clickable",
    "password",
    "scrollable",
    "selected",
)


def read_tree(found: list[dict[str, Any]], size: tuple[int, int]) -> tuple[Node, ...]:
    """Return the nodes; bounds are clipped to the display of `size` pixels."""
    return tuple(_node(item, size) for item in found)


def _node(item: dict[str, Any], size: tuple[int, int]) -> Node:
    left, top, right, bottom = item["bounds"]
    width, height = size
    return Node(
        class_name=item["class"],
        bounds=(max(left, 0), max(top, 0), min(right, width), min(bottom, height)),
        text=item.get("text", ""),
        content_desc=item.get("desc", ""),
        resource_id=item.get("id", ""),
        package=item.get("package", ""),
        hint=item.get("hint", ""),
        enabled=item.get("enabled", True),
        children=tuple(_node(child, size) for child in item.get("children", ())),
        **{flag: bool(item.get(flag)) for flag in _FLAGS},
    )
