"""TFRecords without TensorFlow: framing, checksums, messages, and what damage does."""

import gzip
import os
from pathlib import Path

import pytest

from droidground_tasks.records.crc32c import LANE, crc32c
from droidground_tasks.records.messages import parse_example, parse_forest
from droidground_tasks.records.tfrecord import BrokenRecord, frame_record, masked, read_tfrecords
from tests.tasks.conftest import example


@pytest.mark.parametrize(
    ("data", "crc"),
    [
        (b"", 0),
        (b"123456789", 0xE3069283),
        (bytes(32), 0x8A9136AA),
        (b"\xff" * 32, 0x62A8AB43),
        (bytes(range(32)), 0x46DD794E),
        (bytes(range(31, -1, -1)), 0x113FDB5C),
    ],
)
def test_known_checksums(data: bytes, crc: int) -> None:
    """RFC 3720, appendix B.4."""
    assert crc32c(data) == crc


def bitwise(data: bytes) -> int:
    """CRC-32C by its definition, a bit at a time."""
    register = 0xFFFFFFFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = (register >> 1) ^ (0x82F63B78 if register & 1 else 0)
    return register ^ 0xFFFFFFFF


@pytest.mark.parametrize("length", [1, LANE - 1, LANE, LANE + 1, 2 * LANE, 5 * LANE + 3, 40_001])
def test_lanes_are_the_definition(length: int) -> None:
    data = os.urandom(length)
    assert crc32c(data) == bitwise(data)


def test_the_mask() -> None:
    """The header of an empty record, as TensorFlow writes it."""
    assert frame_record(b"")[8:12] == masked(crc32c(bytes(8))).to_bytes(4, "little")
    assert frame_record(b"").hex() == "000000000000000029039807d8ea82a2"


def test_an_example_by_hand() -> None:
    """`features { feature { key: "a" value { int64_list { value: 7 } } } }` on the wire."""
    assert parse_example(bytes.fromhex("0a0c0a0a0a01611205" + "1a030a0107")) == {"a": [7]}


def test_a_forest_by_hand() -> None:
    """windows(1) tree(11) nodes(1): bounds(2), content_description(4), text(7), visible(23)."""
    bounds = bytes.fromhex("0801100218032004")
    node = b"\x12" + bytes([len(bounds)]) + bounds + b"\x22\x01d" + b"\x3a\x01t" + b"\xb8\x01\x01"
    tree = b"\x0a" + bytes([len(node)]) + node
    window = b"\x5a" + bytes([len(tree)]) + tree
    (read,) = parse_forest(b"\x0a" + bytes([len(window)]) + window)
    box = read.bounds_in_screen
    assert (box.left, box.top, box.right, box.bottom) == (1, 2, 3, 4)
    assert (read.text, read.content_description, read.is_visible_to_user) == ("t", "d", True)


def test_no_message() -> None:
    with pytest.raises(ValueError, match="Example"):
        parse_example(b"\xff\xff\xff")


RECORDS = [example({"n": [n], "blob": [os.urandom(3000)]}) for n in range(3)]


@pytest.mark.parametrize("is_gzip", [True, False])
def test_records_come_back(tmp_path: Path, is_gzip: bool) -> None:
    data = b"".join(map(frame_record, RECORDS))
    path = tmp_path / "some-00000-of-00001"
    path.write_bytes(gzip.compress(data) if is_gzip else data)
    assert list(read_tfrecords(path)) == RECORDS


@pytest.mark.parametrize("cut", [3, 11, 500, 3030])
def test_a_file_that_ends_early(tmp_path: Path, cut: int) -> None:
    data = b"".join(map(frame_record, RECORDS))
    start_of_last = len(data) - len(frame_record(RECORDS[2]))
    path = tmp_path / "cut"
    path.write_bytes(data[: start_of_last + cut])
    *whole, last = read_tfrecords(path)
    assert whole == RECORDS[:2]
    assert isinstance(last, BrokenRecord)
    assert last.number == 2
    assert last.is_end


def test_a_gzip_that_ends_early(tmp_path: Path) -> None:
    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(b"".join(map(frame_record, RECORDS)))[:-2000])
    *_, last = read_tfrecords(path)
    assert isinstance(last, BrokenRecord)
    assert "cut off" in last.why


def test_a_flipped_bit_costs_one_record(tmp_path: Path) -> None:
    data = bytearray(b"".join(map(frame_record, RECORDS)))
    data[len(frame_record(RECORDS[0])) + 100] ^= 1
    path = tmp_path / "flipped"
    path.write_bytes(data)
    first, broken, last = read_tfrecords(path)
    assert (first, last) == (RECORDS[0], RECORDS[2])
    assert isinstance(broken, BrokenRecord)
    assert not broken.is_end


def test_a_flipped_length_ends_the_file(tmp_path: Path) -> None:
    data = bytearray(b"".join(map(frame_record, RECORDS)))
    data[0] ^= 1
    path = tmp_path / "flipped"
    path.write_bytes(data)
    (broken,) = read_tfrecords(path)
    assert isinstance(broken, BrokenRecord)
    assert broken.is_end
