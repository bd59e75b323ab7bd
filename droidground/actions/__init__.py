"""Actions: what a person, a test or an agent decides to do, before it is known where."""

from droidground.actions.aim import Aim
from droidground.actions.deliver import deliver
from droidground.actions.effect import Effect, Step
from droidground.actions.expect import Finding, check
from droidground.actions.locator import Locator
from droidground.actions.opinion import Judge, Judging
from droidground.actions.reactions import MOST_TIMES, Reaction, Reactions, When
from droidground.actions.scroll_to import MAX_SCROLLS, ScrolledTo, Search
from droidground.actions.sentence import Claim, State, parse_sentence
from droidground.actions.told import describe_sent, describe_step, sent_by
from droidground.actions.type_text import ReadBack, Tapped, find_field, read_back, text_event
from droidground.actions.types import (
    Action,
    Answer,
    Back,
    Direction,
    DoubleTap,
    Drag,
    Finish,
    Home,
    InputText,
    LongPress,
    OpenApp,
    OpenUrl,
    PressKey,
    Scroll,
    Swipe,
    Tap,
    Target,
    Wait,
)

__all__ = [
    "Action",
    "Aim",
    "Answer",
    "Back",
    "Claim",
    "Direction",
    "DoubleTap",
    "Drag",
    "Effect",
    "Finding",
    "Finish",
    "Home",
    "InputText",
    "Judge",
    "Judging",
    "MAX_SCROLLS",
    "MOST_TIMES",
    "Locator",
    "LongPress",
    "OpenApp",
    "OpenUrl",
    "PressKey",
    "Reaction",
    "Reactions",
    "ReadBack",
    "Scroll",
    "ScrolledTo",
    "Search",
    "State",
    "Step",
    "Swipe",
    "Tap",
    "Tapped",
    "Target",
    "Wait",
    "When",
    "check",
    "deliver",
    "describe_sent",
    "describe_step",
    "find_field",
    "parse_sentence",
    "read_back",
    "sent_by",
    "text_event",
]
