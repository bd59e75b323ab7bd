"""Texts typed into a note of the virtual phone, through the real adb server, and read back."""

import json
import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.actions import Effect, InputText, ReadBack
from droidground.actions.text_field import focused_field
from droidground.clock import wait_until
from droidground.device import Device
from droidground.device.events import InputEvent, TypeText
from droidground.device.text_line import find_forbidden
from droidground.device.u2_server import JAR, LAUNCH
from droidground.errors import InvalidAction, NoTextField, TextDiffers
from droidground.grounding.elements import ElementsGrounder
from droidground.phone import Phone
from droidground_emulator.virtual.launch import default_screen
from tests.conftest import AdbServer
from tests.device.conftest import Handset, running_phones

NOTE = "/storage/emulated/0/Documents/Markor/a.md"
KEPT = (
    "settings get secure default_input_method; ime list -s; settings get system user_rotation; "
    "settings get system accelerometer_rotation; settings get global animator_duration_scale; "
    "settings get global window_animation_scale; settings get global transition_animation_scale"
)
"""What belongs to the user and is never touched."""
STARTING = {LAUNCH, f"toybox md5sum {JAR}"}
"""What starts uiautomator2's server again, as a long run may have to."""
FUZZ_VARIABLE = "TYPED_TEXTS"
"""Environment variable: how many hostile texts are typed."""
SEED_VARIABLE = "TYPED_SEED"
"""Environment variable: which ones. Processes with different seeds share a long run."""
HOSTILE = [
    "%s", "%%s", "100%sure %s%s", "a b  c", " lead and trail ", "$(reboot)", "`id`", "$HOME ${x}",
    "; rm -rf /", "&& echo x > /sdcard/x", "| sh", "'", '"', "it's \"q\"", "\\", "\\n \\0 \\'",
    "-n", "--help", "*?[a]{b,c}~!#", "<b>&amp;</b>", "é ü ß ñ", "日本語の文字", "한국어",
    "مرحبا بالعالم", "🙂👩‍👩‍👧🏳️‍🌈",
    "a\nb", "\n", "tab\there", "e\u0301 combining", "zero\u200bwidth", "\u202ertl", "x" * 1500,
    "'" * 40 + "%s" * 20, "\u2028 line", "{{7*7}}", "null", "0",
]  # fmt: skip


@pytest.fixture(scope="module")
def note(adb_server: AdbServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """A phone with an open note."""
    if default_screen() != "chromium":
        pytest.skip("needs Chromium or Chrome")
    folder = tmp_path_factory.mktemp("typing")
    with running_phones(folder, adb_server, "--name=typing", "--screen=chromium") as records:
        adb_server.connect(records[0].serial)
        handset = Handset(records[0].serial, adb_server)
        handset.adb_shell(f"echo -n old > {NOTE}")
        with Phone(handset.device(), ElementsGrounder()) as phone:
            phone.open("Markor")
            phone.tap("a.md")
            focus(phone)
            yield phone


def focus(phone: Phone) -> None:
    """Tap the text of the note."""
    field = next(n for n in device_of(phone).ui_tree() if n.short_class == "EditText")
    assert field.bounds is not None
    phone.tap(field.bounds.center)


def device_of(phone: Phone) -> Device:
    assert isinstance(phone.handset, Device)
    return phone.handset


def shell(phone: Phone, line: str) -> str:
    return device_of(phone).shell(line).stdout


def received(phone: Phone) -> list[str]:
    """The shell lines that the phone received since the last look."""
    lines = [json.loads(line) for line in shell(phone, "vphone shell-log").splitlines()]
    shell(phone, "vphone shell-log --clear")
    return [line for line in lines if "vphone" not in line]


def test_a_text_takes_the_place_of_another(note: Phone) -> None:
    before = shell(note, KEPT)
    note.type("new", clear=True)
    step = note.type(" and é more")
    assert (step.effect, step.read_back) == (Effect.CHANGED, ReadBack.EQUAL)
    assert shell(note, KEPT) == before


@pytest.mark.parametrize("text", ["100%s; $(x) 'q' \"", "日本語 🙂 مرحبا", "two\nlines"])
def test_a_text_is_read_back(note: Phone, text: str) -> None:
    assert note.type(text, clear=True).read_back is ReadBack.EQUAL


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_arrives_as_it_is(note: Phone, text: str) -> None:
    require_arrival(device_of(note), text)


def test_the_clipboard_holds_what_it_held(note: Phone) -> None:
    shell(note, "cmd clipboard set-text mine")
    note.type("日本", clear=True)
    assert "mine" in shell(note, "cmd clipboard get-text")


def test_nothing_of_a_text_is_a_command_or_stays_in_a_log(note: Phone) -> None:
    received(note)
    note.type("a; echo x > /sdcard/pwned `echo y` $(echo z)", clear=True)
    note.type("é; echo x > /sdcard/pwned", clear=True)
    typed = [line for line in received(note) if "pwned" in line]
    assert len(typed) == 1, typed
    assert "'a;%secho%sx%s>%s/sdcard/pwned%s`echo%sy`%s$(echo%sz)'" in typed[0]
    assert "No such file" in device_of(note).shell("cat /sdcard/pwned").text


def test_a_text_is_typed_once(note: Phone) -> None:
    note.type("", clear=True)
    shell(note, "vphone touches --clear")
    note.type("once")
    told = [line for line in shell(note, "vphone touches").splitlines() if '"text"' in line]
    assert len([line for line in told if "once" in line]) == 1


def test_a_field_that_changes_the_text_is_told(
    note: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = device_of(note)
    act = device.act

    def act_and_correct(event: InputEvent) -> None:
        act(event)
        device.shell("input text X")

    monkeypatch.setattr(device, "act", act_and_correct)
    with pytest.raises(TextDiffers, match="holds 'theX' and not 'the'") as caught:
        note.type("the", clear=True)
    with pytest.raises(TextDiffers, match="4 characters and not 3") as hidden:
        note.perform(InputText("abc", clear=True, is_secret=True))
    assert caught.value.seen == "theX"
    assert "abc" not in f"{hidden.value} {hidden.value.expected} {hidden.value.action!r}"


def test_without_a_field_nothing_is_typed(note: Phone) -> None:
    note.home()
    shell(note, "vphone touches --clear")
    with pytest.raises(NoTextField, match="nothing was typed"):
        note.type("lost")
    assert "lost" not in shell(note, "vphone touches")
    note.open("Markor")
    focus(note)


def test_fuzz(note: Phone) -> None:
    """Every text is read back equal or refused by name, and none reaches a shell."""
    chance = random.Random(int(os.environ.get(SEED_VARIABLE, "7")))
    device = device_of(note)
    received(note)
    for _ in range(int(os.environ.get(FUZZ_VARIABLE, "40"))):
        text = hostile_text(chance)
        if find_forbidden(text):
            with pytest.raises(InvalidAction, match=r"the character U\+"):
                device.act(TypeText(text, clears=True))
        else:
            require_arrival(device, text)
    got = set(received(note)) - STARTING
    assert {line.split()[0] for line in got} <= {"input", "uiautomator", "getprop"}


def require_arrival(device: Device, text: str) -> None:
    device.act(TypeText(text, clears=True))
    assert wait_until(lambda: held(device) == text, timeout_s=5), (text, held(device))


def held(device: Device) -> str:
    field = focused_field(device.ui_tree())
    assert field is not None
    return field.text


def hostile_text(chance: random.Random) -> str:
    """A text of what breaks shells, terminals, XML, JSON and fonts."""
    alphabets = [
        lambda: chance.choice(HOSTILE),
        lambda: chance.choice("'\"`$\\;&|<>(){}[]*?~!#%^ \n\t"),
        lambda: chr(chance.randrange(32, 127)),
        lambda: chr(chance.randrange(0xA0, 0xD800)),
        lambda: chr(chance.randrange(0x10000, 0x1FFFF)),
        lambda: chance.choice("\0\x07\x1b\x7f\ufffe\u2029\ufeff"),
    ]
    weights = [2, 6, 6, 3, 2, 0.1]
    return "".join(chance.choices(alphabets, weights)[0]() for _ in range(chance.randrange(1, 25)))


@given(st.text(max_size=50))
def test_what_is_refused_is_no_text(text: str) -> None:
    assert (find_forbidden(text) is None) or not text.isprintable()
