"""What may stand in the repository: complete pins, a told version, no trace of one machine."""

import re
import tomllib
from pathlib import Path

import pytest

import droidground

# In pieces, so that this file does not name what it looks for.
REGISTRIES = (
    "pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org",
)  # fmt: skip
REGISTRY_OPTIONS = ("index" + "-url", "find" + "-links")


def pins(path: Path) -> dict[str, str]:
    """The blocks of a pin file by normalised name, each with its version, marker and hashes."""
    blocks = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
    return {block.partition(" ")[0]: block for block in blocks}


def project_table(root: Path) -> dict[str, dict[str, list[str]] | list[str]]:
    """The [project] table of pyproject.toml."""
    table: dict[str, dict[str, list[str]] | list[str]]
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def package_name(requirement: str) -> str:
    """The name at the head of a requirement."""
    found = re.match(r"[A-Za-z0-9._-]+?(?=[=<>!~ ;\[]|$)", requirement)
    assert found, requirement
    return found.group().lower()


@pytest.fixture(scope="session")
def texts(root: Path, tracked: list[str]) -> dict[str, str]:
    """Every tracked text file."""
    found = {}
    for name in tracked:
        data = (root / name).read_bytes()
        if b"\0" not in data:
            found[name] = data.decode("utf-8")
    return found


def naming(texts: dict[str, str], pattern: str) -> list[str]:
    """Files whose text has a match."""
    return [name for name, text in texts.items() if re.search(pattern, text)]


def test_no_registry_is_named(texts: dict[str, str]) -> None:
    words = map(re.escape, REGISTRIES + REGISTRY_OPTIONS)
    assert naming(texts, "|".join(words)) == []


def test_no_path_of_one_machine(root: Path, texts: dict[str, str]) -> None:
    here = re.escape(f"{root}/")
    assert naming(texts, rf"{here}|/(home|Users)/\w+/|\b[A-Z]:\\Users\\") == []


@pytest.mark.parametrize("name", ["build", "base", "dev", "ranks"])
def test_pins_are_exact_and_hashed(root: Path, name: str) -> None:
    blocks = pins(root / "requirements" / f"{name}.txt")
    assert all(blocks)
    for head, block in blocks.items():
        assert re.fullmatch(r"[a-z0-9-]+==\S+", head), head
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), head


def test_pins_cover_the_dependencies(root: Path) -> None:
    table = project_table(root)
    extras = table["optional-dependencies"]
    assert isinstance(extras, dict)
    base, dev = (pins(root / "requirements" / name) for name in ("base.txt", "dev.txt"))
    assert base.items() <= dev.items(), "the same pins serve the user and the tests"
    assert {package_name(line) for line in table["dependencies"]} <= set(map(package_name, base))
    assert {package_name(line) for line in extras["dev"]} <= set(map(package_name, dev))


def test_changelog_tells_the_version(root: Path) -> None:
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## .*$", changelog, re.MULTILINE)
    assert any(droidground.__version__ in heading for heading in headings)
