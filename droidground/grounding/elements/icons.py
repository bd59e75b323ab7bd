"""Icons without words, by their shape: each is compared with every glyph of the icon font.

A shape is an icon when a glyph that shows it is the nearest of all the font's glyphs and of
Roboto's letters, and near enough. The thresholds are measured: precision first, for a wrong point
is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from droidground.geometry import Box
from droidground.grounding.elements.glyph_bank import RIVAL, Bank, load_bank
from droidground.grounding.elements.glyphs import Glyph, glyphs_on, pixels_per_dp
from droidground.grounding.elements.icons_known import KNOWN_ICONS
from droidground.grounding.elements.recent import Recent
from droidground.screen import STATUS_BAR_DP, Screenshot

NEAR = 0.88
"""Least correlation with a glyph."""
WHOLE = 0.8
"""The same for a shape of which others are but parts."""
MIN_EM_DP, MAX_EM_DP = 12.0, 56.0
"""Sizes at which icons are drawn, as the side of the square that they are designed in."""


FRAMES_KEPT = 128


@dataclass(frozen=True, slots=True)
class Icon:
    """One icon on a frame."""

    name: str
    """As in `KNOWN_ICONS`."""
    box: Box
    """Tight around what is drawn."""
    score: float
    """Correlation with the nearest glyph that shows it, 0 to 1."""
    margin: float
    """By how much that is nearer than the nearest glyph of other meaning."""


class IconFinder:
    """Finds icons; frames that were looked at before come from memory."""

    def __init__(self) -> None:
        self._frames: Recent[tuple[Icon, ...]] = Recent(FRAMES_KEPT)

    def find(self, screenshot: Screenshot) -> tuple[Icon, ...]:
        """Return the known icons as `find_icons` does."""
        return self._frames.get(screenshot.pixels, lambda: find_icons(screenshot))


def find_icons(screenshot: Screenshot) -> tuple[Icon, ...]:
    """Return the known icons below the status bar, the surest first; boxes do not overlap."""
    per_dp = pixels_per_dp(screenshot)
    glyphs = [
        glyph
        for glyph in glyphs_on(screenshot.pixels, per_dp)
        if glyph.box.center.y >= STATUS_BAR_DP * per_dp
    ]
    if not glyphs:
        return ()
    bank = load_bank()
    alike = np.stack([glyph.shape for glyph in glyphs]) @ bank.shapes.T
    named = [
        glyph.box for glyph, score in zip(glyphs, alike.max(axis=1), strict=True) if score >= WHOLE
    ]
    icons = [_icon(glyph, row, bank) for glyph, row in zip(glyphs, alike, strict=True)]
    return _apart(icon for icon in icons if icon and not _is_part(icon.box, named))


def _icon(glyph: Glyph, alike: NDArray[np.float32], bank: Bank) -> Icon | None:
    best = int(np.argmax(alike))
    meaning, score = int(bank.meanings[best]), float(alike[best])
    em = glyph.side_dp / float(bank.sides_em[best])
    if meaning == RIVAL or score < NEAR or not MIN_EM_DP <= em <= MAX_EM_DP:
        return None
    rival = float(alike[bank.meanings != meaning].max())
    return Icon(KNOWN_ICONS[meaning].name, glyph.box, score, score - rival)


def _is_part(box: Box, wholes: Sequence[Box]) -> bool:
    """Tell whether a shape is inside one that a glyph shows too: the cross of a backspace key."""
    return any(whole != box and whole.intersection(box) == box for whole in wholes)


def _apart(icons: Iterable[Icon]) -> tuple[Icon, ...]:
    """Return the icons that no surer one overlaps."""
    kept: list[Icon] = []
    for icon in sorted(icons, key=lambda icon: -icon.score):
        if all(icon.box.intersection(other.box) is None for other in kept):
            kept.append(icon)
    return tuple(kept)
