"""The words that may be on the screen: none that a page left unfinished or untranslated."""

from __future__ import annotations

import json
import re
from functools import cache

from droidground_emulator.virtual.app_pages import APPS_FOLDER
from tests.emulator.walk.views import Look, View

_UNFINISHED = re.compile(r"\bundefined\b|\bnull\b|\bNaN\b|\[object |\{\w+\}|Invalid Date")
_GLYPHS = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_OWN_NAMES = {"English", "Home", "T-Mobile"}
"""A language by its own name in the list of languages, a Wi-Fi network's name, an operator's."""
_KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+(\.s)?")


@cache
def labels(locale: str) -> dict[tuple[str, str], str]:
    """Every label of a language by app folder and key, those of System UI too."""
    found = {}
    for file in sorted(APPS_FOLDER.glob(f"*/labels/{locale}.json")):
        for key, text in json.loads(file.read_text("utf-8")).items():
            found[file.parts[-3], key] = text
    return found


@cache
def _meanings(locale: str) -> dict[str, str]:
    english = labels("en")
    return {text: english.get(key, text) for key, text in labels(locale).items()}


def english(text: str, locale: str) -> str:
    """What a label of another language is in English; other words stay as they are."""
    return text if locale == "en" else _meanings(locale).get(text, text)


def check_words(look: Look, locale: str, given: set[str]) -> None:
    """Raise AssertionError for words that no phone would show; `given` is what people wrote."""
    for view in look.views:
        if _is_foreign(view):
            continue
        for text in {view["text"], view["content-desc"]} - {""}:
            _check_text(text, view)
            if locale != "en" and text not in given:
                _check_language(text, locale, view)


def _check_text(text: str, view: View) -> None:
    assert not _UNFINISHED.search(text), f"unfinished words {text!r}: {view}"
    assert not _GLYPHS.search(text), f"an icon's character among words {text!r}: {view}"
    raw = _KEY.fullmatch(text) and any(key == text for _, key in labels("en"))
    assert not raw, f"a label's name instead of its words {text!r}: {view}"


def _check_language(text: str, locale: str, view: View) -> None:
    own = set(labels(locale).values())
    keys = [key for key, label in labels("en").items() if label == text]
    if not keys or text in own or text in _OWN_NAMES:
        return
    raise AssertionError(f"English words {text!r} in {locale}: {view}")


def _is_foreign(view: View) -> bool:
    """Whether a person wrote it, or a web page."""
    ways = (view, *view.parents)
    return view["class"] == "android.widget.EditText" or any(
        each["class"] == "android.webkit.WebView" for each in ways
    )
