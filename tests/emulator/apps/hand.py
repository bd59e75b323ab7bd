"""A person's hand and eye on a phone, and the shell that tells what the phone then knows."""

from collections.abc import Iterator
from dataclasses import dataclass

from droidground_emulator.clock import Clock
from droidground_emulator.virtual.screen.base import Node
from droidground_emulator.virtual.system import AndroidSystem
from tests.emulator.chromium.conftest import Phone
from tests.emulator.system.conftest import Bench

WAIT_S = 5.0


@dataclass(frozen=True)
class Hand:
    """Touches what it reads; every lookup waits until the words are there."""

    system: AndroidSystem

    @property
    def phone(self) -> Phone:
        return Phone(self.system)

    def shell(self, line: str) -> str:
        """Run a shell line that must succeed; return its output."""
        return Bench(self.system).ok(line)

    def open(self, component: str) -> None:
        self.shell(f"am start -n {component}")

    def nodes(self, words: str) -> list[Node]:
        """All that has these words as text, description, hint or short id, in every window."""
        return [
            node
            for node in self.phone.nodes(None)
            if words
            in (node.text, node.content_desc, node.hint, node.resource_id.rpartition("/")[2])
        ]

    def see(self, words: str, nth: int = 0) -> Node:
        """What has these words; the last one for -1."""
        found: list[Node] = []

        def look() -> bool:
            found[:] = self.nodes(words)
            return len(found) > max(nth, 0)

        clock = Clock()
        assert clock.wait_until(look, clock.monotonic() + WAIT_S), (words, self.words())
        return found[nth]

    def gone(self, words: str) -> None:
        clock = Clock()
        left = clock.wait_until(lambda: not self.nodes(words), clock.monotonic() + WAIT_S)
        assert left, (words, self.words())

    def words(self) -> list[str]:
        """All words on the screen, from top to bottom."""
        return [word for node in self.phone.nodes(None) for word in _words(node)]

    def tap(self, *words: str, nth: int = 0) -> None:
        """Touch one thing after the other."""
        for each in words:
            self.phone.tap(self.see(each, nth))

    def hold(self, words: str) -> None:
        self.phone.tap(self.see(words), hold_ms=700)

    def fill(self, field: str, text: str, nth: int = 0) -> None:
        """Touch a field and type over what is in it; the keyboard goes away again."""
        self.tap(field, nth=nth)
        self.phone.screen.edit("selectAll")
        assert self.system.screen.type_text(text)
        self.back()

    def back(self) -> None:
        self.system.screen.key("BACK")


def _words(node: Node) -> Iterator[str]:
    yield from (word for word in (node.text, node.content_desc) if word)
