"""Icons on the pixels as elements that words can name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from droidground.geometry import Box
from droidground.grounding.elements.candidates import Element, Label, LabelKind
from droidground.grounding.elements.controls import Roles
from droidground.grounding.elements.forms import Form, form
from droidground.grounding.elements.icons import Icon
from droidground.grounding.elements.icons_known import KNOWN_ICONS
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.silence import is_in_silence
from droidground.grounding.elements.views import Views

ICON_ROLES = Roles(frozenset({Role.ICON, Role.BUTTON}), frozenset({Role.IMAGE}))

LABELS = {
    icon.name: tuple(Label(form(phrase), LabelKind.SHAPE) for phrase in icon.phrases)
    for icon in KNOWN_ICONS
}
LONGEST = max(len(label.form.tokens) for labels in LABELS.values() for label in labels)
NAMES = frozenset(label.form.squashed for labels in LABELS.values() for label in labels)


def names_an_icon(words: Form) -> bool:
    """Tell whether some of the words, as they follow each other, are what an icon is called."""
    return any(run in NAMES for run in _runs(words.tokens))


def _runs(tokens: Sequence[str]) -> Iterator[str]:
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + LONGEST, len(tokens)) + 1):
            yield "".join(tokens[start:end])


def icon_elements(icons: Sequence[Icon]) -> tuple[Element, ...]:
    """Return icons as elements, for a screen without a hierarchy."""
    return tuple(Element(icon.box, LABELS[icon.name], ICON_ROLES, "icon") for icon in icons)


def unnamed_icons(icons: Sequence[Icon], views: Views, silent: tuple[Box, ...]) -> tuple[Icon, ...]:
    """Return the icons of which the hierarchy says nothing.

    They lie in one of its silent regions, or on a view that has no words, nor has what takes the
    touch on it.
    """
    return tuple(
        icon
        for icon in icons
        if is_in_silence(views, silent, icon.box) or _is_wordless(views, icon.box)
    )


def _is_wordless(views: Views, box: Box) -> bool:
    """Tell whether the smallest view at a place is a leaf without words in a thing without any."""
    centre = box.center
    here = [node for node in views.tree if (at := views.boxes[node.index]) and at.contains(centre)]
    if not here:
        return False
    node = min(here, key=lambda node: (views.box(node.index).area, -node.index))
    anchor = views.anchors[node.index]
    holder = node if anchor is None else views.tree.nodes[anchor]
    silent = not node.children and not node.has_words and not holder.has_words
    return silent and not views.worded_inside(holder.index)
