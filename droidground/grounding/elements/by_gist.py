"""The one thing on a screen that shows all telling words of a phrase, in whatever wording."""

from __future__ import annotations

from droidground.grounding.elements.candidates import Element
from droidground.grounding.elements.decide import MAX_CANDIDATES, Decision, by_target
from droidground.grounding.elements.forms import Form, form
from droidground.grounding.elements.gist import LIGHT, PLAIN, fit, gist
from droidground.grounding.elements.match import Match, Why
from droidground.grounding.elements.roles import LONGEST_ROLE, ROLE_WORDS, Role
from droidground.grounding.elements.scene import Scene
from droidground.grounding.elements.score import Scored
from droidground.grounding.elements.words import QUOTED
from droidground.grounding.location import Reason

LEAST, LEAST_OF_ONE, LEAST_ALONE = 0.6, 0.76, 0.84
"""Fit from which on a thing counts, that for one telling word, and that for a word alone."""
CLEAR = 0.08
"""By this much the best fits better than any other."""
WEIGHT = 0.8
"""Score of a perfect fit: more than a candidate, less than a label."""


def by_gist(words: str, scene: Scene) -> Decision | None:
    """Find the touch target whose texts, descriptions and ids show all telling words."""
    whole = form(words).tokens
    if QUOTED.search(words):
        return None
    tokens, role = _parted(whole)
    ranked = by_target(that_show(scene, tokens, role, is_alone=len(whole) == 1))
    if not ranked:
        return None
    best = _clearest(ranked)
    reason = None if len(best) == 1 else Reason.AMBIGUOUS
    return Decision(reason, tuple(ranked[:MAX_CANDIDATES]), f"what shows {' '.join(gist(tokens))}")


def anchors_by_gist(scene: Scene, label: Form, role: Role | None) -> list[Element]:
    """Return what a phrase may mean by a name that is on the screen in other words only.

    No name ends with a word that tells nothing. Lines of text are anchors by their own words only.
    """
    ends_open = label.tokens[-1:] and label.tokens[-1] in LIGHT
    if ends_open or scene.views is None:
        return []
    is_alone = role is None and len(label.tokens) == 1
    ranked = by_target(that_show(scene, label.tokens, role, is_alone=is_alone))
    return [one.element for one in _clearest(ranked)]


def that_show(
    scene: Scene, tokens: tuple[str, ...], role: Role | None, *, is_alone: bool
) -> list[Scored]:
    """Return the touch targets of a role, or any, that show all telling words.

    `is_alone`: the words are a single one, which is a label or another word for one, never a part.
    """
    telling = gist(tokens)
    if not telling:
        return []
    least = LEAST if len(telling) > 1 else LEAST_ALONE if is_alone else LEAST_OF_ONE
    return [
        Scored(element, WEIGHT * worth, element.label, Match(worth, Why.GIST))
        for element, shown in scene.shown
        if (role is None or element.roles.has(role)) and (worth := fit(telling, shown)) >= least
    ]


def _clearest(ranked: list[Scored]) -> list[Scored]:
    return [one for one in ranked if ranked[0].score - one.score < CLEAR * WEIGHT]


def _parted(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], Role | None]:
    """Return the words without the kind of control behind them, and that."""
    for count in range(min(LONGEST_ROLE, len(tokens) - 1), 0, -1):
        said = " ".join(tokens[-count:])
        if said in ROLE_WORDS:
            return tokens[:-count], None if said in PLAIN else ROLE_WORDS[said]
    return tokens, None
