"""Every word of an app's pages is there in every language, and none is left over."""

import json
import re
from pathlib import Path

import pytest

from droidground_emulator.virtual.app_pages import APPS_FOLDER
from droidground_emulator.virtual.options import LANGUAGES as SPOKEN

LANGUAGES = SPOKEN["chromium"]
APPS = sorted(path.parent.name for path in APPS_FOLDER.glob("*/labels"))
HOLE = re.compile(r"\{(\w+)\}")


def labels(app: str, language: str) -> dict[str, str]:
    path = APPS_FOLDER / app / "labels" / f"{language}.json"
    found: dict[str, str] = json.loads(path.read_text("utf-8"))
    return found


def pages(app: str) -> str:
    """The text of an app's pages."""
    files = (path for kind in ("*.js", "*.html") for path in (APPS_FOLDER / app).glob(kind))
    return "\n".join(path.read_text("utf-8") for path in files)


def background() -> str:
    """The text of what posts in the apps' names."""
    files = (APPS_FOLDER.parent / "background").glob("*.py")
    return "\n".join(path.read_text("utf-8") for path in files)


def is_used(key: str, source: str) -> bool:
    """Whether the source says a key, as a whole or put together from its beginning (`on_${x}`)."""
    whole = key.removesuffix(".s")
    if re.search(rf"""["'`.{{ ]{re.escape(whole)}["'`:]""", source):
        return True
    begins = (f"`{key[:at]}${{" for at in range(1, len(key) + 1))
    ends = re.search(rf"\}}_{re.escape(key.rpartition('_')[2])}`", source) if "_" in key else None
    return bool(ends) or any(begin in source for begin in begins)


@pytest.mark.parametrize("app", APPS)
def test_all_languages_have_the_same_labels(app: str) -> None:
    english = labels(app, "en")
    for language in LANGUAGES[1:]:
        other = labels(app, language)
        assert list(other) == list(english), set(other) ^ set(english)
        for key, text in english.items():
            assert other[key].strip(), key
            assert set(HOLE.findall(other[key])) == set(HOLE.findall(text)), (language, key)


@pytest.mark.parametrize("app", APPS)
def test_every_label_is_used(app: str) -> None:
    source = pages(app) + pages("common") + background()
    left = [key for key in labels(app, "en") if not is_used(key, source)]
    assert not left, left


@pytest.mark.parametrize("app", APPS)
def test_every_used_label_is_there(app: str) -> None:
    english = labels(app, "en")
    said = set(re.findall(r"\bt\(\s*[\"']([\w.]+)[\"']", pages(app)))
    assert said <= set(english), said - set(english)


def test_every_row_of_settings_has_a_title() -> None:
    english = labels("settings", "en")
    rows = re.findall(
        r"\b(?:entry|toggle|main|level|choice|head|info)\(\"([\w.]+)\"", pages("settings")
    )
    assert len(rows) > 80
    # Rows that bring their own title, such as a network's name.
    own = {"network_now"}
    assert set(rows) - own <= set(english), set(rows) - own - set(english)


@pytest.mark.parametrize("app", sorted(path.parent.name for path in APPS_FOLDER.glob("*/app.json")))
def test_app_is_named_in_every_language(app: str) -> None:
    data = json.loads((APPS_FOLDER / app / "app.json").read_text("utf-8"))
    assert set(LANGUAGES) <= set(data["label"]), app


def test_apps_without_pages_have_a_name_and_an_icon() -> None:
    plain = json.loads(Path(APPS_FOLDER / "plain" / "apps.json").read_text("utf-8"))
    assert plain
    for package, data in plain.items():
        assert set(LANGUAGES) <= set(data["label"]), package
        assert data["icon"] != "android", package
