"""What is kept, and what goes first."""

from __future__ import annotations

from dataclasses import dataclass

from droidground.grounding.engines.transformers.recent import Recent


@dataclass(frozen=True)
class Thing:
    nbytes: int


def kept(recent: Recent[str, Thing]) -> str:
    return "".join(key for key, _ in recent.items())


def test_what_was_used_longest_ago_goes_first() -> None:
    recent: Recent[str, Thing] = Recent(10)
    for key in "abc":
        recent.put(key, Thing(3))
    assert recent.get("a") == Thing(3)
    recent.put("d", Thing(3))
    assert kept(recent) == "cad"
    assert recent.get("b") is None
    assert recent.nbytes == 9
    recent.put("e", Thing(7))
    assert kept(recent) == "de"


def test_what_is_too_large_is_not_kept() -> None:
    recent: Recent[str, Thing] = Recent(10)
    recent.put("a", Thing(11))
    assert len(recent) == 0


def test_a_new_value_takes_the_place_of_the_old() -> None:
    recent: Recent[str, Thing] = Recent(10)
    recent.put("a", Thing(6))
    recent.put("a", Thing(7))
    assert recent.nbytes == 7
    recent.clear()
    assert recent.nbytes == 0
