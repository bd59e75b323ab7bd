"""Imports point one way."""

import subprocess
import sys
import tomllib
from pathlib import Path


def named_in_layers(root: Path) -> set[str]:
    """Modules of droidground that the layers contract names."""
    config = tomllib.loads((root / "pyproject.toml").read_text())
    contracts = config["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    names = {name.strip().strip("()") for layer in layers for name in layer.split("|")}
    return {name.removeprefix("droidground.") for name in names if "." in name}


def test_contracts_hold(root: Path) -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint_imports], cwd=root, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_module_has_a_layer(root: Path) -> None:
    """A module that no layer names would be free to import anything."""
    entries = (root / "droidground").iterdir()
    modules = {
        entry.stem for entry in entries if entry.suffix == ".py" or (entry / "__init__.py").exists()
    }
    assert modules - {"__init__", "__main__"} <= named_in_layers(root)
