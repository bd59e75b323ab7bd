"""Phones with a Chromium screen, used by touch."""

import logging
from collections.abc import Callable, Iterator

import pytest

from tests.emulator.apps.hand import Hand
from tests.emulator.chromium.conftest import Phone, boot, browser

__all__ = ["boot", "browser"]


@pytest.fixture
def hand(boot: Callable[..., Phone], caplog: pytest.LogCaptureFixture) -> Iterator[Hand]:
    """A new phone; at the end no page may have failed."""
    with caplog.at_level(logging.WARNING):
        yield Hand(boot().system)
    said = [each.message for each in caplog.records if each.name.startswith("droidground")]
    assert not said, said
