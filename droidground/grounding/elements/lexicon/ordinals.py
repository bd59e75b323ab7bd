"""Words that count: first, 2nd, last, next to last."""

from __future__ import annotations

import re

NAMES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

ORDINALS: dict[str, int] = {
    **{name: number for number, name in enumerate(NAMES.split(), 1)},
    **{f"{number}th": number for number in range(1, 31)},
    **{"1st": 1, "2nd": 2, "3rd": 3, "21st": 21, "22nd": 22, "23rd": 23},
    "very first": 1,
    "last": -1,
    "very last": -1,
    "final": -1,
    "second last": -2,
    "second to last": -2,
    "next to last": -2,
    "last but one": -2,
    "penultimate": -2,
    "third to last": -3,
    "third last": -3,
    "last but two": -3,
}
"""Which one is meant, counted from 1; negative numbers count from the end."""

CARDINALS: dict[str, int] = {
    **{name: number for number, name in enumerate(["two", "three", "four", "five", "six"], 2)},
    "both": 2,
    "all": 0,
    "several": 0,
}
"""Numbers that say how many there are: the left one of the two buttons. 0 for any number."""

NUMBERED = frozenset({"number", "no", "#", "nr"})
"""What may stand between a noun and its number: item number 3."""

CJK_NUMBERS = {name: number for number, name in enumerate("一二三四五六七八九十", 1)}
COUNTED = re.compile(r"第([一二三四五六七八九十]|\d{1,2})(?:个|個|行|番目の|項|项)?")
"""Ordinals of scripts without spaces, before the noun."""
