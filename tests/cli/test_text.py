"""`type`, end to end: into the search field of the virtual phone's Settings."""

import io

import pytest

from tests.cli.conftest import Program

FIELD = "Search settings"


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """What the program reads as its stdin."""
    data = io.BytesIO()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(data))
    return data


def test_any_text_goes_into_the_field_that_is_named(program: Program, full_serial: str) -> None:
    typed = program("type", "日本 100%s", "--into", FIELD, "--json")
    assert typed.code == 0, typed.err
    answer = typed.json
    assert answer["action"] == {"type": "InputText", "text": "日本 100%s"}
    assert (answer["query"], answer["effect"], answer["read_back"]) == (FIELD, "changed", "equal")
    assert 'text="日本 100%s"' in program("dump").out
    assert program("type", "x", "--clear").out == "InputText text=x: changed\n"
    assert 'text="x"' in program("dump").out


def test_a_secret_is_printed_nowhere(program: Program, full_serial: str, stdin: io.BytesIO) -> None:
    stdin.write("hunter2 ü\n".encode())
    stdin.seek(0)
    typed = program("type", "--stdin", "--into", FIELD, "--json")
    assert typed.code == 0, typed.err
    assert typed.json["action"]["text"] == "***"
    assert "hunter2" not in typed.out + typed.err
    assert 'text="hunter2 ü"' in program("dump").out


def test_a_text_that_goes_nowhere_is_1(program: Program, full_serial: str) -> None:
    ended = program("type", "lost", "--json")
    assert (ended.code, ended.json["error"]["type"]) == (1, "NoTextField")
    assert "--into" in ended.json["error"]["hint"]


def test_bad_usage_is_2(program: Program, stdin: io.BytesIO) -> None:
    assert program("type").code == 2
    assert program("type", "x", "--stdin").code == 2
    stdin.write(b"\xff")
    stdin.seek(0)
    ended = program("type", "--stdin")
    assert ended.code == 2
    assert "not UTF-8" in ended.err
