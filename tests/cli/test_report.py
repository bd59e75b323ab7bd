"""--report: a page of what was done, or of why nothing was."""

from pathlib import Path

from tests.cli.conftest import Program


def test_a_tap_is_told_on_one_page(program: Program, serial: str, tmp_path: Path) -> None:
    ended = program("tap", "Display", "--report", "tap.html")
    assert ended.code == 0, ended.err
    page = (tmp_path / "tap.html").read_text("utf-8")
    assert "<h1>tap &#x27;Display&#x27;</h1>" in page
    assert page.count('src="data:image/png;base64,') == 2
    for words in ("changed", "View under the touch", "Candidates", "Coordinates", "settle"):
        assert words in page, words
    assert "http" not in page


def test_words_that_are_absent_have_a_page_too(
    program: Program, serial: str, tmp_path: Path
) -> None:
    assert program("tap", "Warp drive", "--report", "absent.html").code == 1
    page = (tmp_path / "absent.html").read_text("utf-8")
    assert "&#x27;Warp drive&#x27; is not on the screen" in page
    assert page.count('src="data:image/png;base64,') == 1


def test_a_secret_is_not_on_the_page(program: Program, serial: str, tmp_path: Path) -> None:
    ended = program("type", "hunter2", "--into", "Search settings", "--report", "type.html")
    assert ended.code == 0, ended.err
    assert "hunter2" not in (tmp_path / "type.html").read_text("utf-8")


def test_a_page_that_cannot_be_written_is_2(program: Program, serial: str) -> None:
    ended = program("press", "back", "--report", "/no/such/folder/x.html")
    assert ended.code == 2
    assert "cannot write" in ended.err
