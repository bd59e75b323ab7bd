"""The default grounder: no weights to download, CPU only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from droidground.clock import SYSTEM_CLOCK, Clock
from droidground.errors import ModelUnavailable
from droidground.geometry import Point, Transform
from droidground.grounding.elements.by_gist import by_gist
from droidground.grounding.elements.candidates import Element, LabelKind, elements_of
from droidground.grounding.elements.decide import Decision, decide
from droidground.grounding.elements.forms import Form, form
from droidground.grounding.elements.icons import IconFinder
from droidground.grounding.elements.icons_named import (
    icon_elements,
    names_an_icon,
    unnamed_icons,
)
from droidground.grounding.elements.inline import holds_words, links_in, named_links
from droidground.grounding.elements.ocr import (
    INSTALL,
    EngineMissing,
    RapidOcrReader,
    Reader,
    TextLine,
)
from droidground.grounding.elements.reach import is_blocked, reachable_point
from droidground.grounding.elements.read_text import elements_from, labelled_pictures
from droidground.grounding.elements.scene import Scene
from droidground.grounding.elements.score import Scored
from droidground.grounding.elements.scripts import unreadable_scripts
from droidground.grounding.elements.silence import is_in_silence, silent_controls, silent_regions
from droidground.grounding.elements.understand import nearest, understand
from droidground.grounding.elements.views import Views, lay_out
from droidground.grounding.elements.words import Query, parse_words
from droidground.grounding.location import Candidate, Location, Reason
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree


@dataclass(frozen=True, slots=True)
class _Known:
    """What a hierarchy says of a frame."""

    tree: UiTree
    screenshot: Screenshot
    views: Views
    elements: tuple[Element, ...]
    scene: Scene

    def texts_with(self, names: Sequence[Form]) -> tuple[Element, ...]:
        """Return the longer texts that hold one of several names."""
        labelled = ((element, element.label) for element in self.scene.elements if element.label)
        return tuple(
            element
            for element, label in labelled
            if label.kind is LabelKind.TEXT and any(holds_words(label.form, n) for n in names)
        )

    def decide(self, query: Query) -> Decision:
        """Find what the words mean among the hierarchy's elements."""
        views = self.views

        def is_open(element: Element) -> bool:
            return element.node is None or not is_blocked(views, element.node)

        decision = decide(query, self.elements, is_open)
        if decision.reason is not Reason.ABSENT:
            return decision
        understood = understand(query, self.scene, is_open)
        if understood is not None or decision.ranked:
            return understood or decision
        return Decision(Reason.ABSENT, nearest(query, self.scene))


class ElementsGrounder:
    """Matches words to the view hierarchy, and to OCR where that is missing or silent."""

    name = "elements"

    def __init__(self, reader: Reader | None = None, clock: Clock = SYSTEM_CLOCK) -> None:
        self._reader = reader or RapidOcrReader()
        self._icons = IconFinder()
        self._clock = clock
        self._known: _Known | None = None

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        """Return where the words are, or why there is no such place.

        Raises `InvalidInput` for words that name nothing, and `ModelUnavailable` when text would
        have to be read from pixels and rapidocr is not installed.
        """
        started = self._clock.now()
        timings: dict[str, float] = {}
        query = parse_words(words)
        known = self._know(tree, screenshot) if tree is not None and len(tree) else None
        decision = known.decide(query) if known else Decision(Reason.ABSENT, ())
        if decision.reason is Reason.ABSENT:
            decision = self._read(query, screenshot, known, decision, timings)
        if decision.reason is Reason.ABSENT and names_an_icon(form(words)):
            decision = self._see(query, screenshot, known, decision, timings)
        if decision.reason is Reason.ABSENT and named_links(query):
            decision = self._look_into_texts(query, screenshot, known, decision, timings)
        if decision.reason is Reason.ABSENT and known:
            decision = by_gist(words, known.scene) or decision
        timings["locate"] = self._ms_since(started)
        return _location(query, screenshot, known.views if known else None, decision, timings)

    def _know(self, tree: UiTree, screenshot: Screenshot) -> _Known:
        """Lay out a hierarchy, or take it from the last call on the same screen."""
        known = self._known
        if known is None or known.tree is not tree or known.screenshot is not screenshot:
            views = lay_out(tree, screenshot)
            elements = elements_of(views)
            scene = Scene(screenshot, elements, views)
            known = self._known = _Known(tree, screenshot, views, elements, scene)
        return known

    def _read(
        self,
        query: Query,
        screenshot: Screenshot,
        known: _Known | None,
        absent: Decision,
        timings: dict[str, float],
    ) -> Decision:
        """Decide on the text in the pixels, where the hierarchy says nothing."""
        regions = silent_regions(known.views) if known else ()
        pictures = silent_controls(known.views) if known else ()
        if known and not regions and not pictures:
            return absent
        if unreadable_scripts(query.letters):
            return Decision(Reason.UNREADABLE_SCRIPT, absent.ranked)
        started = self._clock.now()
        lines = self._lines(query, screenshot)
        timings["ocr"] = self._ms_since(started)
        if known is None:
            scene = Scene(screenshot, elements_from(lines, screenshot.size))
            decision = _decide_read(query, scene)
            # What may be an icon or a link is looked for as such first.
            is_more = names_an_icon(form(query.words)) or named_links(query)
            if decision.reason is not Reason.ABSENT or is_more:
                return decision
            return by_gist(query.words, scene) or decision
        drawn = labelled_pictures(known.views, pictures, lines)
        silent = tuple(line for line in lines if is_in_silence(known.views, regions, line.box))
        read = (*drawn, *elements_from(silent, screenshot.size))
        if not read:
            return absent
        scene = Scene(screenshot, (*known.elements, *read), known.views)
        decision = _decide_read(query, scene, read)
        return decision if decision.ranked else absent

    def _look_into_texts(
        self,
        query: Query,
        screenshot: Screenshot,
        known: _Known | None,
        absent: Decision,
        timings: dict[str, float],
    ) -> Decision:
        """Decide on links inside longer texts: what is read there tells where they stand."""
        texts = known.texts_with(named_links(query)) if known else ()
        if known and not texts:
            return absent
        started = self._clock.now()
        lines = self._lines(query, screenshot)
        timings["ocr"] = self._ms_since(started)
        return links_in(query, lines, texts) or absent

    def _see(
        self,
        query: Query,
        screenshot: Screenshot,
        known: _Known | None,
        absent: Decision,
        timings: dict[str, float],
    ) -> Decision:
        """Decide on icons by their shape, where neither the hierarchy nor text says anything."""
        started = self._clock.now()
        icons = self._icons.find(screenshot)
        timings["icons"] = self._ms_since(started)
        if known:
            icons = unnamed_icons(icons, known.views, silent_regions(known.views))
        drawn = icon_elements(icons)
        decision = decide(query, drawn)
        if decision.reason is not Reason.ABSENT:
            return decision
        if known is None:
            return absent
        scene = Scene(screenshot, (*known.elements, *drawn), known.views)
        return understand(query, scene) or absent

    def _lines(self, query: Query, screenshot: Screenshot) -> tuple[TextLine, ...]:
        try:
            return self._reader.read(screenshot)
        except EngineMissing as exc:
            raise ModelUnavailable(
                f"the text on the screen cannot be read: {exc}",
                words=query.words,
                screenshot=screenshot,
                hint=INSTALL,
            ) from exc

    def _ms_since(self, started: float) -> float:
        return round((self._clock.now() - started) * 1000, 3)


def _decide_read(query: Query, scene: Scene, read: Sequence[Element] | None = None) -> Decision:
    """Decide by what was read from pixels; phrases may speak of the rest of the screen too."""
    decision = decide(query, scene.elements if read is None else read)
    if decision.reason is not Reason.ABSENT:
        return decision
    return understand(query, scene) or decision


def _location(
    query: Query,
    screenshot: Screenshot,
    views: Views | None,
    decision: Decision,
    timings: dict[str, float],
) -> Location:
    candidates = tuple(_candidate(scored, views) for scored in decision.ranked)
    if decision.reason is not None:
        return Location(
            query=query.words,
            grounder=ElementsGrounder.name,
            screenshot=screenshot,
            reason=decision.reason,
            candidates=candidates,
            reading=decision.reading,
            timings_ms=timings,
        )
    best = candidates[0]
    return Location(
        query=query.words,
        grounder=ElementsGrounder.name,
        screenshot=screenshot,
        point=best.point,
        box=best.box,
        score=best.score,
        candidates=candidates,
        reading=decision.reading,
        origin=screenshot.space.center_of(best.point),
        transform=screenshot.to_input() or Transform(screenshot.space),
        timings_ms=timings,
    )


def _candidate(scored: Scored, views: Views | None) -> Candidate:
    element = scored.element
    return Candidate(
        point=_point(element, views),
        box=element.box,
        score=round(scored.score, 4),
        source=element.source,
        label=scored.label.form.raw if scored.label else "",
        node=element.node,
        why=scored.why,
    )


def _point(element: Element, views: Views | None) -> Point:
    if element.node is None or views is None:
        return element.box.center
    return reachable_point(views, element.node)
