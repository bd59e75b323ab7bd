"""The XML that `uiautomator dump` writes (AccessibilityNodeInfoDumper)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from droidground_emulator.virtual.screen.base import Node

_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>"
_DEEPEST = 200


def write_hierarchy(
    roots: Iterable[Node],
    rotation: int,
    *,
    compressed: bool = False,
    max_depth: int = _DEEPEST,
) -> str:
    """Return the document; `rotation` is in quarter turns.

    `compressed` leaves out containers that carry nothing themselves, as Android's does with views
    not important for accessibility.
    """
    parts = [_HEAD, f'<hierarchy rotation="{rotation}">']
    for index, root in enumerate(roots):
        _write(parts, root, index, compressed, max_depth)
    parts.append("</hierarchy>")
    return "".join(parts)


def _write(parts: list[str], node: Node, index: int, compressed: bool, depth: int) -> None:
    if depth <= 0:
        return
    children = list(_important(node.children)) if compressed else list(node.children)
    start = f"<node {_attributes(node, index)}"
    if not children or depth == 1:
        parts.append(start + " />")
        return
    parts.append(start + ">")
    for number, child in enumerate(children):
        _write(parts, child, number, compressed, depth - 1)
    parts.append("</node>")


def _important(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        says_nothing = not (node.text or node.content_desc or node.clickable or node.checkable)
        if says_nothing and not (node.scrollable or node.focusable):
            yield from _important(node.children)
        else:
            yield node


def _attributes(node: Node, index: int) -> str:
    left, top, right, bottom = node.bounds
    values: tuple[tuple[str, str | bool], ...] = (
        ("index", str(index)),
        ("text", node.text),
        ("resource-id", node.resource_id),
        ("class", node.class_name),
        ("package", node.package),
        ("content-desc", node.content_desc),
        ("checkable", node.checkable),
        ("checked", node.checked),
        ("clickable", node.clickable),
        ("enabled", node.enabled),
        ("focusable", node.focusable),
        ("focused", node.focused),
        ("scrollable", node.scrollable),
        ("long-clickable", node.long_clickable),
        ("password", node.password),
        ("selected", node.selected),
        ("bounds", f"[{left},{top}][{right},{bottom}]"),
    )
    return " ".join(f"{name}={_quote(value)}" for name, value in values)


def _quote(value: str | bool) -> str:
    if isinstance(value, bool):
        return '"true"' if value else '"false"'
    return quoteattr("".join(char if _is_xml(char) else "." for char in value), {'"': "&quot;"})


def _is_xml(char: str) -> bool:
    code = ord(char)
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or code >= 0x10000
    )
