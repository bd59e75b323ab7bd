import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.events import TypeText
from droidground.device.input_line import input_tool
from droidground.device.text_entry import require_possible, without_text
from droidground.device.text_line import (
    entering_ms,
    erasing_line,
    find_forbidden,
    is_typeable,
    typing_line,
)
from droidground.errors import AdbTimeout, InvalidAction, ShellFailed

ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=200)


def typed(line: str) -> str:
    """What Android types for a line: InputShellCommand.sendText, after the shell took it apart."""
    words, out = shlex.split(line), ""
    while words:
        tool, verb, text = words[:3]
        assert (tool, verb) == ("input", "text")
        piece, is_escaped = "", False
        for char in text:
            if is_escaped and char == "s":
                piece = piece[:-1] + " "
                is_escaped = False
                continue
            piece += char
            is_escaped = char == "%"
        out += piece
        assert words[3:4] in (["&&"], [])
        words = words[4:]
    return out


@given(ASCII)
def test_android_types_what_was_meant(text: str) -> None:
    assert typed(typing_line(text, "input")) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hello", "input text hello"),
        ("a b", "input text a%sb"),
        ("100%sure", "input text 100% && input text sure"),
        ("%%s %s", "input text %% && input text s%s% && input text s"),
        ("it's; $(reboot) `id` & > /x", None),
        ("", ""),
    ],
)
def test_lines(text: str, line: str | None) -> None:
    if line is not None:
        assert typing_line(text, "input").replace("'", "") == line
    assert typed(typing_line(text, "input")) == text


@given(ASCII)
def test_the_shell_sees_one_word_a_piece(text: str) -> None:
    for command in typing_line(text, "input").split(" && input text "):
        word = command.removeprefix("input text ")
        assert len(shlex.split(word)) == 1


@pytest.mark.parametrize("text", ["é", "日本", "🙂", "a\tb", "a\nb", "x" * 2001])
def test_other_texts_are_pasted(text: str) -> None:
    assert not is_typeable(text)
    assert find_forbidden(text) is None


@pytest.mark.parametrize("text", ["a\0b", "\x1b[A", "\r", "\x7f", "\x85", "\ud800", "\uffff"])
def test_what_no_field_holds_is_refused_by_name(text: str) -> None:
    with pytest.raises(InvalidAction, match=r"character U\+[0-9A-F]{4}"):
        require_possible(TypeText(text))


def test_too_much_is_refused() -> None:
    require_possible(TypeText("é" * 100_000))
    with pytest.raises(InvalidAction, match="100001 characters"):
        require_possible(TypeText("é" * 100_001))


def test_a_field_is_emptied() -> None:
    assert erasing_line(5, 33, "input").startswith(
        "input keycombination KEYCODE_CTRL_LEFT KEYCODE_A &&"
    )
    assert (
        erasing_line(2, 29, "input").split()[2:]
        == ["KEYCODE_DEL"] * 2 + ["KEYCODE_FORWARD_DEL"] * 2
    )
    assert erasing_line(0, 29, "input") == ""
    assert len(erasing_line(None, 29, "input").split()) == 402


def test_another_display_gets_the_text() -> None:
    assert typing_line("a", input_tool(2)) == "input -d 2 text a"
    line = erasing_line(None, 33, input_tool(2))
    assert line.count("input -d 2 ") == line.count("input ") == 2


def test_a_slow_phone_gets_time_for_what_it_erases() -> None:
    assert entering_ms(TypeText("abc")) == 60
    assert entering_ms(TypeText("abc", clears=True, length=10)) == 460
    assert entering_ms(TypeText("", clears=True)) == 8000


def test_no_error_tells_the_text() -> None:
    line = typing_line("it's a secret", "input")
    timeout = AdbTimeout(f"{line!r} took longer than 3 s; it may have run", command=line)
    assert "secret" not in without_text(timeout, line).message
    assert timeout.command == "input text ..."
    assert "took longer" in str(timeout)
    failed = ShellFailed(f"{line!r} failed", command=line, exit_code=255)
    assert "secret" not in f"{without_text(failed, line)} {failed.command} {failed!r}"
    assert "secret" not in repr(TypeText("secret"))
