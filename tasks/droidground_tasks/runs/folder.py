"""A run's folder: `run.json`, and `predictions.jsonl` that is only ever appended to."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from droidground.errors import ActionUnreadable, RunMismatch
from droidground_tasks.prediction import Prediction, from_line, to_line

ABOUT, PREDICTIONS, SCORES = "run.json", "predictions.jsonl", "scores"
IDENTITY = "identity"


class RunFolder:
    """One run on disk.

    `run.json` holds `identity`, which a run that goes on must share, and what else is to be known.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def about_path(self) -> Path:
        """Where it says what it is."""
        return self.path / ABOUT

    @property
    def predictions_path(self) -> Path:
        """Where its rows are."""
        return self.path / PREDICTIONS

    def about(self) -> dict[str, Any]:
        """Return what the run says of itself. Raises `RunMismatch` when the folder is no run."""
        try:
            about = json.loads(self.about_path.read_bytes())
            if not isinstance(about.get(IDENTITY), dict):
                raise ValueError(f"it has no {IDENTITY!r}")
        except (OSError, ValueError, AttributeError) as exc:
            raise RunMismatch(
                f"{self.path} is no run: {exc}",
                task="",
                hint="Give the folder that `droidground tasks run -o` wrote.",
            ) from exc
        return dict(about)

    def start(self, about: Mapping[str, Any]) -> None:
        """Make the folder, or check that the run in it is the same.

        Raises `RunMismatch` that names the first difference.
        """
        if self.about_path.exists():
            self._require_same(about[IDENTITY])
            return
        if self.predictions_path.exists():
            raise RunMismatch(
                f"{self.path} has predictions but no {ABOUT}",
                task="",
                hint="Choose another folder.",
            )
        self.path.mkdir(parents=True, exist_ok=True)
        write_whole(self.about_path, json.dumps(about, indent=1, ensure_ascii=False) + "\n")

    def _require_same(self, identity: Mapping[str, Any]) -> None:
        there = self.about()[IDENTITY]
        for key in sorted({*there, *identity}):
            if there.get(key) != identity.get(key):
                raise RunMismatch(
                    f"{self.path} holds another run: {key} is {there.get(key)!r} there and "
                    f"{identity.get(key)!r} now",
                    task=str(identity.get("suite", "")),
                    hint="Choose another folder with -o, or give the same options as before.",
                )

    def rows(self) -> Iterator[Prediction]:
        """Yield the rows. Raises `RunMismatch` for a line that is none, but the last if cut off."""
        if self.predictions_path.exists():
            yield from read_rows(
                self.predictions_path, "Mend or delete it; it is asked again then."
            )

    @contextmanager
    def appending(self) -> Iterator[Appender]:
        """Open the rows for appending, alone; a last line that a kill cut off is taken away.

        Raises `RunMismatch` while another process writes to it.
        """
        with self.predictions_path.open("ab+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as exc:
                raise RunMismatch(
                    f"another process writes to {self.path}",
                    task="",
                    hint="Wait for it, or choose another folder with -o.",
                ) from exc
            _drop_cut_line(file)
            yield Appender(file)


class Appender:
    """Writes rows, each whole with one write: a kill loses at most the row it was in."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, row: Prediction) -> None:
        """Append one row."""
        self._file.write(to_line(row).encode())
        self._file.flush()


def read_rows(path: Path, hint: str, *, is_run: bool = True) -> Iterator[Prediction]:
    """Yield the rows of a file; of a run, a last line without its break was cut off by a kill.

    Raises `RunMismatch` for a line that is no row.
    """
    with path.open("rb") as lines:  # text would also be split where Unicode breaks lines
        for number, line in enumerate(lines, 1):
            if is_run and not line.endswith(b"\n"):
                return
            try:
                yield from_line(line.decode())
            except (ValueError, ActionUnreadable) as exc:
                raise RunMismatch(
                    f"{path}:{number} is no prediction: {exc}", task="", hint=hint
                ) from exc


def _drop_cut_line(file: BinaryIO) -> None:
    file.seek(0)
    whole = 0
    for line in file:
        whole += len(line) if line.endswith(b"\n") else 0
    file.truncate(whole)
    file.seek(0, os.SEEK_END)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    draft = path.with_name(path.name + ".part")
    draft.write_text(text, "utf-8")
    draft.replace(path)
