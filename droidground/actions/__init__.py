"""Actions: what a person, a test or an agent decides to do, before it is known where."""

from droidground.actions.aim import Aim
from droidground.actions.effect import Effect, Step, judge_effect
from droidground.actions.types import (
    Action,
    Back,
    Direction,
    DoubleTap,
    Drag,
    Home,
    LongPress,
    OpenApp,
    OpenUrl,
    PressKey,
    Scroll,
    Swipe,
    Tap,
    Target,
)

__all__ = [
    "Action",
    "Aim",
    "Back",
    "Direction",
    "DoubleTap",
    "Drag",
    "Effect",
    "Home",
    "LongPress",
    "OpenApp",
    "OpenUrl",
    "PressKey",
    "Scroll",
    "Step",
    "Swipe",
    "Tap",
    "Target",
    "judge_effect",
]
