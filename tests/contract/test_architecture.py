"""The map of the code names what is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VIRTUAL = ROOT / "emulator" / "droidground_emulator" / "virtual"
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def test_all_that_the_map_names_exists() -> None:
    stack: list[Path] = []
    lines = re.findall(r"^((?:  ){0,2})([\w./]+)  ", PAGE.split("```")[1], re.MULTILINE)
    assert len(lines) > 25
    for indent, name in lines:
        depth = len(indent) // 2
        stack[depth:] = [(stack[depth - 1] if depth else ROOT) / name]
        assert stack[depth].exists(), stack[depth]


def test_every_layer_of_the_virtual_phone_is_on_the_map() -> None:
    layers = {path.parent.relative_to(VIRTUAL.parent) for path in VIRTUAL.rglob("__init__.py")}
    named = set(re.findall(r"^  (virtual/[\w/]+)/ ", PAGE, re.MULTILINE))
    inside_pillow = {str(path) for path in layers if "pillow/" in str(path)}
    assert {str(path) for path in layers} - {"virtual"} - inside_pillow <= named


def test_every_file_of_the_chromium_screen_is_named() -> None:
    files = {path.name for path in (VIRTUAL / "screen" / "chromium").glob("[a-z]*.py")}
    table = PAGE.split("### The Chromium screen")[1].split("Threads")[0]
    assert set(re.findall(r"`(\w+\.py)`", table)) == files
