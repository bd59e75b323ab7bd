"""A run as it is to be scored: its rows, its data, what it was to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from droidground.errors import ProtocolUnavailable, RunMismatch
from droidground_tasks.dataset import Dataset, open_dataset
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import Protocol, protocols_of
from droidground_tasks.runs.folder import IDENTITY, RunFolder, read_rows
from droidground_tasks.runs.plan import Plan, Shard
from droidground_tasks.scoring import Scoring, score

ROW = "A row is {'id', 'action' or 'point', 'frame'}; see docs/benchmarks.md."


@dataclass(frozen=True, slots=True)
class LoadedRun:
    """A run, or a file of rows from elsewhere, with the data it is about."""

    dataset: Dataset
    plan: Plan
    rows: tuple[Prediction, ...]

    def score(self, names: Sequence[str] = ()) -> Scoring:
        """Score by all protocols of the suite, or by those that are named."""
        asked = self.plan.choose(self.dataset.records())
        return score(self.dataset, self.rows, named(self.dataset.suite.name, names), asked)


def load_run(path: Path, suite: str | None = None, data: Path | None = None) -> LoadedRun:
    """Read a run's folder, or a `.jsonl` file of rows of which suite and data are given.

    Raises `RunMismatch` when the rows cannot be read or the data is not what the run was about,
    `DatasetUnavailable` when it is not there.
    """
    if path.is_file():
        if suite is None or data is None:
            raise RunMismatch(
                f"{path} is a file of rows, which does not tell what they are about",
                task="",
                hint="Give --suite and --data too.",
            )
        return LoadedRun(
            open_dataset(suite, data), Plan(), tuple(read_rows(path, ROW, is_run=False))
        )
    folder = RunFolder(path)
    about = folder.about()
    identity = about[IDENTITY]
    phrases = about.get("phrases")
    dataset = open_dataset(
        identity["suite"], data or Path(about["data"]), Path(phrases) if phrases else None
    )
    if dataset.fingerprint() != identity["dataset_sha256"]:
        raise RunMismatch(
            f"{dataset.path} is not the data that {path} was run on",
            task=identity["suite"],
            hint="Give the same files with --data.",
        )
    shard = Shard.parse(identity["shard"]) if identity["shard"] else None
    return LoadedRun(dataset, Plan(shard, identity["limit"]), tuple(folder.rows()))


def named(suite: str, names: Sequence[str]) -> tuple[Protocol, ...]:
    """Return a suite's protocols, or those of the names and aliases.

    Raises `ProtocolUnavailable` for a name that is none.
    """
    known = protocols_of(suite)
    for name in names:
        if not any(name in (p.name, p.id, *p.aliases) for p in known):
            raise ProtocolUnavailable(
                f"{suite} has no protocol {name!r}",
                task=suite,
                hint=f"Choose of {', '.join(p.name for p in known)}.",
            )
    return tuple(p for p in known if not names or {p.name, p.id, *p.aliases} & set(names))
