"""Nouns for what a text is, where its form tells: a price, a year, an e-mail address. Data."""

from __future__ import annotations

import re

_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_MONTH = rf"(?:{_MONTHS}|january|february|march|april|august|september|october|november|december)"
_DAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
_YEAR = r"(?:1[89]|20|21)\d\d"
_DATE = (
    rf"\d{{1,4}}([./-])\d{{1,2}}\1\d{{1,4}}"
    rf"|(?:{_DAY},? )?{_MONTH}\.? \d{{1,2}}(?:,? {_YEAR})?"
    rf"|(?:{_DAY},? )?\d{{1,2}}\.? {_MONTH}\.?(?:,? {_YEAR})?"
)
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?"
_NUMBER = r"[-+]?\d[\d.,  ]*"
_CURRENCY = r"(?:[$€£¥₩₹₽]|usd|eur|gbp|chf|jpy|kr|zł|元)"
_PRICE = rf"{_CURRENCY} ?{_NUMBER}|{_NUMBER} ?{_CURRENCY}|free"
_SIZE = rf"{_NUMBER} ?(?:bytes|[kmgt]i?b)"
_DISTANCE = rf"{_NUMBER} ?(?:km|mi|m|miles|metres|meters|ft|feet|yd)"
_ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_URL = r"(?:https?://|www\.|file://)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|de|uk|cn|jp|fr)\b\S*"
_PHONE = r"\+?[\d(][\d() /.-]{4,}\d"

VALUES: dict[str, re.Pattern[str]] = {
    noun: re.compile(pattern, re.IGNORECASE)
    for nouns, pattern in (
        ("month", rf"{_MONTH}\.?"),
        ("weekday", _DAY),
        ("day", rf"{_DAY}|[1-9]|[12]\d|3[01]|0[1-9]"),
        ("year", _YEAR),
        ("date", _DATE),
        ("time|clock|timestamp", _TIME),
        ("hour", r"[01]?\d|2[0-4]"),
        ("minute", r"[0-5]?\d"),
        ("number|digit", _NUMBER),
        ("letter", r"[^\W\d_]"),
        ("price|amount", _PRICE),
        ("percentage|percent", r"\d+(?:[.,]\d+)? ?%"),
        ("size", _SIZE),
        ("distance", _DISTANCE),
        ("e mail|email|e mail address|email address", _ADDRESS),
        ("url|web address|link address", _URL),
        ("phone number", _PHONE),
        ("hashtag", r"#[^\s#]+"),
        ("emoji", r"[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?"),
    )
    for noun in nouns.split("|")
}
"""How the whole text looks, by the noun for it."""


TOLD_BY_FORM = frozenset(
    ["month", "weekday", "year", "percentage", "percent", "url", "hashtag", "emoji", "email"]
    + ["e mail", "phone number", "email address", "e mail address", "web address", "link address"]
)
"""Nouns that mean nothing of another form; a number may also stand among other words."""


def is_value(noun: str, text: str) -> bool:
    """Tell whether a text is what such a noun means; False for nouns that no form tells."""
    pattern = VALUES.get(noun)
    return pattern is not None and pattern.fullmatch(text.strip()) is not None
