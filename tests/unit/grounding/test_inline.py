"""Words inside a longer text, and where they stand in the lines that were read."""

import pytest

from droidground.geometry import Box
from droidground.grounding import ElementsGrounder, Reason
from droidground.grounding.elements.forms import form
from droidground.grounding.elements.inline import holds_words, words_in
from droidground.grounding.elements.ocr import TextLine
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree, parse_hierarchy
from tests.unit.grounding.trees import blank

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


class Page:
    def read(self, screenshot: Screenshot) -> tuple[TextLine, ...]:
        return LINES


TREE = parse_hierarchy(
    """<hierarchy rotation="0"><node class="android.widget.TextView" clickable="true"
    text="By going on you agree to the Terms of Service and the privacy policy."
    bounds="[0,0][400,60]"/><node class="android.widget.ImageButton" clickable="true"
    resource-id="a:id/maps_layer_btn" bounds="[900,0][1000,100]"/></hierarchy>"""
)


@pytest.mark.parametrize("tree", [TREE, None], ids=["hierarchy", "pixels"])
def test_a_link_in_a_text_is_where_its_words_stand(tree: UiTree | None) -> None:
    location = ElementsGrounder(Page()).locate(blank(), "privacy policy link", tree)
    assert location.point is not None
    assert Box(190, 30, 330, 50).contains(location.point)
    absent = ElementsGrounder(Page()).locate(blank(), "imprint link", tree)
    assert absent.reason is Reason.ABSENT


def test_a_control_is_told_by_all_telling_words_or_not_at_all() -> None:
    found = ElementsGrounder(Page()).locate(blank(), "show me the map layers", TREE)
    assert found.point is not None
    assert Box(900, 0, 1000, 100).contains(found.point)
    assert ElementsGrounder(Page()).locate(blank(), "weather layers", TREE).point is None
