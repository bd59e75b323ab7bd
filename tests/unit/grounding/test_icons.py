"""Icons by their shape, on pictures drawn here: in other sizes, colours and places."""

from importlib import resources

import numpy as np
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont
import pytest

from droidground.geometry import Box
from droidground.grounding import ElementsGrounder, Reason
from droidground.grounding.elements import icons
from droidground.grounding.elements.forms import form
from droidground.grounding.elements.glyph_bank import ICON_FONT, glyph_characters
from droidground.grounding.elements.icons import IconFinder, find_icons
from droidground.grounding.elements.icons_known import KNOWN_ICONS, KnownIcon
from droidground.grounding.elements.icons_named import names_an_icon
from droidground.grounding.elements.ocr import TextLine
from droidground.screen import Screenshot
from droidground.ui_tree import parse_hierarchy
from tests.grounding.icons import IconRow, load_icons, tally

Colour = tuple[int, int, int]
DENSITY = 420
DARK, LIGHT, GREY = (33, 33, 33), (250, 250, 250), (158, 158, 158)
PLACE = (100, 130)


class NoText:
    """A screen on which nothing is read."""

    def read(self, screenshot: Screenshot) -> tuple[TextLine, ...]:
        return ()


def page(
    *glyphs: str, dp: int = 24, ink: Colour = DARK, ground: Colour = LIGHT, density: int = DENSITY
) -> Screenshot:
    """Glyphs in a row, 150 pixels apart, the first at `PLACE`."""
    image = PIL.Image.new("RGB", (300 + 150 * len(glyphs), 300), ground)
    with resources.as_file(resources.files(ICON_FONT[0]) / ICON_FONT[1]) as file:
        font = PIL.ImageFont.truetype(file, round(dp * density / 160))
    draw, left = PIL.ImageDraw.Draw(image), PLACE[0]
    for glyph in glyphs:
        draw.text((left, PLACE[1]), glyph_characters()[glyph], ink, font)
        left += 150
    return Screenshot(np.array(image), density=density)


def names(screenshot: Screenshot) -> list[str]:
    return [icon.name for icon in find_icons(screenshot)]


@pytest.mark.parametrize("icon", KNOWN_ICONS, ids=lambda icon: icon.name)
def test_the_first_glyph_is_told_at_24_dp_and_none_is_told_wrongly(icon: KnownIcon) -> None:
    """Thin outlines are told or not by how they lie on the pixels."""
    told = find_icons(page(*icon.glyphs))
    assert {one.name for one in told} == {icon.name}
    assert min(one.box.left for one in told) < PLACE[0] + 63


def test_a_narrow_frame_is_not_enlarged() -> None:
    assert find_icons(Screenshot(np.zeros((3, 900, 3), np.uint8))) == ()


@pytest.mark.parametrize("dp", [18, 20, 32, 40])
@pytest.mark.parametrize(("ink", "ground"), [(DARK, LIGHT), (LIGHT, DARK), (GREY, LIGHT)])
def test_other_sizes_and_colours(dp: int, ink: Colour, ground: Colour) -> None:
    shown = ("arrow_left", "magnify", "dots_vertical", "cog")
    told = names(page(*shown, dp=dp, ink=ink, ground=ground))
    assert sorted(told) == ["back", "more", "search", "settings"]


@pytest.mark.parametrize("density", [160, 320, 640])
def test_other_densities(density: int) -> None:
    assert names(page("magnify", density=density)) == ["search"]


def test_a_box_is_tight_around_the_drawing() -> None:
    (icon,) = find_icons(page("plus"))
    # The plus takes 14 of the 24 dp.
    assert icon.box.iou(Box(113, 143, 150, 180)) > 0.8


@pytest.mark.parametrize(
    "glyph", ["battery", "sd", "circle_outline", "minus_circle", "wifi_strength_3", "backspace"]
)
def test_what_looks_alike_is_no_icon(glyph: str) -> None:
    """The cross of a backspace key is part of a larger sign."""
    assert names(page(glyph)) == []


@pytest.mark.parametrize("dp", [9, 90])
def test_what_is_too_small_or_too_large_is_no_icon(dp: int) -> None:
    assert names(page("magnify", dp=dp)) == []


def test_letters_are_no_icons() -> None:
    image = PIL.Image.new("RGB", (900, 300), "white")
    with resources.as_file(resources.files("font_roboto") / "files/Roboto-Regular.ttf") as file:
        font = PIL.ImageFont.truetype(file, 60)
    PIL.ImageDraw.Draw(image).text((40, 120), "x X v V < > i : ? o O + Settings", "black", font)
    told = names(Screenshot(np.array(image), density=DENSITY))
    assert set(told) <= {"add"}, "a plus sign is a plus in any font"


def test_the_status_bar_is_left_out() -> None:
    frame = page("cog").pixels
    moved = np.roll(frame, -PLACE[1], axis=0)
    assert names(Screenshot(moved, density=DENSITY)) == []


def test_a_blank_page_has_none() -> None:
    assert find_icons(Screenshot(np.zeros((40, 40, 3), np.uint8))) == ()


def test_the_same_frame_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    finder = IconFinder()
    found = finder.find(page("magnify"))
    monkeypatch.setattr(icons, "find_icons", lambda screenshot: pytest.fail("looked at twice"))
    assert finder.find(page("magnify")) == found


@pytest.mark.parametrize(
    ("words", "glyph"),
    [("search", "magnify"), ("three dots", "dots_vertical"), ("the gear icon", "cog_outline")],
)
def test_words_find_an_icon_that_no_text_names(words: str, glyph: str) -> None:
    location = ElementsGrounder(NoText()).locate(page("arrow_left", glyph), words)
    assert location.point is not None
    assert Box(250, 130, 313, 193).contains(location.point)
    assert location.candidates[0].source == "icon"


def test_two_of_a_kind_are_ambiguous() -> None:
    location = ElementsGrounder(NoText()).locate(page("star", "star"), "star icon")
    assert location.reason is Reason.AMBIGUOUS
    assert len(location.candidates) == 2


@pytest.mark.parametrize("words", ["Bluetooth settings", "home address", "delete"])
def test_an_icon_is_not_what_shares_a_word_with_it(words: str) -> None:
    location = ElementsGrounder(NoText()).locate(page("cog", "home"), words)
    assert location.reason is Reason.ABSENT


HIERARCHY = """<hierarchy><node class="FrameLayout" bounds="[0,0][600,300]">
<node class="android.widget.TextView" text="Files" bounds="[300,0][600,100]"/>
<node class="android.widget.ImageButton" content-desc="{}" clickable="true"
 bounds="[80,110][190,220]"/></node></hierarchy>"""


@pytest.mark.parametrize(("described", "reason"), [("", None), ("Play video", Reason.ABSENT)])
def test_a_hierarchy_that_names_the_view_is_believed(described: str, reason: Reason | None) -> None:
    tree = parse_hierarchy(HIERARCHY.format(described))
    location = ElementsGrounder(NoText()).locate(page("cog"), "gear", tree)
    assert location.reason is reason


@pytest.mark.parametrize(
    ("words", "named"), [("three dots", True), ("the Back button", True), ("Bluetooth", False)]
)
def test_words_that_name_an_icon(words: str, named: bool) -> None:
    assert names_an_icon(form(words)) is named


def test_every_glyph_is_in_the_font_and_means_one_thing() -> None:
    glyphs = [glyph for icon in KNOWN_ICONS for glyph in icon.glyphs]
    assert len(set(glyphs)) == len(glyphs)
    assert set(glyphs) <= glyph_characters().keys()


def test_the_rows_name_known_icons() -> None:
    assert {row.icon for row in load_icons()} <= {icon.name for icon in KNOWN_ICONS}


def test_a_wrong_or_missing_icon_counts() -> None:
    there = [IconRow("a", "back", Box(0, 0, 9, 9)), IconRow("a", "home", Box(20, 0, 29, 9))]
    told = [IconRow("a", "back", Box(1, 1, 8, 8)), IconRow("b", "home", Box(20, 0, 29, 9))]
    count = tally(there, told)
    assert (count.there, count.told, count.right) == (2, 2, 1)
