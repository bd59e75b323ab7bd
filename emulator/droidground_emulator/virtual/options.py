"""What a virtual phone is started with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from droidground_emulator.errors import BadOption
from droidground_emulator.virtual.faults import Fault

ROTATIONS = (0, 90, 180, 270)
SCREENS = ("chromium", "pillow")
"""The kinds of screen that exist."""
LANGUAGES = {"chromium": ("en", "ar", "ja"), "pillow": ("en",)}
"""What the words of each screen are in; other locales show English."""


@dataclass(frozen=True, slots=True)
class PhoneOptions:
    """One phone's options, as `python -m droidground_emulator.virtual` takes them."""

    name: str = "phone"
    """File-name safe; the phone's folder and record are called so."""
    size: tuple[int, int] = (1080, 2400)
    """Physical panel, width and height in pixels at rotation 0."""
    density: int = 420
    """Dots per inch."""
    rotation: int = 0
    """Degrees counter-clockwise, as Android's ROTATION_0/90/180/270."""
    locale: str = "en"
    dark: bool = False
    app: str = ""
    """App in front at start; "" is the launcher."""
    seed: int | None = None
    """Makes two runs alike; None leaves times and chance as they are."""
    screen: str = "pillow"
    """The one that needs no browser; the command line takes Chromium where there is one."""
    faults: tuple[Fault, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no phone can be; raises BadOption."""
        if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}", self.name):
            raise BadOption(
                f"{self.name!r} cannot be a phone's name",
                hint="Use up to 64 letters, digits, '-', '_' and '.', a letter or digit first.",
            )
        if not all(16 <= side <= 8192 for side in self.size):
            raise BadOption(f"no panel is {self.size[0]}x{self.size[1]}", hint="Use 16 to 8192.")
        if not 72 <= self.density <= 1000:
            raise BadOption(f"density {self.density} is not 72 to 1000 dpi")
        if self.rotation not in ROTATIONS:
            raise BadOption(f"rotation {self.rotation} is not 0, 90, 180 or 270")


def language_of(locale: str) -> str:
    """Return the language of a locale: `en` of en-US, en_US or EN."""
    return locale.replace("_", "-").split("-")[0].lower()


def parse_size(text: str) -> tuple[int, int]:
    """Read `1080x2400`; raises BadOption."""
    found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text)
    if not found:
        raise BadOption(f"{text!r} is not a size", hint="Write WIDTHxHEIGHT, as 1080x2400.")
    return int(found[1]), int(found[2])
