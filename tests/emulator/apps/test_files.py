"""Files by touch, and what then lies in the shared storage."""

import io

from PIL import Image

from tests.emulator.apps.hand import Hand

FILES = "com.android.documentsui/.files.FilesActivity"
ROOT = "/storage/emulated/0"


def titles(hand: Hand) -> list[str]:
    hand.see("dir_list")
    return [node.text for node in hand.nodes("title")]


def test_folders_copies_and_moves(hand: Hand) -> None:
    hand.shell(f"echo some words > {ROOT}/Download/a.txt; mkdir {ROOT}/Download/Old")
    hand.open(FILES)
    hand.tap("Download", "New folder")
    hand.fill("edit", "Trip")
    hand.tap("OK")
    hand.tap("More options for a.txt", "Copy to…", "Trip", "Copy here")
    hand.see("a.txt")
    assert hand.shell(f"cat {ROOT}/Download/Trip/a.txt") == "some words\n"
    hand.back()
    hand.hold("Trip")
    hand.tap("Move to…", "Old", "Move here", "Trip")
    hand.tap("a.txt")
    assert hand.see("text").text == "some words"
    assert hand.shell(f"find {ROOT}/Download -type f") == (
        f"{ROOT}/Download/Old/Trip/a.txt\n{ROOT}/Download/a.txt\n"
    )
    hand.back()
    hand.back()
    hand.back()
    hand.tap("More options for Old", "Delete", "OK")
    hand.gone("Old")
    assert hand.shell(f"ls {ROOT}/Download") == "a.txt\n"


def test_sorting_searching_and_pictures(hand: Hand) -> None:
    for name, size in (("b.txt", 30), ("c.txt", 10), ("a.txt", 20)):
        hand.system.files.write(f"{ROOT}/Download/{name}", b"x" * size)
    picture = io.BytesIO()
    Image.new("RGB", (400, 300), "#00c853").save(picture, "PNG")
    hand.system.files.mkdir(f"{ROOT}/Download/Sea")
    hand.system.files.write(f"{ROOT}/Download/Sea/green sea.png", picture.getvalue())
    hand.open(FILES)
    hand.tap("Download")
    assert titles(hand)[1:] == ["a.txt", "b.txt", "c.txt"]
    hand.tap("Sort by", "Size")
    hand.see("Sea")
    assert [name for name in titles(hand) if name != "Sea"] == ["b.txt", "a.txt", "c.txt"]
    hand.tap("Search")
    assert hand.system.screen.type_text("sea")
    hand.see("green sea.png")
    assert titles(hand) == ["Sea", "green sea.png"]
    hand.tap("green sea.png")
    left, top, right, bottom = hand.see("image").bounds
    middle = hand.phone.image().getpixel(((left + right) // 2, (top + bottom) // 2))
    assert middle == (0, 200, 83)
