"""The page of a recording: one HTML file with its pictures, which fetches nothing."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path
from string import Template

from droidground.recording.load import Recording
from droidground.recording.page import text
from droidground.recording.report_entries import Entry, entries_of
from droidground.recording.report_pictures import encode_pictures
from droidground.recording.report_verdict import Cause

PARTS = "viewer"
FAILING = frozenset(set(Cause) - {Cause.FINE, Cause.UNCLEAR})


def recording_page(recording: Recording, output: Path) -> str:
    """Return the page of a recording; `output` is where it will lie, for links to the originals.

    Raises `RecordingUnreadable` when frames are gone, `InvalidHierarchy` when a tree is damaged.
    """
    entries = list(entries_of(recording))
    used = {one[side] for one in entries for side in ("before", "after")}
    used |= {answer["facts"]["frame"] for one in entries for answer in one["answers"]}
    numbers = sorted(used - {None})
    paths = {number: recording.frame_path(number) for number in numbers}
    data = {
        "facts": _facts(recording),
        "notes": list(recording.notes),
        "verdict": verdict_of(entries),
        "entries": entries,
        "frames": {n: _link(path, output) for n, path in paths.items()},
    }
    pictures = (
        f'<script type="image/webp" id="frame-{number}">{picture}</script>'
        for number, picture in zip(numbers, encode_pictures(paths.values()), strict=True)
    )
    return Template(_part("viewer.html")).substitute(
        title=text(recording.folder.resolve().name),
        style=_part("viewer.css"),
        script=_part("viewer.js"),
        data=_json(data),
        steps="".join(f"<li>{text(one['title'])}: {text(one['cause'])}" for one in entries),
        pictures="\n".join(pictures),
    )


def verdict_of(entries: list[Entry]) -> Entry:
    """Return the line for the whole recording: its end, else its first step that went wrong."""
    order = [*entries[-1:], *entries[:-1]]
    for one in order:
        if one["cause"] in FAILING:
            at = next(i for i, entry in enumerate(entries, 1) if entry is one)
            return {"cause": one["cause"], "why": f"step {at}: {one['why']}", "step": at}
    return {"cause": Cause.FINE.value, "why": f"nothing failed in {len(entries)} steps", "step": 0}


def _facts(recording: Recording) -> dict[str, str]:
    manifest = recording.manifest
    return {
        **manifest.device,
        "grounder": manifest.grounder,
        "recorded": manifest.created,
        "droidground": manifest.droidground,
        "blacked out": ", ".join(manifest.redacted),
    }


def _link(path: Path, output: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), output.resolve().parent)).as_posix()
    except ValueError:  # on another drive
        return path.resolve().as_uri()


def _json(value: object) -> str:
    """Return JSON that no HTML can hide in."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return told.replace("<", "\\u003c").encode("utf-8", "replace").decode()


def _part(name: str) -> str:
    return (files("droidground.recording") / PARTS / name).read_text("utf-8")
