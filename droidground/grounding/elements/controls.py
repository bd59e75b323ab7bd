"""Which kinds of control a view is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from droidground.grounding.elements.forms import form
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.views import Views
from droidground.ui_tree import UiNode

ICON_SHARE = 0.06
"""A picture that covers more of the screen is no icon."""
LAUNCHER_ICON = "icon"
"""Id of an app's icon in Launcher3 and its kin: one text view with picture and name."""
WIDE_SHARE = 0.45
"""A search bar spans at least this share of the screen's width."""
STRIP_SHARE = 0.5
"""Tabs side by side span at least this share of the screen's width."""
MAX_TAB_SHARE = 0.6
"""A wider view is a row, no tab."""

CLASSES: tuple[tuple[re.Pattern[str], frozenset[Role], frozenset[Role]], ...] = (
    (re.compile(r"switch(?!er)|toggle"), frozenset({Role.TOGGLE}), frozenset({Role.CHECKBOX})),
    (re.compile(r"checkbox"), frozenset({Role.CHECKBOX}), frozenset({Role.TOGGLE})),
    (re.compile(r"radiobutton"), frozenset({Role.RADIO}), frozenset()),
    (re.compile(r"checkedtext"), frozenset(), frozenset({Role.CHECKBOX, Role.RADIO})),
    (re.compile(r"seekbar|slider|ratingbar"), frozenset({Role.SLIDER}), frozenset()),
    (
        re.compile(r"edittext|autocomplete|textfield|inputtext|searchview"),
        frozenset({Role.FIELD}),
        frozenset(),
    ),
    (re.compile(r"spinner|dropdown|combobox"), frozenset({Role.DROPDOWN}), frozenset({Role.MENU})),
    (
        re.compile(r"tab(?!le|host|layout|widget)|bottomnavigationitem|navigationbaritem"),
        frozenset({Role.TAB}),
        frozenset(),
    ),
    (re.compile(r"image(button|view)"), frozenset({Role.IMAGE}), frozenset()),
    (re.compile(r"(?<!radio)button|chip"), frozenset({Role.BUTTON}), frozenset()),
    (re.compile(r"menu"), frozenset({Role.MENU}), frozenset()),
    (re.compile(r"progressbar|progressindicator"), frozenset({Role.PROGRESS}), frozenset()),
)
"""Parts of Android's class names, what such a view surely is, and what it may be called too."""

STRIPS = re.compile(r"tab(layout|widget|host|strip|bar)|bottomnav|navigationbar|navigationrail")
BAR_IDS = frozenset({"bar", "box", "field"})
"""Words in the id of a button that looks like a field."""
CAPTIONED = frozenset({Role.BUTTON, Role.DROPDOWN, Role.TAB, Role.MENU})
"""Controls that show their name in a view inside them."""
NO_BUTTONS = frozenset({Role.FIELD, Role.SLIDER})
TITLED = frozenset({Role.TOGGLE, Role.CHECKBOX, Role.RADIO, Role.SLIDER, Role.FIELD, Role.DROPDOWN})
"""Controls whose name often stands beside them, in a view of its own."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What a view is: surely, and loosely speaking."""

    strong: frozenset[Role]
    loose: frozenset[Role]

    def has(self, role: Role) -> bool:
        """Tell whether the view may be called so."""
        return role in self.strong or role in self.loose


def class_roles(node: UiNode) -> Roles:
    """Return what the view's class and flags alone say."""
    name = node.class_name.rsplit(".", 1)[-1].lower()
    strong: set[Role] = set()
    loose: set[Role] = set()
    for pattern, sure, perhaps in CLASSES:
        if pattern.search(name):
            strong |= sure
            loose |= perhaps
    if node.password:
        strong.add(Role.FIELD)
    if node.checkable and not strong & TITLED:
        loose |= {Role.TOGGLE, Role.CHECKBOX, Role.RADIO}
    return Roles(frozenset(strong), frozenset(loose - strong))


def view_roles(views: Views, node: UiNode) -> Roles:
    """Return all that a visible view may be called."""
    known = class_roles(node)
    strong, loose = set(known.strong), {*known.loose, Role.ROW}
    strong |= _roles_around(views, node)
    inside = views.worded_inside(node.index)
    is_tappable = views.anchors[node.index] is not None
    if node.text.strip():
        strong.add(Role.TEXT)
        (strong if is_tappable else loose).add(Role.LINK)
    if is_tappable:
        if not strong & NO_BUTTONS:
            loose.add(Role.BUTTON)
        if _is_tab(views, node):
            strong.add(Role.TAB)
        elif _is_in_strip(views, node):
            loose.add(Role.TAB)
    if _is_search_bar(views, node):
        loose.add(Role.FIELD)
    if is_tappable and node.id_name == LAUNCHER_ICON:
        strong.add(Role.ICON)
    if not node.text.strip() and not inside and not strong & TITLED:
        small = views.box(node.index).area <= views.frame.area * ICON_SHARE
        if small:
            strong.add(Role.ICON)
        loose |= {Role.IMAGE, Role.MENU} if is_tappable else {Role.IMAGE}
    return Roles(frozenset(strong), frozenset(loose - strong))


def _roles_around(views: Views, node: UiNode) -> frozenset[Role]:
    """Return what a view is as the caption of the control around it."""
    anchor = views.anchors[node.index]
    if anchor is None or not node.has_words:
        return frozenset()
    return class_roles(views.tree.nodes[anchor]).strong & CAPTIONED


def _is_tab(views: Views, node: UiNode) -> bool:
    if "tab" in form(node.content_desc).tokens:
        return True
    anchor = views.tree.nodes[views.anchors[node.index] or node.index]
    if Role.TAB in class_roles(anchor).strong:
        return True
    around = [anchor.class_name]
    for ancestor, _ in zip(views.tree.ancestors(anchor), range(3), strict=False):
        around.append(ancestor.class_name)
    return any(STRIPS.search(name.rsplit(".", 1)[-1].lower()) for name in around)


def _is_in_strip(views: Views, node: UiNode) -> bool:
    """Tell whether the view is one of several alike side by side over most of the width."""
    anchor = views.anchors[node.index]
    if anchor is None or views.tree.nodes[anchor].parent is None:
        return False
    if views.box(anchor).width > views.frame.width * MAX_TAB_SHARE:
        return False
    beside = views.beside(anchor)
    if len(beside) < 2:
        return False
    left = min(views.box(index).left for index in beside)
    right = max(views.box(index).right for index in beside)
    return right - left >= views.frame.width * STRIP_SHARE


def _is_search_bar(views: Views, node: UiNode) -> bool:
    """Tell whether the view looks like a search field but only opens a page to search on."""
    anchor = views.anchors[node.index]
    shown = views.box(node.index if anchor is None else anchor)
    if shown.width < views.frame.width * WIDE_SHARE:
        return False
    if anchor is None:
        return form(node.text).normal.startswith("search") and node.text.endswith(("...", "…"))
    taker = views.tree.nodes[anchor]
    ids = f"{node.id_name} {taker.id_name}".replace("_", " ")
    words = form(f"{node.text} {node.content_desc} {ids}").tokens
    is_button = "button" in taker.class_name.lower() and not BAR_IDS.intersection(words)
    return "search" in words and not is_button
