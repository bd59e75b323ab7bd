"""Words inside a longer text, and where they stand in the lines that were read."""

from droidground.geometry import Box
from droidground.grounding.elements.forms import form
from droidground.grounding.elements.inline import holds_words, words_in
from droidground.grounding.elements.ocr import TextLine

LINES = (
    TextLine("By going on you agree to the Terms", Box(0, 0, 340, 20), 0.9),
    TextLine("of Service and the privacy policy.", Box(0, 30, 340, 50), 0.9),
)


def boxes(words: str) -> list[Box]:
    return [element.box for element in words_in(LINES, form(words))]


def test_words_have_their_share_of_the_line() -> None:
    assert boxes("privacy policy") == [Box(190, 30, 330, 50)]


def test_words_on_two_lines_are_where_more_of_them_stand() -> None:
    assert boxes("Terms of Service") == [Box(0, 30, 100, 50)]


def test_a_part_of_a_word_is_no_word() -> None:
    assert boxes("go") == []
    assert boxes("going") == [Box(30, 0, 80, 20)]


def test_words_that_are_not_there_are_nowhere() -> None:
    assert boxes("imprint") == []
    assert boxes("...") == []


def test_parts_of_lines_are_not_read_twice() -> None:
    part = TextLine("privacy policy.", Box(190, 30, 340, 50), 0.9, is_part=True)
    assert len(words_in((*LINES, part), form("privacy policy"))) == 1


def test_a_text_holds_words_in_their_order() -> None:
    text = form("See our Terms of Service")
    assert holds_words(text, form("terms of service"))
    assert not holds_words(text, form("service terms"))
    assert not holds_words(text, form("See our Terms of Service"))
