import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.shell import (
    MARKED,
    ShellOutput,
    ShellResult,
    mark,
    require_success,
)
from droidground.errors import ShellFailed

Piece = tuple[int, bytes]


def frame(kind: int, data: bytes) -> bytes:
    return struct.pack("<BI", kind, len(data)) + data


@given(
    st.lists(st.tuples(st.sampled_from([1, 2, 7]), st.binary(max_size=40)), max_size=8),
    st.integers(0, 255),
    st.integers(1, 30),
)
def test_frames_are_put_together_however_they_are_cut(
    pieces: list[Piece], code: int, step: int
) -> None:
    stream = b"".join(frame(kind, data) for kind, data in pieces) + frame(3, bytes([code]))
    output = ShellOutput()
    for start in range(0, len(stream), step):
        output.feed(memoryview(stream[start : start + step]))
    assert output.stdout == b"".join(data for kind, data in pieces if kind == 1)
    assert output.stderr == b"".join(data for kind, data in pieces if kind == 2)
    assert output.exit_code == code


@given(st.lists(st.binary(max_size=64), max_size=8))
def test_no_stream_breaks_the_reader(pieces: list[bytes]) -> None:
    output = ShellOutput()
    for piece in pieces:
        output.feed(memoryview(piece))
    assert output.exit_code is None or 0 <= output.exit_code <= 255


def test_a_huge_length_takes_no_memory_in_advance() -> None:
    output = ShellOutput()
    output.feed(memoryview(struct.pack("<BI", 1, 0xFFFFFFFF) + b"abc"))
    assert output.stdout == b"abc"


def test_the_marker_carries_the_exit_code() -> None:
    assert mark("ls # all").startswith("( ls # all\n)")
    match = MARKED.search(b"one\r\ntwo\r\n\r\ndroidground-exit:127\r\n")
    assert match is not None
    assert match[1] == b"127"


@pytest.mark.parametrize("said", [b"", b"droidground-exit:", b"droidground-exit:1\nmore"])
def test_output_without_a_marker_at_its_end_has_no_code(said: bytes) -> None:
    assert MARKED.search(said) is None


def test_a_failure_carries_its_evidence() -> None:
    result = ShellResult("pm clear x", "", "\nFailed\nmore", 1)
    with pytest.raises(ShellFailed, match="'pm clear x' failed with exit code 1: Failed") as caught:
        require_success(result, "X1")
    assert (caught.value.status, caught.value.stderr) == (1, "\nFailed\nmore")
    assert require_success(ShellResult("true", "", "", 0), "X1").exit_code == 0
