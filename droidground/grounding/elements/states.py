"""Which state a thing is in, as the hierarchy tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from droidground.grounding.elements.candidates import Element
from droidground.grounding.elements.forms import form
from droidground.grounding.elements.lexicon.states import State
from droidground.grounding.elements.views import Views
from droidground.ui_tree import UiNode

SAID: dict[State, tuple[str, ...]] = {
    State.SELECTED: ("selected", "connected", "active", "current", "已选中", "選択中", "선택됨"),
    State.UNSELECTED: ("not selected", "unselected", "未选中"),
    State.ON: ("on", "checked", "ticked", "enabled", "已开启"),
    State.OFF: ("off", "unchecked", "disabled", "已关闭"),
}
"""How a description or a summary that tells of a state ends."""


def is_in(views: Views, element: Element, state: State) -> bool:
    """Tell whether a thing of the hierarchy is in a state."""
    match state:
        case State.ON | State.OFF:
            checks = [node.checked for node in _about(views, element) if node.checkable]
            if checks:
                return any(checks) == (state is State.ON)
            return any(_says(node, state) for node in _inside(views, element))
        case State.SELECTED | State.UNSELECTED:
            return _is_selected(views, element) == (state is State.SELECTED)
        case State.ENABLED | State.DISABLED:
            return _is_enabled(views, element) == (state is State.ENABLED)
        case State.FOCUSED:
            return any(node.focused for node in _inside(views, element))


def _is_selected(views: Views, element: Element) -> bool:
    return any(node.selected or node.checked for node in _about(views, element)) or any(
        _says(node, State.SELECTED) for node in _inside(views, element)
    )


def _says(node: UiNode, state: State) -> bool:
    return any(
        _ends_with(text, ending)
        for text in (node.text, node.content_desc)
        for ending in SAID[state]
    )


def _ends_with(text: str, ending: str) -> bool:
    tokens, last = form(text).tokens, form(ending).tokens
    return tokens[-len(last) :] == last or (not ending.isascii() and text.endswith(ending))


def _is_enabled(views: Views, element: Element) -> bool:
    return all(node.enabled for node in _about(views, element))


def _inside(views: Views, element: Element) -> Iterator[UiNode]:
    if element.node is not None:
        for index in range(element.node, views.ends[element.node]):
            yield views.tree.nodes[index]


def _about(views: Views, element: Element) -> Iterator[UiNode]:
    """Yield a thing's views, and what takes the touch on it."""
    yield from _inside(views, element)
    if element.anchor is not None and element.node is not None and element.anchor < element.node:
        yield views.tree.nodes[element.anchor]


def knows(views: Views, elements: Sequence[Element], state: State) -> bool:
    """Tell whether the hierarchy says of any of several things that it is in such a state."""
    if state is State.UNSELECTED:
        state = State.SELECTED
    return any(is_in(views, element, state) for element in elements)
