"""What on a screen may be meant by a name or a noun, before anything else is said of it.

Each pool is a list of tiers: those surely meant first. A later tier counts only when nothing of
the earlier ones stands where the phrase says.
"""

from __future__ import annotations

from collections.abc import Sequence

from droidground.grounding.elements.candidates import Element
from droidground.grounding.elements.controls import TITLED
from droidground.grounding.elements.forms import Form, form
from droidground.grounding.elements.geometry import holds
from droidground.grounding.elements.items import item_tiers, strip_tiers
from droidground.grounding.elements.kinds import (
    Tier,
    as_tier,
    by_id,
    innermost,
    of_role,
    one_each,
    texts,
    touchable,
)
from droidground.grounding.elements.lexicon.nouns import BARE_KINDS, GLYPHS
from droidground.grounding.elements.lexicon.paraphrases import other_names
from droidground.grounding.elements.lexicon.states import State
from droidground.grounding.elements.lexicon.values import TOLD_BY_FORM, VALUES, is_value
from droidground.grounding.elements.phrase import Target
from droidground.grounding.elements.roles import Role
from droidground.grounding.elements.scene import Scene
from droidground.grounding.elements.score import WRITTEN, Scored

NAMED = 0.7
"""Score from which on a label counts as what the words say."""
AS_GOOD = 0.05
"""Labels whose scores differ less fit equally: what is said besides decides."""
PICTURE_SIDE = 0.09
"""Share of the frame's width from which on a picture is more than an icon."""
UNSEEN = frozenset({Role.FIELD, Role.LINK, Role.BUTTON})
"""Kinds that text alone does not tell apart, so that they cannot be counted in pixels."""
NO_LINKS = TITLED | {Role.BUTTON}
SLIDERS = frozenset({"progress", "seek", "playback", "position", "time", "volume", "brightness"})
"""What sliders without a name are for."""


def pool(scene: Scene, target: Target) -> list[Tier]:
    """Return what the target's name and noun may mean, in tiers."""
    if target.label is not None:
        return [_named(scene, target, target.label)]
    role = _role(target)
    if role is None:
        return [as_tier(touchable(scene)), as_tier(texts(scene))]
    if role is Role.ROW:
        return item_tiers(scene, target)
    if role is Role.TAB or target.noun == "chip":
        return strip_tiers(scene, target)
    if scene.views is None and role in UNSEEN and (target.ordinal or role is Role.FIELD):
        return []
    if target.noun in GLYPHS:
        shown = _named(scene, target, form(target.noun))
        is_held = bool(target.relations or target.place)
        return [shown, *(_of_kind(scene, target, role) if is_held else ())]
    return _of_kind(scene, target, role)


def _of_kind(scene: Scene, target: Target, role: Role) -> list[Tier]:
    """Return what the app's ids call so, then what surely is of the kind, then what may be."""
    sure = of_role(scene, role)
    tiers = [sure]
    if role is Role.LINK:
        tiers = [[t for t in sure if not t.element.roles.strong & no] for no in (NO_LINKS, TITLED)]
    if role is Role.IMAGE:
        tiers = [[t for t in sure if _is_picture(scene, t.element)], sure]
    if target.noun == "spinner":
        tiers.append(of_role(scene, Role.PROGRESS))
    if role in (Role.TEXT, Role.IMAGE, Role.ICON) and target.noun not in BARE_KINDS:
        tiers.insert(0, by_id(scene, target.noun))
    if target.noun in VALUES:
        valued = [e for e in texts(scene) if e.label and is_value(target.noun, e.label.form.raw)]
        tiers = [as_tier(valued), *tiers]
        if target.noun in TOLD_BY_FORM:
            return tiers[:2]
    loose = [e for e in scene.elements if role in e.roles.loose and e.is_tappable]
    return [*tiers, as_tier(one_each(innermost(loose) if role is Role.BUTTON else loose))]


def _is_picture(scene: Scene, element: Element) -> bool:
    return min(element.box.width, element.box.height) >= PICTURE_SIDE * scene.frame.width


def _role(target: Target) -> Role | None:
    if target.noun == "box" and {State.ON, State.OFF}.intersection(target.states):
        return Role.CHECKBOX
    return target.role


def _named(scene: Scene, target: Target, label: Form) -> Tier:
    role = _role(target)
    names = (label, *(() if role in (Role.TEXT, Role.ROW) else other_names(label)))
    sure = [item for item in scene.named(names, role) if item.score >= NAMED]
    if not sure and role is Role.SLIDER and label.normal in SLIDERS:
        # What a slider is for is seldom written at it; where there is but one, it is that.
        sliders = of_role(scene, role)
        return sliders if len(sliders) == 1 and not _has_name(sliders[0].element) else []
    if not sure and role is Role.TAB:
        strips = strip_tiers(scene, Target(role=role, relations=target.relations))[-1]
        sure = [
            item
            for item in scene.named(names, None)
            if item.score >= NAMED and any(holds(s.element.box, item.element.box) for s in strips)
        ]
    return _best(sure)


def _has_name(element: Element) -> bool:
    """Tell whether something says what a slider is for; a text near by may be about else."""
    return any(
        label.kind in WRITTEN or SLIDERS.intersection(label.form.tokens) for label in element.labels
    )


def _best(scored: Sequence[Scored]) -> Tier:
    """Keep those that fit best, and of one touch target one."""
    most = max((item.score for item in scored), default=0.0)
    kept: Tier = []
    for item in scored:
        if most - item.score < AS_GOOD and not any(
            other.element.box == item.element.box for other in kept
        ):
            kept.append(item)
    return kept
