"""Recorded output of adb and of Android's commands."""

from collections.abc import Callable
from pathlib import Path

import pytest

RECORDED = Path(__file__).resolve().parents[2] / "data" / "adb"


@pytest.fixture(scope="session")
def recorded() -> Callable[[str], str]:
    """Reads one recorded text by its name."""
    return lambda name: (RECORDED / f"{name}.txt").read_text("utf-8")
