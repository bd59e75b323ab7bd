from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines.openai.mock_server import MockServer, running

pytest.importorskip("openai", reason="the openai client is not installed")


class FakeClock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.time = 100.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "DROIDGROUND_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[MockServer]:
    """A server that answers (1, 2)."""
    with running(lambda asked: "(1, 2)") as mock:
        yield mock
