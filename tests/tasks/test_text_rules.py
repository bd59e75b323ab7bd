"""How protocols compare texts."""

import pytest

from droidground_tasks.protocols.gui_r1 import gui_r1_f1
from droidground_tasks.protocols.rules import either_holds, indel_ratio, token_f1


def test_texts() -> None:
    assert either_holds("a", " A b")
    assert not either_holds("c", "ab")
    assert token_f1("a b", "b c") == 0.5
    assert token_f1("", "a") == 0
    assert gui_r1_f1("[maps]", "map") == 1
    assert indel_ratio("", "") == 1
    assert indel_ratio("lewenstein", "levenshtein") == pytest.approx(0.857142, abs=1e-6)
    assert indel_ratio("abc", "xyz") == 0
