"""What people say of the virtual phone's screens: rows that name nodes, not pixels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from droidground.ui_tree import UiTree
from tests.grounding.phrases import (
    KINDS,
    PHRASES,
    Phrase,
    check_count,
    load_rows,
    read_bool,
    read_object,
    read_one_of,
    read_text,
)
from tests.grounding.selectors import Selector, parse_selector

KEYS = frozenset({"screen", "words", "class", "targets", "has_text"})


@dataclass(frozen=True, slots=True)
class VirtualPhrase:
    """Words said about one screen; where things stand there depends on fonts."""

    screen: str
    """A name of virtual_screens.json."""
    words: str
    kind: str
    targets: tuple[Selector, ...]
    """As `Phrase.boxes`."""
    has_text: bool

    def on(self, tree: UiTree) -> Phrase:
        """Return it with the boxes of a hierarchy.

        Raises `ValueError` when a target is not exactly one node there.
        """
        boxes = tuple(target.resolve(tree) for target in self.targets)
        if len(set(boxes)) < len(boxes):
            raise ValueError(f"two targets are one: {self}")
        return Phrase(self.screen, self.words, self.kind, boxes, self.has_text, "hierarchy")


def load_virtual_phrases(path: Path = PHRASES / "virtual.jsonl") -> list[VirtualPhrase]:
    """Read the rows. Raises as `load_rows`."""
    return load_rows(path, parse_virtual_phrase)


def parse_virtual_phrase(value: object) -> VirtualPhrase:
    """Read one row. Raises `ValueError` when a key, a type or a number of targets is wrong."""
    row = read_object(value, KEYS)
    if not isinstance(row["targets"], list):
        raise ValueError("targets is no list")
    phrase = VirtualPhrase(
        screen=read_text(row, "screen"),
        words=read_text(row, "words"),
        kind=read_one_of(row, "class", KINDS),
        targets=tuple(map(parse_selector, row["targets"])),
        has_text=read_bool(row, "has_text"),
    )
    check_count(phrase.kind, len(phrase.targets))
    return phrase
