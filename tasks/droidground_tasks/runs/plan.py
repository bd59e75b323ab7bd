"""Which part of a data set a run asks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from droidground_tasks.sample import BadRecord, Record

SHARD = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several equal shares: whole episodes and screenshots, the same on every machine."""

    index: int
    """From 1."""
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read `i/n`, i from 1 to n. Raises `ValueError`."""
        match = SHARD.fullmatch(text.strip())
        if match is None or not 1 <= int(match[1]) <= int(match[2]):
            raise ValueError(f"{text!r} is no shard: i/n, such as 2/8, with i from 1 to n")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        """Return `i/n`."""
        return f"{self.index}/{self.count}"

    def holds(self, cluster: str) -> bool:
        """Tell whether a cluster is in this share."""
        digest = hashlib.sha256(cluster.encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.index - 1


@dataclass(frozen=True, slots=True)
class Plan:
    """The part of a data set that is asked."""

    shard: Shard | None = None
    limit: int | None = None
    """Only records before this place."""

    def choose(self, records: Iterable[tuple[int, Record]]) -> Iterator[tuple[int, Record]]:
        """Yield the records of this part; a bad record is its own cluster."""
        for number, record in records:
            if self.limit is not None and number >= self.limit:
                return
            cluster = record.id if isinstance(record, BadRecord) else record.cluster
            if self.shard is None or self.shard.holds(cluster):
                yield number, record
