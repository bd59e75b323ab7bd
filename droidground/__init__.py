"""droidground makes an Android phone do what words say.

import droidground

phone = droidground.connect()
phone.tap("Wi-Fi toggle")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground.phone import Phone, connect

__version__ = "0.1.0"

__all__ = ["Phone", "__version__", "connect"]


def __getattr__(name: str) -> object:
    """Load the public names when they are first used: `droidground --help` needs none of them."""
    if name in ("Phone", "connect"):
        from droidground import phone

        return getattr(phone, name)
    raise AttributeError(f"module 'droidground' has no attribute {name!r}")
