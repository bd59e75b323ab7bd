"""Pictures and recordings from files, URLs and base64."""

from __future__ import annotations

import base64
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from droidground.errors import InvalidImage, InvalidInput
from droidground.grounding.chat import load_picture, load_video
from droidground.grounding.chat.fetch import read_source
from droidground.grounding.chat.video import choose
from droidground.grounding.models.engine import Rgb
from droidground.screen import Screenshot, encode_png

PIXELS = np.random.default_rng(4).integers(0, 256, (40, 30, 3), dtype=np.uint8)
PNG = encode_png(PIL.Image.fromarray(PIXELS))


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """A web server over a folder with one picture."""
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "a b.png").write_bytes(PNG)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, directory=str(folder), **kwargs)  # type: ignore[arg-type]

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_picture_comes_from_anywhere(tmp_path: Path, web: str) -> None:
    path = tmp_path / "a b.png"
    path.write_bytes(PNG)
    inline = base64.b64encode(PNG).decode()
    for source in (
        path,
        str(path),
        f"file://{str(path).replace(' ', '%20')}",
        f"{web}/a%20b.png",
        f"data:image;base64,{inline}",
        f"data:image/png;base64,{inline}",
        PNG,
        Screenshot(PIXELS),
    ):
        assert np.array_equal(load_picture(source).pixels, PIXELS), str(source)[:40]


def test_what_cannot_be_had_is_said(web: str, tmp_path: Path) -> None:
    for source, said in (
        (f"{web}/none.png", "answered 404"),
        ("http://127.0.0.1:9/x.png", "cannot be fetched"),
        ("http://no-such.invalid/x.png", "cannot be fetched"),
        (str(tmp_path / "none.png"), "cannot read"),
        ("data:image;base64,!!", "no base64"),
        ("data:image/png,abc", "no data URL in base64"),
    ):
        with pytest.raises(InvalidInput, match=said):
            load_picture(source)
    with pytest.raises(InvalidImage):
        load_picture(b"no picture")


def test_too_much_is_not_read(web: str, tmp_path: Path) -> None:
    path = tmp_path / "big"
    path.write_bytes(bytes(3 * 2**20))
    (tmp_path / "web" / "big").write_bytes(bytes(3 * 2**20))
    inline = "data:image;base64," + base64.b64encode(bytes(3 * 2**20)).decode()
    for source in (str(path), f"{web}/big", inline):
        with pytest.raises(InvalidInput, match="larger than 2 MiB"):
            read_source(source, most_bytes=2 * 2**20)


def clip(path: Path, count: int, fps: float) -> None:
    """Write a video whose frame n is grey, 10 * n bright."""
    import cv2

    code = cv2.VideoWriter.fourcc(*"mp4v")
    writer = cv2.VideoWriter(str(path), code, fps, (64, 128))
    for number in range(count):
        writer.write(np.full((128, 64, 3), 10 * number, np.uint8))
    writer.release()


def grey(pixels: Rgb) -> int:
    return round(float(pixels.mean()) / 10)


def test_an_mp4_is_sampled_by_time(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    clip(path, 21, 10)
    frames = load_video(path, fps=2)
    assert [frame.at_s for frame in frames] == pytest.approx([0, 0.5, 1.0, 1.5, 2.0])
    assert [grey(frame.screenshot.pixels) for frame in frames] == [0, 5, 10, 15, 20]
    short = load_video(path, fps=0.1)
    assert len(short) == 5, "a short one is looked at four times at least, and at its end"
    few = load_video(path, fps=10, most_frames=3)
    assert [grey(frame.screenshot.pixels) for frame in few] == [0, 10, 20]


def test_a_gif_is_sampled_by_its_own_times(tmp_path: Path) -> None:
    images = [PIL.Image.new("RGB", (30, 40), (10 * n,) * 3) for n in range(4)]
    path = tmp_path / "clip.gif"
    images[0].save(path, save_all=True, append_images=images[1:], duration=[100, 3000, 500, 200])
    frames = load_video(path, fps=1)
    assert [(frame.at_s, grey(frame.screenshot.pixels)) for frame in frames] == [
        (0.0, 0),
        (pytest.approx(0.9), 1),
        (pytest.approx(3.6), 3),
    ]


def test_a_recording_comes_over_the_web_too(tmp_path: Path, web: str) -> None:
    clip(tmp_path / "web" / "clip.mp4", 5, 5)
    assert len(load_video(f"{web}/clip.mp4")) == 5


def test_what_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "text.mp4"
    path.write_text("no video")
    with pytest.raises(InvalidInput, match="no video that can be read"):
        load_video(path)
    with pytest.raises(InvalidInput, match="there is no file"):
        load_video(tmp_path / "none.mp4")
    with pytest.raises(InvalidInput):
        load_video(path, fps=0)


def test_what_shows_at_a_time_is_the_last_frame_before_it() -> None:
    """A screen recording: nothing changes from 0.1 to 5 seconds."""
    times = [0.0, 0.1, 5.0, 5.1]
    assert choose(times, fps=1, most=64) == [(0, 0.0), (1, 1.0), (2, 5.0), (3, 5.1)]
    assert choose([], fps=1, most=4) == []
    assert choose([0.0], fps=1, most=4) == [(0, 0.0)]
    assert choose([0.0, 0.0, 0.0], fps=1, most=4) == [(2, 0.0)]


def test_a_long_recording_is_spread_over_the_whole() -> None:
    times = [number / 30 for number in range(30 * 1200)]
    chosen = choose(times, fps=2, most=64)
    assert len(chosen) == 64
    assert (chosen[0][0], chosen[-1][0]) == (0, len(times) - 1)
    gaps = np.diff([at for _, at in chosen])
    assert gaps.max() - gaps.min() < 1.0
