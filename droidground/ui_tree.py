"""The view hierarchy: uiautomator's XML in, nodes out. No device, no I/O."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from droidground.errors import InvalidHierarchy
from droidground.geometry import Box, Point, Rotation

BOUNDS = re.compile(r"\s*\[(-?\d{1,9}),(-?\d{1,9})\]\[(-?\d{1,9}),(-?\d{1,9})\]\s*")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 forbids and that some apps' texts still bring into a dump."""
REFERENCE = re.compile(r"&#(?:(\d{1,9})|[xX]([0-9a-fA-F]{1,8}));")
"""The same characters may come as numeric references."""

MAX_NODES = 50_000
"""More views than any real screen has; a larger dump is refused."""

DUMP_HINT = "Give the XML that `droidground dump` or `uiautomator dump` writes."


@dataclass(frozen=True, slots=True)
class UiNode:
    """One view as uiautomator reports it."""

    index: int
    """Its place in `UiTree.nodes` (document order: parents before children)."""
    parent: int | None
    children: tuple[int, ...]
    depth: int
    class_name: str
    text: str
    content_desc: str
    resource_id: str
    package: str
    hint: str
    bounds: Box | None
    """Display pixels, not cut to the screen; None when the dump has no usable bounds."""
    checkable: bool
    checked: bool
    clickable: bool
    enabled: bool
    focusable: bool
    focused: bool
    long_clickable: bool
    password: bool
    scrollable: bool
    selected: bool

    @property
    def short_class(self) -> str:
        """The class name without its package, as `Switch`."""
        return self.class_name.rsplit(".", 1)[-1].rsplit("$", 1)[-1]

    @property
    def id_name(self) -> str:
        """The resource id without package and type, as `switch_widget`."""
        return self.resource_id.rsplit("/", 1)[-1]

    @property
    def has_words(self) -> bool:
        """Whether a person could read or hear something from it."""
        return bool(self.text.strip() or self.content_desc.strip() or self.hint.strip())


@dataclass(frozen=True, slots=True)
class UiTree:
    """All views of a screen, in document order (later ones are drawn over earlier ones)."""

    nodes: tuple[UiNode, ...]
    rotation: Rotation | None
    """What the dump says of the display's rotation; None when it says nothing."""
    xml: str
    """The XML it was read from, without what a tool printed around it."""

    def __iter__(self) -> Iterator[UiNode]:
        """Yield the nodes in document order."""
        return iter(self.nodes)

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self.nodes)

    def parent(self, node: UiNode) -> UiNode | None:
        """Return the node around it; None for a root."""
        return None if node.parent is None else self.nodes[node.parent]

    def children(self, node: UiNode) -> tuple[UiNode, ...]:
        """Return the nodes directly inside it."""
        return tuple(self.nodes[index] for index in node.children)

    def ancestors(self, node: UiNode) -> Iterator[UiNode]:
        """Yield its parent, that one's parent, and so on."""
        around = self.parent(node)
        while around is not None:
            yield around
            around = self.parent(around)

    def descendants(self, node: UiNode) -> Iterator[UiNode]:
        """Yield all nodes inside it, in document order."""
        waiting = list(reversed(node.children))
        while waiting:
            inside = self.nodes[waiting.pop()]
            yield inside
            waiting.extend(reversed(inside.children))

    def at(self, point: Point) -> UiNode | None:
        """Return the smallest node under a pixel, the last drawn of equals."""
        under = [node for node in self.nodes if node.bounds and node.bounds.contains(point)]
        return min(reversed(under), key=_area, default=None)


def _area(node: UiNode) -> int:
    return node.bounds.area if node.bounds else 0


def parse_hierarchy(xml: str, source: str = "the view hierarchy") -> UiTree:
    """Parse uiautomator's XML (also uiautomator2's, and what `dump /dev/tty` prints around it).

    Raises `InvalidHierarchy`, with the place in the text, when it is malformed or has no hierarchy.
    """
    start, end = xml.find("<hierarchy"), xml.rfind("</hierarchy>")
    if start < 0:
        raise InvalidHierarchy(f"{source} has no <hierarchy> element: {xml[:80]!r}", hint=DUMP_HINT)
    declared = xml.rfind("<?xml", 0, start)
    stop = end + len("</hierarchy>") if end >= 0 else len(xml)
    text = xml[start:stop]
    try:
        root = ET.fromstring(REFERENCE.sub(_allowed, FORBIDDEN.sub("", text)))
    except (ET.ParseError, ValueError, UnicodeError) as exc:
        raise InvalidHierarchy(
            f"{source} is malformed XML: {exc} ({len(xml)} characters)", hint=DUMP_HINT
        ) from exc
    whole = xml[declared if declared >= 0 else start : stop]
    return UiTree(_flatten(root, source), _rotation(root.get("rotation")), whole)


def _allowed(reference: re.Match[str]) -> str:
    """Return a numeric reference, or nothing where it names a forbidden character."""
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    is_allowed = code <= 0x10FFFF and not FORBIDDEN.match(chr(code))
    return reference[0] if is_allowed else ""


def load_hierarchy(path: Path) -> UiTree:
    """Read a dump from a file. Raises `InvalidHierarchy` when it cannot be read or parsed."""
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError as exc:
        raise InvalidHierarchy(
            f"cannot read {path}: {exc.strerror or exc}", hint="Check the path of the hierarchy."
        ) from exc
    return parse_hierarchy(text, str(path))


def _rotation(value: str | None) -> Rotation | None:
    return Rotation.from_surface(int(value)) if value in ("0", "1", "2", "3") else None


def _flatten(root: ET.Element, source: str) -> tuple[UiNode, ...]:
    """Walk without recursion: a dump may be nested deeper than Python's stack."""
    order: list[tuple[ET.Element, int | None, int]] = []
    children: list[list[int]] = []
    waiting: list[tuple[ET.Element, int | None, int]] = [
        (child, None, 0) for child in reversed(root)
    ]
    while waiting:
        element, parent, depth = waiting.pop()
        index = len(order)
        if index >= MAX_NODES:
            raise InvalidHierarchy(f"{source} has more than {MAX_NODES} views", hint=DUMP_HINT)
        order.append((element, parent, depth))
        children.append([])
        if parent is not None:
            children[parent].append(index)
        waiting.extend((child, index, depth + 1) for child in reversed(element))
    return tuple(
        _node(index, element, parent, depth, tuple(children[index]))
        for index, (element, parent, depth) in enumerate(order)
    )


def _node(
    index: int, element: ET.Element, parent: int | None, depth: int, children: tuple[int, ...]
) -> UiNode:
    get = element.get

    def flag(name: str) -> bool:
        return get(name) == "true"

    return UiNode(
        index=index,
        parent=parent,
        children=children,
        depth=depth,
        class_name=get("class") or (element.tag if element.tag != "node" else ""),
        text=get("text", ""),
        content_desc=get("content-desc", ""),
        resource_id=get("resource-id", ""),
        package=get("package", ""),
        hint=get("hint", ""),
        bounds=parse_bounds(get("bounds", "")),
        checkable=flag("checkable"),
        checked=flag("checked"),
        clickable=flag("clickable"),
        enabled=get("enabled") != "false",
        focusable=flag("focusable"),
        focused=flag("focused"),
        long_clickable=flag("long-clickable"),
        password=flag("password"),
        scrollable=flag("scrollable"),
        selected=flag("selected"),
    )


def parse_bounds(text: str) -> Box | None:
    """Parse `[left,top][right,bottom]`; None for anything else, and for boxes turned inside out."""
    match = BOUNDS.fullmatch(text)
    if match is None:
        return None
    left, top, right, bottom = (int(group) for group in match.groups())
    return Box(left, top, right, bottom) if left <= right and top <= bottom else None
