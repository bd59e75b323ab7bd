"""--report: a page of what was done, or of why nothing was."""

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Program

PICTURE = 'src="data:image/png;base64,'


def test_a_tap_is_told_on_one_page(program: Program, serial: str, tmp_path: Path) -> None:
    ended = program("tap", "Display", "--report", "tap.html")
    assert ended.code == 0, ended.err
    page = (tmp_path / "tap.html").read_text("utf-8")
    assert "<h1>tap &#x27;Display&#x27;</h1>" in page
    assert page.count(PICTURE) == 2
    for words in ("changed", "View under the touch", "Candidates", "Coordinates", "settle", serial):
        assert words in page, words
    assert "http" not in page


def test_words_that_are_absent_have_a_page_too(
    program: Program, serial: str, tmp_path: Path
) -> None:
    assert program("tap", "Warp drive", "--report", "absent.html").code == 1
    page = (tmp_path / "absent.html").read_text("utf-8")
    assert "&#x27;Warp drive&#x27; is not on the screen" in page
    assert page.count(PICTURE) == 1


def test_a_run_of_several_actions_tells_each(program: Program, serial: str, tmp_path: Path) -> None:
    found = program("scroll-to", "About phone", "--report", "run.html", "--json")
    page = (tmp_path / "run.html").read_text("utf-8")
    scrolls = found.json["scrolls"]
    assert scrolls >= 1
    assert page.count("Scroll start=") == scrolls
    assert "About phone: found" in page
    assert page.count(PICTURE) == 2 * scrolls + 1
    assert program("scroll-to", "Search settings").code == 0
    typed = program("type", "a", "--into", "Search settings", "--report", "type.html")
    assert typed.code == 0, typed.err
    page = (tmp_path / "type.html").read_text("utf-8")
    assert page.index("1. Tap &#x27;Search settings&#x27;") < page.index("2. InputText")
    assert "Field read back: equal." in page


def test_what_was_waited_for_in_vain_is_shown(
    program: Program, serial: str, tmp_path: Path
) -> None:
    assert program("wait", "Warp", "--for", "0", "--report", "wait.html").code == 1
    assert "Warp: not found: absent" in (tmp_path / "wait.html").read_text("utf-8")
    assert program("expect", "Display is gone", "--for", "0", "--report", "e.html").code == 1
    page = (tmp_path / "e.html").read_text("utf-8")
    assert "ExpectationFailed" in page
    assert page.count(PICTURE) == 1


def test_a_secret_is_not_on_the_page(
    program: Program, serial: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"hunter2")))
    ended = program("type", "--stdin", "--into", "Search settings", "--report", "type.html")
    assert ended.code == 0, ended.err
    page = (tmp_path / "type.html").read_text("utf-8")
    assert "hunter2" not in page
    assert page.count(PICTURE) == 3
    assert "is left out" in page


def test_a_page_that_cannot_be_written_is_2_and_nothing_is_done(
    program: Program, serial: str
) -> None:
    ended = program("tap", "Display", "--report", "/no/such/folder/x.html")
    assert ended.code == 2
    assert "cannot write" in ended.err
    assert program("locate", "Search settings").code == 0
