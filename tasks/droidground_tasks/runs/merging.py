"""Shards of one run, put together again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from droidground.errors import RunMismatch
from droidground_tasks.prediction import Prediction, to_line
from droidground_tasks.runs.folder import IDENTITY, RunFolder, write_whole


def merge(parts: Sequence[RunFolder], into: RunFolder) -> int:
    """Write the rows of all parts as one run, ordered as the data set; return their number.

    The rows are those of an unsharded run, whatever the sharding. Raises `RunMismatch` when the
    parts are not of one run, when shards are missing, or when two tell different things of a row.
    """
    abouts = [part.about() for part in parts]
    _require_whole(parts, abouts)
    rows: dict[tuple[int, str], Prediction] = {}
    for part in parts:
        for row in part.rows():
            place = (row.n, row.arm)
            if rows.setdefault(place, row) != row:
                raise RunMismatch(
                    f"two parts have different rows for {row.id}",
                    task="",
                    hint="Merge runs of the same commit, data and options only.",
                )
    arms = abouts[0][IDENTITY]["arms"]
    ordered = sorted(rows.values(), key=lambda row: (row.n, arms.index(row.arm)))
    about = {
        **abouts[0],
        IDENTITY: {**abouts[0][IDENTITY], "shard": None},
        "merged_from": [part.path.name for part in parts],
    }
    if into.path.exists() and any(into.path.iterdir()):
        raise RunMismatch(
            f"{into.path} is not empty", task="", hint="Choose a folder that is not there yet."
        )
    into.path.mkdir(parents=True, exist_ok=True)
    write_whole(into.predictions_path, "".join(map(to_line, ordered)))
    write_whole(into.about_path, json.dumps(about, indent=1, ensure_ascii=False) + "\n")
    return len(ordered)


def _require_whole(parts: Sequence[RunFolder], abouts: Sequence[dict[str, Any]]) -> None:
    first = _without_shard(abouts[0])
    for part, about in zip(parts, abouts, strict=True):
        there = _without_shard(about)
        for key in first:
            if there.get(key) != first[key]:
                raise RunMismatch(
                    f"{part.path} is of another run than {parts[0].path}: {key} is "
                    f"{there.get(key)!r}, not {first[key]!r}",
                    task=str(first.get("suite", "")),
                    hint="Merge shards of one run only.",
                )
    shards = {about[IDENTITY]["shard"] for about in abouts}
    if None in shards:
        return
    counts = {int(shard.partition("/")[2]) for shard in shards}
    wanted = {f"{index}/{max(counts)}" for index in range(1, max(counts) + 1)}
    if len(counts) > 1 or shards != wanted:
        missing = ", ".join(sorted(wanted - shards)) or "none"
        raise RunMismatch(
            f"the parts are not all shards of one number: {', '.join(sorted(shards))} "
            f"(missing: {missing})",
            task=str(first.get("suite", "")),
            hint="Run the missing shards, then merge them all.",
        )


def _without_shard(about: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in about[IDENTITY].items() if key != "shard"}
