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
    Captured,
    Failed,
    Failure,
    Judged,
    Line,
    Located,
    Noted,
    Observed,
    Stepped,
    TreeRead,
)
from droidground.recording.frame import RecordedFrame
from droidground.recording.load import Recording
from droidground.recording.report import box_on_frame, heading, on_frame, view_facts
from droidground.recording.report_verdict import Evidence, judge, shows
from droidground.recording.same import location_of
from droidground.recording.script import Part, parts_of
from droidground.recording.steps import step_of
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree

Entry = dict[str, Any]

SHOWN_CANDIDATES = 20
LOOKS = (Observed, Captured, TreeRead, Located, Failed)


def entries_of(recording: Recording) -> Iterator[Entry]:
    """Yield an entry for each action, and one for what was looked for or failed after the last.

    Points and boxes under `marks` are pixels of the frame `before`; times are milliseconds.
    """
    parts = parts_of(recording)
    for part, lines in zip(parts, _split(recording), strict=True):
        entry = _entry(recording, part, lines)
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


def _entry(recording: Recording, part: Part, lines: list[Line]) -> Entry:
    step = step_of(recording, part, part.deed) if part.deed else None
    located = [
        location_of(answer, recording.screenshot(answer.event.shot))
        for answer in part.answers()
        if isinstance(answer.event, Located)
    ]
    chosen = _chosen(step, located)
    tree, later_s = _hierarchy(recording, lines, chosen)
    failures = [line.event for line in lines if isinstance(line.event, Failed)]
    seen = Evidence(
        step,
        chosen,
        tree,
        tuple(_fatal(lines, step)),
        later_s,
        any(one.found and chosen and one.query == chosen.query for one in located),
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


def _chosen(step: Step | None, located: list[Location]) -> Location | None:
    """Return the answer an action was meant for, though another pixel was sent; else the last."""
    if step is None:
        return located[-1] if located else None
    if step.location or not points_of(step.event):
        return step.location
    target = getattr(step.action, "target", None)
    return next((one for one in reversed(located) if one.query == target), None)


def _fatal(lines: list[Line], step: Step | None) -> list[Failure]:
    """Return the failure of an action; at the end of a recording, one that nothing came after."""
    looks = [e for e in (line.event for line in lines) if isinstance(e, LOOKS)]
    ends = [one for one in looks if isinstance(one, Failed) and one.call == "act"]
    if step is None:
        ends = [one for one in looks[-1:] if isinstance(one, Failed)]
    return [one.failure for one in ends]


def _hierarchy(
    recording: Recording, lines: list[Line], chosen: Location | None
) -> tuple[UiTree | None, float | None]:
    """Return the hierarchy of an answer, and after how long a later one showed the words."""
    current: UiTree | None = None
    of_answer: UiTree | None = None
    asked_s = later_s = None
    for line in lines:
        event = line.event
        if isinstance(event, Observed | TreeRead) and event.tree is not None:
            current = recording.tree(event.tree)
            if chosen and asked_s is not None and later_s is None and shows(current, chosen.query):
                later_s = line.at_s - asked_s
        elif isinstance(event, Located) and chosen and event.words == chosen.query:
            of_answer, asked_s, later_s = current, line.at_s, None
    return of_answer, later_s


def _changed_in_s(step: Step | None, chosen: Location | None) -> float | None:
    looked, touched = (chosen.screenshot if chosen else None), (step.before if step else None)
    if looked is None or touched is None or _number(looked) == _number(touched):
        return None
    late = touched.taken_at - looked.taken_at
    return late if late > 0 else None


def _number(frame: Screenshot | None) -> int | None:
    return frame.shot.frame if isinstance(frame, RecordedFrame) else None


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
