"""Nothing sleeps but the clocks: everything else waits for a condition until a deadline."""

import ast
from pathlib import Path

import pytest

SLEEPERS = {"time", "asyncio"}


def sleeping_lines(source: str) -> list[int]:
    """Lines that import or call the sleep of the standard library, under any name."""
    nodes = list(ast.walk(ast.parse(source)))
    modules = {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name in SLEEPERS
    }
    imported = [
        node.lineno
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module in SLEEPERS
        if any(alias.name == "sleep" for alias in node.names)
    ]
    called = [
        node.lineno
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr == "sleep"
        if isinstance(node.value, ast.Name) and node.value.id in modules
    ]
    return sorted(imported + called)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import time as t\nt.sleep(1)", [2]),
        ("from time import monotonic, sleep as pause", [1]),
        ("import asyncio\nnap = asyncio.sleep", [2]),
        ("import time\nclock.sleep(1)\ntime.monotonic()", []),
    ],
)
def test_finds_sleeps(source: str, lines: list[int]) -> None:
    assert sleeping_lines(source) == lines


def test_only_the_clocks_sleep(root: Path, package_folders: list[Path]) -> None:
    clocks = {folder / "clock.py" for folder in package_folders}
    folders = [*package_folders, root / "tests"]
    files = {path for folder in folders for path in folder.rglob("*.py")} - clocks
    found = [
        f"{path.relative_to(root)}:{line}"
        for path in sorted(files)
        for line in sleeping_lines(path.read_text(encoding="utf-8"))
    ]
    assert found == []
