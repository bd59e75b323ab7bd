"""The one thing on a screen that shows all telling words of a phrase, in whatever wording."""

from __future__ import annotations

from collections.abc import Iterator

from droidground.grounding.elements.candidates import Element, id_words
from droidground.grounding.elements.controls import view_roles
from droidground.grounding.elements.decide import MAX_CANDIDATES, Decision, by_target
from droidground.grounding.elements.forms import form
from droidground.grounding.elements.gist import PLAIN, Shown, fit, gist
from droidground.grounding.elements.match import Match, Why
from droidground.grounding.elements.roles import LONGEST_ROLE, ROLE_WORDS, Role
from droidground.grounding.elements.scene import Scene
from droidground.grounding.elements.score import Scored
from droidground.grounding.elements.views import Views
from droidground.grounding.elements.words import QUOTED
from droidground.grounding.location import Reason
from droidground.ui_tree import UiNode

LEAST, LEAST_OF_ONE, LEAST_ALONE = 0.6, 0.68, 0.84
"""Fit from which on a thing counts, that for one telling word, and that for a word alone."""
CLEAR = 0.08
"""By this much the best fits better than any other."""
MAX_SHOWN = 24
"""Words of a thing; what shows more is a page of text."""
WEIGHT = 0.8
"""Score of a perfect fit: more than a candidate, less than a label."""


def by_gist(words: str, scene: Scene) -> Decision | None:
    """Find the touch target whose texts, descriptions and ids show all telling words."""
    whole = form(words).tokens
    if scene.views is None or QUOTED.search(words):
        return None
    tokens, role = _parted(whole)
    telling = gist(tokens)
    if not telling:
        return None
    # A word alone is a label, or another word for one; never a part of one.
    least = LEAST if len(telling) > 1 else LEAST_OF_ONE if len(whole) > 1 else LEAST_ALONE
    scored = [
        Scored(element, WEIGHT * worth, element.label, Match(worth, Why.GIST))
        for element, shown in _things(scene.views, scene)
        if (role is None or element.roles.has(role)) and (worth := fit(telling, shown)) >= least
    ]
    ranked = by_target(scored)
    if not ranked:
        return None
    best = [one for one in ranked if ranked[0].score - one.score < CLEAR * WEIGHT]
    reason = None if len(best) == 1 else Reason.AMBIGUOUS
    return Decision(reason, tuple(ranked[:MAX_CANDIDATES]), f"what shows {' '.join(telling)}")


def _parted(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], Role | None]:
    """Return the words without the kind of control behind them, and that."""
    for count in range(min(LONGEST_ROLE, len(tokens) - 1), 0, -1):
        said = " ".join(tokens[-count:])
        if said in ROLE_WORDS:
            return tokens[:-count], None if said in PLAIN else ROLE_WORDS[said]
    return tokens, None


def _things(views: Views, scene: Scene) -> Iterator[tuple[Element, Shown]]:
    """Yield what takes a touch, with the words that are shown on it."""
    known = {element.node: element for element in scene.elements}
    for node in views.tree:
        index = node.index
        if views.boxes[index] is None or views.anchors[index] != index or index in views.behind:
            continue
        shown = _shown(views, node)
        if len(shown.written) <= MAX_SHOWN:
            roles = view_roles(views, node)
            element = known.get(index) or Element(views.box(index), (), roles, "tree", index, index)
            yield element, shown


def _shown(views: Views, node: UiNode) -> Shown:
    inside = [
        n for n in views.tree.nodes[node.index : views.ends[node.index]] if _mine(views, node, n)
    ]
    texts = [text for n in inside for text in (n.text, n.content_desc, n.hint) if not n.password]
    around = [*inside, *_wrappers(views, node)]
    return Shown(
        tuple(token for text in texts for token in form(text).tokens),
        tuple(token for n in around for f in id_words(n.id_name)[-1:] for token in f.tokens),
    )


def _mine(views: Views, owner: UiNode, node: UiNode) -> bool:
    return views.boxes[node.index] is not None and views.anchors[node.index] == owner.index


def _wrappers(views: Views, node: UiNode) -> Iterator[UiNode]:
    """Yield the views around a touch target that hold nothing else."""
    for outer in views.tree.ancestors(node):
        if outer.index + 1 != node.index or views.ends[outer.index] != views.ends[node.index]:
            return
        yield outer
        node = outer
