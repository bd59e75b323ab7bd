import contextlib
import io
import struct

import numpy as np
import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground.device.frame import FORMATS, decode_png, decode_raw
from droidground.errors import ScreenshotFailed

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)
PIXELS = {
    1: (b"\xff\0\0\x80", b"\0\xff\0\0", b"\0\0\xff\xff"),
    2: (b"\xff\0\0\x07", b"\0\xff\0\x99", b"\0\0\xff\0"),
    3: (b"\xff\0\0", b"\0\xff\0", b"\0\0\xff"),
    4: (b"\x00\xf8", b"\xe0\x07", b"\x1f\x00"),
    5: (b"\0\0\xff\0", b"\0\xff\0\0", b"\xff\0\0\0"),
    22: tuple(struct.pack("<4e", *c, 1.0) for c in ((1, 0, 0), (0, 1, 0), (0, 0, 1))),
    43: tuple(struct.pack("<I", 0x3FF << shift | 3 << 30) for shift in (0, 10, 20)),
}


def raw_frame(number: int, header: int = 16) -> bytes:
    head = struct.pack("<3I", 3, 2, number) + (b"\1\0\0\0" if header == 16 else b"")
    return head + b"".join(PIXELS[number]) * 2


@pytest.mark.parametrize("header", [12, 16])
@pytest.mark.parametrize("number", sorted(FORMATS))
def test_every_format_and_both_headers(number: int, header: int) -> None:
    pixels = decode_raw(raw_frame(number, header))
    assert pixels.tolist() == [[list(RED), list(GREEN), list(BLUE)]] * 2
    assert pixels.flags.c_contiguous


@pytest.mark.parametrize("cut", [0, 7, 11, 12, 20, 39])
def test_a_cut_frame_tells_expected_and_got(cut: int) -> None:
    with pytest.raises(ScreenshotFailed, match=f"{cut} bytes") as caught:
        decode_raw(raw_frame(1)[:cut])
    assert caught.value.hint
    if cut >= 12:
        assert "expected 40" in caught.value.message


def test_a_warning_in_front_is_no_frame() -> None:
    with pytest.raises(ScreenshotFailed, match="no frame"):
        decode_raw(b"[Warning] Multiple displays were found" + raw_frame(1))


def png(width: int = 4, height: int = 3) -> bytes:
    out = io.BytesIO()
    image = PIL.Image.new("RGBA", (width, height), (10, 200, 30, 0))
    image.save(out, "PNG")
    return out.getvalue()


def test_png_is_cut_to_its_signature_and_alpha_dropped() -> None:
    warning = b"[Warning] Multiple displays were found, but no display id was specified!\n"
    assert decode_png(warning + png()).tolist() == [[[10, 200, 30]] * 4] * 3


@pytest.mark.parametrize("data", [b"", b"error: closed", png()[:-1], png()[:40], b"\x89PNG\r\n"])
def test_what_is_no_whole_png_is_named(data: bytes) -> None:
    with pytest.raises(ScreenshotFailed, match=r"no PNG|cut off"):
        decode_png(data)


def test_a_garbled_png_is_named() -> None:
    data = bytearray(png(64, 64))
    data[60] ^= 0xFF
    with pytest.raises(ScreenshotFailed):
        decode_png(data)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_decoders(data: bytes) -> None:
    for decode in (decode_raw, decode_png):
        with contextlib.suppress(ScreenshotFailed):
            assert decode(data).dtype == np.uint8


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_no_header_breaks_the_decoder(width: int, height: int, number: int) -> None:
    with pytest.raises(ScreenshotFailed):
        decode_raw(struct.pack("<4I", width, height, number, 1) + b"\0" * 5)
