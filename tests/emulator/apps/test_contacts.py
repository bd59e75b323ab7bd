"""Contacts by touch, and the rows that are then there."""

from tests.emulator.apps.hand import Hand

PEOPLE = "com.android.contacts/.activities.PeopleActivity"
ROWS = "content query --uri content://com.android.contacts"
PHONES = f"{ROWS}/data/phones --projection display_name:data1:data2 --sort _id"


def test_a_person_from_first_to_last(hand: Hand) -> None:
    hand.open(PEOPLE)
    hand.see("No contacts yet")
    hand.tap("Create contact")
    hand.fill("First name", "Ada")
    hand.fill("Last name", "Lovelace")
    hand.fill("Email", "ada@example.com")
    hand.fill("Phone", "5551234")
    hand.tap("Add phone")
    hand.fill("phone", "5559876", nth=-1)
    hand.tap("kind", nth=-1)
    hand.tap("Work")
    hand.tap("Add email")
    hand.fill("email", "al@work.example", nth=-1)
    hand.tap("SAVE")
    assert hand.see("large_title").text == "Ada Lovelace"
    assert hand.shell(PHONES) == (
        "Row: 0 display_name=Ada Lovelace, data1=5551234, data2=2\n"
        "Row: 1 display_name=Ada Lovelace, data1=5559876, data2=3\n"
    )
    assert hand.shell(f"{ROWS}/data/emails --projection data1 --sort _id") == (
        "Row: 0 data1=ada@example.com\nRow: 1 data1=al@work.example\n"
    )
    hand.tap("Add to favorites")
    hand.see("Remove from favorites")
    assert hand.shell(f"{ROWS}/contacts --projection starred") == "Row: 0 starred=1\n"
    hand.tap("Edit contact")
    hand.fill("given", "Augusta")
    hand.tap("SAVE")
    assert hand.see("large_title").text == "Augusta Lovelace"
    hand.system.reboot("")
    hand.open(PEOPLE)
    hand.tap("Augusta Lovelace")
    hand.see("al@work.example")
    hand.tap("Delete")
    hand.see("Delete Augusta Lovelace?")
    hand.tap("Cancel", "Delete")
    hand.tap("Delete", nth=-1)
    hand.see("No contacts yet")
    assert hand.shell(f"{ROWS}/data") == "No result found.\n"


def test_the_list_follows_the_rows(hand: Hand) -> None:
    hand.open(PEOPLE)
    for name in ("Bob", "Ann", "Carol"):
        hand.shell(f"content insert --uri content://contacts/people --bind name:s:{name}")
    hand.see("Carol")
    titles = [node.text for node in hand.nodes("title")]
    assert titles == ["Ann", "Bob", "Carol"]
    hand.fill("Search contacts", "ar")
    hand.gone("Bob")
    hand.tap("Carol")
    assert hand.see("large_title").text == "Carol"
    hand.shell("content delete --uri content://contacts/people/3")
    hand.see("No contacts found")


def test_a_form_asks_before_it_is_lost_and_outlives_the_page(hand: Hand) -> None:
    hand.shell("am start -a android.intent.action.INSERT -t vnd.android.cursor.dir/contact"
               " -e name 'Grace Hopper' -e phone 5550000")  # fmt: skip
    assert (hand.see("given").text, hand.see("family").text) == ("Grace", "Hopper")
    hand.fill("Company", "Navy")
    hand.phone.screen.page.load()  # as after a crash
    hand.phone.screen._renderer.forget()
    assert hand.see("organization").text == "Navy"
    hand.back()
    hand.see("Discard changes?")
    hand.tap("Keep editing", "SAVE")
    hand.gone("SAVE")
    assert hand.shell(PHONES) == "Row: 0 display_name=Grace Hopper, data1=5550000, data2=2\n"
    hand.open(PEOPLE)
    hand.tap("Create contact")
    hand.fill("First name", "Nobody")
    hand.back()
    hand.tap("Discard")
    hand.see("Grace Hopper")
    assert "Nobody" not in hand.shell(f"{ROWS}/contacts")
