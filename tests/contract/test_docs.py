"""The pages say what the program does."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from droidground.cli.app import COMMANDS
from droidground_emulator.virtual.faults import NAMES


@pytest.mark.parametrize("script", ["generate_cli.py", "generate_models.py"])
def test_written_pages_are_fresh(root: Path, script: str) -> None:
    checked = subprocess.run(
        [sys.executable, f"docs/{script}", "--check"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_every_command_that_the_pages_show_exists(root: Path) -> None:
    pages = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
    blocks = [
        block for page in pages for block in re.findall(r"```\n(.*?)```", page.read_text(), re.S)
    ]
    shown = {
        word
        for block in blocks
        for word in re.findall(r"^(?:\$ )?droidground ([a-z][a-z-]+)", block, re.M)
    }
    assert shown
    assert shown <= COMMANDS.keys()


def test_every_fault_is_explained(root: Path) -> None:
    page = (root / "docs" / "virtual-phone.md").read_text()
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.M)) >= set(NAMES)


def test_links_between_pages_lead_somewhere(root: Path) -> None:
    for page in [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_readme_s_json_is_json(root: Path) -> None:
    (block,) = re.findall(r"```json\n(.*?)```", (root / "README.md").read_text(), re.S)
    assert json.loads(block)["found"] is True
