"""Binary XML of an apk's manifest: just enough to read what an installer needs.

Format: frameworks/base/libs/androidfw/include/androidfw/ResourceTypes.h (ResXMLTree).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_STRING_POOL, _XML, _START, _END = 0x0001, 0x0003, 0x0102, 0x0103
_UTF8 = 0x100
_STRINGS_MOST = 1 << 24
"""Characters of all strings together: those of a pool may overlap."""
_DEEPEST = 100
_ATTRIBUTE_BYTES = 20
_TYPE_STRING, _TYPE_INT_FIRST, _TYPE_INT_LAST = 0x03, 0x10, 0x1F


class NotBinaryXml(ValueError):
    """The bytes are not binary XML."""


@dataclass(frozen=True, slots=True)
class Element:
    """One start tag; `depth` is 0 at the root."""

    name: str
    depth: int
    attributes: dict[str, str]


def read_elements(data: bytes) -> list[Element]:
    """Return the start tags of a binary XML document in order.

    Raises:
        NotBinaryXml: the bytes are something else, or cut short.
    """
    try:
        return _read(data)
    except (struct.error, IndexError, UnicodeDecodeError) as exc:
        raise NotBinaryXml(str(exc)) from exc


def _read(data: bytes) -> list[Element]:
    kind, header, _ = struct.unpack_from("<HHI", data)
    if kind != _XML:
        raise NotBinaryXml(f"chunk type {kind:#x}")
    strings: list[str] = []
    found: list[Element] = []
    at, depth = header, 0
    while at + 8 <= len(data):
        kind, header, size = struct.unpack_from("<HHI", data, at)
        if size < 8:
            raise NotBinaryXml("chunk of no size")
        if kind == _STRING_POOL and not strings:
            strings = _read_strings(data, at)
        elif kind == _START:
            found.append(_read_start(data[at : at + size], header, strings, depth))
            depth += 1
            if depth > _DEEPEST:
                raise NotBinaryXml("nested too deeply")
        elif kind == _END:
            depth -= 1
        at += size
    return found


def _read_strings(data: bytes, at: int) -> list[str]:
    count, _, flags, start = struct.unpack_from("<IIII", data, at + 8)
    offsets = struct.unpack_from(f"<{count}I", data, at + 28)
    read = _read_utf8 if flags & _UTF8 else _read_utf16
    strings: list[str] = []
    room = _STRINGS_MOST
    for offset in offsets:
        strings.append(read(data, at + start + offset))
        room -= len(strings[-1])
        if room < 0:
            raise NotBinaryXml("too many strings")
    return strings


def _read_utf8(data: bytes, at: int) -> str:
    at += 2 if data[at] & 0x80 else 1
    size = data[at]
    at += 1
    if size & 0x80:
        size = (size & 0x7F) << 8 | data[at]
        at += 1
    return data[at : at + size].decode("utf-8", "replace")


def _read_utf16(data: bytes, at: int) -> str:
    (size,) = struct.unpack_from("<H", data, at)
    at += 2
    if size & 0x8000:
        (low,) = struct.unpack_from("<H", data, at)
        size = (size & 0x7FFF) << 16 | low
        at += 2
    return data[at : at + size * 2].decode("utf-16-le", "replace")


def _read_start(data: bytes, at: int, strings: list[str], depth: int) -> Element:
    _, name, start, step, count = struct.unpack_from("<IIHHH", data, at)
    if count and step < _ATTRIBUTE_BYTES:
        raise NotBinaryXml(f"attributes of {step} bytes")
    attributes: dict[str, str] = {}
    for index in range(count):
        _, key, raw, _, _, kind, value = struct.unpack_from(
            "<IIIHBBI", data, at + start + index * step
        )
        if kind == _TYPE_STRING or raw != 0xFFFFFFFF:
            attributes[strings[key]] = strings[raw if raw != 0xFFFFFFFF else value]
        elif _TYPE_INT_FIRST <= kind <= _TYPE_INT_LAST:
            attributes[strings[key]] = str(value)
        else:
            attributes[strings[key]] = f"@{value:#x}"
    return Element(strings[name], depth, attributes)
