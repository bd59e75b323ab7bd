"""Parts of a screen that phrases speak of: bars, rows, sections, dialogs, cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from droidground.geometry import Box
from droidground.grounding.elements.candidates import Element
from droidground.grounding.elements.geometry import around, in_rows
from droidground.grounding.elements.headings import headings_with, section_under
from droidground.grounding.elements.lexicon.positions import Side
from droidground.grounding.elements.phrase import Target
from droidground.grounding.elements.places import counted, extreme
from droidground.grounding.elements.relate import holders
from droidground.grounding.elements.scene import Scene
from droidground.grounding.elements.score import Scored

Resolve = Callable[[Scene, Target], list[Scored]]

BARS = frozenset(
    {
        "bar",
        "toolbar",
        "app bar",
        "action bar",
        "title bar",
        "header",
        "navigation",
        "tab bar",
        "navigation bar",
        "nav bar",
        "bottom navigation",
        "footer",
        "tab row",
    }
)
TOP_BARS = frozenset({"toolbar", "app bar", "action bar", "title bar", "header"})
BOTTOM_BARS = frozenset({"bottom navigation", "navigation bar", "nav bar", "footer"})
ROWS = frozenset({"row", "line"})
LISTS = frozenset({"list", "grid", "menu", "drawer", "keyboard", "keypad"})
CARDS = frozenset({"card", "banner", "panel"})
SECTIONS = frozenset({"section", "group"})
WHOLES = frozenset(
    {"screen", "page", "dialog", "popup", "pop up", "sheet", "form", "map", "player"}
)
BAR_SHARE = 0.16
"""Share of the frame's height, at its top and bottom, in which bars are."""


def region_of(scene: Scene, target: Target, resolve: Resolve) -> Box | None:
    """Return the part of the screen that a target with a region means; None if there is none."""
    if _is_plain_row(target) and (target.ordinal or target.place):
        return _row(scene, target)
    if target.label is not None or target.relations:
        found = _around_anchor(scene, target, resolve)
        # "The lower row of categories" may say nothing but what the screen shows.
        return found or (_row(scene, target) if _is_plain_row(target) else None)
    if target.region in BARS:
        return _bar(scene, target)
    if target.region in CARDS:
        return _card(scene, target)
    if target.region in ROWS:
        return _row(scene, target)
    if target.region in LISTS:
        return scene.lists[0].box if scene.lists else None
    if target.region in WHOLES:
        return around(e.box for e in scene.elements) if scene.elements else None
    return None


def _is_plain_row(target: Target) -> bool:
    return target.region in ROWS and target.label is None


def _bar(scene: Scene, target: Target) -> Box | None:
    height = scene.frame.height
    is_top = target.region in TOP_BARS or (target.place and target.place.y is Side.START)
    is_bottom = target.region in BOTTOM_BARS or (target.place and target.place.y is Side.END)
    small = [e for e in _alone(scene) if e.box.height <= BAR_SHARE * height]
    if not is_top and not is_bottom:
        strips = [one for one in scene.lists if len(one.rows) == 1]
        return strips[0].box if strips else None
    if is_bottom:
        low = [e for e in small if e.box.center.y >= (1 - BAR_SHARE) * height]
        rows = in_rows(low)
        return _across(scene, rows[-1]) if rows else None
    high = [e for e in small if e.box.center.y <= BAR_SHARE * height]
    rows = in_rows(high)
    return _across(scene, rows[0]) if rows else None


def _alone(scene: Scene) -> Sequence[Element]:
    """Return what takes a touch itself, or the lines where nothing but pixels is known."""
    if scene.views is None:
        return scene.lines
    return [e for e in scene.elements if e.is_tappable and e.anchor == e.node]


def _card(scene: Scene, target: Target) -> Box | None:
    """Return an item of the main list by its count or place."""
    items = scene.lists[0].items if scene.lists else ()
    found: Sequence[Element] = ()
    if target.ordinal is not None:
        found = counted(items, target.ordinal.number, None)
    elif target.place is not None:
        found = extreme(items, target.place, scene.lists[0].box) if items else ()
    return found[0].box if len(found) == 1 else None


def _across(scene: Scene, row: Sequence[Element]) -> Box:
    box = around(e.box for e in row)
    return Box(scene.frame.left, box.top, scene.frame.right, box.bottom)


def _row(scene: Scene, target: Target) -> Box | None:
    """Return the nth line of the grid, or of everything where there is no grid."""
    grids = [one for one in scene.lists if max(map(len, one.rows)) > 1]
    rows = [row for grid in grids[:1] for row in grid.rows]
    if len(rows) < 2:
        rows = [row for one in grids for row in one.rows]
        rows.sort(key=lambda row: row[0].box.top)
    if not rows:
        return None
    lines = [_across(scene, row) for row in rows]
    if target.ordinal is not None:
        found = counted([_Line(line) for line in lines], target.ordinal.number, None)
        return found[0].box if found else None
    if target.place is not None and target.place.y is not None:
        at = {Side.START: 0, Side.MIDDLE: len(lines) // 2, Side.END: -1}[target.place.y]
        return lines[at]
    return lines[0] if len(lines) == 1 else None


@dataclass(frozen=True, slots=True)
class _Line:
    box: Box


def _around_anchor(scene: Scene, target: Target, resolve: Resolve) -> Box | None:
    """Return the row, section or card that a text names."""
    named = (replace(target, region=""),)
    inner = named if target.label is not None else target.relations[0].anchors
    found = [scored.element for one in inner for scored in resolve(scene, one)]
    if target.region in SECTIONS and target.label is not None:
        found += headings_with(scene, target.label)
    if not found:
        return None
    found.sort(key=lambda element: element.is_tappable)
    anchor = found[0]
    if target.region in SECTIONS:
        return section_under(scene, anchor)
    if target.region in ROWS and target.label is None:
        return _across(scene, [anchor])
    regions = holders(scene, anchor)
    return regions[-1] if len(regions) > 1 else section_under(scene, anchor)
