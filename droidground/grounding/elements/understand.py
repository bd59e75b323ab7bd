"""Phrases on one screen: the readings in turn, until one of them means something that is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from droidground.grounding.elements.candidates import Element
from droidground.grounding.elements.decide import MAX_CANDIDATES, Decision, by_target, preferred
from droidground.grounding.elements.parse import parse_phrase
from droidground.grounding.elements.pools import pool
from droidground.grounding.elements.resolve import resolve
from droidground.grounding.elements.scene import Scene
from droidground.grounding.elements.score import Scored
from droidground.grounding.elements.words import Query
from droidground.grounding.location import Reason

NEAR = 0.4
"""Score of what is of the right kind and yet not what was said."""


def understand(
    query: Query, scene: Scene, is_open: Callable[[Element], bool] = lambda element: True
) -> Decision | None:
    """Find what a phrase means; None when no reading of it fits the screen."""
    for target in parse_phrase(query.words):
        found = by_target(resolve(scene, target))
        if found:
            chosen = preferred(found, is_open)
            reason = None if len(chosen) == 1 else Reason.AMBIGUOUS
            return Decision(reason, tuple(chosen[:MAX_CANDIDATES]), str(target))
    return None


def nearest(query: Query, scene: Scene) -> tuple[Scored, ...]:
    """Return things of the kind that a phrase speaks of, where none of them is what it says."""
    for target in reversed(parse_phrase(query.words)):
        kind = replace(target, label=None) if target.role else target
        for tier in pool(scene, kind):
            if tier and target.role:
                near = (replace(item, score=NEAR) for item in tier)
                return tuple(by_target(near)[:MAX_CANDIDATES])
    return ()
