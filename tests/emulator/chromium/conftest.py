"""Phones with a Chromium screen; all tests share one browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image

from droidground_emulator.errors import ScreenUnavailable
from droidground_emulator.virtual.faults import Faults
from droidground_emulator.virtual.files import Files
from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.screen.base import Node
from droidground_emulator.virtual.screen.chromium.find import find_chromium
from droidground_emulator.virtual.screen.chromium.process import SHARED, Browser
from droidground_emulator.virtual.screen.chromium.screen import ChromiumScreen
from droidground_emulator.virtual.system import AndroidSystem

PLAIN = "com.android.music"
"""An app without a page of its own: tests put what they need into the plain one."""


@dataclass(frozen=True)
class Phone:
    """A phone without a wire, and how a test looks at it."""

    system: AndroidSystem

    @property
    def screen(self) -> ChromiumScreen:
        return cast(ChromiumScreen, self.system.screen)

    def show(self, html: str) -> None:
        """Put a body into a plain app's page."""
        self.system.screen.start(PLAIN)
        self.screen.page.ask("front.contentDocument.body.replaceChildren")
        self.screen.page.evaluate(f"shell.front.contentDocument.body.innerHTML = {html!r}; null")
        self.screen.settle()

    def value(self, script: str) -> Any:
        """Return the value of a script in the front page; `page` is its document."""
        return self.screen.page.evaluate(f"(page => {script})(shell.front.contentDocument)")

    def image(self) -> Image.Image:
        return self.system.frame().convert("RGB")

    def nodes(self, root: int | None = -1) -> list[Node]:
        """All nodes of a root, of all roots for None, in document order."""

        def below(node: Node) -> Iterator[Node]:
            yield node
            for child in node.children:
                yield from below(child)

        roots = self.system.screen.tree()
        chosen = roots if root is None else (roots[root],)
        return [node for top in chosen for node in below(top)]

    def find(self, words: str) -> Node:
        """The one node of the front window with that text, description or short id."""
        (node,) = [
            n
            for n in self.nodes()
            if words in (n.text, n.content_desc, n.resource_id.rpartition("/")[2])
        ]
        return node

    def tap(self, target: Node | tuple[float, float], *, hold_ms: int = 0) -> None:
        at = middle(target) if isinstance(target, Node) else target
        self.system.injector.tap(at, "test", hold_ms=hold_ms)

    def swipe(self, *points: tuple[float, float], ms: int = 200, hold_ms: int = 0) -> None:
        self.system.injector.swipe(points, "test", duration_ms=ms, hold_ms=hold_ms)


def middle(node: Node) -> tuple[float, float]:
    left, top, right, bottom = node.bounds
    return (left + right) / 2, (top + bottom) / 2


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, kept from the first test to the last."""
    try:
        find_chromium()
    except ScreenUnavailable as exc:
        pytest.skip(f"{exc.message}. {exc.hint}")
    yield SHARED.acquire()
    SHARED.release()


@pytest.fixture
def boot(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Phone]]:
    """Make phones with the given options."""
    phones: list[AndroidSystem] = []

    def make(**options: Any) -> Phone:
        folder = tmp_path / f"files-{len(phones)}"
        chosen = PhoneOptions(screen="chromium", **{"seed": 1, **options})
        phones.append(AndroidSystem(chosen, Files(folder), Faults()))
        return Phone(phones[-1])

    yield make
    for system in phones:
        system.close()


@pytest.fixture
def phone(boot: Callable[..., Phone]) -> Phone:
    """A new phone."""
    return boot()
