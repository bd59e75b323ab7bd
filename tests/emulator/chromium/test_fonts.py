"""Fonts: the package's on every machine, and what is said where a language cannot be drawn."""

from pathlib import Path

import pytest

from droidground.cli.phones import talk_of_missing_font
from droidground_emulator.virtual.screen.chromium.fonts import missing_font
from tests.emulator.chromium.conftest import Phone


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with fontconfig whose fonts are the lines of this file, each for one language."""
    fonts = tmp_path / "fonts"
    fonts.write_text(":lang=ar Kufi\n", encoding="utf-8")
    program = tmp_path / "fc-list"
    program.write_text(f'#!/bin/sh\n/bin/grep -- "^$1 " {fonts} || :\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return fonts


@pytest.mark.parametrize(
    ("locale", "package"),
    [("en", None), ("de-DE", None), ("el", None), ("ru", None), ("ar", None), ("ar-EG", None),
     ("ja", "fonts-noto-cjk"), ("zh_TW", "fonts-noto-cjk"), ("he", "fonts-noto-core")],
)  # fmt: skip
def test_package_of_a_language(listed: Path, locale: str, package: str | None) -> None:
    assert missing_font(locale) == package


def test_nothing_is_missing_where_nothing_is_known(
    tmp_path: Path, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fc-list").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert missing_font("ja") is None
    monkeypatch.setenv("PATH", "")
    assert missing_font("ja") is None


def test_it_is_said(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    talk_of_missing_font("chromium", "ja-JP")
    assert "apt install fonts-noto-cjk" in capsys.readouterr().err
    talk_of_missing_font("chromium", "ar")
    talk_of_missing_font("pillow", "ja")
    assert capsys.readouterr().err == ""


def test_apps_have_the_packages_roboto(phone: Phone) -> None:
    for package in ("com.android.settings", "com.android.contacts"):
        phone.system.screen.start(package)
        phone.image()
        loaded = phone.value(
            "[...page.fonts].filter(f => f.family === 'Roboto' && f.status === 'loaded')"
            ".map(f => f.weight)"
        )
        assert "400" in loaded, (package, loaded)
