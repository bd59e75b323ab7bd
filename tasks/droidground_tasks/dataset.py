"""A suite's data as it lies on this disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from droidground.errors import DatasetUnavailable
from droidground_tasks.outcome import Outcome
from droidground_tasks.sample import BadRecord, Record
from droidground_tasks.suites import SUITES, Form, Suite
from droidground_tasks.suites.screens import read_screens
from droidground_tasks.suites.splits import OS_ATLAS_INDEX, SPLITS, SUBSPLITS

MIB = 1 << 20
WHOLE = 64 * MIB
"""Larger files are hashed by their size, their first and their last MiB."""
LISTS = (SPLITS, SUBSPLITS, OS_ATLAS_INDEX)


@dataclass(frozen=True, slots=True)
class Dataset:
    """One form of a suite, found in a folder."""

    suite: Suite
    form: Form
    path: Path
    """What the reader takes: a file or a folder."""
    phrases: Path | None = None
    """Phrases about the screens of suite `screens` that lie elsewhere."""

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.path if self.path.is_dir() else self.path.parent

    @property
    def features(self) -> frozenset[str]:
        """What its samples have, of the things that not every form has."""
        found = set(self.form.features)
        if (self.folder / OS_ATLAS_INDEX).exists():
            found.add("os-atlas-index")
        return frozenset(found)

    def records(self) -> Iterator[tuple[int, Record]]:
        """Yield every record with its place from 0, one by one; a second one of an id is bad.

        Raises `DatasetUnavailable` when a file of the data set is missing or cannot be read.
        """
        seen: set[str] = set()
        for number, record in enumerate(self._read()):
            if record.id in seen:
                where = f"{record.id} (again, record {number})"
                yield number, BadRecord(where, "this id was there before", Outcome.DUPLICATE)
            else:
                seen.add(record.id)
                yield number, record

    def _read(self) -> Iterator[Record]:
        try:
            if self.phrases is not None:
                yield from read_screens(self.path, self.phrases)
            else:
                yield from self.form.read(self.path)
        except OSError as exc:
            raise DatasetUnavailable(
                f"cannot read {exc.filename}: {exc.strerror}",
                task=self.suite.name,
                hint=f"The form {self.form.name} is: {self.form.about}.",
            ) from exc

    def fingerprint(self) -> str:
        """Return the SHA-256 of its files' names and contents (not of its pictures)."""
        digest = hashlib.sha256()
        for path in self._files():
            digest.update(path.name.encode() + b"\0")
            digest.update(_content(path))
        return digest.hexdigest()

    def _files(self) -> list[Path]:
        if not self.path.is_dir():
            files = [self.path]
        elif self.form.files:
            files = self.form.files(self.path)
        else:
            files = sorted(self.path.glob(self.form.pattern))
        lists = [self.folder / name for name in LISTS]
        return [path for path in (*files, *lists, self.phrases) if path and path.exists()]


def open_dataset(suite_name: str, data: Path, phrases: Path | None = None) -> Dataset:
    """Find a suite's data. Raises `DatasetUnavailable` that says what to get and where it goes."""
    if suite_name not in SUITES:
        raise DatasetUnavailable(
            f"there is no suite {suite_name!r}",
            task=suite_name,
            hint=f"Choose one of {', '.join(SUITES)}.",
        )
    suite = SUITES[suite_name]
    found = [(form, path) for form in suite.forms for path in _matches(form, data)]
    if len(found) != 1:
        raise _not_one(suite, data, [path for _, path in found])
    if phrases is not None and not phrases.is_file():
        raise DatasetUnavailable(
            f"there is no file {phrases}", task=suite_name, hint="Check the path of --phrases."
        )
    form, path = found[0]
    return Dataset(suite, form, path, phrases)


def _matches(form: Form, data: Path) -> list[Path]:
    if data.is_file():
        return [data] if not form.is_folder and data.match(form.pattern) else []
    if form.is_folder:
        return [data] if next(data.glob(form.pattern), None) else []
    return sorted(data.glob(form.pattern))


def _not_one(suite: Suite, data: Path, found: list[Path]) -> DatasetUnavailable:
    if found:
        names = ", ".join(path.name for path in found)
        return DatasetUnavailable(
            f"{data} holds {suite.name} more than once: {names}",
            task=suite.name,
            hint="Give one file, or keep one form in a folder.",
        )
    forms = "\n".join(f"  {form.name}: {form.about} ({form.pattern})" for form in suite.forms)
    missing = "there is no" if not data.exists() else f"no data of {suite.name} is in"
    return DatasetUnavailable(
        f"{missing} {data}",
        task=suite.name,
        hint=f"Nothing is downloaded. Put one of these there, or name it with --data:\n{forms}",
    )


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= WHOLE:
            return hashlib.file_digest(file, "sha256").digest()
        ends = file.read(MIB)
        file.seek(-MIB, os.SEEK_END)
        return hashlib.sha256(str(size).encode() + ends + file.read(MIB)).digest()
