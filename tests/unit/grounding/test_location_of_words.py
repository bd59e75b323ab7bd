"""Words on hand-made hierarchies: what is found, and what is not."""

import pytest

from droidground.geometry import Box, Point, Size
from droidground.grounding import ElementsGrounder, Location, Reason
from droidground.grounding.elements.ocr import TextLine
from droidground.screen import Screenshot
from tests.unit.grounding.trees import blank, tree


class NoReader:
    """Fails the test when the pixels are looked at."""

    def read(self, screenshot: Screenshot) -> tuple[TextLine, ...]:
        raise AssertionError("the hierarchy answers; nothing may be read")


class Page:
    """A reader that knows what is on the page, and counts how often it is asked."""

    def __init__(self, *lines: TextLine) -> None:
        self.lines = lines
        self.calls = 0

    def read(self, screenshot: Screenshot) -> tuple[TextLine, ...]:
        self.calls += 1
        return self.lines


def locate(name: str, words: str) -> Location:
    return ElementsGrounder(NoReader()).locate(blank(), words, tree(name))


@pytest.mark.parametrize(
    ("name", "words", "box"),
    [
        ("settings", "Wi-Fi toggle", (901, 272, 1039, 358)),
        ("settings", "wifi switch", (901, 272, 1039, 358)),
        ("settings", "WiFi", (190, 240, 320, 310)),
        ("launcher", "Clock icon", (42, 1653, 291, 1917)),
        ("launcher", "Settings", (789, 1653, 1038, 1917)),
        ("launcher", "Phone icon", (42, 1938, 241, 2127)),
        ("settings", "Wi-Fi icon", (50, 280, 120, 350)),
        ("settings", "Airplane mode switch", (901, 692, 1039, 778)),
        ("settings", "Dark theme checkbox", (901, 902, 1039, 988)),
        ("settings", "dark theme toggle", (901, 902, 1039, 988)),
        ("settings", "Brightness slider", (190, 1160, 1039, 1240)),
        ("settings", "slider", (190, 1160, 1039, 1240)),
        ("settings", "Battery 57%", (0, 1260, 1080, 1470)),
        ("settings", "go back", (0, 63, 147, 210)),
        ("settings", "back button", (0, 63, 147, 210)),
        ("settings", "search icon", (933, 63, 1080, 210)),
        ("login", "Sign in", (66, 1200, 1014, 1350)),
        ("login", "Sign in button", (66, 1200, 1014, 1350)),
        ("login", "email field", (66, 640, 1014, 790)),
        ("login", "account field", (66, 640, 1014, 790)),
        ("login", "password field", (66, 820, 1014, 970)),
        ("login", "Remember me", (66, 1000, 700, 1100)),
        ("login", "remember me checkbox", (66, 1000, 700, 1100)),
        ("login", "Register", (66, 1600, 1014, 1700)),
        ("login", "close banner", (960, 100, 1060, 200)),
        ("login", "home tab", (200, 2330, 340, 2390)),
        ("login", "help icon", (760, 2220, 860, 2320)),
        ("login", "Work profile item", (66, 1760, 700, 1830)),
        ("login", "Work profile radio button", (960, 1790, 1030, 1860)),
        ("login", "English dropdown", (80, 1930, 900, 2030)),
        ("list", "Menu", (66, 100, 400, 200)),
        ("list", "Home", (10, 2210, 530, 2390)),
        ("windows", "Delete", (520, 1350, 940, 1480)),
        ("windows", "Files", (40, 80, 400, 180)),
        ("drawer", "Library", (0, 400, 820, 540)),
        ("compose", "Bluetooth toggle", (0, 300, 1080, 480)),
        ("compose", "Bluetooth", (60, 340, 500, 400)),
        ("compose", "favourite icon", (900, 100, 1040, 240)),
        ("compose", "continue button", (160, 630, 400, 710)),
        ("compose", "الإعدادات", (600, 800, 1040, 900)),
        ("compose", "設定", (600, 900, 1040, 1000)),
        ("compose", "tap on Continue", (160, 630, 400, 710)),
        ("keypad", ".", (0, 400, 200, 600)),
        ("keypad", "-", (200, 400, 400, 600)),
        ("keypad", "+", (400, 400, 600, 600)),
        ("keypad", "(", (600, 400, 800, 600)),
        ("keypad", 'the "=" button', (800, 400, 1000, 600)),
        ("keypad", 'Press the "=" button', (0, 100, 1080, 200)),
        ("keypad", "switch widget", (900, 700, 1040, 780)),
    ],
)
def test_found(name: str, words: str, box: tuple[int, int, int, int]) -> None:
    location = locate(name, words)
    assert location.reason is None
    assert location.box == Box(*box)
    assert location.point is not None
    assert Box(*box).contains(location.point)
    assert location.candidates[0].box == location.box


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("settings", "Bluetooth toggle"),
        ("settings", "Mobile network toggle"),
        ("settings", "AndroidWifi toggle"),
        ("settings", "Battery slider"),
        ("settings", "Wi-Fi radio button"),
        ("settings", "Wi-Fi calling"),
        ("settings", "Theme"),
        ("settings", "Below the fold"),
        ("settings", '"Wi"'),
        ("login", "Sign up"),
        ("login", "Sign in switch"),
        ("login", "Remember me slider"),
        ("login", "Home slider"),
        ("login", "Work profile menu"),
        ("login", "me@example.com radio button"),
        ("windows", "Under the dialog"),
        ("drawer", "Open navigation drawer"),
        ("compose", "設"),
        ("compose", "tap on Bluetooth settings"),
        ("keypad", ")"),
        ("keypad", "..."),
        ("keypad", "widget"),
        ("list", "Fourth song"),
    ],
)
def test_absent(name: str, words: str) -> None:
    location = locate(name, words)
    assert location.reason is Reason.ABSENT
    assert (location.point, location.box, location.input_point) == (None, None, None)


def test_the_row_is_shown_when_its_control_is_missing() -> None:
    location = locate("settings", "Mobile network toggle")
    assert [candidate.label for candidate in location.candidates] == ["Mobile network"]
    assert location.candidates[0].score <= 0.5


def test_equal_names_are_ambiguous() -> None:
    location = locate("list", "More options")
    assert location.reason is Reason.AMBIGUOUS
    assert location.point is None
    assert {candidate.box.top for candidate in location.candidates[:2]} == {330, 530}


def test_a_kind_alone_names_one_thing_or_is_ambiguous() -> None:
    assert locate("login", "checkbox").box == Box(66, 1000, 700, 1100)
    assert locate("settings", "switch").reason is Reason.AMBIGUOUS


@pytest.mark.parametrize("words", ["photo", "menu", "link", "option", "title", "icon"])
def test_kinds_that_are_labels_themselves_need_one(words: str) -> None:
    assert locate("settings", words).reason is Reason.ABSENT


def test_the_point_avoids_another_control_in_the_middle() -> None:
    location = locate("list", "Third song")
    assert location.box == Box(0, 700, 1080, 900)
    assert location.point is not None
    assert not Box(440, 710, 640, 890).contains(location.point)


def test_a_display_of_another_size_than_the_frame() -> None:
    frame = blank(Size(540, 1200), display=Size(1080, 2400))
    location = ElementsGrounder(NoReader()).locate(frame, "Wi-Fi toggle", tree("settings"))
    assert location.box == Box(450, 136, 520, 179)
    assert location.input_point is not None
    assert Box(901, 272, 1039, 358).contains(location.input_point)


def test_the_answer_is_whole() -> None:
    location = ElementsGrounder(NoReader()).locate(
        blank(display=Size(1080, 2400)), "Wi-Fi toggle", tree("settings")
    )
    assert location.point == Point(970, 315)
    assert location.input_point == Point(970, 315)
    assert location.origin is not None
    assert (location.origin.x, location.origin.y) == (970.5, 315.5)
    assert location.grounder == "elements"
    assert set(location.timings_ms) == {"locate"}
    assert location.score == location.candidates[0].score > 0.9


def test_an_image_file_has_no_input_point() -> None:
    location = locate("settings", "Battery")
    assert location.found
    assert location.input_point is None
    assert location.transform is not None
    assert location.transform.target.name == "frame"


LINK = TextLine("Read more", Box(100, 700, 300, 750), 0.99)
TITLE = TextLine("Settings", Box(40, 80, 400, 180), 0.99)


def test_pixels_are_read_where_the_hierarchy_is_silent() -> None:
    page = Page(TITLE, LINK)
    grounder = ElementsGrounder(page)
    location = grounder.locate(blank(), "read more", tree("canvas"))
    assert (location.box, location.candidates[0].source) == (LINK.box, "ocr")
    assert set(location.timings_ms) == {"locate", "ocr"}
    assert grounder.locate(blank(), "Settings", tree("canvas")).reason is Reason.ABSENT
    assert grounder.locate(blank(), "Browser", tree("canvas")).found
    assert page.calls == 2


def test_without_a_hierarchy_only_text_is_found() -> None:
    page = Page(TextLine("Wi-Fi", Box(190, 240, 320, 310), 0.99), LINK)
    grounder = ElementsGrounder(page)
    assert grounder.locate(blank(), "Wi-Fi").found
    assert grounder.locate(blank(), "read more link").found
    location = grounder.locate(blank(), "Wi-Fi toggle")
    assert location.reason is Reason.ABSENT
    assert [candidate.label for candidate in location.candidates] == ["Wi-Fi"]


@pytest.mark.parametrize("words", ["Настройки", "설정", "الإعدادات", "Wi-Fi ปิด"])
def test_unreadable_scripts_get_no_point(words: str) -> None:
    grounder = ElementsGrounder(NoReader())
    for known in (None, tree("canvas")):
        location = grounder.locate(blank(), words, known)
        assert location.reason is Reason.UNREADABLE_SCRIPT
        assert location.point is None
    assert grounder.locate(blank(), words, tree("settings")).reason is Reason.ABSENT


@pytest.mark.parametrize("words", ["Business card", "The business card", "Tap here to begin"])
def test_a_misread_label_is_found_whatever_words_it_holds(words: str) -> None:
    """Role words, articles and verbs ask for the label as written; the reading may still err."""
    lines = [TextLine(words.replace("i", "l"), LINK.box, 0.99), TITLE]
    assert ElementsGrounder(Page(*lines)).locate(blank(), words).box == LINK.box
