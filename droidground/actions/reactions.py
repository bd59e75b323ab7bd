"""What is done about pop-ups and permission dialogs, which come when they like."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol

from droidground.actions.effect import Step
from droidground.actions.types import Action, Back, Tap, Target
from droidground.actions.views import covers, mentions
from droidground.device.observation import Observation
from droidground.grounding.location import Location

MOST_TIMES = 3


class Hands(Protocol):
    """What a reaction needs to see and to do."""

    def locate_in(self, seen: Observation, words: str) -> Location:
        """Return where the words are on a screen that was read before."""

    def perform(self, action: Action) -> Step:
        """Do one action."""


@dataclass(eq=False)
class Reaction:
    """An action that is done whenever words are seen in the way; a context manager."""

    words: str
    action: Action
    times: int
    """How often at most."""
    all: list[Reaction] = field(repr=False)
    steps: list[Step] = field(default_factory=list)
    """What it did, each time."""

    def remove(self) -> None:
        """Do it no more."""
        if self in self.all:
            self.all.remove(self)

    def __enter__(self) -> Reaction:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Do it no more."""
        self.remove()


@dataclass(frozen=True, slots=True)
class When:
    """Words that may come into the way; what to do then is said next."""

    reactions: Reactions
    words: str
    times: int

    def tap(self, target: Target) -> Reaction:
        """Tap a target, usually a button of what came."""
        return self.do(Tap(target))

    def back(self) -> Reaction:
        """Go back."""
        return self.do(Back())

    def do(self, action: Action) -> Reaction:
        """Do any action."""
        reaction = Reaction(self.words, action, self.times, self.reactions.all)
        self.reactions.all.append(reaction)
        return reaction


class Reactions:
    """All that is registered for one phone, done only when it is in the way.

    That is: when the words of an action or a wait are not found, when another app's window came to
    the front, or when what holds a reaction's words is drawn over what the action is about.
    """

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._front: set[str] = set()
        self._is_reacting = False
        self.all: list[Reaction] = []

    def when(self, words: str, times: int = MOST_TIMES) -> When:
        """Begin a reaction to words."""
        return When(self, words, times)

    def react(self, seen: Observation, target: Location | None) -> Step | None:
        """Do the first reaction whose words are in the way; None when nothing is.

        `target` is what an action or a wait is about, where it was found on that screen. What a
        reaction itself runs into is left to its caller.
        """
        is_open = self._has_new_front(seen) or target is None or not target.found
        if self._is_reacting:
            return None
        for reaction in list(self.all):
            has_left = len(reaction.steps) < reaction.times
            over = None if is_open else target
            if has_left and self._is_in_the_way(reaction.words, seen, over):
                return self._do(reaction)
        return None

    def _is_in_the_way(self, words: str, seen: Observation, target: Location | None) -> bool:
        """Tell whether words are on a screen; with a target, whether what has them covers it."""
        if target is None:
            return self._hands.locate_in(seen, words).found
        tree = seen.tree
        if tree is None or not mentions(tree, words):
            return False
        return covers(tree, self._hands.locate_in(seen, words), target)

    def _has_new_front(self, seen: Observation) -> bool:
        """Tell whether another app has a window than when this was asked last."""
        now = {node.package for node in seen.tree or () if node.parent is None}
        before, self._front = self._front, now or self._front
        return bool(before) and not now <= before

    def _do(self, reaction: Reaction) -> Step:
        self._is_reacting = True
        try:
            step = self._hands.perform(reaction.action)
        finally:
            self._is_reacting = False
            self._front = set()  # what it brought to the front is no news
        reaction.steps.append(step)
        return step
