"""Calls written as code: pyautogui, Click(x, y), UI-TARS, AutoGLM's do(). Never evaluated."""

from __future__ import annotations

import re

from droidground.grounding.models.replies.answer import Answer, Boxed, Pointed, from_numbers
from droidground.grounding.models.replies.words import numbers_in, pair

X_IS, Y_IS = r"(?:x\s*=\s*)?", r"(?:y\s*=\s*)?"
CLICK = re.compile(rf"\b(?:click|moveTo|tap)\s*\({pair(X_IS, Y_IS)}[,)]", re.IGNORECASE)
TARS_BOX = re.compile(r"\b(?:start_box|point)\s*=\s*(['\"])((?:(?!\1).){1,200})\1")
KIND = r"""action\s*=\s*["'](?:Double Tap|Long Press|Tap)["']"""
TAP = re.compile(rf"\bdo\(\s*{KIND}\s*,\s*element\s*=\s*\[{pair()}\]\s*[,)]")


def click_call(text: str) -> Answer | None:
    """Read the last pyautogui.click(x=.., y=..), click(.., ..) or Click(.., ..)."""
    found = CLICK.findall(text)
    return from_numbers(map(float, found[-1])) if found else None


def tars_action(text: str) -> Pointed | Boxed | None:
    """Read the first click(start_box='(x,y)') or click(point='<point>x y</point>') of UI-TARS.

    The tag inside may be a special token or stripped; box tokens count as well.
    """
    match = TARS_BOX.search(text)
    return from_numbers(numbers_in(match[2])) if match else None


def tap_call(text: str) -> Answer | None:
    """Read AutoGLM's do(action="Tap", element=[x, y]); other actions carry no place to tap."""
    found = TAP.findall(text)
    return from_numbers(map(float, found[-1])) if found else None
