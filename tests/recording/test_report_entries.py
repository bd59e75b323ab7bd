"""What the page tells of a recording's steps, and whom it blames when the recording is changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from droidground.recording.load import load_recording
from droidground.recording.report_entries import Entry, entries_of
from tests.recording.long import SAMPLE

Events = list[dict[str, Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "session"))


def events_of(folder: Path) -> Events:
    return [json.loads(line) for line in (folder / "events.jsonl").read_text("utf-8").splitlines()]


def entries(folder: Path, events: Events) -> list[Entry]:
    lines = (json.dumps(event | {"n": n}) + "\n" for n, event in enumerate(events, 1))
    (folder / "events.jsonl").write_text("".join(lines), "utf-8")
    return list(entries_of(load_recording(folder)))


def test_a_tap_is_told_whole(folder: Path) -> None:
    tap = entries(folder, events_of(folder))[1]
    assert tap["title"] == "Tap 'Network & internet' point=302,344"
    assert (tap["before"], tap["after"], tap["size"]) == (2, 3, [540, 1200])
    assert tap["marks"]["touch"] == [[302, 344]]
    assert tap["marks"]["box"] == [95, 327, 509, 361]
    assert tap["view"]["text"] == "Network & internet"
    assert tap["answers"][0]["candidates"][0][0] == "Network & internet"
    assert "override" in tap["answers"][0]["chain"]
    assert {"locate", "act", "settle"} <= set(tap["timings_ms"])


def test_another_pixel_than_the_chain_gives(folder: Path) -> None:
    events = events_of(folder)
    acting = next(one for one in events if one["kind"] == "Acting" and "point" in one["event"])
    acting["event"]["point"] = [151, 172]
    assert entries(folder, events)[1]["cause"] == "scaling error"


def test_a_view_that_was_missed_and_one_that_came_late(folder: Path) -> None:
    events = events_of(folder)
    looks = [one for one in events if one["kind"] == "Observed"]
    absent = {"kind": "Located", "t": 9.0, "words": "Data Saver", "grounder": "g"}
    absent |= {"shot": looks[0]["shot"], "reason": "absent"}
    without, has = {**looks[0], "t": 8.9}, {**looks[1], "t": 10.5}
    missed = entries(folder, [*events[:-1], {**has, "t": 8.9}, absent])[-1]
    assert (missed["cause"], missed["title"]) == ("model error", "After the last action")
    late = entries(folder, [*events[:-1], without, absent, has])[-1]
    assert late["cause"] == "timing"
    assert "1.5 s later" in late["why"]


def test_a_failure_that_was_got_over_is_none(folder: Path) -> None:
    events = events_of(folder)
    look = next(one for one in events if one["kind"] == "Observed")
    told = {"type": "HierarchyFailed", "message": "not idle"}
    lost = {"kind": "Failed", "t": 8.0, "call": "observe", "failure": told}
    assert entries(folder, [*events[:-1], lost])[-1]["cause"] == "device"
    assert entries(folder, [*events[:-1], lost, look])[-1]["cause"] == "fine"
