"""What people already have becomes a recording."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from droidground.errors import RecordingError
from droidground.recording import load_recording, replay
from droidground.recording.events import Noted, Observed
from droidground.recording.imports import import_screens

XML = '<hierarchy rotation="0"><node class="a.Switch" text="{}" bounds="[0,0][20,20]"/></hierarchy>'


def picture(path: Path, shade: int) -> None:
    PIL.Image.fromarray(np.full((40, 30, 3), shade, np.uint8)).save(path)


def test_pictures_and_both_kinds_of_hierarchy(tmp_path: Path) -> None:
    source = tmp_path / "screens"
    source.mkdir()
    for number, shade in ((9, 10), (10, 20), (11, 10)):
        picture(source / f"screenshot_{number}.png", shade)
    picture(source / "extra.jpg", 250)
    (source / "dump_9.uix").write_text(XML.format("nine"))
    (source / "screenshot_10.xml").write_text(XML.format("ten"))
    (source / "notes.txt").write_text("no picture")
    folder = tmp_path / "recording"
    assert import_screens(source, folder, density=320) == 4
    recording = load_recording(folder)
    names = [line.event.text for line in recording if isinstance(line.event, Noted)]
    assert names == [
        "extra.jpg", "screenshot_9.png", "screenshot_10.png", "screenshot_11.png"
    ]  # fmt: skip
    assert len(list((folder / "frames").glob("*.png"))) == 3
    seen = [line.event for line in recording if isinstance(line.event, Observed)]
    assert [recording.tree(one.tree or 0).nodes[0].text for one in seen] == ["nine", "ten"]
    assert {one.shot.density for one in seen} == {320}


def test_an_import_is_a_phone_that_can_be_looked_at(tmp_path: Path) -> None:
    picture(tmp_path / "a.png", 99)
    (tmp_path / "a.uix").write_text(XML.format("Wi-Fi"))
    import_screens(tmp_path, tmp_path / "recording")
    seen = replay(tmp_path / "recording").handset.observe()
    assert seen.screenshot.pixels[0, 0, 0] == 99
    assert seen.tree is not None
    assert seen.tree.nodes[0].text == "Wi-Fi"


def test_a_folder_without_pictures_is_told(tmp_path: Path) -> None:
    for wrong in (tmp_path, tmp_path / "missing"):
        with pytest.raises(RecordingError, match="no picture"):
            import_screens(wrong, tmp_path / "recording")
    assert not (tmp_path / "recording").exists()
