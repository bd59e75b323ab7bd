"""content://sms, and the database under it."""

import shlex
import sqlite3
from pathlib import Path

from tests.emulator.stores.conftest import Adb

DATABASE = "/data/data/com.android.providers.telephony/databases/mmssms.db"


def receive(adb: Adb, number: str, text: str, date: int) -> None:
    adb.content("insert", "content://sms/inbox", bind_address=f"s:{number}",
                bind_body=f"s:{text}", bind_date=f"l:{date}")  # fmt: skip


def test_a_message_as_android_prints_it(adb: Adb) -> None:
    assert adb.content("query", "content://sms/inbox") == "No result found.\n"
    receive(adb, "+15551234", r"hi\: you, there", 1697384040000)
    assert adb.content("query", "content://sms/inbox") == (
        "Row: 0 _id=1, thread_id=1, address=+15551234, person=NULL, date=1697384040000,"
        " date_sent=0, protocol=NULL, read=0, status=-1, type=1, reply_path_present=NULL,"
        " subject=NULL, body=hi: you, there, service_center=NULL, locked=0, sub_id=-1,"
        " error_code=-1, creator=NULL, seen=0\n"
    )


def test_boxes_threads_and_order(adb: Adb) -> None:
    receive(adb, "111", "first", 1000)
    receive(adb, "222", "second", 2000)
    adb.content("insert", "content://sms/sent", bind_address="s:111", bind_body="s:third",
                bind_date="l:3000")  # fmt: skip
    adb.content("insert", "content://sms/draft", bind_address="s:333", bind_body="s:fourth",
                bind_date="l:4000")  # fmt: skip
    listed = adb.content("query", "content://sms", projection="body:type:thread_id:read")
    assert listed == (
        "Row: 0 body=fourth, type=3, thread_id=3, read=1\n"
        "Row: 1 body=third, type=2, thread_id=1, read=1\n"
        "Row: 2 body=second, type=1, thread_id=2, read=0\n"
        "Row: 3 body=first, type=1, thread_id=1, read=0\n"
    )
    assert adb.content("query", "content://sms/sent", projection="body") == "Row: 0 body=third\n"
    threads = adb.content("query", "content://sms/conversations", projection="thread_id:msg_count")
    assert threads.splitlines()[1] == "Row: 1 thread_id=1, msg_count=2"
    simple = adb.shell("content query --uri 'content://mms-sms/conversations?simple=true'")
    assert "message_count=2" in simple
    assert "snippet=third" in simple


def test_one_number_is_one_thread_however_it_is_written(adb: Adb) -> None:
    for at, number in enumerate(("555 0101", "5550101", "(555) 01-01", "+5550101", "Bank")):
        receive(adb, number, "hi", at)
    threads = adb.content("query", "content://sms", projection="thread_id", sort="_id")
    assert [row.rpartition("=")[2] for row in threads.splitlines()] == ["1", "1", "1", "2", "3"]
    simple = adb.shell("content query --uri 'content://mms-sms/conversations?simple=true'")
    assert simple.count("Row:") == 3
    assert "recipient_ids=NULL" not in simple


def test_a_message_without_a_date_has_the_phones(adb: Adb) -> None:
    adb.shell("content insert --uri content://sms/sent --bind address:s:1 --bind body:s:x")
    now = int(adb.shell("date +%s"))
    row = adb.content("query", "content://sms/sent", projection="date")
    assert 0 <= now * 1000 + 999 - int(row.partition("date=")[2]) < 30_000


def test_read_and_delete(adb: Adb) -> None:
    receive(adb, "1", "a", 1)
    receive(adb, "1", "b", 2)
    adb.content("update", "content://sms/1", bind_read="i:1")
    unread = adb.content("query", "content://sms", where="read=0", projection="body")
    assert unread == "Row: 0 body=b\n"
    adb.content("delete", "content://sms", where="body='b'")
    assert adb.content("query", "content://sms", projection="body") == "Row: 0 body=a\n"


def test_sqlite3_empties_what_content_shows(adb: Adb) -> None:
    receive(adb, "1", "a", 1)
    assert adb.shell(f'sqlite3 {DATABASE} "SELECT address, body FROM sms;"') == "1|a\n"
    adb.shell(f'sqlite3 {DATABASE} "DELETE FROM sms;"')
    adb.shell(f'sqlite3 {DATABASE} "DELETE FROM threads;"')
    assert adb.content("query", "content://sms") == "No result found.\n"
    receive(adb, "1", "again", 2)
    assert "body=again" in adb.content("query", "content://sms")


def test_the_database_is_a_real_one(adb: Adb, tmp_path: Path) -> None:
    receive(adb, "1", "pulled", 1)
    copy = tmp_path / "mmssms.db"
    assert adb.answer("pull", DATABASE, str(copy))[2] == 0
    with sqlite3.connect(copy) as database:
        assert database.execute("SELECT body FROM sms").fetchall() == [("pulled",)]
    database.close()
    # Only the system writes there, and sqlite3, which stands for an emulator's `adb root`.
    assert adb.answer("push", str(copy), DATABASE)[2] != 0
    adb.shell(f"sqlite3 {DATABASE} \"UPDATE sms SET body = 'changed'\"")
    assert adb.content("query", "content://sms", projection="body") == "Row: 0 body=changed\n"


def test_messages_outlive_a_reboot_until_cleared(adb: Adb) -> None:
    receive(adb, "1", "a", 1)
    adb.reboot()
    assert adb.content("query", "content://sms", projection="body") == "Row: 0 body=a\n"
    adb.shell("pm clear com.android.providers.telephony")
    assert adb.content("query", "content://sms") == "No result found.\n"


def test_no_statement_leaves_the_phone(adb: Adb, tmp_path: Path) -> None:
    victim = tmp_path / "host.db"
    for statement in (f"ATTACH '{victim}' AS host", f"VACUUM INTO '{victim}'"):
        out, err, code = adb.answer(
            "shell", shlex.join(["sqlite3", "/data/local/tmp/x.db", statement])
        )
        assert (out, code) == ("", 1)
        assert err.startswith("Error: ")
    assert not victim.exists()
