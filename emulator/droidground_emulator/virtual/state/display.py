"""The display: panel, overrides and rotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.changes import Changes
    from droidground_emulator.virtual.state.settings import Settings

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
        width, _, height = (self._settings.get("global", "display_size_forced") or "").partition(
            ","
        )
        return (int(width), int(height)) if width.isdigit() and height.isdigit() else None

    @override_size.setter
    def override_size(self, size: tuple[int, int] | None) -> None:
        value = "" if size is None or size == self.physical_size else f"{size[0]},{size[1]}"
        self._settings.put("global", "display_size_forced", value)

    @property
    def override_density(self) -> int | None:
        """Density set by `wm density`, None when the panel's own is used."""
        value = self._settings.get("secure", "display_density_forced") or ""
        return int(value) if value.isdigit() and int(value) >= 72 else None

    @override_density.setter
    def override_density(self, density: int | None) -> None:
        value = "" if density is None or density == self.physical_density else str(density)
        self._settings.put("secure", "display_density_forced", value)

    @property
    def natural_size(self) -> tuple[int, int]:
        """Logical size of the upright phone."""
        return self.override_size or self.physical_size

    @property
    def density(self) -> int:
        """Pixels per 160 dp in force."""
        return self.override_density or self.physical_density

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
