"""Real screenshots with labelled boxes: what must be found, and what must not."""

from collections.abc import Sequence

import pytest

from droidground.grounding import ElementsGrounder
from tests.grounding import screens
from tests.grounding.screens import Row

pytestmark = pytest.mark.skipif(not screens.SCREENS.exists(), reason=screens.ABSENT)

GROUNDER = ElementsGrounder()

SAMPLE = 12
"""Screens of which the pixels are read in the quick test: about half a second each."""


def wrong(rows: Sequence[Row], *, with_tree: bool) -> list[str]:
    """Words of the rows that are not answered as they should be."""
    found = []
    for row in rows:
        screen = screens.screens()[row.screen]
        tree = screen.tree() if with_tree else None
        location = GROUNDER.locate(screen.screenshot(), row.words, tree)
        is_right = (
            location.point is None
            if row.box is None
            else location.point is not None and row.box.contains(location.point)
        )
        if not is_right:
            found.append(f"{row.screen}: {row.words}")
    return found


def test_labels_with_the_hierarchy() -> None:
    rows = screens.label_rows()
    assert len(rows) == 403
    assert len(wrong(rows, with_tree=True)) <= len(rows) * 0.01


def readable_texts() -> list[Row]:
    return [
        row for row in screens.label_rows() if row.kind == "text" and row.script in screens.READABLE
    ]


def test_labels_in_the_pixels_of_some_screens() -> None:
    names = list(dict.fromkeys(row.screen for row in readable_texts()))
    chosen = set(names[:: len(names) // SAMPLE])
    rows = [row for row in readable_texts() if row.screen in chosen]
    assert len(rows) > 30
    assert len(wrong(rows, with_tree=False)) <= len(rows) * 0.03


def test_labels_in_the_pixels() -> None:
    rows = readable_texts()
    assert len(wrong(rows, with_tree=False)) <= len(rows) * 0.03


def test_unreadable_scripts_give_no_point() -> None:
    rows = [row for row in screens.label_rows() if row.script not in screens.READABLE]
    assert rows
    for row in rows:
        location = GROUNDER.locate(screens.screens()[row.screen].screenshot(), row.words)
        assert str(location.reason) == "unreadable_script"
        assert location.point is None


def test_words_of_other_screens_are_absent() -> None:
    rows = screens.foreign_rows()
    assert len(rows) > 900
    assert len(wrong(rows, with_tree=True)) <= len(rows) * 0.01


def test_words_that_nearly_fit_are_absent() -> None:
    rows = screens.near_miss_rows()
    assert len(rows) > 400
    assert len(wrong(rows, with_tree=True)) <= len(rows) * 0.01


def test_controls_that_are_not_there_are_absent() -> None:
    assert wrong(screens.wrong_role_rows(), with_tree=True) == []


def test_labels_with_the_word_for_their_control() -> None:
    rows = screens.role_rows()
    assert len(rows) > 250
    assert len(wrong(rows, with_tree=True)) <= len(rows) * 0.01
