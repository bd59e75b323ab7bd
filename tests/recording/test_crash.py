"""A recorder that is killed loses at most the event being written."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from droidground.errors import RecordingUnreadable
from droidground.recording import load_recording
from droidground.recording.events import Captured, FrameKept
from droidground.recording.lines import read_line, write_line

ROOT = Path(__file__).parents[2]
TIMES = 50


def test_fifty_killed_recorders_leave_whole_recordings(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.recording.writer", str(tmp_path), str(TIMES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)
    told = [int(line) for line in done.stdout.split()]
    assert len(told) == TIMES
    assert max(told) > min(told) > 0
    for index, last in enumerate(told):
        recording = load_recording(tmp_path / str(index))
        assert not recording.is_whole
        assert [line.number for line in recording] == list(range(1, len(recording.lines) + 1))
        assert len(recording.lines) >= last
        for line in recording:
            if isinstance(line.event, Captured):
                frame = recording.screenshot(line.event.shot)
                assert frame.pixels.shape[:2] == (frame.size.height, frame.size.width)
            elif isinstance(line.event, FrameKept):
                assert recording.frame_path(line.event.frame).exists()


def cut(recorded: Path, tmp_path: Path, data: bytes) -> Path:
    folder = tmp_path / "cut"
    folder.mkdir()
    (folder / "manifest.json").write_bytes((recorded / "manifest.json").read_bytes())
    (folder / "events.jsonl").write_bytes(data)
    return folder


def test_every_cut_of_the_file_loads_all_whole_lines(tmp_path: Path, recorded: Path) -> None:
    whole = (recorded / "events.jsonl").read_bytes()
    ends = [index for index, byte in enumerate(whole) if byte == ord("\n")]
    chance = random.Random(7)
    folder = cut(recorded, tmp_path, whole)
    for _ in range(300):
        size = chance.randint(0, len(whole))
        with (folder / "events.jsonl").open("r+b") as file:
            file.write(whole)
            file.truncate(size)
        recording = load_recording(folder)
        assert len(recording.lines) == sum(end < size for end in ends)
        assert bool(recording.notes) == (size > 0 and size - 1 not in ends)


def test_damage_in_the_middle_is_told_with_its_line(tmp_path: Path, recorded: Path) -> None:
    lines = (recorded / "events.jsonl").read_bytes().splitlines(keepends=True)
    folder = cut(recorded, tmp_path, b"".join([lines[0], b'{"n":2\n', *lines[2:]]))
    with pytest.raises(RecordingUnreadable, match="line 2"):
        load_recording(folder)


def test_events_survive_as_they_are(recorded: Path) -> None:
    lines = load_recording(recorded).lines
    assert [read_line(write_line(line)) for line in lines] == list(lines)


def test_what_is_no_recording_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordingUnreadable, match=r"manifest\.json") as caught:
        load_recording(tmp_path)
    assert caught.value.exit_code == 2
    (tmp_path / "manifest.json").write_text('{"format": 99}')
    with pytest.raises(RecordingUnreadable, match="format 99"):
        load_recording(tmp_path)
    assert os.listdir(tmp_path) == ["manifest.json"]
