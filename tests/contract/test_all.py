"""Every name that a package promises in `__all__` is there."""

import importlib
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def packages(package_folders: list[Path]) -> list[str]:
    """Dotted names of every package and subpackage."""
    return [
        ".".join(init.parent.relative_to(folder.parent).parts)
        for folder in package_folders
        for init in sorted(folder.rglob("__init__.py"))
    ]


def test_promised_names_exist(packages: list[str]) -> None:
    assert "droidground" in packages
    missing = []
    for package in packages:
        module = importlib.import_module(package)
        promised: list[str] = getattr(module, "__all__", [])
        missing += [f"{package}.{name}" for name in promised if not hasattr(module, name)]
    assert missing == []


def test_the_toolkit_promises_something() -> None:
    promised: list[str] = importlib.import_module("droidground").__all__
    assert len(promised) == len(set(promised)) > 0
