"""What the tests of benchmarks share: the data beside the repository, and small data made here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from droidground_tasks.dataset import Dataset, open_dataset
from droidground_tasks.records.messages import message_class
from droidground_tasks.sample import BadRecord, Sample

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def shared(*parts: str) -> Path:
    """A file or folder beside the repository; the test is skipped where it is not."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the data is not at {path}")
    return path


@pytest.fixture(scope="session")
def android_control() -> Dataset:
    """The 8,444 test steps, with candidate boxes, without pictures."""
    return open_dataset("android-control", shared("protocol"))


def samples(dataset: Dataset) -> list[Sample]:
    """All samples; none may be bad."""
    records = [record for _, record in dataset.records()]
    bad = [record for record in records if isinstance(record, BadRecord)]
    assert bad == []
    return [record for record in records if not isinstance(record, BadRecord)]


def example(features: Mapping[str, Iterable[Any]]) -> bytes:
    """A serialized `tf.train.Example`."""
    message = message_class("Example")()
    for name, values in features.items():
        entry = message.features.feature.add(key=name)
        for value in values:
            if isinstance(value, bytes):
                entry.value.bytes_list.value.append(value)
            elif isinstance(value, float):
                entry.value.float_list.value.append(value)
            else:
                entry.value.int64_list.value.append(value)
    data: bytes = message.SerializeToString()
    return data


def forest(*nodes: tuple[tuple[int, int, int, int], str, str]) -> bytes:
    """A serialized accessibility forest of one window: box, text and description of each node."""
    message = message_class("Forest")()
    tree = message.windows.add().tree
    for (left, top, right, bottom), text, description in nodes:
        node = tree.nodes.add(text=text, content_description=description, is_visible_to_user=True)
        box = node.bounds_in_screen
        box.left, box.top, box.right, box.bottom = left, top, right, bottom
    data: bytes = message.SerializeToString()
    return data


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, object], Path]:
    """Write JSON, or lines of JSON, below the test's folder; a text is written as it is."""

    def to(name: str, value: object) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(value, str):
            path.write_text(value, "utf-8")
        elif path.suffix == ".jsonl":
            assert isinstance(value, list)
            path.write_text("".join(json.dumps(row) + "\n" for row in value), "utf-8")
        else:
            path.write_text(json.dumps(value), "utf-8")
        return path

    return to
