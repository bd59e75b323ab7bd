"""Frames as small pictures: half the size, and together never more than a page may hold."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from droidground.errors import RecordingUnreadable
from droidground.recording import report_pictures
from droidground.recording.report_pictures import encode_pictures


def noise(path: Path, seed: int) -> Path:
    """Write the picture that compresses worst."""
    pixels = np.random.default_rng(seed).integers(0, 255, (400, 200, 3), np.uint8)
    PIL.Image.fromarray(pixels).save(path)
    return path


def opened(picture: str) -> PIL.Image.Image:
    return PIL.Image.open(io.BytesIO(base64.b64decode(picture)))


def test_pictures_are_half_as_large(tmp_path: Path) -> None:
    (picture,) = encode_pictures([noise(tmp_path / "1.png", 1)])
    assert opened(picture).size == (100, 200)
    assert opened(picture).format == "WEBP"


def test_many_stay_within_the_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [noise(tmp_path / f"{number}.png", number) for number in range(10)]
    whole = sum(map(len, encode_pictures(paths)))
    monkeypatch.setattr(report_pictures, "BUDGET", whole // 2)
    smaller = list(encode_pictures(paths))
    assert sum(map(len, smaller)) <= whole // 2
    assert opened(smaller[0]).width >= 50


def test_a_lost_frame_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordingUnreadable, match="0001.png cannot be read"):
        list(encode_pictures([tmp_path / "frames/0001.png"]))
