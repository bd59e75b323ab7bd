"""AndroidControl's lists of episodes and steps: files that may lie beside the data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from droidground.errors import DatasetUnavailable

SPLITS = "splits.json"
SUBSPLITS = "test_subsplits.json"
OS_ATLAS_INDEX = "ac_idx.txt"


@dataclass(frozen=True, slots=True)
class Splits:
    """Which episode belongs where; empty where the file is not there."""

    of_episode: dict[int, str] = field(default_factory=dict)
    subsplit: dict[int, str] = field(default_factory=dict)
    os_atlas: frozenset[str] = frozenset()
    """Ids of the 7,708 steps that OS-Atlas scores."""

    @classmethod
    def beside(cls, path: Path) -> Splits:
        """Read what lies in the file's folder. Raises `DatasetUnavailable` for a broken list."""
        folder = path if path.is_dir() else path.parent
        return cls(
            _by_episode(folder / SPLITS),
            _by_episode(folder / SUBSPLITS),
            _index(folder / OS_ATLAS_INDEX),
        )

    def tags(self, episode: int, index: int) -> dict[str, str]:
        """Return what the lists tell of a step: its split, its sub-split, OS-Atlas' choice."""
        tags = {}
        if f"{episode}_{index}" in self.os_atlas:
            tags["os_atlas"] = "yes"
        if episode in self.subsplit:
            tags["subsplit"] = self.subsplit[episode]
        if episode in self.of_episode:
            tags["split"] = self.of_episode[episode]
        return tags


def _by_episode(path: Path) -> dict[int, str]:
    """Return the first list that names an episode, as OS-Atlas looks it up: sub-splits overlap."""
    if not path.exists():
        return {}
    try:
        lists = json.loads(path.read_bytes())
        return {int(i): name for name, ids in reversed(lists.items()) for i in ids}
    except (ValueError, TypeError, AttributeError) as exc:
        raise DatasetUnavailable(
            f"{path} is no object of lists of episode ids: {exc}",
            task="android-control",
            hint=f"Get {path.name} from gs://gresearch/android_control again.",
        ) from exc


def _index(path: Path) -> frozenset[str]:
    """Read `episode_140_screenshot_2` as the step `140_2`."""
    if not path.exists():
        return frozenset()
    ids = []
    for line in path.read_text("utf-8").split():
        words = line.split("_")
        if len(words) != 4 or (words[0], words[2]) != ("episode", "screenshot"):
            raise DatasetUnavailable(
                f"{path} has a line that is no step: {line!r}",
                task="android-control",
                hint="Get eval/data/ac_idx.txt of OS-Copilot/OS-Atlas again.",
            )
        ids.append(f"{words[1]}_{words[3]}")
    return frozenset(ids)
