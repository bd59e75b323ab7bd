"""content://com.android.contacts and content://contacts."""

from tests.emulator.stores.conftest import CONTACTS, ITEM, PEOPLE, Adb

PHONES = "content://contacts/phones/"
"""With a slash at its end, as AndroidWorld asks."""


def add(adb: Adb, name: str, number: str) -> None:
    adb.content("insert", PEOPLE, bind_name=f"s:{name}", bind_number=f"s:{number}")


def test_numbers_as_android_world_asks(adb: Adb) -> None:
    listed = f"content query --uri {PHONES} --projection display_name:number"
    assert adb.shell(listed) == "No result found.\n"
    add(adb, "Ada Lovelace", "+1 555-1234")
    add(adb, "張偉", "119")
    assert adb.shell(listed) == (
        "Row: 0 display_name=Ada Lovelace, number=+1 555-1234\n"
        "Row: 1 display_name=張偉, number=119\n"
    )
    assert adb.shell("pm clear com.android.providers.contacts") == "Success\n"
    assert adb.shell(listed) == "No result found.\n"


def test_raw_contact_and_its_data(adb: Adb) -> None:
    raw = f"{CONTACTS}/raw_contacts"
    adb.content("insert", raw, bind_account_type="n:", bind_account_name="n:")
    assert "_id=1, account_name=NULL, account_type=NULL" in adb.content("query", raw)
    adb.content("insert", f"{CONTACTS}/data", bind_raw_contact_id="i:1",
                bind_mimetype=f"s:{ITEM}/name", bind_data1="s:Grace Hopper")  # fmt: skip
    adb.content("insert", f"{raw}/1/data", bind_mimetype=f"s:{ITEM}/phone_v2",
                bind_data1="s:5559876", bind_data2="i:2")  # fmt: skip
    names = adb.content("query", f"{CONTACTS}/data", where=f"mimetype='{ITEM}/name'",
                        projection="data1:data2:data3")  # fmt: skip
    assert names == "Row: 0 data1=Grace Hopper, data2=Grace, data3=Hopper\n"
    shown = adb.content("query", f"{CONTACTS}/contacts/1",
                        projection="display_name:has_phone_number")  # fmt: skip
    assert shown == "Row: 0 display_name=Grace Hopper, has_phone_number=1\n"
    numbers = adb.content("query", f"{CONTACTS}/data/phones", projection="data1:display_name")
    assert numbers == "Row: 0 data1=5559876, display_name=Grace Hopper\n"


def test_a_contact_goes_with_all_its_data(adb: Adb) -> None:
    add(adb, "Ada", "1")
    add(adb, "Bob", "2")
    adb.content("delete", f"{CONTACTS}/contacts/1")
    assert adb.content("query", f"{CONTACTS}/data", projection="data1") == (
        "Row: 0 data1=Bob\nRow: 1 data1=2\n"
    )
    adb.content("delete", f"{CONTACTS}/raw_contacts", where="display_name='Bob'")
    assert adb.content("query", f"{CONTACTS}/data") == "No result found.\n"


def test_update_sort_and_where(adb: Adb) -> None:
    for name in ("carol", "Ada", "Bob"):
        add(adb, name, "1")
    adb.content("update", f"{CONTACTS}/contacts/3", bind_starred="i:1")
    adb.content("update", f"{PEOPLE}/1", bind_name="s:Zoe")
    listed = adb.content("query", PEOPLE, projection="name:starred", sort="name DESC")
    assert listed == (
        "Row: 0 name=Zoe, starred=0\nRow: 1 name=Bob, starred=1\nRow: 2 name=Ada, starred=0\n"
    )
    assert adb.content("query", PEOPLE, projection="name", where="name LIKE 'b%'") == (
        "Row: 0 name=Bob\n"
    )


def test_a_name_is_no_column_of_a_contact(adb: Adb) -> None:
    add(adb, "Ada", "1")
    out, err, code = adb.answer(
        "shell", f"content update --uri {CONTACTS}/contacts/1 --bind display_name:s:Eve"
    )
    assert (out, code) == ("", 0)
    assert err == (
        "Error while accessing provider:com.android.contacts\n"
        "java.lang.IllegalArgumentException: Invalid column display_name\n"
    )


def test_people_outlive_a_reboot_and_the_app(adb: Adb) -> None:
    add(adb, "Ada", "1")
    before = adb.content("query", f"{CONTACTS}/data")
    adb.reboot()
    assert adb.content("query", f"{CONTACTS}/data") == before
    adb.shell("pm clear com.android.contacts")
    assert adb.content("query", f"{CONTACTS}/data") == before
