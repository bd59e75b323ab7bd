"""What the contract tests look at: the checkout and the files git tracks in it."""

import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGES = ("droidground", "tasks/droidground_tasks", "emulator/droidground_emulator")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of pyproject.toml."""
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def package_folders(root: Path) -> list[Path]:
    """The folders of the three import packages."""
    return [root / name for name in PACKAGES]


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[str]:
    """Paths of the tracked files that are on disk, relative to the root."""
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("not a git checkout, so nothing says which files are tracked")
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    return [name for name in listing.split("\0") if name and (root / name).is_file()]
