"""Runs: a row for every sample, kills, shards, and what does not fit together."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from droidground.clock import wait_until
from droidground.errors import DroidgroundError, ModelUnavailable, ReplyUnreadable, RunMismatch
from droidground.geometry import Point
from droidground.grounding.location import Location
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree
from droidground_tasks.dataset import Dataset, open_dataset
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import protocols_of
from droidground_tasks.reading import load_run
from droidground_tasks.runs.answerers import GroundingAnswerer
from droidground_tasks.runs.asking import Progress, run, summary
from droidground_tasks.runs.folder import RunFolder
from droidground_tasks.runs.merging import merge
from droidground_tasks.runs.plan import Plan, Shard
from droidground_tasks.scoring import score
from tests.tasks.small_suite import ROWS, SCREENS, Scripted, label, make

ROOT = Path(__file__).resolve().parents[2]
ARMS = ("tree", "pixels")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make(tmp_path / "data")


@pytest.fixture
def dataset(data: Path) -> Dataset:
    return open_dataset("screens", data)


def ask(dataset: Dataset, out: Path, plan: Plan | None = None) -> bytes:
    """Run it all and return the rows as they are on disk."""
    run(dataset, Scripted(), RunFolder(out), plan or Plan(), ARMS)
    return RunFolder(out).predictions_path.read_bytes()


def test_every_sample_gets_a_row_with_a_named_outcome(dataset: Dataset, tmp_path: Path) -> None:
    told: list[Progress] = []
    ended = run(dataset, Scripted(), RunFolder(tmp_path / "a"), Plan(), ARMS, told=told.append)
    assert ended == Counter(
        {
            Outcome.ANSWERED: 72,
            Outcome.REFUSED: 24,
            Outcome.UNREADABLE: 6,
            Outcome.TIMEOUT: 6,
            Outcome.ERROR: 12,
        }
    )
    rows = list(RunFolder(tmp_path / "a").rows())
    assert len(rows) == len({row.key for row in rows}) == SCREENS * ROWS * len(ARMS)
    errors = {row.error for row in rows if row.error}
    assert errors == {
        "ReplyUnreadable: no point in it",
        "TimeoutError: 30 s",
        "ModelUnavailable: the server is gone",
        "RuntimeError: a bug in two lines",
    }
    assert (told[-1].done, told[-1].total) == (120, 120)
    assert told[0].left_s is not None
    assert "6 timeout" in summary(ended)


def test_strict_and_lenient_rates_count_differently(dataset: Dataset, tmp_path: Path) -> None:
    ask(dataset, tmp_path / "a")
    scoring = load_run(tmp_path / "a").score()
    tree = next(
        each for each in scoring.scores if (each.protocol, each.arm) == ("labels@1", "tree")
    )
    assert (tree.strict.hits, tree.strict.n) == (24, 60)
    assert (tree.lenient.hits, tree.lenient.n) == (24, 51)  # 3 timeouts and 6 errors are left out
    assert tree.marks == {
        "hit": 24,
        "miss": 12,
        "refused": 12,
        "unreadable reply": 3,
        "timeout": 3,
        "error": 6,
    }
    assert sum(tree.marks.values()) == 60
    assert tree.floors["null"] == 0
    assert tree.floors["random"] == pytest.approx(21 * 21 / (100 * 200), abs=0.02)
    assert {group.value: group.exact.n for group in tree.groups if group.tag == "kind"} == {
        "text": 36,
        "icon": 24,
    }


def test_a_run_killed_ten_times_ends_like_one_left_alone(data: Path, tmp_path: Path) -> None:
    whole = ask(open_dataset("screens", data), tmp_path / "whole")
    out = tmp_path / "killed"
    rows = out / "predictions.jsonl"
    command = [sys.executable, str(ROOT / "tests/tasks/endless_run.py"), str(data), str(out)]
    for turn in range(1, 11):
        aim = turn * len(whole) // 14
        with subprocess.Popen(command, cwd=ROOT, env=environment()) as child:
            reached = wait_until(partial(has_grown, rows, aim), timeout_s=120, interval_s=0.01)
            child.send_signal(signal.SIGKILL)
        assert reached, turn
        if turn % 3 == 0:  # as if the kill had come in the middle of a write
            rows.write_bytes(rows.read_bytes()[:-7])
    assert len(rows.read_bytes()) < len(whole)
    assert ask(open_dataset("screens", data), tmp_path / "killed") == whole


def has_grown(rows: Path, aim: int) -> bool:
    """Whether a run has written so many bytes."""
    return rows.exists() and rows.stat().st_size >= aim


def environment() -> dict[str, str]:
    """Where the child finds the packages, as this process does."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "tasks")])
    return {**os.environ, "PYTHONPATH": path}


def test_going_on_asks_only_what_is_missing(dataset: Dataset, tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "a")
    whole = ask(dataset, folder.path)
    folder.predictions_path.write_bytes(b"".join(whole.splitlines(keepends=True)[:50]))
    again = Scripted()
    run(dataset, again, folder, Plan(), ARMS)
    assert len(again.asked) == len(set(again.asked)) == 70
    assert folder.predictions_path.read_bytes() == whole


@pytest.mark.parametrize("count", [1, 2, 7])
def test_shards_merge_to_the_same_rows(dataset: Dataset, tmp_path: Path, count: int) -> None:
    whole = ask(dataset, tmp_path / "whole")
    parts = []
    for index in range(1, count + 1):
        part = tmp_path / f"part{index}"
        ask(dataset, part, Plan(Shard(index, count)))
        parts.append(RunFolder(part))
    merged = RunFolder(tmp_path / "merged")
    assert merge(list(reversed(parts)), merged) == 120
    assert merged.predictions_path.read_bytes() == whole
    assert merged.about()["identity"] == RunFolder(tmp_path / "whole").about()["identity"]
    # a screenshot is never split
    for folder in parts:
        assert all(n == ROWS * 2 for n in Counter(r.id[:3] for r in folder.rows()).values())


def test_a_shard_is_scored_by_what_it_was_to_ask(dataset: Dataset, tmp_path: Path) -> None:
    ask(dataset, tmp_path / "part", Plan(Shard(1, 2)))
    found = load_run(tmp_path / "part").score(["labels"])
    assert "not run" not in found.scores[0].marks
    assert found.scores[0].strict.n < 60


def test_a_stopped_run_counts_what_it_did_not_ask(dataset: Dataset, tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "a")
    whole = ask(dataset, folder.path)
    folder.predictions_path.write_bytes(b"".join(whole.splitlines(keepends=True)[:100]))
    found = load_run(folder.path).score(["labels"]).scores[0]
    assert found.marks["not run"] == 10
    assert found.strict.n == 60


def test_what_does_not_belong_together_is_refused(
    dataset: Dataset, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a"
    ask(dataset, out)
    with pytest.raises(RunMismatch, match="grounder"):
        run(dataset, Scripted("other"), RunFolder(out), Plan(), ARMS)
    with pytest.raises(RunMismatch, match="arms"):
        run(dataset, Scripted(), RunFolder(out), Plan(), ("tree",))
    with pytest.raises(RunMismatch, match="not empty"):
        merge([RunFolder(out)], RunFolder(out))
    ask(dataset, tmp_path / "one", Plan(Shard(1, 3)))
    with pytest.raises(RunMismatch, match="missing: 2/3, 3/3"):
        merge([RunFolder(tmp_path / "one")], RunFolder(tmp_path / "b"))
    with pytest.raises(RunMismatch, match="no run"):
        load_run(tmp_path)
    (data / "manifest.jsonl").write_text("")
    with pytest.raises(RunMismatch, match="not the data"):
        load_run(out)


def test_a_reply_with_line_breaks_of_unicode_stays_one_row(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    row = Prediction(0, "a", reply="one\u2028two\x85three\x0bfour\r\nfive")
    with folder.appending() as rows:
        rows.write(row)
        rows.write(row)
    assert list(folder.rows()) == [row, row]


def test_two_processes_do_not_write_to_one_run(dataset: Dataset, tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "a")
    ask(dataset, folder.path)
    with folder.appending(), pytest.raises(RunMismatch, match="another process"):
        ask(dataset, folder.path)


def test_a_line_that_is_no_row_is_named(dataset: Dataset, tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "a")
    ask(dataset, folder.path)
    lines = folder.predictions_path.read_text().splitlines(keepends=True)
    folder.predictions_path.write_text("".join([*lines[:3], '{"n": 1}\n', *lines[3:]]))
    with pytest.raises(RunMismatch, match=r"predictions\.jsonl:4"):
        list(folder.rows())


def test_damaged_data_gets_rows_that_say_so(data: Path, tmp_path: Path) -> None:
    manifest = data / "manifest.jsonl"
    lines = manifest.read_text().splitlines()
    lines[3] = "{broken"
    lines[7] = json.dumps({**label("s01.png", 2), "bbox": [1, 2]})
    lines.append(lines[0])
    lines.append(json.dumps(label("gone.png", 0)))
    manifest.write_text("\n".join(lines) + "\n")
    (data / "s02.png").write_bytes(b"no picture")
    dataset = open_dataset("screens", data)
    ended = run(dataset, Scripted(), RunFolder(tmp_path / "a"), Plan(), ("pixels",))
    assert ended[Outcome.MALFORMED] == 2
    assert ended[Outcome.DUPLICATE] == 1
    assert ended[Outcome.MISSING_IMAGE] == 6
    assert sum(ended.values()) == 62
    rows = {row.id: row for row in RunFolder(tmp_path / "a").rows()}
    assert "no JSON" in (rows["manifest.jsonl:4"].error or "")
    assert "format is unknown" in (rows["s02.png_0"].error or "")
    assert "cannot read" in (rows["gone.png_0"].error or "")
    found = load_run(tmp_path / "a").score(["labels"]).scores[0]
    assert found.strict.n == 61  # the second record of an id is none
    assert found.marks["duplicate id"] == 1
    assert found.marks["malformed record"] == 2
    assert found.lenient.n == found.strict.n - 2 - 6 - found.marks["timeout"] - found.marks["error"]


def test_provenance(dataset: Dataset, tmp_path: Path) -> None:
    ask(dataset, tmp_path / "a")
    about = RunFolder(tmp_path / "a").about()
    assert about["identity"]["suite"] == "screens"
    assert len(about["identity"]["dataset_sha256"]) == 64
    assert about["identity"]["answerer"] == {"grounder": "scripted"}
    assert {"droidground", "numpy", "pillow"} <= about["packages"].keys()
    assert {"commit", "is_dirty", "python", "system"} <= about.keys()


def test_rows_from_elsewhere_are_scored_by_their_id(dataset: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    row = {"id": "s00.png_0", "point": [20, 20], "frame": [100, 200]}
    file.write_text(json.dumps(row))  # no line break at its end
    loaded = load_run(file, "screens", dataset.path)
    found = loaded.score(["labels"]).scores[0]
    assert (found.strict.hits, found.strict.n) == (1, 60)
    with pytest.raises(RunMismatch, match="--suite|file of rows"):
        load_run(file)
    file.write_text("[]\n")
    with pytest.raises(RunMismatch, match=r"rows\.jsonl:1"):
        load_run(file, "screens", dataset.path)


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "1/0", "a/b", "-1/2", ""])
def test_what_is_no_shard(text: str) -> None:
    with pytest.raises(ValueError, match="shard"):
        Shard.parse(text)


def test_the_null_agent_is_a_run_like_any_other(dataset: Dataset) -> None:
    rows = [
        Prediction(n, record.id, outcome=Outcome.REFUSED, reason="absent")
        for n, record in dataset.records()
    ]
    found = score(dataset, rows, protocols_of("screens")).scores[0]
    assert found.rate == found.floors["null"] == 0


def test_batches_give_the_same_rows_in_the_same_order(dataset: Dataset, tmp_path: Path) -> None:
    whole = ask(dataset, tmp_path / "single")
    many = Scripted(at_once=7)
    run(dataset, many, RunFolder(tmp_path / "many"), Plan(), ARMS)
    assert many.batches == [7] * 17 + [1]
    assert RunFolder(tmp_path / "many").predictions_path.read_bytes() == whole


class Many:
    """A grounder over a model that answers several questions at once."""

    name = "many"

    def __init__(self, breaks: bool = False) -> None:
        self.calls: list[int] = []
        self._breaks = breaks

    def locate_each(
        self, questions: Sequence[tuple[Screenshot, str]]
    ) -> list[Location | DroidgroundError]:
        self.calls.append(len(questions))
        if self._breaks:
            raise ModelUnavailable("the server is gone", words="")
        return [self._found(*question) for question in questions]

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        found = self._found(screenshot, words)
        if isinstance(found, DroidgroundError):
            raise found
        return found

    def _found(self, screenshot: Screenshot, words: str) -> Location | DroidgroundError:
        if words == "label 4":
            return ReplyUnreadable("no point", words=words, reply="hm")
        middle = Point(screenshot.size.width // 2, screenshot.size.height // 2)
        return Location(words, self.name, screenshot, middle, reply="(500, 500)")


@pytest.mark.parametrize("breaks", [False, True])
def test_a_model_is_asked_together_and_alone_when_that_fails(
    dataset: Dataset, tmp_path: Path, breaks: bool
) -> None:
    grounder = Many(breaks)
    answerer = GroundingAnswerer(grounder, {"zoom": "2"})
    run(dataset, answerer, RunFolder(tmp_path / "a"), Plan(), ("pixels", "scaled", "padded"))
    assert grounder.calls == [8] * 22 + [4]
    rows = {row.key: row for row in RunFolder(tmp_path / "a").rows()}
    assert len(rows) == 180
    assert rows["s00.png_0", "pixels"].point == (50, 100)
    assert rows["s00.png_0", "scaled"].point == pytest.approx((50.5, 100.5))
    assert rows["s00.png_0", "padded"].point == pytest.approx((60, 120))
    unreadable = rows["s00.png_4", "pixels"]
    assert (unreadable.outcome, unreadable.reply) == (Outcome.UNREADABLE, "hm")
    identity = RunFolder(tmp_path / "a").about()["identity"]
    assert identity["answerer"] == {"grounder": "many", "options": {"zoom": "2"}}
