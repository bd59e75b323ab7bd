"""The real screenshots beside the repository: rows of labels and boxes, and rows made of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from droidground.geometry import Box
from droidground.grounding.elements.forms import form
from droidground.grounding.elements.lexicon.paraphrases import other_names
from droidground.grounding.elements.roles import ROLE_WORDS
from droidground.grounding.elements.views import lay_out
from droidground.screen import Screenshot, load_screenshot
from droidground.ui_tree import UiNode, UiTree, load_hierarchy

SCREENS = Path(__file__).resolve().parents[3] / "shared" / "data" / "screens"
ABSENT = f"the screens are not at {SCREENS}"

READABLE = frozenset({"latin", "zh", "ja", "el"})
"""Scripts, as the rows call them, that the text recognition reads."""


@dataclass(frozen=True)
class Row:
    """Words for one screen and what they must give: a box, or None for not found."""

    screen: str
    words: str
    box: Box | None
    kind: str
    script: str = "latin"


@dataclass(frozen=True)
class Screen:
    """One screen: its picture and its hierarchy."""

    image: str
    hierarchy: str

    def screenshot(self) -> Screenshot:
        return _screenshot(self.image)

    def tree(self) -> UiTree:
        return _tree(self.hierarchy)


@cache
def _screenshot(image: str) -> Screenshot:
    return load_screenshot(SCREENS / image)


@cache
def _tree(hierarchy: str) -> UiTree:
    return load_hierarchy(SCREENS / hierarchy)


@cache
def _manifest() -> tuple[dict[str, object], ...]:
    lines = (SCREENS / "manifest.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def screens() -> dict[str, Screen]:
    """All screens by the name of their image."""
    return {
        str(row["image"]): Screen(str(row["image"]), str(row["hierarchy"])) for row in _manifest()
    }


def by_file_name() -> dict[str, Screen]:
    """All screens by the bare name of their picture, as the phrases call them."""
    return {Path(name).name: screen for name, screen in screens().items()}


def label_rows() -> list[Row]:
    """The rows of the manifest as they are."""
    rows = []
    for row in _manifest():
        box = row["bbox"]
        assert isinstance(box, list)
        rows.append(
            Row(
                str(row["image"]),
                str(row["instruction"]),
                Box(*box),
                str(row["kind"]),
                str(row["script"]),
            )
        )
    return rows


def _words_on(tree: UiTree) -> set[str]:
    texts = (
        text
        for node in tree
        for text in (node.text, node.content_desc, node.hint, node.id_name.replace("_", " "))
    )
    return {token for text in texts for token in form(text).tokens}


def foreign_rows(per_screen: int = 12, seed: int = 7) -> list[Row]:
    """Labels of other screens that share no word with this one, nor name a thing otherwise."""
    chance = random.Random(seed)
    labels = sorted({(row.words, row.script) for row in label_rows()})
    rows = []
    for name, screen in screens().items():
        here = _words_on(screen.tree())
        foreign = [
            (words, script)
            for words, script in labels
            if not here & set(form(words).tokens) and not other_names(form(words))
        ]
        chosen = chance.sample(foreign, per_screen)
        rows += [Row(name, words, None, "foreign", script) for words, script in chosen]
    return rows


def near_miss_rows(seed: int = 7) -> list[Row]:
    """Labels of the same screen with a word swapped or added: nothing is called so there."""
    chance = random.Random(seed)
    latin = [row for row in label_rows() if row.script == "latin"]
    known = {token for row in latin for token in form(row.words).tokens if len(token) > 3}
    vocabulary = sorted(known - ROLE_WORDS.keys())
    rows = []
    for row in latin:
        tokens = form(row.words).tokens
        here = _words_on(screens()[row.screen].tree())
        other = chance.choice([word for word in vocabulary if word not in here])
        if len(tokens) > 1:
            rows.append(Row(row.screen, " ".join((*tokens[:-1], other)), None, "swapped"))
        rows.append(Row(row.screen, " ".join((*tokens, other)), None, "added"))
    return rows


ROLES = {
    "Switch": ("switch", "toggle"),
    "ToggleButton": ("toggle",),
    "CheckBox": ("checkbox",),
    "RadioButton": ("radio button",),
    "EditText": ("field", "text box"),
    "ImageButton": ("icon", "button"),
    "Button": ("button",),
    "Spinner": ("dropdown",),
}


def role_rows() -> list[Row]:
    """`<label> <role>` for every control that is labelled itself, once for each of its names."""
    rows = []
    for name, screen in screens().items():
        named = list(_named_controls(screen))
        for node, label in named:
            if sum(label == other for _, other in named) > 1 or node.bounds is None:
                continue
            words = [f"{label} {role}" for role in ROLES[node.short_class]]
            rows += [Row(name, phrase, node.bounds, node.short_class) for phrase in words]
    return rows


def _named_controls(screen: Screen) -> Iterator[tuple[UiNode, str]]:
    # What an open drawer or a dialog lies over cannot be meant, though the hierarchy still has it.
    views = lay_out(screen.tree(), screen.screenshot())
    for node in screen.tree():
        if views.boxes[node.index] is None:
            continue
        label = (node.content_desc or ("" if node.password else node.text)).strip()
        usable = 0 < len(form(label).tokens) < 8 and "\n" not in label
        if node.short_class in ROLES and usable and node.bounds and node.bounds.area:
            yield node, label


def wrong_role_rows() -> list[Row]:
    """`<label> toggle` and such on screens that have no such control at all."""
    rows = []
    for row in label_rows():
        tree = screens()[row.screen].tree()
        if row.script == "latin" and not any(node.checkable for node in tree):
            rows += [Row(row.screen, f"{row.words} {role}", None, role) for role in WRONG]
    return rows


WRONG: Sequence[str] = ("toggle", "checkbox", "slider")
