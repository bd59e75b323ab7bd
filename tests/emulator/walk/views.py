"""What a look at the phone shows: the nodes of all windows, as uiautomator writes them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

Bounds = tuple[int, int, int, int]
TITLE = "android:id/title"
SWITCH = "android.widget.Switch"
FIELD = "android.widget.EditText"
SLIDER = "android.widget.SeekBar"


@dataclass(frozen=True, eq=False)
class View:
    """One node; equal only to itself."""

    node: ET.Element
    parents: tuple[View, ...]
    """The nearest first."""
    bounds: Bounds

    def __getitem__(self, name: str) -> str:
        return self.node.get(name, "")

    def has(self, flag: str) -> bool:
        """Whether a flag such as clickable is set."""
        return self[flag] == "true"

    @property
    def id(self) -> str:
        """The resource id without its package."""
        return self["resource-id"].rpartition("/")[2]

    @property
    def size(self) -> tuple[int, int]:
        left, top, right, bottom = self.bounds
        return right - left, bottom - top

    @property
    def words(self) -> str:
        """All text on it and below."""
        said = (
            f"{each.get('text', '')} {each.get('content-desc', '')}" for each in self.node.iter()
        )
        return " ".join(" ".join(said).split())

    @property
    def title(self) -> str:
        """What it is called: its own words, or the title of the row it stands in."""
        if self["content-desc"]:
            return self["content-desc"]
        for each in (self.node, *(parent.node for parent in self.parents)):
            titles = [n for n in each.iter() if n.get("resource-id") == TITLE]
            if titles:
                return titles[0].get("text", "") if len(titles) == 1 else ""
        return ""

    def holds(self, x: int, y: int) -> bool:
        left, top, right, bottom = self.bounds
        return left <= x < right and top <= y < bottom

    def below(self, other: View) -> bool:
        """Whether it lies in another view's tree."""
        return any(parent is other for parent in self.parents)

    def is_clipped(self) -> bool:
        """Whether a scrolling parent's edge may hide a part of it."""
        return any(
            parent.has("scrollable")
            and (
                self.bounds[1] <= parent.bounds[1]
                or self.bounds[3] >= parent.bounds[3]
                or self.bounds[0] <= parent.bounds[0] - 1
                or self.bounds[2] >= parent.bounds[2] + 1
            )
            for parent in self.parents
        )

    def __str__(self) -> str:
        kind = self["class"].rpartition(".")[2]
        return f"{kind} {self.id or '-'} {self.words[:60]!r} {list(self.bounds)}"


@dataclass(frozen=True)
class Look:
    """All windows at one moment; the front one is what `uiautomator dump` writes."""

    text: str
    views: tuple[View, ...]
    front: tuple[View, ...]

    @property
    def package(self) -> str:
        return self.front[0]["package"]

    @property
    def signature(self) -> list[tuple[str, ...]]:
        """All that tells two looks apart."""
        return [tuple(view.node.attrib.values()) for view in self.views]

    def find(self, short_id: str) -> list[View]:
        """The views of the front window with that id."""
        return [view for view in self.front if view.id == short_id]

    def texts(self, short_id: str) -> list[str]:
        return [view["text"] for view in self.find(short_id)]

    @property
    def keyboard(self) -> View | None:
        return next((view for view in self.views if view.id == "keyboard_view"), None)

    @property
    def focused(self) -> View | None:
        """The field that gets what is typed."""
        fields = [v for v in self.front if v["class"] == FIELD and v.has("focused")]
        return fields[0] if fields else None

    @property
    def dialog(self) -> bool:
        """Whether a dialog or a list to choose from lies over the page."""
        ids = {view.id for view in self.front}
        return bool(ids & {"parentPanel", "select_dialog_listview"})


def read(text: str) -> Look:
    """Parse a dump of all windows, the front one last."""
    windows = [tuple(_flat(window, ())) for window in ET.fromstring(text)]
    return Look(text, tuple(view for window in windows for view in window), windows[-1])


def _flat(node: ET.Element, parents: tuple[View, ...]) -> Iterator[View]:
    left, top, right, bottom = map(int, re.findall(r"-?\d+", node.get("bounds", "")))
    view = View(node, parents, (left, top, right, bottom))
    yield view
    for child in node:
        yield from _flat(child, (view, *parents))
