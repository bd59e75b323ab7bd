"""What holds for the nodes of any dump."""

from __future__ import annotations

from tests.emulator.walk.views import Look, View

LEAST_TARGET_DP = 20
"""Smallest side of what can be tapped and is in full sight; Android asks for 48."""


def check_shape(look: Look, size: tuple[int, int], density: int) -> None:
    """Raise AssertionError for a node that is nowhere, outside or too small."""
    assert look.package, "the front window belongs to no app"
    for view in look.views:
        left, top, right, bottom = view.bounds
        inside = 0 <= left < right <= size[0] and 0 <= top < bottom <= size[1]
        assert inside, f"bounds outside of {size} or empty: {view}"
        for parent in view.parents:
            if parent.has("scrollable"):
                assert _lies_in(view, parent), f"{view} is not in {parent}"
        if view.has("clickable") and not _is_foreign(view):
            _check_target(view, size, density / 160, typing=look.keyboard is not None)
    focused = [
        view for view in look.front if view.has("focused") and view["class"].endswith("Text")
    ]
    assert len(focused) <= 1, f"several fields have the focus: {[str(v) for v in focused]}"
    _check_selected(look)


def _check_target(view: View, size: tuple[int, int], px_per_dp: float, *, typing: bool) -> None:
    cut = view.is_clipped() or view.bounds[3] >= size[1] or view.bounds[1] <= 0
    cut = cut or view.bounds[0] <= 0 or view.bounds[2] >= size[0]
    if typing:  # the page moves up behind its upper edge, so that the field is in sight
        tops = [each.bounds[1] for each in view.parents if each.id == "content"]
        cut = cut or view.bounds[1] in tops
    least = LEAST_TARGET_DP * px_per_dp
    assert cut or min(view.size) >= least - 1, f"too small for a finger: {view}"


def _check_selected(look: Look) -> None:
    tabs = [view for view in look.front if view.id.startswith("tab_menu_")]
    assert not tabs or sum(tab.has("selected") for tab in tabs) == 1, "not one tab is selected"


def _lies_in(view: View, parent: View) -> bool:
    left, top, right, bottom = parent.bounds
    own = view.bounds
    return own[0] >= left and own[1] >= top and own[2] <= right and own[3] <= bottom


def _is_foreign(view: View) -> bool:
    return any(parent["class"] == "android.webkit.WebView" for parent in view.parents)
