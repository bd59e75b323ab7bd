"""A suite and the forms it is published in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from droidground_tasks.sample import Record


class Asks(StrEnum):
    """What a suite asks."""

    TARGETS = "words about a screen"
    STEPS = "steps of episodes"


@dataclass(frozen=True, slots=True)
class Form:
    """One form a suite is published in: which files, how they are read, what they hold."""

    name: str
    pattern: str
    """A glob inside the data folder that at least one file of this form matches."""
    about: str
    """What to get, and how to lay it out."""
    read: Callable[[Path], Iterator[Record]]
    is_folder: bool = False
    """Whether the reader takes the folder, not the file."""
    features: frozenset[str] = frozenset()
    """Names of the `FEATURES` that its samples have."""
    is_large: bool = False
    """Whether counting its records takes so long that progress does without a total."""
    files: Callable[[Path], list[Path]] | None = None
    """What is hashed, of a folder; None hashes what matches the pattern."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A benchmark."""

    name: str
    asks: Asks
    published: str
    """Its size as published, with what is uncertain said."""
    forms: tuple[Form, ...]
