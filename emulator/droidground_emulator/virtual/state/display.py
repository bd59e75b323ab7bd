"""The display: panel, overrides and rotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.changes import Changes
    from droidground_emulator.virtual.state.settings import Settings

LEAST_DENSITY, MOST_DENSITY = 72, 2000
SMALLEST_SIDE, LARGEST_SCALE = 200, 3
"""Bounds of a forced size: pixels, and times the panel's longer side (DisplayContent)."""
PHYSICAL_ID = 4619827259835644672
"""What SurfaceFlinger calls the panel."""


class Display:
    """Sizes are pixels; `rotation` counts quarter turns, as Android's ROTATION_0 to 270."""

    def __init__(
        self,
        settings: Settings,
        changes: Changes,
        *,
        size: tuple[int, int],
        density: int,
        held: int,
    ) -> None:
        """Make the display; `held` is how the phone is turned, in quarter turns."""
        self._settings = settings
        self._changes = changes
        self.physical_size = size
        self.physical_density = density
        self._held = held

    @property
    def override_size(self) -> tuple[int, int] | None:
        """Size set by `wm size`, None when the panel's own is used."""
        forced = self._settings.get("global", "display_size_forced") or ""
        found = re.fullmatch(r"(\d{1,6}),(\d{1,6})", forced, re.ASCII)
        size = self._bounded(int(found[1]), int(found[2])) if found else self.physical_size
        return None if size == self.physical_size else size

    def force_size(self, width: int, height: int) -> None:
        """Use another size than the panel's, kept within bounds as DisplayContent does."""
        if (width, height) == self.physical_size:
            self.reset_size()
            return
        width, height = self._bounded(width, height)
        self._settings.put("global", "display_size_forced", f"{width},{height}")

    def reset_size(self) -> None:
        """Use the panel's own size."""
        self._settings.put("global", "display_size_forced", "")

    @property
    def override_density(self) -> int | None:
        """Density set by `wm density`, None when the panel's own is used."""
        value = self._settings.get("secure", "display_density_forced") or ""
        found = re.fullmatch(r"\d{1,9}", value, re.ASCII)
        if not found or int(value) < LEAST_DENSITY:
            return None
        return min(int(value), MOST_DENSITY)

    def force_density(self, density: int) -> None:
        """Use another density than the panel's; no layout is left far above the largest."""
        value = "" if density == self.physical_density else str(min(density, MOST_DENSITY))
        self._settings.put("secure", "display_density_forced", value)

    def reset_density(self) -> None:
        """Use the panel's own density."""
        self._settings.put("secure", "display_density_forced", "")

    @property
    def natural_size(self) -> tuple[int, int]:
        """Logical size of the upright phone."""
        return self.override_size or self.physical_size

    @property
    def density(self) -> int:
        """Pixels per 160 dp in force."""
        return self.override_density or self.physical_density

    @property
    def px_per_dp(self) -> float:
        """Pixels of a density-independent pixel."""
        return self.density / 160

    def dp(self, pixels: int) -> int:
        """Return a length in whole density-independent pixels, as configurations tell it."""
        return pixels * 160 // self.density

    @property
    def auto_rotate(self) -> bool:
        """Whether the screen follows the hand."""
        return self._settings.is_on("system", "accelerometer_rotation")

    @property
    def rotation(self) -> int:
        """Rotation of what is shown, in quarter turns."""
        if self.auto_rotate:
            return self._held
        return int(self._settings.number("system", "user_rotation")) % 4

    @property
    def size(self) -> tuple[int, int]:
        """Logical size in the current rotation: the size of a frame."""
        width, height = self.natural_size
        return (height, width) if self.rotation % 2 else (width, height)

    def freeze(self, rotation: int | None = None) -> None:
        """Stop following the hand, at `rotation` or as it is."""
        rotation = self.rotation if rotation is None else rotation % 4
        self._settings.put("system", "user_rotation", str(rotation))
        self._settings.put("system", "accelerometer_rotation", "0")

    def thaw(self) -> None:
        """Follow the hand again."""
        self._settings.put("system", "accelerometer_rotation", "1")

    def turn(self) -> None:
        """Turn the phone by a quarter, as a hand does."""
        self._held = (self._held + 1) % 4
        if not self.auto_rotate:
            self._settings.put("system", "user_rotation", str((self.rotation + 1) % 4))
        self._changes.note()

    def _bounded(self, width: int, height: int) -> tuple[int, int]:
        most = max(self.physical_size) * LARGEST_SCALE
        return min(max(width, SMALLEST_SIDE), most), min(max(height, SMALLEST_SIDE), most)
