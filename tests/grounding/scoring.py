"""How well a grounder understands phrases, beside plain string matching."""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from droidground.geometry import Box, Point
from droidground.grounding import ElementsGrounder, Location
from droidground.grounding.elements.ocr import Reader
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree
from tests.grounding.phrases import Phrase

TREE, PIXELS = "tree", "pixels only"
MODES = (TREE, PIXELS)


@dataclass(frozen=True, slots=True)
class Look:
    """A frame and the hierarchy that belongs to it."""

    screenshot: Screenshot
    tree: UiTree


@dataclass(frozen=True, slots=True)
class Outcome:
    """One phrase asked in one way."""

    phrase: Phrase
    mode: str
    location: Location
    by_string: Point | None
    ms: float

    @property
    def right(self) -> bool:
        """Whether the grounder answered as it should."""
        if self.phrase.kind == "ambiguous":
            return self.location.reason == "ambiguous"
        return self.lands(self.location.point)

    @property
    def string_right(self) -> bool:
        """Whether string matching did; it never says ambiguous."""
        return self.phrase.kind != "ambiguous" and self.lands(self.by_string)

    @property
    def names_every_rival(self) -> bool:
        """Whether an answer of `ambiguous` has a candidate in each box."""
        points = [candidate.point for candidate in self.location.candidates]
        return self.right and all(any(map(box.contains, points)) for box in self.phrase.boxes)

    def lands(self, point: Point | None) -> bool:
        """Tell whether a point is in a box, or no point where nothing is meant."""
        if point is None:
            return self.phrase.kind == "near_miss"
        return any(box.contains(point) for box in self.phrase.boxes)


def by_string(
    reader: Reader, screenshot: Screenshot, words: str, tree: UiTree | None
) -> Point | None:
    """Match strings: the label most alike by difflib or by shared words, however little."""
    labels: list[tuple[str, Box]] = []
    if tree is None:
        labels = [(line.text, line.box) for line in reader.read(screenshot)]
    for node in tree or ():
        names = (node.text, node.content_desc)
        labels += [(name, node.bounds) for name in names if name and node.bounds]
    wanted = words.casefold()
    tokens = set(wanted.split())

    def alike(label: tuple[str, Box]) -> float:
        name = label[0].casefold()
        theirs = set(name.split())
        shared = len(tokens & theirs) / len(tokens | theirs)
        return max(shared, difflib.SequenceMatcher(None, wanted, name).ratio())

    return max(labels, key=alike)[1].center if labels else None


def is_asked(phrase: Phrase, mode: str) -> bool:
    """Tell whether a phrase is fair in a mode."""
    return mode == TREE or phrase.has_text or phrase.kind == "near_miss"


def ask(
    phrases: Sequence[Phrase],
    look: Callable[[str], Look],
    reader: Reader,
    modes: Sequence[str] = MODES,
) -> Iterator[Outcome]:
    """Ask every phrase in every mode, screen by screen; OCR reads each screen once, before."""
    grounder = ElementsGrounder(reader)
    by_name = attrgetter("screen")
    for name, said in groupby(sorted(phrases, key=by_name), by_name):
        seen = look(name)
        if PIXELS in modes:
            reader.read(seen.screenshot)
        for phrase in said:
            for mode in modes:
                if is_asked(phrase, mode):
                    yield _ask(grounder, reader, phrase, seen, mode)


def _ask(
    grounder: ElementsGrounder, reader: Reader, phrase: Phrase, look: Look, mode: str
) -> Outcome:
    tree = None if mode == PIXELS else look.tree
    started = time.perf_counter()
    location = grounder.locate(look.screenshot, phrase.words, tree)
    ms = (time.perf_counter() - started) * 1000
    rival = by_string(reader, look.screenshot, phrase.words, tree)
    return Outcome(phrase, mode, location, rival, ms)
