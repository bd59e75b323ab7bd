"""The contacts database: Android's tables and views, each raw contact being a contact of its own.

Columns: android.provider.ContactsContract and, for people and phones, the old
android.provider.Contacts.
"""

from __future__ import annotations

from collections.abc import Mapping

_ITEM = "vnd.android.cursor.item/"
NAME = f"{_ITEM}name"
PHONE = f"{_ITEM}phone_v2"
EMAIL = f"{_ITEM}email_v2"
NOTE = f"{_ITEM}note"
ORGANIZATION = f"{_ITEM}organization"
NICKNAME = f"{_ITEM}nickname"

_DATA = ", ".join(f"data{number} TEXT" for number in range(1, 16))
_DATA_OF = ", ".join(f"d.data{number} AS data{number}" for number in range(1, 16))

_FIRST = (
    "(SELECT {column} FROM data WHERE raw_contact_id = r._id AND mimetype = '{kind}'"
    " ORDER BY is_primary DESC, _id LIMIT 1)"
)
_DISPLAY_NAME = f"""(SELECT data1 FROM data WHERE raw_contact_id = r._id AND data1 <> ''
    AND mimetype IN ('{NAME}', '{NICKNAME}', '{ORGANIZATION}', '{PHONE}', '{EMAIL}')
    ORDER BY CASE mimetype WHEN '{NAME}' THEN 0 WHEN '{NICKNAME}' THEN 1
        WHEN '{ORGANIZATION}' THEN 2 WHEN '{PHONE}' THEN 3 ELSE 4 END, _id LIMIT 1)"""


def _first(column: str, kind: str) -> str:
    return _FIRST.format(column=column, kind=kind)


SCHEMA = f"""
CREATE TABLE raw_contacts (_id INTEGER PRIMARY KEY AUTOINCREMENT, account_name TEXT,
    account_type TEXT, sourceid TEXT, version INTEGER NOT NULL DEFAULT 1,
    dirty INTEGER NOT NULL DEFAULT 1, deleted INTEGER NOT NULL DEFAULT 0,
    aggregation_mode INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0,
    times_contacted INTEGER NOT NULL DEFAULT 0, last_time_contacted INTEGER,
    custom_ringtone TEXT, send_to_voicemail INTEGER NOT NULL DEFAULT 0,
    pinned INTEGER NOT NULL DEFAULT 0);
CREATE TABLE data (_id INTEGER PRIMARY KEY AUTOINCREMENT,
    raw_contact_id INTEGER NOT NULL REFERENCES raw_contacts(_id), mimetype TEXT NOT NULL,
    is_primary INTEGER NOT NULL DEFAULT 0, is_super_primary INTEGER NOT NULL DEFAULT 0,
    data_version INTEGER NOT NULL DEFAULT 0, {_DATA});
CREATE INDEX data_of ON data (raw_contact_id, mimetype);
CREATE TRIGGER raw_contact_deleted AFTER DELETE ON raw_contacts BEGIN
    DELETE FROM data WHERE raw_contact_id = old._id; END;
CREATE VIEW view_raw_contacts AS SELECT r.*, r._id AS contact_id,
    {_DISPLAY_NAME} AS display_name, {_DISPLAY_NAME} AS display_name_alt,
    {_DISPLAY_NAME} AS sort_key FROM raw_contacts r;
CREATE VIEW view_contacts AS SELECT _id, _id AS name_raw_contact_id, display_name,
    display_name_alt, sort_key, 'r' || _id AS lookup, NULL AS photo_id, NULL AS photo_uri,
    EXISTS (SELECT 1 FROM data WHERE raw_contact_id = v._id AND mimetype = '{PHONE}')
        AS has_phone_number,
    starred, times_contacted, last_time_contacted, custom_ringtone, send_to_voicemail, pinned,
    1 AS in_visible_group FROM view_raw_contacts v WHERE deleted = 0;
CREATE VIEW view_data AS SELECT d._id AS _id, d.raw_contact_id AS raw_contact_id,
    r.contact_id AS contact_id, d.mimetype AS mimetype, d.is_primary AS is_primary,
    d.is_super_primary AS is_super_primary, d.data_version AS data_version, {_DATA_OF},
    r.display_name AS display_name, r.sort_key AS sort_key, 'r' || r._id AS lookup,
    r.starred AS starred, r.account_name AS account_name, r.account_type AS account_type
    FROM data d JOIN view_raw_contacts r ON r._id = d.raw_contact_id WHERE r.deleted = 0;
CREATE VIEW view_phones AS SELECT _id, raw_contact_id AS person, data1 AS number, data2 AS type,
    data3 AS label, data4 AS number_key, is_primary AS isprimary, display_name AS name,
    display_name FROM view_data WHERE mimetype = '{PHONE}';
CREATE VIEW view_people AS SELECT r._id AS _id, r.display_name AS name,
    r.display_name AS display_name, {_first("data1", NOTE)} AS notes,
    r.times_contacted AS times_contacted, r.last_time_contacted AS last_time_contacted,
    r.custom_ringtone AS custom_ringtone, r.send_to_voicemail AS send_to_voicemail,
    r.starred AS starred, {_first("_id", PHONE)} AS primary_phone,
    {_first("data1", PHONE)} AS number, {_first("data2", PHONE)} AS type,
    {_first("data3", PHONE)} AS label FROM view_raw_contacts r WHERE r.deleted = 0;
"""

DIRECTORY_TYPES: Mapping[str, str] = {
    "contacts": "vnd.android.cursor.dir/contact",
    "raw_contacts": "vnd.android.cursor.dir/raw_contact",
    "people": "vnd.android.cursor.dir/person",
    "phones": "vnd.android.cursor.dir/phone",
    "data": "vnd.android.cursor.dir/data",
}
