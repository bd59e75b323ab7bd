"""Faults: their text form and their counts."""

import threading
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground_emulator.errors import BadOption
from droidground_emulator.virtual.faults import NAMES, Fault, Faults

texts = st.text(st.characters(exclude_characters=",", exclude_categories=["Cs"]), max_size=20)
faults = st.builds(
    Fault,
    st.sampled_from(NAMES),
    match=texts.filter(lambda text: text == text.strip()),
    after=st.integers(0, 99),
    times=st.none() | st.integers(0, 99),
    seconds=st.integers(0, 99).map(float),
    bytes=st.integers(0, 10**8),
    ms=st.integers(0, 10**5),
    when=st.sampled_from(["before", "during", "after"]),
)


@given(faults)
def test_text_and_back(fault: Fault) -> None:
    assert Fault.parse(str(fault)) == fault


@pytest.mark.parametrize(
    "text",
    ["", "nope", "drop:x=1", "drop:bytes", "drop:bytes=-1", "drop:bytes=1e3", "drop:when=late"]
    + ["slow:ms=١", "offline:seconds=nan", "offline:seconds=-1", "drop:after=9999999999"],
)
def test_bad_texts(text: str) -> None:
    with pytest.raises(BadOption) as caught:
        Fault.parse(text)
    assert caught.value.hint


@given(st.text(max_size=40))
def test_any_text_is_a_fault_or_a_known_error(text: str) -> None:
    for name in ("", "drop:"):
        with suppress(BadOption):
            assert Fault.parse(name + text).name in NAMES


def test_after_and_times() -> None:
    armed = Faults((Fault("secure", after=2, times=2),))
    assert [armed.hit("secure") is not None for _ in range(6)] == [False, False, True, True] + [
        False
    ] * 2
    assert (armed.armed()[0].seen, armed.armed()[0].struck) == (6, 2)


def test_match_and_name() -> None:
    armed = Faults((Fault("drop", match="input"),))
    assert armed.hit("drop", "shell:ls") is None
    assert armed.hit("slow", "shell:input tap") is None
    assert armed.hit("drop", "shell:input tap") == Fault("drop", match="input")
    assert armed.hit("drop", "shell,v2,raw: vphone input") is None


def test_pending_does_not_count() -> None:
    armed = Faults((Fault("drop", times=1),))
    assert armed.pending("drop", "x") == armed.pending("drop", "x") == Fault("drop", times=1)
    assert armed.hit("drop", "x") is not None
    assert armed.pending("drop", "x") is None


def test_the_first_that_may_strike_does() -> None:
    spent, other = Fault("slow", times=0), Fault("slow", ms=5)
    assert Faults((spent, other)).hit("slow", "x") == other


def test_clear() -> None:
    armed = Faults((Fault("slow"), Fault("drop"), Fault("slow")))
    assert armed.clear("slow") == 2
    assert [one.fault.name for one in armed.armed()] == ["drop"]
    assert armed.clear() == 1
    assert armed.hit("drop", "x") is None


def test_counts_hold_over_threads() -> None:
    armed = Faults((Fault("secure", times=50),))
    struck: list[Fault] = []

    def ask() -> None:
        found = (armed.hit("secure") for _ in range(100))
        struck.extend(fault for fault in found if fault)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(struck) == 50
