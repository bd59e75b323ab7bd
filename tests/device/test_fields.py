"""Fields that do something to a text: what was typed is told, and never goes to another field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from droidground.actions import InputText, ReadBack
from droidground.errors import NoTextField, TextDiffers
from droidground.grounding.elements import ElementsGrounder
from droidground.phone import Phone
from droidground_emulator.virtual.launch import default_screen
from tests.conftest import AdbServer
from tests.device.conftest import Handset, running_phones

PAGE = Path(__file__).parent.parent / "data" / "pages" / "fields.html"
FAMILY = "👩‍👩‍👧🏳️‍🌈"


@pytest.fixture(scope="module")
def fields(adb_server: AdbServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """A phone whose browser shows the page."""
    if default_screen() != "chromium":
        pytest.skip("needs Chromium or Chrome")
    folder = tmp_path_factory.mktemp("fields")
    with running_phones(folder, adb_server, "--name=fields", "--screen=chromium") as records:
        adb_server.connect(records[0].serial)
        handset = Handset(records[0].serial, adb_server)
        adb_server.run("-s", handset.serial, "push", str(PAGE), "/sdcard/Download/fields.html")
        with Phone(handset.device(), ElementsGrounder()) as phone:
            phone.open_url("file:///sdcard/Download/fields.html")
            phone.wait_for("Plain field", timeout_s=30)
            yield phone


def held(phone: Phone, label: str) -> str:
    return next(node.text for node in phone.handset.ui_tree() if node.content_desc == label)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Plain field", f"é {FAMILY}"),
        ("RTL field", "مرحبا, abc"),
        ("Area field", "one\ntwo %s 'q'"),
        ("Digits field", "0123"),
        ("Hint field", "more"),
    ],
)
def test_what_a_field_takes_is_equal(fields: Phone, label: str, text: str) -> None:
    assert fields.type(text, into=label, clear=True).read_back is ReadBack.EQUAL
    assert held(fields, label) == text


def test_five_thousand_characters_arrive(fields: Phone) -> None:
    text = "".join(chr(97 + at % 26) + "日%"[at % 2] for at in range(2500))
    assert fields.type(text, into="Area field", clear=True).read_back is ReadBack.EQUAL
    assert held(fields, "Area field") == text


def test_a_password_is_counted_as_android_counts(fields: Phone) -> None:
    told = fields.type(f"pass é {FAMILY}", into="Password field", clear=True)
    assert told.read_back is ReadBack.HIDDEN
    assert fields.type("more").read_back is ReadBack.HIDDEN


@pytest.mark.parametrize(
    ("label", "text", "kept"),
    [
        ("Digits field", "a1b2", "12"),
        ("Short field", "abcdefg", "abcde"),
        ("Plain field", "one\ntwo", "one two"),
        ("Fixed field", "x", "fixed"),
    ],
)
def test_what_a_field_changes_is_told(fields: Phone, label: str, text: str, kept: str) -> None:
    with pytest.raises(TextDiffers) as differs:
        fields.type(text, into=label, clear=True)
    assert differs.value.seen == kept


def test_a_text_never_goes_to_another_field_than_the_one_that_was_named(fields: Phone) -> None:
    fields.type("kept", into="Plain field", clear=True)
    with pytest.raises(NoTextField, match="what was tapped is no text field"):
        fields.type("astray", into="Keeps the focus")
    assert held(fields, "Plain field") == "kept"
    assert fields.type("é", into="Named by its label", clear=True).read_back is ReadBack.EQUAL


def test_a_field_that_passes_the_focus_on_or_goes_away_cannot_be_read(fields: Phone) -> None:
    assert fields.type("1234", into="Code 1").read_back is ReadBack.UNREADABLE
    assert fields.type("x", into="Vanishing field").read_back is ReadBack.UNREADABLE


def test_a_secret_is_in_nothing_that_is_told(fields: Phone) -> None:
    fields.type("old", into="Plain field", clear=True)
    step = fields.perform(InputText("hunter2", clear=True, is_secret=True))
    assert step.read_back is ReadBack.EQUAL
    assert "hunter2" not in f"{step.action} {step.event} {step.why}"
