from __future__ import annotations

from dataclasses import dataclass

from droidground.clock import SYSTEM_CLOCK, wait_until


@dataclass
class SteppedClock:
    time: float = 100.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


def test_the_first_true_answer_is_returned_without_waiting() -> None:
    clock = SteppedClock()
    assert wait_until(lambda: "yes", timeout_s=5, clock=clock) == "yes"
    assert clock.time == 100.0


def test_it_is_asked_until_the_deadline_and_once_at_it() -> None:
    clock = SteppedClock()
    asked: list[float] = []

    def never() -> None:
        asked.append(clock.now())

    assert wait_until(never, timeout_s=1.0, interval_s=0.4, clock=clock) is None
    assert asked[0] == 100.0
    assert asked[-1] == 101.0
    assert len(asked) == 4


def test_a_condition_that_comes_true_later_ends_the_wait() -> None:
    clock = SteppedClock()
    answer = wait_until(
        lambda: clock.now() if clock.now() > 102 else None, timeout_s=10, interval_s=1, clock=clock
    )
    assert answer == 103.0


def test_no_time_left_still_asks_once() -> None:
    assert wait_until(lambda: 1, timeout_s=0, clock=SteppedClock()) == 1


def test_the_system_clock_goes_forward() -> None:
    before = SYSTEM_CLOCK.now()
    SYSTEM_CLOCK.sleep(0.001)
    assert SYSTEM_CLOCK.now() > before
