"""What the page of a recording tells of each step, as values of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from droidground.actions import Step
from droidground.device.input_line import points_of
from droidground.geometry import Box
from droidground.grounding.location import Location
from droidground.recording.events import (
    Acting,
    Failed,
    Failure,
    Judged,
    Line,
    Located,
    Noted,
    Observed,
    Stepped,
)
from droidground.recording.frame import RecordedFrame
from droidground.recording.load import Recording
from droidground.recording.report import box_on_frame, heading, on_frame, view_facts
from droidground.recording.report_verdict import Evidence, judge
from droidground.recording.same import location_of
from droidground.recording.script import Part, parts_of
from droidground.recording.steps import step_of
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree

Entry = dict[str, Any]

SHOWN_CANDIDATES = 20


def entries_of(recording: Recording) -> Iterator[Entry]:
    """Yield an entry for each action, and one for what was looked for or failed after the last.

    Points and boxes under `marks` are pixels of the frame `before`; times are milliseconds.
    """
    parts = parts_of(recording)
    met = _found_at(recording)
    for part, lines in zip(parts, _split(recording), strict=True):
        entry = _entry(recording, part, lines, met)
        if part.deed or entry["answers"] or entry["failures"]:
            yield entry


def _split(recording: Recording) -> list[list[Line]]:
    """Return the lines of each part: all up to an action, and what that did."""
    split: list[list[Line]] = [[]]
    own: list[Line] = split[0]
    for line in recording:
        event = line.event
        is_result = isinstance(event, Stepped) or (
            isinstance(event, Failed) and event.call == "act"
        )
        (own if is_result else split[-1]).append(line)
        if isinstance(event, Acting):
            own = split[-1]
            split.append([])
    return split


def _found_at(recording: Recording) -> dict[str, list[float]]:
    """Return when each words were found, in seconds of the recording."""
    met: dict[str, list[float]] = {}
    for line in recording:
        if isinstance(line.event, Located) and line.event.point:
            met.setdefault(line.event.words, []).append(line.at_s)
    return met


def _entry(
    recording: Recording, part: Part, lines: list[Line], met: dict[str, list[float]]
) -> Entry:
    step = step_of(recording, part, part.deed) if part.deed else None
    located = [
        location_of(answer, recording.screenshot(answer.event.shot))
        for answer in part.answers()
        if isinstance(answer.event, Located)
    ]
    chosen = step.location if step else (located[-1] if located else None)
    if step and chosen is None and points_of(step.event):
        chosen = _meant(step, located)
    failures = [line.event for line in lines if isinstance(line.event, Failed)]
    last = [one.failure for one in failures if step is None or one.call == "act"]
    asked_s = max((line.at_s for line in lines if isinstance(line.event, Located)), default=0.0)
    seen = Evidence(
        step,
        chosen,
        _tree(recording, part),
        tuple(last),
        _later(chosen, asked_s, met),
        _changed_in_s(step, chosen),
    )
    verdict = judge(seen)
    before = step.before if step else (chosen.screenshot if chosen else None)
    return {
        "title": heading(step) if step else "After the last action",
        "at_s": round(lines[-1].at_s, 3) if lines else 0.0,
        "cause": verdict.cause.value,
        "why": verdict.why,
        "effect": step.effect.value if step else None,
        "before": _number(before),
        "after": _number(step.after) if step else None,
        "size": [before.size.width, before.size.height] if before else None,
        "marks": _marks(before, step, chosen),
        "answers": [_answer(one) for one in located],
        "view": view_facts(step.view) if step and step.view else None,
        "timings_ms": dict(step.timings_ms) if step else {},
        "failures": [_failure(one) for one in failures],
        "remarks": [r for line in lines for r in _remarks(line)],
    }


def _meant(step: Step, located: list[Location]) -> Location | None:
    """Return the answer that a touch was meant for, though another pixel was sent."""
    target = getattr(step.action, "target", None)
    return next((one for one in reversed(located) if one.query == target), None)


def _later(chosen: Location | None, at_s: float, met: dict[str, list[float]]) -> float | None:
    if chosen is None or chosen.found:
        return None
    return next((found - at_s for found in met.get(chosen.query, []) if found > at_s), None)


def _changed_in_s(step: Step | None, chosen: Location | None) -> float | None:
    looked, touched = (chosen.screenshot if chosen else None), (step.before if step else None)
    if looked is None or touched is None or _number(looked) == _number(touched):
        return None
    late = touched.taken_at - looked.taken_at
    return late if late > 0 else None


def _number(frame: Screenshot | None) -> int | None:
    return frame.shot.frame if isinstance(frame, RecordedFrame) else None


def _tree(recording: Recording, part: Part) -> UiTree | None:
    looks = [look.event for look in part.looks if isinstance(look.event, Observed)]
    return recording.tree(looks[-1].tree) if looks and looks[-1].tree is not None else None


def _marks(before: Screenshot | None, step: Step | None, chosen: Location | None) -> Entry:
    """Return what is drawn over the frame before: the touch, and what it was meant for."""
    marks: Entry = {"touch": [], "view": None, "point": None, "box": None, "others": []}
    chain = before.to_input() if before else None
    back = chain.inverse() if chain else None
    if step and back:
        marks["touch"] = [[p.x, p.y] for p in (on_frame(q, back) for q in points_of(step.event))]
        if step.view and step.view.bounds:
            marks["view"] = _sides(box_on_frame(step.view.bounds, back))
    if chosen:
        marks["point"] = [chosen.point.x, chosen.point.y] if chosen.point else None
        marks["box"] = list(chosen.box) if chosen.box else None
        others = [c.box for c in chosen.candidates[:SHOWN_CANDIDATES] if c.box != chosen.box]
        marks["others"] = [list(box) for box in others]
    return marks


def _sides(box: tuple[float, float, float, float]) -> list[float]:
    left, top, right, bottom = box
    return [left, top, right + 1, bottom + 1]


def _answer(one: Location) -> Entry:
    chain = f"read at {one.origin}\n{one.transform}\nsent as {one.input_point}"
    rows = [
        [c.label, str(c.point), _box(c.box), f"{c.score:.3f}", c.source, c.why]
        for c in one.candidates[:SHOWN_CANDIDATES]
    ]
    return {
        "words": one.query,
        "facts": {
            "answer": f"found at {one.point}" if one.found else f"not found: {one.reason}",
            "frame": _number(one.screenshot),
            "box": _box(one.box) if one.box else None,
            "score": one.score,
            "grounder": one.grounder,
            "reading": one.reading,
            "agreement": one.agreement,
            "profile": one.profile,
            "profile hash": one.profile_hash,
            "remarks": " ".join(one.remarks),
        },
        "reply": one.reply,
        "chain": chain if one.origin and one.transform else None,
        "candidates": rows,
        "timings_ms": dict(one.timings_ms),
    }


def _box(box: Box) -> str:
    return ",".join(map(str, box))


def _failure(one: Failed) -> Entry:
    return {"call": one.call, "words": one.words, **_told(one.failure)}


def _told(failure: Failure) -> Entry:
    return {"type": failure.type, "message": failure.message, "hint": failure.hint}


def _remarks(line: Line) -> list[str]:
    match line.event:
        case Noted(text):
            return [text]
        case Judged() as one:
            holds = {True: "true", False: "false", None: "not told"}[one.holds]
            return [f"{one.model} on {one.sentence!r}: {holds} ({one.reply})"]
    return []
