"""Phrases on hand-made hierarchies and lines: what is found, what is not, and what is told."""

import time

import numpy as np
import pytest

from droidground.geometry import Box
from droidground.grounding import ElementsGrounder, Location, Reason
from droidground.grounding.elements.lists import item_lists
from droidground.grounding.elements.looks import is_coloured, palest, standing_out
from droidground.grounding.elements.ocr import TextLine
from droidground.grounding.elements.views import lay_out
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree, parse_hierarchy
from tests.unit.grounding.trees import blank, tree


class Page:
    """A reader that knows what is on the page."""

    def __init__(self, *lines: TextLine) -> None:
        self.lines = lines

    def read(self, screenshot: Screenshot) -> tuple[TextLine, ...]:
        return self.lines


def locate(name: str, words: str) -> Location:
    return ElementsGrounder(Page()).locate(blank(), words, tree(name))


@pytest.mark.parametrize(
    ("name", "words", "box"),
    [
        ("settings", "switch next to Airplane mode", (901, 692, 1039, 778)),
        ("settings", "switch right of Dark theme", (901, 902, 1039, 988)),
        ("settings", "second switch", (901, 692, 1039, 778)),
        ("settings", "lowest switch", (901, 692, 1039, 778)),
        ("settings", "icon in the top right corner", (933, 63, 1080, 210)),
        ("settings", "arrow in the top left corner", (0, 63, 147, 210)),
        ("settings", "row below Wi-Fi", (0, 420, 1080, 630)),
        ("settings", "bottom item", (0, 1260, 1080, 1470)),
        ("login", "field above the password field", (66, 640, 1014, 790)),
        ("login", "button below Remember me", (66, 1200, 1014, 1350)),
        ("launcher", "app to the left of Settings", (42, 1653, 291, 1917)),
    ],
)
def test_found(name: str, words: str, box: tuple[int, int, int, int]) -> None:
    location = locate(name, words)
    assert location.point is not None, (location.reason, location.candidates)
    assert Box(*box).contains(location.point)
    assert location.reading
    assert location.candidates[0].why


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("settings", "ninth switch"),
        ("settings", "switch next to Bluetooth"),
        ("settings", "slider next to Wi-Fi"),
        ("settings", "slider in the top right corner"),
        ("settings", "row above Bluetooth"),
        ("settings", "frobnicator below Wi-Fi"),
        ("settings", "second frobnicator"),
        ("login", "third checkbox"),
        ("settings", "purple switch"),
    ],
)
def test_absent(name: str, words: str) -> None:
    location = locate(name, words)
    assert location.reason is Reason.ABSENT
    assert location.point is None


def test_an_absent_one_of_a_kind_shows_the_others_of_its_kind() -> None:
    location = locate("settings", "ninth switch")
    assert len(location.candidates) == 2
    assert all(candidate.score < 0.5 for candidate in location.candidates)


def test_several_that_fit_are_ambiguous_and_all_named() -> None:
    location = locate("settings", "the switch below Wi-Fi or so")
    assert location.reason is Reason.ABSENT
    location = locate("list", "three dots")
    assert location.reason is Reason.AMBIGUOUS
    assert len(location.candidates) >= 2


def test_states_are_told_apart() -> None:
    on = locate("settings", "first switch that is on")
    off = locate("settings", "first switch that is off")
    assert on.point != off.point


def grid(columns: int, count: int) -> UiTree:
    """App icons with a name each, in lines of some."""
    cells = "".join(
        f'<node class="android.widget.TextView" clickable="true" text="App {i + 1}" '
        f'bounds="[{i % columns * 250},{300 + i // columns * 300}]'
        f'[{i % columns * 250 + 250},{300 + i // columns * 300 + 280}]"/>'
        for i in range(count)
    )
    return parse_hierarchy(
        f'<hierarchy rotation="0"><node class="GridView" bounds="[0,0][1080,2400]">{cells}</node>'
        "</hierarchy>"
    )


def test_a_grid_is_one_list_in_reading_order() -> None:
    (apps,) = item_lists(lay_out(grid(4, 10), blank()))
    assert [len(row) for row in apps.rows] == [4, 4, 2]
    assert [item.label.form.raw for item in apps.items if item.label] == [
        f"App {number}" for number in range(1, 11)
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("last app in the first row", "App 4"),
        ("first item of the second row", "App 5"),
        ("second app in the bottom row", "App 10"),
        ("app between App 1 and App 3", "App 2"),
        ("app below App 2", "App 6"),
        ("seventh app", "App 7"),
        ("third app from the right in the first row", "App 2"),
        ("app in the top right corner", "App 4"),
    ],
)
def test_in_a_grid(words: str, name: str) -> None:
    location = ElementsGrounder(Page()).locate(blank(), words, grid(4, 10))
    assert location.candidates[0].label == name
    assert location.found


def rows(*texts: str) -> tuple[TextLine, ...]:
    return tuple(
        TextLine(text, Box(60, 400 + 200 * at, 60 + 24 * len(text), 450 + 200 * at), 0.99)
        for at, text in enumerate(texts)
    )


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("item below Battery", "Display"),
        ("row between Network and Display", "Battery"),
        ("second item", "Battery"),
        ("last row", "Sound"),
    ],
)
def test_lines_of_text_are_items_where_there_is_no_hierarchy(words: str, text: str) -> None:
    page = Page(*rows("Network", "Battery", "Display", "Sound"))
    location = ElementsGrounder(page).locate(blank(), words)
    assert location.candidates[0].label == text
    assert location.found


def test_what_text_cannot_tell_is_not_counted_in_pixels() -> None:
    page = Page(*rows("Network", "Battery", "Display", "Sound"))
    assert not ElementsGrounder(page).locate(blank(), "third button").found


def painted(*colours: tuple[int, int, int]) -> tuple[Screenshot, list[Box]]:
    pixels = np.full((200, 100 * len(colours), 3), 255, np.uint8)
    boxes = []
    for at, colour in enumerate(colours):
        pixels[80:120, 100 * at + 20 : 100 * at + 80] = colour
        boxes.append(Box(100 * at, 60, 100 * at + 100, 140))
    return Screenshot(pixels), boxes


def test_looks() -> None:
    grey, blue = (120, 120, 120), (20, 60, 230)
    frame, boxes = painted(grey, blue, grey, grey)
    assert standing_out(frame.pixels, boxes) == 1
    assert is_coloured(frame.pixels, boxes[1], "blue")
    assert not is_coloured(frame.pixels, boxes[0], "blue")
    frame, boxes = painted(grey, grey, grey)
    assert standing_out(frame.pixels, boxes) is None
    frame, boxes = painted(grey, grey, (205, 205, 205))
    assert palest(frame.pixels, boxes) == 2
    frame, boxes = painted(grey, grey)
    assert palest(frame.pixels, boxes) is None


def test_many_equal_controls_take_no_time() -> None:
    cells = "".join(
        f'<node class="android.widget.Switch" checkable="true" clickable="true" '
        f'bounds="[{i % 50 * 20},{i // 50 * 40}][{i % 50 * 20 + 18},{i // 50 * 40 + 36}]"/>'
        for i in range(2500)
    )
    page = parse_hierarchy(
        f'<hierarchy rotation="0"><node class="L" bounds="[0,0][1080,2400]">{cells}</node>'
        "</hierarchy>"
    )
    started = time.process_time()
    assert ElementsGrounder(Page()).locate(blank(), "switch", page).reason is Reason.AMBIGUOUS
    assert time.process_time() - started < 1.0
