"""A step as data and as one line: what was sent, and what it did."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from droidground.actions.effect import Step
from droidground.actions.types import InputText
from droidground.geometry import Point

SECRET = "***"


def sent_by(step: Step) -> dict[str, Any]:
    """Return what was sent as values of JSON: `type`, and points as [x, y] in input pixels."""
    values = ((f.name, getattr(step.event, f.name)) for f in fields(step.event))
    sent = {name: [v.x, v.y] if isinstance(v, Point) else v for name, v in values}
    if isinstance(step.action, InputText):
        sent = {"text": SECRET if step.action.is_secret else step.action.text}
    return {"type": type(step.action).__name__, **sent}


def describe_step(step: Step) -> str:
    """Return what was sent and what it did, as `Tap point=970,556: changed`."""
    return f"{describe_sent(step)}: {step.effect.value}"


def describe_sent(step: Step) -> str:
    """Return what was sent, as `Tap point=970,556`."""
    sent = sent_by(step)
    kind = sent.pop("type")
    details = " ".join(
        f"{name}={','.join(map(str, v)) if isinstance(v, list) else v}"
        for name, v in sent.items()
        if v is not None
    )
    return f"{kind} {details}".rstrip()
