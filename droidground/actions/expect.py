"""Whether a claim holds on a screen: states and texts are read from the view hierarchy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from droidground.actions.sentence import Claim, State
from droidground.actions.views import view_of
from droidground.device.observation import Observation
from droidground.errors import ExpectationFailed, StateUnknown
from droidground.geometry import Box
from droidground.grounding.found import require_found
from droidground.grounding.location import Location, Reason
from droidground.ui_tree import UiNode, UiTree

LARGEST_ROW = 0.25
"""Share of the screen from which on what takes a touch is a page and no row."""
OPPOSITES = {
    State.ON: State.OFF,
    State.CHECKED: State.UNCHECKED,
    State.ENABLED: State.DISABLED,
    State.VISIBLE: State.GONE,
}
SEPARATOR = re.compile(r"\s*[:=\N{FULLWIDTH COLON}]\s*|\s+[-\N{EN DASH}\N{EM DASH}]\s+|\s+")
"""What stands between a label and its value where both are one text."""
NO_TREE = "it was read from pixels, without a view hierarchy"


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim held against one screen."""

    claim: Claim
    holds: bool | None
    """None when the screen does not tell."""
    seen: str
    """The state or the text that was seen; why not, where the screen does not tell."""
    location: Location

    def require(self) -> Finding:
        """Return itself when the claim holds.

        Raises `ExpectationFailed` when it does not, `StateUnknown` when the screen does not tell,
        and `TargetNotFound` or `AmbiguousTarget` when there is not the one thing it is about.
        """
        claim = self.claim
        if self.holds:
            return self
        if claim.state not in (State.VISIBLE, State.GONE):
            require_found(self.location)
        if self.holds is None:
            raise StateUnknown(
                f"whether {claim.words!r} is {claim.wanted} cannot be told: {self.seen}",
                words=claim.words,
                screenshot=self.location.screenshot,
                reply=self.location,
                hint="Name the control itself, or ask for what the screen shows: 'X is visible'.",
            )
        verb = "is" if claim.state else "says"
        raise ExpectationFailed(
            f"{claim.words!r} {verb} {self.seen}: expected {claim.wanted}",
            words=claim.words,
            screenshot=self.location.screenshot,
            reply=self.location,
            hint="Look with `droidground screenshot`; give it longer with --for if it is slow.",
        )


def check(claim: Claim, seen: Observation, location: Location) -> Finding:
    """Hold a claim against a screen on which its words were looked for."""
    if claim.state in (State.VISIBLE, State.GONE):
        return _presence(claim, location)
    node = view_of(location, seen.tree)
    if not location.found:
        return Finding(claim, holds=False, seen="absent", location=location)
    if node is None or seen.tree is None:
        return Finding(claim, holds=None, seen=NO_TREE, location=location)
    part = _Part(seen.tree, node, seen.screenshot.size.width * seen.screenshot.size.height)
    if claim.state is None:
        texts = part.texts()
        wanted = _plain(claim.text)
        holds = any(wanted in (_plain(text), _value(text, claim.words)) for text in texts)
        return Finding(claim, holds, ", ".join(map(repr, texts)) or "nothing", location)
    is_so, why = part.state(claim.state)
    if is_so is None:
        return Finding(claim, None, why, location)
    return Finding(claim, is_so is _is_positive(claim.state), _name(claim.state, is_so), location)


def _presence(claim: Claim, location: Location) -> Finding:
    """Tell whether the words name anything; where they name several things, they do."""
    if location.reason is Reason.UNREADABLE_SCRIPT:
        why = "its script cannot be read from pixels"
        return Finding(claim, None, why, location)
    is_there = location.found or location.reason is Reason.AMBIGUOUS
    return Finding(
        claim, is_there is _is_positive(claim.state), _name(State.VISIBLE, is_there), location
    )


def _is_positive(state: State | None) -> bool:
    return state not in OPPOSITES.values()


def _name(state: State, is_so: bool) -> str:
    """Return the word for a state that is so or not, of the pair that `state` is of."""
    positive = next((yes for yes, no in OPPOSITES.items() if no is state), state)
    return positive.value if is_so else OPPOSITES.get(positive, f"not {positive}")


class _Part:
    """One view with the row it belongs to."""

    def __init__(self, tree: UiTree, node: UiNode, screen_area: int) -> None:
        self._tree = tree
        self._node = node
        self._row = self._find_row(screen_area * LARGEST_ROW)

    def _find_row(self, largest: float) -> UiNode:
        """Return what takes a touch on the view, else what holds it beside its neighbours."""
        around = [self._node, *self._tree.ancestors(self._node)]
        small = [one for one in around if not one.scrollable and _area(one.bounds) <= largest]
        touched = next((one for one in small if one.clickable or one.checkable), None)
        return touched or (small[1] if len(small) > 1 else self._node)

    def _row_path(self) -> Iterator[UiNode]:
        yield self._node
        if self._node is self._row:
            return
        for around in self._tree.ancestors(self._node):
            yield around
            if around is self._row:
                return

    def texts(self) -> list[str]:
        """Return what the view, or the row around its label, has to read."""
        if "EditText" in self._node.class_name:
            return [self._node.text]
        inside = [self._row, *self._tree.descendants(self._row)]
        texts = [self._node.text or self._node.content_desc]
        texts += [one.text or one.content_desc for one in inside if one is not self._node]
        return [text for text in texts if text.strip()]

    def state(self, state: State) -> tuple[bool | None, str]:
        """Return whether the positive of a state is so, or None and why that is unknown."""
        if state in (State.ENABLED, State.DISABLED):
            return all(one.enabled for one in self._row_path()), ""
        controls = self._controls()
        if state is State.SELECTED:
            is_selected = any(one.selected for one in self._row_path())
            return is_selected or (len(controls) == 1 and controls[0].checked), ""
        if len(controls) != 1:
            count = "several" if controls else "no"
            return None, f"there is {count} switch or check box in it"
        return controls[0].checked, ""

    def _controls(self) -> list[UiNode]:
        if self._node.checkable:
            return [self._node]
        inside = [self._row, *self._tree.descendants(self._row)]
        return [one for one in inside if one.checkable]


def _area(box: Box | None) -> float:
    return box.area if box else float("inf")


def _value(text: str, words: str) -> str | None:
    """Return what stands after the words in a text that begins with them: `5` of `Total: 5`."""
    plain, start = _plain(text), _plain(words)
    between = SEPARATOR.match(plain, len(start)) if plain.startswith(start) else None
    return plain[between.end() :] if between else None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
