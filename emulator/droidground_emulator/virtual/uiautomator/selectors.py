"""UiSelector: which nodes a uiautomator2 selector means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from droidground_emulator.virtual.screen.base import Node
from droidground_emulator.virtual.uiautomator.values import RpcError

Selector = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Found:
    """A node with where it hangs."""

    node: Node
    parent: Found | None
    index: int

    def below(self) -> Iterator[Found]:
        """Yield this node and all below it, in document order."""
        yield self
        for number, child in enumerate(self.node.children):
            yield from Found(child, self, number).below()


_TEXTS: Mapping[str, Callable[[Node], str]] = {
    "text": lambda node: node.text,
    "className": lambda node: node.class_name,
    "description": lambda node: node.content_desc,
    "packageName": lambda node: node.package,
    "resourceId": lambda node: node.resource_id,
}
_FLAGS: Mapping[str, Callable[[Node], bool]] = {
    "checkable": lambda node: node.checkable,
    "checked": lambda node: node.checked,
    "clickable": lambda node: node.clickable,
    "longClickable": lambda node: node.long_clickable,
    "scrollable": lambda node: node.scrollable,
    "enabled": lambda node: node.enabled,
    "focusable": lambda node: node.focusable,
    "focused": lambda node: node.focused,
    "selected": lambda node: node.selected,
}
_INNER = ("mask", "childOrSibling", "childOrSiblingSelector", "index", "instance")


def find_all(roots: tuple[Node, ...], selector: Selector) -> list[Found]:
    """Return what a selector matches, in document order; `instance` picks one.

    Raises:
        RpcError: the selector has a field there is not, or a pattern that is none.
    """
    everything = [found for root in roots for found in Found(root, None, 0).below()]
    matching = _narrow([found for found in everything if _matches(found, selector)], selector)
    steps = selector.get("childOrSibling") or []
    inner = selector.get("childOrSiblingSelector") or []
    if not isinstance(steps, list) or not isinstance(inner, list):
        raise RpcError("java.lang.IllegalArgumentException: bad child selectors")
    for step, part in zip(steps, inner, strict=False):
        matching = _step(matching, str(step), part)
    return matching


def _step(matching: list[Found], step: str, part: object) -> list[Found]:
    if not isinstance(part, dict):
        raise RpcError("java.lang.IllegalArgumentException: bad child selector")
    found: list[Found] = []
    for match in matching:
        around = match if step == "child" else match.parent
        for candidate in [] if around is None else around.below():
            known = any(candidate.node is other.node for other in found)
            if candidate is not around and not known and _matches(candidate, part):
                found.append(candidate)
    return _narrow(found, part)


def _narrow(found: list[Found], selector: Selector) -> list[Found]:
    instance = selector.get("instance")
    if isinstance(instance, int):
        return found[instance : instance + 1] if instance >= 0 else []
    return found


def _matches(found: Found, selector: Selector) -> bool:
    if "index" in selector and selector["index"] != found.index:
        return False
    return all(
        _field(found.node, name, wanted) for name, wanted in selector.items() if name not in _INNER
    )


def _field(node: Node, name: str, wanted: object) -> bool:
    flag = _FLAGS.get(name)
    if flag is not None:
        return flag(node) == wanted
    for field, read in _TEXTS.items():
        if name == field:
            return read(node) == wanted
        if name.startswith(field) and isinstance(wanted, str):
            return _compare(read(node), name[len(field) :], wanted)
    raise RpcError(f"java.lang.IllegalArgumentException: unknown selector field {name}")


def _compare(value: str, how: str, wanted: str) -> bool:
    if how == "Contains":
        return wanted in value
    if how == "StartsWith":
        return value.startswith(wanted)
    if how == "Matches":
        try:
            return re.fullmatch(wanted, value, re.DOTALL) is not None
        except (re.error, OverflowError, RecursionError) as exc:
            raise RpcError(f"java.util.regex.PatternSyntaxException: {exc}") from exc
    raise RpcError(f"java.lang.IllegalArgumentException: unknown comparison {how}")
