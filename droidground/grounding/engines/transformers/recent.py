"""What was computed lately, up to so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Something that knows its size."""

    @property
    def nbytes(self) -> int:
        """How many bytes of memory it holds."""


K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Sized)


class Recent(Generic[K, V]):
    """A mapping that drops what was used longest ago once it holds more than `budget` bytes.

    What alone is larger than the budget is not kept.
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self._entries: OrderedDict[K, V] = OrderedDict()

    @property
    def nbytes(self) -> int:
        """How many bytes are held."""
        return sum(value.nbytes for value in self._entries.values())

    def get(self, key: K) -> V | None:
        """Return what is held under `key`, which counts as a use."""
        if key in self._entries:
            self._entries.move_to_end(key)
        return self._entries.get(key)

    def put(self, key: K, value: V) -> None:
        """Hold `value` under `key`, in the place of what was there."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        while self.nbytes > self.budget:
            self._entries.popitem(last=False)

    def clear(self) -> None:
        """Drop everything."""
        self._entries.clear()

    def items(self) -> Iterator[tuple[K, V]]:
        """Return all entries, the one used longest ago first; looking is no use."""
        return iter(tuple(self._entries.items()))

    def __len__(self) -> int:
        return len(self._entries)
