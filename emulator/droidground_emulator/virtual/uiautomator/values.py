"""JSON values and the parameters of a call."""

from __future__ import annotations

import sys
from typing import Any

Value = Any
"""What JSON can hold."""


_LARGEST = sys.float_info.max


class RpcError(Exception):
    """A call failed; the text begins with the Java exception's name."""


class Params:
    """Positional parameters; a call without any sends an object instead of a list."""

    def __init__(self, raw: object) -> None:
        self._values: list[object] = raw if isinstance(raw, list) else []

    def __len__(self) -> int:
        """Count the parameters."""
        return len(self._values)

    def raw(self, at: int) -> object:
        """Return a parameter as it came, None when missing."""
        return self._values[at] if at < len(self._values) else None

    def number(self, at: int, default: float | None = None) -> float:
        """Return a finite number.

        Raises:
            RpcError: it is none.
        """
        value = self.raw(at)
        if value is None and default is not None:
            return default
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not abs(value) <= _LARGEST
        ):
            raise RpcError(f"java.lang.IllegalArgumentException: parameter {at} is no number")
        return float(value)

    def text(self, at: int, default: str | None = None) -> str:
        """Return a text, half surrogate pairs replaced: nothing else could write them.

        Raises:
            RpcError: it is none.
        """
        value = self.raw(at)
        if isinstance(value, str):
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if default is not None and value is None:
            return default
        raise RpcError(f"java.lang.IllegalArgumentException: parameter {at} is no text")

    def flag(self, at: int, *, default: bool = False) -> bool:
        """Return a truth value."""
        value = self.raw(at)
        return value if isinstance(value, bool) else default

    def selector(self, at: int = 0) -> dict[str, object]:
        """Return a selector object.

        Raises:
            RpcError: it is none.
        """
        value = self.raw(at)
        if not isinstance(value, dict):
            raise RpcError(f"java.lang.IllegalArgumentException: parameter {at} is no selector")
        return value
