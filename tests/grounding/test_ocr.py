"""The real engine on pictures drawn here."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont
import pytest

from droidground.errors import ModelUnavailable
from droidground.geometry import Box
from droidground.grounding import ElementsGrounder, Reason
from droidground.grounding.elements import ocr
from droidground.grounding.elements.ocr import RapidOcrReader, TextLine
from droidground.screen import Pixels, Screenshot

LABELS = {"Network": (60, 200), "Battery": (60, 400), "Display": (600, 400)}


def picture(extra: str = "") -> Screenshot:
    """A white page with labels; Pillow's own font needs no file."""
    image = PIL.Image.new("RGB", (1080, 1200), "white")
    draw = PIL.ImageDraw.Draw(image)
    font = PIL.ImageFont.load_default(size=44)
    for text, place in LABELS.items():
        draw.text(place, text, fill=(30, 30, 30), font=font)
    draw.text((60, 900), extra, fill=(30, 30, 30), font=font)
    return Screenshot(np.array(image))


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Widths of the crops that the engine was asked to read."""
    widths: list[int] = []
    real = ocr.recognise

    def counted(crop: Pixels) -> tuple[str, float]:
        widths.append(crop.shape[1])
        return real(crop)

    monkeypatch.setattr(ocr, "recognise", counted)
    return widths


def test_reads_lines_where_they_are() -> None:
    lines = RapidOcrReader().read(picture())
    found = {line.text: line.box for line in lines}
    assert set(found) == set(LABELS)
    for text, (x, y) in LABELS.items():
        box = found[text]
        assert box.left <= x + 5
        assert box.top <= y + 20 <= box.bottom


def test_the_same_frame_is_read_once(recognised: list[int]) -> None:
    reader = RapidOcrReader()
    once = reader.read(picture())
    calls = len(recognised)
    assert calls > 0
    assert reader.read(picture()) == once
    assert len(recognised) == calls


def test_crops_from_memory_are_what_the_engine_would_say(
    recognised: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recognition takes one crop at a time, so a crop's text depends on its pixels alone.

    Detection looks at the whole page and may move a box by some pixels when another line appears;
    here it does not, so that only the new line is news.
    """
    places = [*LABELS.values(), (60, 900)]
    boxes = [Box(x - 10, y - 4, x + 230, y + 60) for x, y in places]
    monkeypatch.setattr(ocr, "detect", lambda bgr, size: boxes)
    reader = RapidOcrReader()
    reader.read(picture())
    before = len(recognised)
    changed = reader.read(picture("Storage"))
    assert len(recognised) == before + 1
    assert [line.text for line in changed] == [*LABELS, "Storage"]
    assert changed == RapidOcrReader().read(picture("Storage"))


def mutated(how: str) -> Screenshot:
    """The page after something happened on it."""
    image = PIL.Image.fromarray(picture("12:34").pixels)
    draw = PIL.ImageDraw.Draw(image)
    if how == "a clock ticks":
        draw.rectangle((50, 890, 300, 960), fill="white")
        draw.text((60, 900), "12:35", fill=(30, 30, 30), font=PIL.ImageFont.load_default(size=44))
    elif how == "a switch flips":
        draw.rounded_rectangle((900, 190, 1010, 250), 30, fill=(30, 110, 220))
        draw.ellipse((955, 195, 1005, 245), fill="white")
    else:
        return Screenshot(np.roll(np.array(image), -120, axis=0))
    return Screenshot(np.array(image))


@pytest.mark.parametrize("how", ["a clock ticks", "a switch flips", "a list scrolls"])
def test_what_is_kept_does_not_change_what_is_read(how: str, recognised: list[int]) -> None:
    reader = RapidOcrReader()
    reader.read(picture("12:34"))
    before = len(recognised)
    again = reader.read(mutated(how))
    anew = len(recognised) - before
    assert again == RapidOcrReader().read(mutated(how))
    assert how == "a list scrolls" or anew < before


def test_a_page_without_text_is_empty() -> None:
    blank = Screenshot(np.full((800, 400, 3), 255, np.uint8))
    assert RapidOcrReader().read(blank) == ()
    assert ElementsGrounder().locate(blank, "Settings").reason is Reason.ABSENT


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (2000, 8)])
def test_odd_frames(shape: tuple[int, int]) -> None:
    frame = Screenshot(np.zeros((*shape, 3), np.uint8))
    assert ElementsGrounder().locate(frame, "Settings").reason is Reason.ABSENT


def test_a_frame_too_thin_for_text_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "detect", lambda bgr, size: pytest.fail("enlarged for nothing"))
    assert RapidOcrReader().read(Screenshot(np.zeros((1, 3000, 3), np.uint8))) == ()


@pytest.fixture
def without_rapidocr(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ocr._engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    yield
    ocr._engine.cache_clear()


@pytest.mark.usefixtures("without_rapidocr")
def test_a_missing_engine_says_how_to_install_it() -> None:
    with pytest.raises(ModelUnavailable) as caught:
        ElementsGrounder().locate(picture(), "Network")
    assert "pip install" in caught.value.hint
    assert caught.value.words == "Network"


def test_importing_loads_no_engine() -> None:
    code = (
        "import sys, droidground.grounding; "
        "print({'rapidocr', 'onnxruntime', 'cv2'} & sys.modules.keys())"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stdout.strip() == "set()"


def test_a_line_knows_whether_it_is_part_of_another() -> None:
    assert not TextLine("a", Box(0, 0, 1, 1), 1.0).is_part
