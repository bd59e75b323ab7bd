"""Notes by touch: files of the folder that Markor keeps them in."""

from tests.emulator.apps.hand import Hand

NOTES = "net.gsantner.markor/.activity.MainActivity"
FOLDER = "/storage/emulated/0/Documents/Markor"


def create(hand: Hand, name: str, kind: str) -> None:
    hand.tap("Create a new file or folder")
    hand.fill("Name", name)
    hand.tap(kind)


def test_a_note_from_first_to_last(hand: Hand) -> None:
    hand.open(NOTES)
    create(hand, "shopping", "OK")
    hand.tap("Write here")
    hand.system.screen.type_text("milk\nbread")
    assert hand.shell(f"cat {FOLDER}/shopping.md") == "milk\nbread"
    hand.back()
    hand.shell(f"printf eggs > {FOLDER}/shopping.md")
    hand.see("eggs")
    hand.back()
    create(hand, "Home", "FOLDER")
    create(hand, "shopping.md", "FOLDER")
    assert hand.shell(f"ls {FOLDER}") == "Home\nshopping.md\n"
    hand.tap("More options for shopping.md", "Move", "Home")
    hand.gone("shopping.md")
    assert hand.shell(f"find {FOLDER} -type f") == f"{FOLDER}/Home/shopping.md\n"
    hand.tap("Home")
    hand.hold("shopping.md")
    hand.tap("Rename")
    hand.fill("edit", "list.txt")
    hand.tap("OK")
    hand.see("list.txt")
    hand.system.reboot("")
    hand.open(NOTES)
    hand.tap("Home", "list.txt")
    hand.see("eggs")
    hand.back()
    hand.tap("More options for list.txt", "Delete")
    hand.see("Do you really want to delete list.txt?")
    hand.tap("OK")
    hand.see("No notes here yet")
    assert hand.shell(f"ls {FOLDER}/Home") == ""


def test_files_made_by_the_shell_appear(hand: Hand) -> None:
    hand.open(NOTES)
    hand.see("No notes here yet")
    hand.shell(f"echo hello > {FOLDER}/new.md")
    hand.see("new.md")
    hand.shell(f"rm {FOLDER}/new.md")
    hand.gone("new.md")


def test_a_folder_that_is_gone_is_made_for_the_first_note(hand: Hand) -> None:
    hand.shell("rm -r /sdcard/Documents")
    hand.system.reboot("")
    assert hand.shell("ls /sdcard | grep -c Documents; true") == "0\n"
    hand.open(NOTES)
    create(hand, "first", "OK")
    hand.see("Write here")
    assert hand.shell(f"ls {FOLDER}") == "first.md\n"
