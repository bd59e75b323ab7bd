"""The sample suite of the docs passes from its recordings, as a user would run it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugin.conftest import Run, loading

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
MOST_BYTES = 1_500_000


def test_the_sample_suite_passes(pytester: pytest.Pytester, run: Run) -> None:
    shutil.copytree(SAMPLES, pytester.path / "samples")
    run("samples").assert_outcomes(passed=3)
    unused = run("samples", "--droidground-unused").stdout.lines
    assert not [line for line in unused if line.startswith(str(pytester.path / "samples"))]


BARE = """
import socket, subprocess, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ImportError(name)

def refuse(*args, **kwargs):
    raise AssertionError("a replay used the network or another program")

sys.meta_path.insert(0, Absent())
socket.socket.connect = subprocess.Popen.__init__ = refuse
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""
ABSENT = {"adbutils", "uiautomator2", "onnxruntime", "rapidocr", "torch", "cv2"}


def test_it_passes_without_adb_ocr_network_and_other_programs(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path / "samples")
    program = tmp_path / "bare.py"
    program.write_text(BARE.replace("{absent}", repr(ABSENT)))
    command = [sys.executable, str(program), "-q", "-p", "no:xdist", *loading(), "samples"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert "3 passed" in done.stdout, done.stdout + done.stderr


def test_the_recordings_are_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*.*")) < MOST_BYTES
