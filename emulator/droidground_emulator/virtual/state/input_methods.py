"""Installed, enabled and selected input methods, and whether the keyboard is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.state.packages import Packages
    from droidground_emulator.virtual.state.settings import Settings

SYSTEM_IME = "com.android.inputmethod.latin/.LatinIME"


class InputMethods:
    """Ids are `package/service`; enabled and selected ones live in the secure settings."""

    def __init__(self, settings: Settings, packages: Packages) -> None:
        self._settings = settings
        self._packages = packages
        self.shown = False
        """Whether the on-screen keyboard is up; the screen says so."""

    def installed(self) -> list[str]:
        """Return the ids of all input methods on the phone."""
        return [ime for app in self._packages.installed() for ime in app.input_methods]

    def enabled(self) -> list[str]:
        """Return the ids of those a user may select."""
        known = self.installed()
        listed = (self._settings.get("secure", "enabled_input_methods") or "").split(":")
        return [ime for ime in listed if ime in known]

    @property
    def selected(self) -> str:
        """Id of the input method in use."""
        return self._settings.get("secure", "default_input_method") or ""

    def enable(self, ime: str) -> bool:
        """Make selectable; False when it already was."""
        enabled = self.enabled()
        if ime in enabled:
            return False
        self._settings.put("secure", "enabled_input_methods", ":".join([*enabled, ime]))
        return True

    def disable(self, ime: str) -> bool:
        """Make unselectable; False when it already was."""
        enabled = self.enabled()
        if ime not in enabled:
            return False
        left = [other for other in enabled if other != ime]
        self._settings.put("secure", "enabled_input_methods", ":".join(left))
        if self.selected == ime:
            self.select(left[0] if left else SYSTEM_IME)
        return True

    def select(self, ime: str) -> None:
        """Use an input method."""
        self._settings.put("secure", "default_input_method", ime)

    def reset(self) -> None:
        """Go back to the system's own input method."""
        self._settings.put("secure", "enabled_input_methods", SYSTEM_IME)
        self.select(SYSTEM_IME)
