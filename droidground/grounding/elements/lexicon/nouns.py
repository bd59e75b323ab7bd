"""Words for what screens show, beyond the names of controls: what kind of thing is meant."""

from __future__ import annotations

from droidground.grounding.elements.lexicon.values import VALUES
from droidground.grounding.elements.roles import ROLE_WORDS, Role

ITEMS = (
    "item row entry option result element line record hit setting "
    "suggestion app application contact person friend user conversation message chat note "
    "folder file document directory network device category restaurant shop store business place "
    "movie film show series episode video song track album playlist artist book podcast "
    "effect ad advert article story post notification tile card review alarm event tip "
    "product offer deal recipe trip station theme language country city "
    "keyword tag chip key suggestion recommendation group channel wallet account download task "
    "bookmark feed source comment reminder vehicle car"
)
TEXTS = (
    "name value address price number date time summary subtitle description author artist "
    "developer count duration size status caption title heading header headline text label word "
    "line phone distance rating version amount total note hint message paragraph sentence"
)
PICTURES = (
    "picture image photo photograph poster cover thumbnail avatar artwork illustration logo banner "
    "drawing portrait animation figure"
)
ICONS = "icon symbol glyph sign arrow chevron badge"

_GLYPHS = (
    "x|cross|plus|plus sign|minus|minus sign|three dots|dots|ellipsis|star|heart|check|check mark|"
    "tick|gear|pencil|trash can|bin|magnifying glass|magnifier|bell|lock|globe|house|flag|pin|"
    "back arrow|up arrow|down arrow|caret|triangle|question mark|exclamation mark|eye|microphone|"
    "mic|camera|envelope|padlock|hamburger|overflow menu|menu icon"
)
GLYPHS = frozenset(_GLYPHS.split("|"))
"""What small pictures show."""

NOUNS: dict[str, Role] = {
    **dict.fromkeys(VALUES, Role.TEXT),
    **dict.fromkeys(TEXTS.split(), Role.TEXT),
    **dict.fromkeys(ITEMS.split(), Role.ROW),
    **dict.fromkeys(PICTURES.split(), Role.IMAGE),
    **dict.fromkeys(ICONS.split(), Role.ICON),
    **dict.fromkeys(GLYPHS, Role.ICON),
    **ROLE_WORDS,
    "list item": Role.ROW,
    "search result": Role.ROW,
    "address bar": Role.FIELD,
    "progress bar": Role.PROGRESS,
    "progress indicator": Role.PROGRESS,
    "loading indicator": Role.PROGRESS,
    "loading spinner": Role.PROGRESS,
    "text button": Role.BUTTON,
    "menu button": Role.MENU,
    "three dot menu": Role.MENU,
}
OPEN_NOUNS = frozenset(
    NOUNS.keys() - ROLE_WORDS.keys() - {"app", "folder", "poster", "menu button"}
)
"""Nouns of which there are endless others: with a name alone before them they are part of it."""
LONGEST_NOUN = max(len(noun.split()) for noun in NOUNS)

PRONOUNS = frozenset({"one", "ones", "thing", "things", "control", "element", "what", "anything"})
"""Words for anything that takes a touch, or whatever was named before."""

REGIONS = frozenset(
    {
        "bar",
        "toolbar",
        "app bar",
        "action bar",
        "title bar",
        "header",
        "tab bar",
        "navigation bar",
        "nav bar",
        "bottom navigation",
        "navigation",
        "footer",
        "tab row",
        "row",
        "column",
        "line",
        "list",
        "grid",
        "menu",
        "drawer",
        "dialog",
        "popup",
        "pop up",
        "sheet",
        "keyboard",
        "keypad",
        "screen",
        "page",
        "section",
        "group",
        "card",
        "banner",
        "panel",
        "player",
        "form",
        "map",
    }
)
"""Parts of a screen that things can be in."""


PLAIN_ITEMS = frozenset(
    {"row", "item", "entry", "option", "line", "element", "list item", "setting"}
)
"""Nouns that say nothing of what the items are."""
BARE_KINDS = frozenset({"text", "icon", "image", "picture", "symbol", "label", "word"})
"""Nouns that say nothing but the kind."""


def singular(noun: str) -> str:
    """Return a noun without the ending of its plural: boxes, entries, rows."""
    for ending, instead in (("ies", "y"), ("xes", "x"), ("ches", "ch"), ("s", "")):
        if noun.endswith(ending) and len(noun) > len(ending) + 1 and not noun.endswith("ss"):
            return noun.removesuffix(ending) + instead
    return noun
