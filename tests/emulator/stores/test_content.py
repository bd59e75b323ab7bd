"""The `content` tool itself, and the smaller providers."""

import pytest

from tests.emulator.stores.conftest import Adb


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "Unsupported operation: null"),
        ("frob", "Unsupported operation: frob"),
        ("query", "Content provider URI not specified. Did you specify --uri argument?"),
        ("query --uri content://sms --bind a:s:b", "Unsupported argument: --bind"),
        ("query --uri", "No value for argument: --uri"),
        ("insert --uri content://sms", "Bindings not specified. Did you specify --bind"),
        ("insert --uri content://sms --bind body", "Binding not well formed: body"),
        ("insert --uri content://sms --bind a:q:b", "Unsupported type: q"),
        ("insert --uri content://sms --bind date:l:soon", 'For input string: "soon"'),
    ],
)
def test_mistakes(adb: Adb, words: str, says: str) -> None:
    said = adb.shell(f"content {words}")
    assert said.startswith("usage: adb shell content [subcommand] [options]\n")
    assert f"\n[ERROR] {says}" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("content://nosuch/x", "java.lang.IllegalStateException: Could not find provider: nosuch"),
        ("content://sms/nosuch", "java.lang.IllegalArgumentException: Unknown URI"),
        ("content://sms --where nosuch=1", "SQLiteException: no such column: nosuch"),
        ("content://sms --where '1; DROP TABLE sms'", "SQLiteException"),
        ("content://settings/global --sort nosuch", "SQLiteException: no such column: nosuch"),
        ("content://sms --where '?=1'", "SQLiteException"),
    ],
)
def test_what_a_provider_refuses(adb: Adb, words: str, says: str) -> None:
    out, err, code = adb.answer("shell", f"content query --uri {words}")
    assert (out, code) == ("", 0)
    assert err.startswith("Error while accessing provider:")
    assert says in err


def test_an_endless_query_ends(adb: Adb) -> None:
    endless = (
        "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) FROM n)"
    )
    adb.content("insert", "content://sms", bind_body="s:x")
    out, err, _ = adb.answer("shell", f'content query --uri content://sms --where "{endless} = 1"')
    assert out == ""
    assert "interrupted" in err


def test_settings_tell_the_same_everywhere(adb: Adb) -> None:
    row = adb.content("query", "content://settings/global", where="name='wifi_on'",
                      projection="name:value:is_preserved_in_restore")  # fmt: skip
    assert row == "Row: 0 name=wifi_on, value=1, is_preserved_in_restore=false\n"
    adb.content("update", "content://settings/global", bind_value="s:0", where="name='wifi_on'")
    assert adb.shell("settings get global wifi_on") == "0\n"
    adb.content("insert", "content://settings/system", bind_name="s:a", bind_value="s:b c")
    assert adb.shell("settings get system a") == "b c\n"
    adb.content("delete", "content://settings/system/a")
    assert adb.shell("settings get system a") == "null\n"


def test_media_lists_and_removes_files(adb: Adb) -> None:
    adb.shell("echo hi > /sdcard/Download/a.txt; echo x > /sdcard/Pictures/p.png")
    downloads = "content://media/external/downloads"
    row = adb.content("query", downloads, projection="_data:_size:mime_type")
    assert row == "Row: 0 _data=/storage/emulated/0/Download/a.txt, _size=3, mime_type=text/plain\n"
    images = adb.content("query", "content://media/external/images/media",
                         projection="_display_name")  # fmt: skip
    assert images == "Row: 0 _display_name=p.png\n"
    adb.content("delete", downloads)
    assert adb.shell("ls /sdcard/Download") == ""
    assert adb.content("query", downloads) == "No result found.\n"


def test_clock_keeps_alarms_until_cleared(adb: Adb) -> None:
    alarms = "content://com.android.deskclock/alarms"
    adb.content("insert", alarms, bind_hour="i:7", bind_minutes="i:15")
    listed = adb.content("query", alarms, projection="hour:minutes:enabled")
    assert listed.endswith("Row: 2 hour=7, minutes=15, enabled=1\n")
    adb.reboot()
    assert adb.content("query", alarms, projection="hour:minutes:enabled") == listed
    adb.shell("pm clear com.android.deskclock")
    assert "hour=7" not in adb.content("query", alarms)


def test_the_next_alarm(adb: Adb) -> None:
    """It is Sunday, 2023-10-15 15:34, on a phone with a seed."""
    alarms = "content://com.android.deskclock/alarms"
    assert "time:" not in adb.shell("dumpsys alarm")
    adb.content("update", f"{alarms}/2", bind_enabled="i:1")
    assert "time:1697878800000 = 2023-10-21 09:00:00\n" in adb.shell("dumpsys alarm")
    adb.content("update", f"{alarms}/1", bind_enabled="i:1")
    assert " = 2023-10-16 08:30:00\n" in adb.shell("dumpsys alarm")
    adb.content("insert", alarms, bind_hour="i:15", bind_minutes="i:50")
    assert " = 2023-10-15 15:50:00\n" in adb.shell("dumpsys alarm")


def test_gettype(adb: Adb) -> None:
    uri = "content://com.android.contacts/contacts"
    assert adb.content("gettype", uri) == "Result: vnd.android.cursor.dir/contact\n"
    assert adb.content("gettype", f"{uri}/1") == "Result: vnd.android.cursor.item/contact\n"
    assert adb.content("gettype", "content://nosuch/x") == "Result: null\n"


@pytest.mark.parametrize(
    ("intent", "activity"),
    [
        ("-a INSERT -t vnd.android.cursor.dir/contact -e name Al -e phone 5",
         "com.android.contacts/com.android.contacts.activities.ContactEditorActivity"),
        ("-a VIEW -d content://com.android.contacts/contacts/1",
         "com.android.contacts/com.android.contacts.quickcontact.QuickContactActivity"),
        ("-a SENDTO -d sms:5551234 --es sms_body hi",
         "com.android.messaging/com.android.messaging.ui.conversation.LaunchConversationActivity"),
        ("-a SEND -t text/plain --es android.intent.extra.TEXT hi",
         "com.android.messaging/com.android.messaging.ui.conversation.LaunchConversationActivity"),
        ("-a SET_ALARM --ei android.intent.extra.alarm.HOUR 7",
         "com.android.deskclock/com.android.deskclock.HandleApiCalls"),
        ("-a VIEW -d file:///sdcard/x.html",
         "com.android.chrome/com.google.android.apps.chrome.Main"),
        ("-a VIEW -t text/markdown -d file:///sdcard/Documents/Markor/a.md",
         "net.gsantner.markor/net.gsantner.markor.activity.DocumentActivity"),
    ],
)  # fmt: skip
def test_intents_open_their_app(adb: Adb, intent: str, activity: str) -> None:
    said = adb.shell(f"am start {intent.replace('-a ', '-a android.intent.action.')}")
    assert said.startswith("Starting: Intent { act=android.intent.action.")
    assert f" {activity}}}" in adb.shell("dumpsys window | grep mCurrentFocus")
