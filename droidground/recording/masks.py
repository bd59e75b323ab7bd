"""What must not reach the disk: typed secrets, words, parts of the screen, API keys."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from droidground.config import Secret, read_api_key
from droidground.errors import RecordingError
from droidground.geometry import Box
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree

HIDDEN = "\u2039redacted\u203a"
PLACEHOLDER = re.compile("\u2039masked ([0-9]+)\u203a")
SHOWN = re.compile(r"""((?:text|content-desc|hint|tooltip-text|pane-title)=)("[^"]*"|'[^']*')""")
TOLD = frozenset(("text", "label", "reply", "why", "message", "hint", "url", "details"))
"""Fields of events that may repeat what the screen shows."""

ReadLines = Callable[[Screenshot], Iterable[tuple[str, Box]]]


def parse_redactions(given: Iterable[str]) -> tuple[tuple[Box, ...], tuple[str, ...]]:
    """Return boxes (`LEFT,TOP,RIGHT,BOTTOM` in frame pixels) and words apart.

    Raises `RecordingError` for a box without area and for words that are empty.
    """
    boxes: list[Box] = []
    words: list[str] = []
    for one in given:
        numbers = re.fullmatch(r"\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*", one)
        if numbers is None:
            words.append(" ".join(one.split()))
            continue
        left, top, right, bottom = map(int, numbers.groups())
        if left < right and top < bottom:
            boxes.append(Box(left, top, right, bottom))
            continue
        raise RecordingError(
            f"{one!r} is no part of a screen", hint="Give LEFT,TOP,RIGHT,BOTTOM in pixels."
        )
    if "" in words:
        raise RecordingError("there is nothing to redact", hint="Give words, or a box.")
    return tuple(boxes), tuple(words)


def placeholder(number: int) -> str:
    """Return what stands for a typed text that is kept out."""
    return f"\u2039masked {number}\u203a"


def unmask(xml: str, texts: dict[int, str]) -> str:
    """Return a hierarchy with the typed texts that are known put back."""

    def text(match: re.Match[str]) -> str:
        known = texts.get(int(match[1]))
        return match[0] if known is None else html.escape(known)

    return PLACEHOLDER.sub(text, xml)


def read_with_ocr(screenshot: Screenshot) -> list[tuple[str, Box]]:
    """Return the lines of text on a frame. Raises `RecordingError` where OCR cannot run."""
    from droidground.grounding.elements.ocr import EngineMissing, RapidOcrReader

    try:
        return [(line.text, line.box) for line in RapidOcrReader().read(screenshot)]
    except EngineMissing as exc:
        raise RecordingError(
            f"words cannot be blacked out, since the screen cannot be read: {exc}",
            hint="Install rapidocr and onnxruntime, or redact by LEFT,TOP,RIGHT,BOTTOM.",
        ) from exc


class Masks:
    """Takes out of texts, hierarchies and frames what must not be kept."""

    def __init__(
        self,
        redact: Iterable[str] = (),
        read: ReadLines = read_with_ocr,
        api_key: Secret | None = None,
    ) -> None:
        self._boxes, self._words = parse_redactions(redact)
        self._read = read
        self._key = api_key or read_api_key()
        self._secrets: list[str] = []
        self._field: Box | None = None
        """Where the last secret was typed, until the next hierarchy tells where it is."""

    @property
    def told(self) -> tuple[str, ...]:
        """What is redacted, as a manifest may tell it."""
        boxes = [",".join(map(str, box)) for box in self._boxes]
        return (*boxes, *(f"words {number}" for number in range(1, len(self._words) + 1)))

    def add_secret(self, text: str, field: Box | None) -> int:
        """Keep a typed text out from now on; return its number, which stands for it."""
        self._field = field
        if text not in self._secrets:
            self._secrets.append(text)
        return self._secrets.index(text) + 1

    def text(self, text: str) -> str:
        """Return a text without what must not be kept."""
        for number, secret in sorted(enumerate(self._secrets, 1), key=lambda one: -len(one[1])):
            if secret:
                text = text.replace(secret, placeholder(number))
        for word in self._words:
            pattern = r"\s+".join(map(re.escape, word.split()))
            text = re.sub(pattern, HIDDEN, text, flags=re.IGNORECASE)
        return self._key.hidden_in(text) if self._key else text

    def value(self, value: Any, *, is_told: bool = False) -> Any:
        """Return a JSON value, those of its fields masked that may repeat the screen."""
        if isinstance(value, dict):
            return {k: self.value(v, is_told=is_told or k in TOLD) for k, v in value.items()}
        if isinstance(value, list):
            return [self.value(one, is_told=is_told) for one in value]
        return self.text(value) if is_told and isinstance(value, str) else value

    def xml(self, tree: UiTree) -> str:
        """Return a hierarchy's XML; what lies in a redacted box says nothing either."""
        xml = SHOWN.sub(self._attribute, tree.xml)
        inside = [node for node in tree if node.bounds and self._is_covered(node.bounds)]
        for shown in {text for node in inside for text in (node.text, node.content_desc) if text}:
            for written in {shown, html.escape(shown), html.escape(shown, quote=False)}:
                xml = xml.replace(f'="{written}"', f'="{HIDDEN}"')
        return xml

    def frame(self, shot: Screenshot, tree: UiTree | None) -> Screenshot:
        """Return a frame with all of that blacked out."""
        boxes = [*self._boxes, *self._boxes_of_words(shot, tree)]
        whole = Box.of(shot.size)
        cut = [part for box in boxes if (part := box.intersection(whole))]
        if not cut:
            return shot
        pixels = shot.pixels.copy()
        for box in cut:
            pixels[box.top : box.bottom, box.left : box.right] = 0
        return replace(shot, pixels=pixels)

    def _boxes_of_words(self, shot: Screenshot, tree: UiTree | None) -> list[Box]:
        if not (self._words or self._secrets):
            return []
        if tree is not None:
            self._field = None
            nodes = [n for n in tree if n.bounds and self._hides(f"{n.text}\n{n.content_desc}")]
            boxes = [node.bounds for node in nodes if node.bounds]
        else:
            boxes = [self._field] if self._field else []
        # A hierarchy may be silent about what is drawn; typed texts it tells of.
        if self._words or tree is None:
            boxes += [box for text, box in self._read(shot) if self._hides(text)]
        return boxes

    def _hides(self, text: str) -> bool:
        return self.text(text) != text

    def _is_covered(self, bounds: Box) -> bool:
        return any(
            (shared := box.intersection(bounds)) and shared.area * 2 >= bounds.area
            for box in self._boxes
        )

    def _attribute(self, match: re.Match[str]) -> str:
        quoted = match[2]
        text = html.unescape(quoted[1:-1])
        kept = self.text(text)
        return match[0] if kept == text else f"{match[1]}{quoted[0]}{html.escape(kept)}{quoted[0]}"
