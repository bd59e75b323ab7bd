"""The command line starts without loading anything heavy."""

import subprocess
import sys

HEAVY = {"torch", "onnxruntime", "cv2", "numpy", "adbutils", "uiautomator2", "requests"}
MAIN = "import sys; sys.argv = ['droidground', '--help']; from droidground.cli import main; main()"


def loaded_packages(code: str) -> set[str]:
    """Top-level packages that a fresh interpreter imports while it runs the code."""
    command = [sys.executable, "-X", "importtime", "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    lines = [line for line in result.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def test_help_loads_nothing_heavy() -> None:
    loaded = loaded_packages(MAIN)
    assert "droidground" in loaded
    assert not loaded & HEAVY


def test_a_heavy_import_would_be_seen() -> None:
    assert "numpy" in loaded_packages("import numpy.linalg")
