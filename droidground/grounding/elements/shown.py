"""What each touch target of a hierarchy shows, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from droidground.grounding.elements.candidates import Element, id_words
from droidground.grounding.elements.controls import view_roles
from droidground.grounding.elements.forms import form
from droidground.grounding.elements.gist import Shown
from droidground.grounding.elements.views import Views
from droidground.ui_tree import UiNode

MAX_SHOWN = 24
"""Words of a thing; what shows more is a page of text."""


def things_shown(views: Views, elements: Sequence[Element]) -> Iterator[tuple[Element, Shown]]:
    """Yield what takes a touch, with the words that are shown on it."""
    known = {element.node: element for element in elements}
    for node in views.tree:
        index = node.index
        if views.boxes[index] is None or views.anchors[index] != index or index in views.behind:
            continue
        shown = _shown(views, node)
        if len(shown.written) <= MAX_SHOWN:
            roles = view_roles(views, node)
            element = known.get(index) or Element(views.box(index), (), roles, "tree", index, index)
            yield element, shown


def lines_shown(lines: Sequence[Element]) -> Iterator[tuple[Element, Shown]]:
    """Yield the lines that were read, with their words."""
    for line in lines:
        if line.label and len(line.label.form.tokens) <= MAX_SHOWN:
            yield line, Shown(line.label.form.tokens)


def _shown(views: Views, node: UiNode) -> Shown:
    inside = [
        n for n in views.tree.nodes[node.index : views.ends[node.index]] if _mine(views, node, n)
    ]
    texts = [text for n in inside for text in (n.text, n.content_desc, n.hint) if not n.password]
    around = [*inside, *_wrappers(views, node)]
    return Shown(
        tuple(token for text in texts for token in form(text).tokens),
        tuple(token for n in around for f in id_words(n.id_name)[-1:] for token in f.tokens),
    )


def _mine(views: Views, owner: UiNode, node: UiNode) -> bool:
    return views.boxes[node.index] is not None and views.anchors[node.index] == owner.index


def _wrappers(views: Views, node: UiNode) -> Iterator[UiNode]:
    """Yield the views around a touch target that hold nothing else."""
    for outer in views.tree.ancestors(node):
        if outer.index + 1 != node.index or views.ends[outer.index] != views.ends[node.index]:
            return
        yield outer
        node = outer
