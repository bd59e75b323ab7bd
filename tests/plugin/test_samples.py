"""The sample suite of the docs passes from its recordings, as a user would run it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.plugin.conftest import Run

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
MOST_BYTES = 1_500_000


def test_the_sample_suite_passes(pytester: pytest.Pytester, run: Run) -> None:
    shutil.copytree(SAMPLES, pytester.path / "samples")
    run("samples").assert_outcomes(passed=3)
    unused = run("samples", "--droidground-unused").stdout.lines
    assert not [line for line in unused if line.startswith(str(pytester.path / "samples"))]


def test_the_recordings_are_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*.*")) < MOST_BYTES
