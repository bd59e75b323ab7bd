"""TFRecord files, plain or GZIP, without TensorFlow.

Framing (tensorflow/core/lib/io/record_writer.h): length as uint64, its masked CRC-32C, the payload,
its masked CRC-32C; little-endian.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from droidground_tasks.records.crc32c import crc32c

GZIP_MAGIC = b"\x1f\x8b"
HEADER = struct.Struct("<QI")
FOOTER = struct.Struct("<I")
LONGEST = 1 << 31
"""More than any record of a data set; a length beyond it is not believed."""


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that could not be read; `is_end` when nothing after it can be either."""

    number: int
    """Its place in the file, from 0."""
    why: str
    is_end: bool = False


def read_tfrecords(path: Path) -> Iterator[bytes | BrokenRecord]:
    """Yield the payloads of a file one by one, and what is broken where it is.

    Never holds more than one record. Raises `OSError` when the file cannot be opened.
    """
    with _open(path) as stream:
        number = 0
        while True:
            try:
                record = _read_one(stream, number)
            except (EOFError, zlib.error, gzip.BadGzipFile) as exc:
                record = BrokenRecord(
                    number, f"the compressed file is cut off or damaged: {exc}", True
                )
            if record is None:
                return
            yield record
            if isinstance(record, BrokenRecord) and record.is_end:
                return
            number += 1


def _open(path: Path) -> gzip.GzipFile | IO[bytes]:
    with path.open("rb") as start:
        is_gzip = start.read(2) == GZIP_MAGIC
    return gzip.open(path, "rb") if is_gzip else path.open("rb")


def _read_one(stream: gzip.GzipFile | IO[bytes], number: int) -> bytes | BrokenRecord | None:
    header = stream.read(HEADER.size)
    if not header:
        return None
    if len(header) < HEADER.size:
        return BrokenRecord(number, f"the file ends after {len(header)} bytes of a header", True)
    length, length_crc = HEADER.unpack(header)
    if masked(crc32c(header[:8])) != length_crc or length > LONGEST:
        return BrokenRecord(number, "the CRC of its length is wrong", True)
    payload = stream.read(length)
    footer = stream.read(FOOTER.size)
    if len(payload) < length or len(footer) < FOOTER.size:
        said = f"the file ends after {len(payload)} of {length} bytes"
        return BrokenRecord(number, said, True)
    if masked(crc32c(payload)) != FOOTER.unpack(footer)[0]:
        return BrokenRecord(number, f"the CRC of its {length} bytes is wrong")
    return payload


def masked(crc: int) -> int:
    """Return a CRC as TFRecords store it: turned by 15 bits, plus a constant."""
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def frame_record(payload: bytes) -> bytes:
    """Return a payload as a TFRecord file holds it."""
    length = struct.pack("<Q", len(payload))
    return (
        length
        + FOOTER.pack(masked(crc32c(length)))
        + payload
        + FOOTER.pack(masked(crc32c(payload)))
    )
