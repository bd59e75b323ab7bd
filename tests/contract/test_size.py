"""Files and functions stay small enough to be read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FILE_LINES = 400
FUNCTION_LINES = 60


@pytest.fixture(scope="session")
def sources(root: Path, package_folders: list[Path]) -> dict[str, str]:
    """Text of every Python file of the project, by its path from the root."""
    folders = [*package_folders, root / "tests", root / "docs"]
    paths = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Name and number of lines of each function, decorators left out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_files(sources: dict[str, str]) -> None:
    counts = {path: len(source.splitlines()) for path, source in sources.items()}
    assert {path: count for path, count in counts.items() if count > FILE_LINES} == {}


def test_functions(sources: dict[str, str]) -> None:
    found = {
        f"{path}:{name}": count
        for path, source in sources.items()
        for name, count in functions(source)
        if count > FUNCTION_LINES
    }
    assert found == {}
