"""Selectors: which node of a hierarchy is meant, said without numbers that depend on fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from droidground.geometry import Box
from droidground.ui_tree import UiNode, UiTree

ATTRIBUTES: Mapping[str, Callable[[UiNode], str]] = {
    "text": lambda node: node.text,
    "desc": lambda node: node.content_desc,
    "id": lambda node: node.id_name,
    "class": lambda node: node.short_class,
}
ROW = "row"
SILENT = frozenset({"TextView", "ImageView"})
"""Classes that take no touch by themselves: what is around them does."""


@dataclass(frozen=True, slots=True)
class Selector:
    """What a node must have."""

    wanted: Mapping[str, str]
    """Exact values of some of `ATTRIBUTES`; none for the whole row."""
    row: str | None
    """Title of the row that it stands in: a text of the screen or else a description."""

    def resolve(self, tree: UiTree) -> Box:
        """Return what a finger may touch: the node, or the clickable one around a mere text.

        Raises `ValueError` unless exactly one node is meant.
        """
        if self.row is None:
            node = self._only(tree)
        else:
            title = _title(tree, self.row)
            node = self._in_row(tree, title) if self.wanted else _row(tree, title)
        around = _clickable(tree, node) if node.short_class in SILENT else None
        target = around or node
        if target.bounds is None or not target.bounds.area:
            raise ValueError(f"{self} cannot be touched: {target.bounds}")
        return target.bounds

    def _in_row(self, tree: UiTree, title: UiNode) -> UiNode:
        """Return what fits in the smallest part around the title; in a list, the first after it."""
        for around in tree.ancestors(title):
            inside = list(filter(self._fits, tree.descendants(around)))
            later = [node for node in inside if node.index > title.index]
            if inside:
                return self._only(inside if len(inside) == 1 else later[:1])
        raise ValueError(f"nothing fits {self}")

    def _only(self, nodes: Iterable[UiNode]) -> UiNode:
        fitting = list(filter(self._fits, nodes))
        if len(fitting) != 1:
            raise ValueError(f"{len(fitting)} nodes fit {self}")
        return fitting[0]

    def _fits(self, node: UiNode) -> bool:
        return all(ATTRIBUTES[key](node) == value for key, value in self.wanted.items())


def parse_selector(value: object) -> Selector:
    """Read a selector of a row. Raises `ValueError` when it is none."""
    if not isinstance(value, dict) or not value or not value.keys() <= {*ATTRIBUTES, ROW}:
        raise ValueError(f"no selector: {value}")
    if not all(isinstance(part, str) and part for part in value.values()):
        raise ValueError(f"a selector's values are texts: {value}")
    wanted = {key: part for key, part in value.items() if key != ROW}
    return Selector(wanted, value.get(ROW))


def _title(tree: UiTree, words: str) -> UiNode:
    texts = [node for node in tree if node.text == words]
    named = texts or [node for node in tree if node.content_desc == words]
    if len(named) != 1:
        raise ValueError(f"{len(named)} rows are called {words!r}")
    return named[0]


def _row(tree: UiTree, title: UiNode) -> UiNode:
    row = _clickable(tree, title)
    if row is None:
        raise ValueError(f"the row of {title.text!r} takes no touch")
    return row


def _clickable(tree: UiTree, node: UiNode) -> UiNode | None:
    if node.clickable or node.checkable:
        return node
    return next((around for around in tree.ancestors(node) if around.clickable), None)
