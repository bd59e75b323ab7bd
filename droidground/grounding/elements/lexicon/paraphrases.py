"""Everyday names of controls that Android and its apps label otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from droidground.grounding.elements.forms import Form, form


@dataclass(frozen=True, slots=True)
class Concept:
    """One function that has many names."""

    phrases: tuple[str, ...]
    """What people say."""
    labels: tuple[str, ...]
    """What screens call it."""


DRAWER = (
    "open navigation drawer",
    "navigation drawer",
    "show navigation drawer",
    "open drawer",
    "open navigation menu",
    "navigation menu",
    "open navigation sidebar",
    "main menu",
    "menu",
    "☰",
)
OVERFLOW = ("more options", "overflow menu", "options menu", "⋮")

CONCEPTS = (
    Concept(
        ("back", "go back", "back button", "back arrow", "arrow back", "back icon", "navigate up"),
        ("navigate up", "back", "go back", "navigate back", "←"),
    ),
    Concept(
        (
            "more options",
            "options menu",
            "overflow menu",
            "overflow",
            "three dots",
            "3 dots",
            "three dot menu",
            "kebab menu",
            "more options menu",
        ),
        OVERFLOW,
    ),
    Concept(
        (
            "hamburger menu",
            "hamburger",
            "hamburger icon",
            "hamburger button",
            "navigation drawer",
            "side menu",
            "drawer",
            "navigation menu",
        ),
        DRAWER,
    ),
    Concept(("menu", "menu button", "menu icon"), (*DRAWER, *OVERFLOW)),
    Concept(("x button", "x icon", "cross", "cross icon"), ("close", "dismiss", "clear", "×", "✕")),
    Concept(("magnifying glass", "magnifier", "magnifying glass icon"), ("search",)),
    Concept(("gear", "gear icon", "cog", "cog icon", "cogwheel"), ("settings",)),
    Concept(("trash", "trash can", "trash icon", "bin icon", "trash can icon"), ("delete",)),
    Concept(("pencil", "pencil icon"), ("edit",)),
    Concept(("plus", "plus button", "plus icon", "plus sign"), ("add", "+", "create", "new")),
    Concept(("paper plane", "paper plane icon"), ("send",)),
    Concept(("microphone", "microphone icon", "mic icon"), ("voice search", "voice input", "mic")),
)

LABELS_OF: dict[str, tuple[Form, ...]] = {
    form(phrase).squashed: tuple(form(label) for label in concept.labels)
    for concept in CONCEPTS
    for phrase in concept.phrases
}


def other_names(words: Form) -> tuple[Form, ...]:
    """Return what screens call a thing that people call by these words; mostly nothing."""
    return LABELS_OF.get(words.squashed, ())
