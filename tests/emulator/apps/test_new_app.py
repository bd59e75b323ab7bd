"""The app that docs/apps.md adds, made from its words."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from droidground_emulator.virtual.app_pages import APPS_FOLDER
from droidground_emulator.virtual.screen.chromium import catalog, server
from droidground_emulator.virtual.state import device_state, everyday_apps
from droidground_emulator.virtual.state.system_apps import system_apps
from tests.emulator.apps.hand import Hand
from tests.emulator.chromium.conftest import Phone

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "apps.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def hand(
    boot: Callable[..., Phone], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hand]:
    """A phone that has the app."""
    apps = tmp_path / "apps"
    shutil.copytree(APPS_FOLDER, apps)
    folder = apps / "shopping"
    (folder / "labels").mkdir(parents=True)
    described, labels = blocks("json")
    (folder / "app.json").write_text(described, "utf-8")
    (folder / "index.html").write_text(blocks("html")[0], "utf-8")
    (folder / "app.js").write_text(blocks("js")[0], "utf-8")
    for language in json.loads(described)["label"]:
        (folder / "labels" / f"{language}.json").write_text(labels, "utf-8")
    installed = eval(blocks("python")[0], vars(everyday_apps))
    everyday = system_apps
    monkeypatch.setattr(device_state, "system_apps", lambda: [*everyday(), installed])
    for module in (server, catalog):
        monkeypatch.setattr(module, "APPS_FOLDER", apps)
    catalog.entries.cache_clear()
    yield Hand(boot().system)
    catalog.entries.cache_clear()


def test_the_app_of_the_docs(hand: Hand, caplog: pytest.LogCaptureFixture) -> None:
    test: dict[str, Callable[[Hand], None]] = {}
    exec(blocks("python")[1], {"Hand": Hand}, test)
    test["test_shopping"](hand)
    said = [each.message for each in caplog.records if each.name.startswith("droidground")]
    assert not said, said
