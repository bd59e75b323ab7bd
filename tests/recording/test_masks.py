"""What must not reach the disk does not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from droidground.actions import InputText, ReadBack
from droidground.config import Secret
from droidground.errors import RecordingError
from droidground.geometry import Box
from droidground.grounding.elements import ElementsGrounder
from droidground.recording import load_recording, record, replay
from droidground.recording.events import Noted
from droidground.recording.masks import HIDDEN, Masks, parse_redactions, read_with_ocr
from droidground.screen import Screenshot
from droidground.ui_tree import parse_hierarchy
from tests.device.conftest import Handset

SECRET = "sesame"
XML = (
    "<hierarchy><node text='Balance of Jane  Roe' bounds='[10,10][60,30]'/>"
    '<node text="Pay" bounds="[10,40][60,60]"/></hierarchy>'
)


def grey() -> Screenshot:
    return Screenshot(np.full((80, 70, 3), 99, np.uint8))


def black(shot: Screenshot) -> Box:
    rows, columns = np.nonzero(~shot.pixels.any(axis=2))
    return Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)


def test_words_are_blacked_out_by_the_hierarchy_and_by_what_is_read() -> None:
    masks = Masks(["jane roe"], read=lambda shot: [("for Jane Roe", Box(0, 70, 20, 75))])
    tree = parse_hierarchy(XML)
    assert black(masks.frame(grey(), tree)) == Box(0, 10, 60, 75)
    assert black(masks.frame(grey(), None)) == Box(0, 70, 20, 75)
    assert "Jane" not in masks.xml(tree)
    assert f"Balance of {HIDDEN}" in masks.xml(tree)
    assert "Pay" in masks.xml(tree)


def test_a_box_is_blacked_out_and_says_nothing() -> None:
    masks = Masks(["0,35,70,65"])
    tree = parse_hierarchy(XML)
    assert black(masks.frame(grey(), tree)) == Box(0, 35, 70, 65)
    assert "Pay" not in masks.xml(tree)
    assert "Jane" in masks.xml(tree)


def test_redactions_that_say_nothing_are_refused() -> None:
    assert parse_redactions(["1,2,3,4", "a  b"]) == ((Box(1, 2, 3, 4),), ("a b",))
    for wrong in ("3,2,1,4", "  "):
        with pytest.raises(RecordingError):
            parse_redactions([wrong])


def test_an_api_key_is_taken_out_of_what_a_model_says() -> None:
    masks = Masks(api_key=Secret("sk-verysecret"))
    value = masks.value({"reply": "key sk-verysecret", "words": "x"})
    assert value == {"reply": "key ***", "words": "x"}


def every_byte(folder: Path) -> bytes:
    files = [path for path in folder.rglob("*") if path.suffix in (".json", ".jsonl", ".xml")]
    return b"".join(path.read_bytes() for path in files)


def test_a_short_secret_spoils_no_coordinate() -> None:
    masks = Masks(read=lambda shot: [])
    tree = parse_hierarchy(XML.replace("Pay", "10"))
    assert masks.add_secret("10", Box(1, 1, 5, 5)) == 1
    assert 'text="\u2039masked 1\u203a" bounds="[10,40][60,60]"' in masks.xml(tree)
    assert black(masks.frame(grey(), tree)) == Box(10, 40, 60, 60)


def test_a_field_stays_black_until_the_hierarchy_tells_where_the_secret_is() -> None:
    masks = Masks(read=lambda shot: [])
    masks.add_secret("sesame", Box(1, 1, 5, 5))
    assert black(masks.frame(grey(), None)) == Box(1, 1, 5, 5)
    assert masks.frame(grey(), parse_hierarchy(XML)).pixels.all()
    assert masks.frame(grey(), None).pixels.all()


def test_a_secret_text_is_nowhere_and_the_recording_still_replays(
    live: Handset, tmp_path: Path
) -> None:
    live.reset()
    live.adb_shell("am start -W -S -n com.android.settings/.Settings")
    action = InputText(SECRET, "Search settings", is_secret=True)
    folder = tmp_path / "secret"
    with record(folder, live.device(), ElementsGrounder()) as phone:
        step = phone.perform(action)
        assert step.read_back is ReadBack.EQUAL
        phone.note(f"typed {SECRET}")
    assert SECRET.encode() not in every_byte(folder)
    recording = load_recording(folder)
    notes = [line.event.text for line in recording if isinstance(line.event, Noted)]
    assert notes == ["typed \u2039masked 1\u203a"]
    again = replay(folder)
    shown = again.perform(action)
    assert shown.read_back is ReadBack.EQUAL
    again.finish()
    assert step.after is not None
    assert shown.after is not None
    assert (shown.after.pixels != step.after.pixels).any()
    lines = read_with_ocr(Screenshot(shown.after.pixels, density=420))
    assert not [text for text, _ in lines if SECRET in text.lower()]
