"""The elements of a screen that words can name, from its view hierarchy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from droidground.geometry import Box
from droidground.grounding.elements.controls import TITLED, Roles, view_roles
from droidground.grounding.elements.forms import Form, form
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.titles import first_text, picture_title, title_of
from droidground.grounding.elements.views import Views
from droidground.ui_tree import UiNode

MAX_ROW_TEXTS = 4
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
TYPE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "btn bt button iv img image imageview icon ic tv text txt textview et edit edittext view "
        "field input spinner dropdown switch toggle checkbox radio slider seekbar "
        "fab layout container ll rl fl cl cb rb sw chk lbl label widget action cell item "
        "src query plate bar",
    )
)
"""Words in resource ids that say what kind of view it is, not what it is for."""


SYSTEM_BACKGROUNDS = frozenset({"navigationBarBackground", "statusBarBackground"})
"""Views that only colour what lies under the system's bars."""


class LabelKind(StrEnum):
    """Where a label comes from."""

    TEXT = "text"
    DESCRIPTION = "content-desc"
    HINT = "hint"
    TITLE = "text beside it"
    ROW = "texts inside it"
    ID = "resource-id"
    PASSWORD = "password field"
    READ = "line of text"
    LINES = "lines of text"
    PART = "part of a line of text"
    SHAPE = "shape of an icon"


@dataclass(frozen=True, slots=True)
class Label:
    """One name of an element."""

    form: Form
    kind: LabelKind


@dataclass(frozen=True, slots=True)
class Element:
    """Something on the screen that words can name."""

    box: Box
    labels: tuple[Label, ...]
    roles: Roles
    source: str
    """`tree`, `ocr` or `icon`."""
    node: int | None = None
    """Its index in the hierarchy."""
    anchor: int | None = None
    """Index of the node that takes a touch on it."""

    @property
    def label(self) -> Label | None:
        """Its first name; None for a thing without any."""
        return self.labels[0] if self.labels else None

    @property
    def is_tappable(self) -> bool:
        """Whether the hierarchy knows something that takes a touch on it."""
        return self.anchor is not None


def elements_of(views: Views) -> tuple[Element, ...]:
    """Return what words can name, in document order."""
    found = (_element(views, node) for node in views.tree if views.boxes[node.index] is not None)
    return tuple(element for element in found if element is not None)


def _element(views: Views, node: UiNode) -> Element | None:
    if node.id_name in SYSTEM_BACKGROUNDS:
        return None
    is_leaf = not node.children
    anchor = views.anchors[node.index]
    if not (node.has_words or is_leaf or anchor == node.index or node.password):
        return None
    roles = view_roles(views, node)
    labels = (*_own_labels(node), *_lent_labels(views, node, roles))
    if not labels and anchor != node.index and not roles.strong:
        return None
    return Element(views.box(node.index), labels, roles, "tree", node.index, anchor)


def _own_labels(node: UiNode) -> tuple[Label, ...]:
    text = "" if node.password else node.text
    own = (
        Label(form(text), LabelKind.TEXT),
        Label(form(node.content_desc), LabelKind.DESCRIPTION),
        Label(form(node.hint), LabelKind.HINT),
    )
    return tuple(label for label in own if label.form.normal)


def _lent_labels(views: Views, node: UiNode, roles: Roles) -> tuple[Label, ...]:
    """Return the names that a view has from its id, its row or the text beside it."""
    labels: list[Label] = []
    inside = views.worded_inside(node.index)
    is_control = bool(TITLED & roles.strong)
    if inside and not node.has_words:
        labels += _row_labels(views, node, inside, roles)
    elif is_control:
        labels.append(Label(form(title_of(views, node)), LabelKind.TITLE))
    elif Role.IMAGE in roles.strong:
        labels.append(Label(form(picture_title(views, node)), LabelKind.TITLE))
    if is_control or not (node.has_words or inside):
        labels += [Label(words, LabelKind.ID) for words in id_words(node.id_name)]
    if node.password:
        labels.append(Label(form("password"), LabelKind.PASSWORD))
    return tuple(label for label in labels if label.form.tokens)


def _row_labels(views: Views, node: UiNode, inside: tuple[int, ...], roles: Roles) -> list[Label]:
    labels = []
    if roles.has(Role.TOGGLE) or roles.has(Role.CHECKBOX) or roles.has(Role.RADIO):
        labels.append(Label(form(first_text(views, node.index)), LabelKind.TITLE))
    texts = [views.tree.nodes[index].text for index in inside]
    if 1 < len(texts) <= MAX_ROW_TEXTS and all(texts):
        labels.append(Label(form(" ".join(texts)), LabelKind.ROW))
    return labels


def id_words(id_name: str) -> tuple[Form, ...]:
    """Return a resource id's words, and those left without the words for kinds of view."""
    words = CAMEL.sub(" ", id_name).replace("_", " ").replace(".", " ").casefold().split()
    telling = [word for word in words if word not in TYPE_WORDS and not word.isdigit()]
    if len(words) < 2 and not telling:
        return ()
    forms = (form(" ".join(words)), form(" ".join(telling)))
    return forms[:1] if forms[0] == forms[1] or not telling else forms
