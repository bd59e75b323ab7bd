"""A test that was changed is told so by its recording: every mutation fails."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from droidground.errors import ExpectationFailed, ModelUnavailable, ReplayMismatch
from droidground.phone import Phone
from droidground.recording import replay
from droidground.recording.playback import Sight
from tests.recording.conftest import wifi

OTHER_WORDS = "Bluetooth"
OTHER_CALL = {"tap": "long_press", "back": "home", "home": "back", "open": "tap"}

Steps = list[ast.stmt]


def story_of(steps: Steps) -> Callable[[Phone], None]:
    """Return a story of other statements."""
    tree = ast.parse("def story(phone):\n    pass")
    assert isinstance(tree.body[0], ast.FunctionDef)
    tree.body[0].body = steps or [ast.Pass()]
    space: dict[str, Callable[[Phone], None]] = {}
    exec(compile(ast.fix_missing_locations(tree), "<mutation>", "exec"), space)
    return space["story"]


def statements() -> Steps:
    """The story's own statements, read anew."""
    (story,) = ast.parse(inspect.getsource(wifi)).body
    assert isinstance(story, ast.FunctionDef)
    return story.body[1:]


def call_of(step: ast.stmt) -> ast.Call:
    """The call of a statement."""
    assert isinstance(step, ast.Expr)
    assert isinstance(step.value, ast.Call)
    return step.value


def mutations() -> Iterator[tuple[str, Steps]]:
    """Every story that differs from the recorded one in one place."""
    count = len(statements())
    for at in range(count):
        text = ast.unparse(statements()[at])
        dropped = statements()
        del dropped[at]
        yield f"drop {text}", dropped
        added = statements()
        added.insert(at, statements()[at])
        yield f"add {text}", added
        for other in range(at + 1, count):
            swapped = statements()
            swapped[at], swapped[other] = swapped[other], swapped[at]
            if ast.unparse(swapped[at]) != ast.unparse(swapped[other]):
                yield f"swap {at} and {other}", swapped
        yield from in_one_step(at)


def in_one_step(at: int) -> Iterator[tuple[str, Steps]]:
    """Stories with one step of another kind, or with other words."""
    steps = statements()
    call = call_of(steps[at])
    text = ast.unparse(call)
    if call.args:
        call.args = [ast.Constant(OTHER_WORDS)]
        yield f"{text}: other words", steps
    steps = statements()
    name = call_of(steps[at]).func
    assert isinstance(name, ast.Attribute)
    if name.attr in OTHER_CALL:
        name.attr = OTHER_CALL[name.attr]
        yield f"{text}: {name.attr}", steps


MUTATIONS = list(mutations())


def test_the_story_as_it_is_passes(recorded: Path) -> None:
    phone = replay(recorded)
    story_of(statements())(phone)
    phone.finish()


@pytest.mark.parametrize(
    "steps", [steps for _, steps in MUTATIONS], ids=[name for name, _ in MUTATIONS]
)
def test_a_mutated_story_fails(recorded: Path, steps: Steps) -> None:
    phone = replay(recorded)

    def run() -> None:
        story_of(steps)(phone)
        phone.finish()

    with pytest.raises((ReplayMismatch, ExpectationFailed, ModelUnavailable)) as caught:
        run()
    assert caught.value.hint
    if isinstance(caught.value, ReplayMismatch):
        assert isinstance(caught.value.asked, Sight)
