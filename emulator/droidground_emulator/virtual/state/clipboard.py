"""The primary clip."""

from __future__ import annotations


class Clipboard:
    """One text; None when nothing was copied since boot."""

    def __init__(self) -> None:
        self.text: str | None = None
        self.label: str | None = None

    def copy(self, text: str, label: str | None = None) -> None:
        """Put a text on the clipboard."""
        self.text, self.label = text, label
