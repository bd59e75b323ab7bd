"""record, replay and report on a virtual phone, and then without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program

WORDS = "Network & internet"


@pytest.fixture
def session(program: Program, serial: str, tmp_path: Path) -> Path:
    """A recorded tap; the phone is gone."""
    folder = tmp_path / "session"
    done = program("record", str(folder), "--", "droidground", "tap", WORDS, "--json")
    assert done.code == 0, done.err
    assert done.json["effect"] == "changed"
    assert program("phone", "stop", "--all").code == 0
    return folder


def test_a_command_is_recorded_listed_replayed_and_shown(program: Program, session: Path) -> None:
    listed = program("replay", str(session))
    assert listed.code == 0
    assert listed.out.startswith("1. Tap point=")
    assert listed.out.endswith(": changed\n")
    again = program("replay", str(session), "--", "tap", WORDS, "--json")
    assert again.code == 0, again.err
    assert again.json["query"] == WORDS
    page = program("report", str(session))
    assert WORDS.replace("&", "&amp;") in Path(page.out.strip()).read_text("utf-8")
    frame = next((session / "frames").glob("*.png"))
    assert program("locate", WORDS, "--image", str(frame)).code == 0


def test_another_command_is_no_replay(program: Program, session: Path) -> None:
    other = program("replay", "--json", str(session), "--", "tap", "Display")
    assert other.code == 1
    assert other.json["error"]["type"] == "ReplayMismatch"
    nothing = program("replay", str(session), "--", "locate", WORDS)
    assert nothing.code == 1
    assert "the recording goes on with Tap" in nothing.err


def test_a_grounder_is_held_against_a_recording(program: Program, session: Path) -> None:
    same = program("replay", str(session), "--grounder", "elements", "--json")
    assert (same.code, same.json["elsewhere"]) == (0, [])
    events = session / "events.jsonl"
    lines = [json.loads(line) for line in events.read_text("utf-8").splitlines()]
    (answer,) = [line for line in lines if line["kind"] == "Located"]
    answer["point"], answer["box"] = [5, 5], [0, 0, 9, 9]
    events.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    other = program("replay", str(session), "--grounder", "elements", "--json")
    assert other.code == 1
    assert "was at 5,5, is at" in other.json["elsewhere"][0]


def test_what_is_no_command_or_no_recording_is_told(program: Program, tmp_path: Path) -> None:
    assert program("record", str(tmp_path / "x"), "--", "rm", "-r").code == 2
    assert not (tmp_path / "x").exists()
    missing = program("replay", str(tmp_path))
    assert missing.code == 2
    assert "manifest.json" in missing.err
