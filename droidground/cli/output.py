"""What commands print: data to stdout, talk to stderr."""

from __future__ import annotations

import json
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from droidground.errors import DroidgroundError, GroundingError

if TYPE_CHECKING:
    from droidground.actions import Step
    from droidground.grounding.location import Location

USAGE_ERROR = 2


def wants_json(args: Sequence[str]) -> bool:
    """Tell from the raw arguments whether JSON was asked for (they may not have parsed)."""
    before_dashes = list(args)[: list(args).index("--")] if "--" in args else args
    return "--json" in before_dashes


def print_json(value: object) -> None:
    """Print one JSON object on one line."""
    click.echo(json.dumps(value, ensure_ascii=False))


def talk(message: str) -> None:
    """Say something that is not data."""
    click.echo(message, err=True)


def end_with_error(
    error: click.ClickException | DroidgroundError, *, as_json: bool, is_verbose: bool
) -> int:
    """Print one message and one hint; return the exit code, whether or not somebody reads them."""
    if isinstance(error, click.ClickException):
        kind, message, hint, code = "UsageError", error.format_message(), "", USAGE_ERROR
        if isinstance(error, click.UsageError) and error.ctx is not None:
            hint = f"See `{error.ctx.command_path} --help`."
    else:
        kind, message, hint, code = (
            type(error).__name__,
            error.message,
            error.hint,
            error.exit_code,
        )
    with suppress(BrokenPipeError):
        if is_verbose:
            talk("".join(traceback.format_exception(error)).rstrip())
        if as_json:
            told = {"error": {"type": kind, "message": message, "hint": hint}}
            print_json(told | _seen_at(error))
            return code
        talk(f"Error: {message}")
        if hint:
            talk(f"Hint: {hint}")
    return code


def _seen_at(error: Exception) -> dict[str, Any]:
    """Return the last look of an error, with the best candidates, as `locate --json` prints it."""
    if not isinstance(error, GroundingError):
        return {}
    from droidground.grounding.location import Location

    return location_json(error.reply) if isinstance(error.reply, Location) else {}


def location_json(location: Location) -> dict[str, Any]:
    """Return the object that `locate --json` prints."""
    frame = location.screenshot
    result: dict[str, Any] = {
        "query": location.query,
        "found": location.found,
        "point": _point(location.point),
        "box": list(location.box) if location.box else None,
        "input_point": _point(location.input_point),
        "score": None if location.score is None else round(location.score, 4),
        "grounder": location.grounder,
        "reading": location.reading,
        "frame": {
            "width": frame.size.width,
            "height": frame.size.height,
            "rotation": frame.rotation.value,
            "density": frame.density,
        },
        "candidates": [
            {
                "point": _point(candidate.point),
                "box": list(candidate.box),
                "score": round(candidate.score, 4),
                "source": candidate.source,
                "label": candidate.label,
                "why": candidate.why,
            }
            for candidate in location.candidates
        ],
        "timings_ms": _rounded(location.timings_ms),
    }
    if not location.found:
        result["reason"] = location.reason.value if location.reason else None
    return result | _model_json(location)


def _model_json(location: Location) -> dict[str, Any]:
    """Return what a model adds to an answer; nothing where none was asked."""
    if location.profile is None:
        return {}
    return {
        "profile": location.profile,
        "profile_hash": location.profile_hash,
        "reply": location.reply,
        "agreement": location.agreement,
        "remarks": list(location.remarks),
    }


def step_json(step: Step) -> dict[str, Any]:
    """Return the object that an action's `--json` prints: its location, action and effect."""
    from droidground.actions import sent_by

    result = location_json(step.location) if step.location else {}
    result["action"] = sent_by(step)
    result["effect"] = step.effect.value
    if step.read_back:
        result["read_back"] = step.read_back.value
    if step.reactions:
        result["reactions"] = [step_json(reaction) for reaction in step.reactions]
    result["timings_ms"] = _rounded(step.timings_ms)
    if step.trouble:
        result["trouble"] = {"type": type(step.trouble).__name__, "message": step.trouble.message}
    return result


def print_step(step: Step, *, as_json: bool) -> None:
    """Print what an action did."""
    from droidground.actions import ReadBack, describe_step

    if step.trouble:
        talk(f"Warning: the action was sent, but then: {step.trouble.message}")
    for remark in step.location.remarks if step.location else ():
        talk(f"Note: {remark}")
    if step.read_back is ReadBack.UNREADABLE:
        talk("Warning: the text was typed, but the field cannot be read back.")
    if as_json:
        print_json(step_json(step))
    else:
        click.echo(describe_step(step))


def _point(point: Any) -> list[int] | None:
    return None if point is None else [point.x, point.y]


def _rounded(timings: Any) -> dict[str, float]:
    return {name: round(value, 1) for name, value in timings.items()}
