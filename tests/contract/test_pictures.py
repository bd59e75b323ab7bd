"""The pictures of the docs: each that is shown is there, each that is there is shown, all small."""

import re
from pathlib import Path

from PIL import Image

DOCS = Path(__file__).parents[2] / "docs"
MOST_BYTES, MOST_IN_ALL = 60_000, 700_000


def test_screens_are_there_and_small() -> None:
    page = (DOCS / "screens.md").read_text(encoding="utf-8")
    shown = {DOCS / source for source in re.findall(r'<img src="([^"]+)"', page)}
    kept = set((DOCS / "images" / "screens").glob("*"))
    assert shown == kept
    assert kept
    for picture in kept:
        with Image.open(picture) as image:
            assert image.mode == "P", picture
            assert image.width <= 540
        assert picture.stat().st_size < MOST_BYTES, picture
    assert sum(picture.stat().st_size for picture in kept) < MOST_IN_ALL
