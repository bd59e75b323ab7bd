"""The wheel holds what git tracks, and nothing that git ignores."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

IGNORED = (
    "droidground/__pycache__/screen.cpython-311.pyc",
    "emulator/droidground_emulator/__pycache__/left.pyc",
    "runs/demo/report.html",
    ".venv/pyvenv.cfg",
)


@pytest.fixture(scope="module")
def wheel_names(
    root: Path, tracked: list[str], tmp_path_factory: pytest.TempPathFactory
) -> list[str]:
    """Names inside a wheel built from the tracked files, with ignored files lying among them."""
    source = tmp_path_factory.mktemp("source")
    for name in tracked:
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, target)
    for name in IGNORED:
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("left over")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"]
    result = subprocess.run(build, cwd=source, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr
    (wheel,) = (source / "dist").glob("droidground-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def installed_name(name: str) -> str | None:
    """Where a tracked file lands in the wheel; None outside the three packages."""
    for parent in ("", "tasks/", "emulator/"):
        rest = name.removeprefix(parent)
        if name.startswith(parent) and rest.split("/")[0] == f"droidground{SUFFIXES[parent]}":
            return rest
    return None


SUFFIXES = {"": "", "tasks/": "_tasks", "emulator/": "_emulator"}


def test_wheel_holds_what_git_tracks(tracked: list[str], wheel_names: list[str]) -> None:
    expected = {name for name in map(installed_name, tracked) if name is not None}
    packaged = {name for name in wheel_names if ".dist-info/" not in name}
    assert packaged == expected


def test_wheel_is_typed_and_licensed(wheel_names: list[str]) -> None:
    for package in ("droidground", "droidground_tasks", "droidground_emulator"):
        assert f"{package}/py.typed" in wheel_names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel_names)
