"""Scores as lines for a terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from droidground_tasks.comparing import Comparison
from droidground_tasks.judging import Judged
from droidground_tasks.robustness import EDGES, Offsets
from droidground_tasks.scoring import Group, Score, Scoring
from droidground_tasks.statistics import Interval

NOTHING = "-"
COLUMNS = ("n", "id", "arm", "cluster", "mark", "hit", "type_match", "exact_counted", "why")


def percent(share: float | None) -> str:
    """Return `12.3`, or a dash for nothing."""
    return NOTHING if share is None else f"{share * 100:.1f}"


def interval(found: Interval | None) -> str:
    """Return `12.3-45.6`, or a dash."""
    return NOTHING if found is None else f"{percent(found.low)}-{percent(found.high)}"


def score_lines(scoring: Scoring) -> list[str]:
    """Return one table of all protocols, then what those that could not be fed need."""
    heads = (
        "protocol",
        "arm",
        "hits/n",
        "%",
        "Wilson 95 %",
        "bootstrap 95 %",
        "lenient %",
        "type %",
        "null/centre/random %",
    )
    lines = align([heads, *map(_score_cells, scoring.scores)])
    for name, needed in scoring.lacking.items():
        lines.append(f"{name}: not scored. It needs: " + "; ".join(needed) + ".")
    return lines


def _score_cells(score: Score) -> tuple[str, ...]:
    return (
        score.protocol,
        score.arm or NOTHING,
        f"{score.strict.hits}/{score.strict.n}",
        percent(score.rate),
        interval(score.wilson),
        interval(score.bootstrap),
        f"{percent(score.lenient.rate)} of {score.lenient.n}",
        percent(score.types.rate if score.types else None),
        "/".join(percent(rate) for rate in score.floors.values()),
    )


def group_lines(score: Score) -> list[str]:
    """Return how the rows ended and the table by group of one score."""
    ended = ", ".join(f"{count} {mark}" for mark, count in sorted(score.marks.items()))
    lines = [f"{score.protocol} {score.arm}: {ended}".replace(" :", ":")]
    if score.episodes is not None:
        lines.append(
            f"episodes right throughout {score.episodes.hits}/{score.episodes.n}, "
            f"mean progress {percent(score.progress)} %"
        )
    if score.groups:
        heads = ("group", "", "hits/n", "%", "Wilson 95 %", "type %")
        rows = [_group_cells(group) for group in score.groups]
        lines += align([heads, *rows])
    return lines


def _group_cells(group: Group) -> tuple[str, ...]:
    return (
        group.tag,
        group.value,
        f"{group.exact.hits}/{group.exact.n}",
        percent(group.exact.rate),
        interval(group.interval),
        percent(group.types.rate if group.types else None),
    )


def comparison_lines(found: Sequence[Comparison]) -> list[str]:
    """Return the paired tests, one line a protocol and arm."""
    heads = ("protocol", "arms", "n", "both", "only 1st", "only 2nd", "neither", "2nd-1st %")
    tests = ("McNemar p", "permutation p", "Holm p")
    rows = [
        (
            each.protocol,
            " : ".join(dict.fromkeys(arm or "-" for arm in each.arms)),
            *map(str, (each.n, each.both, each.only_first, each.only_second, each.neither)),
            percent(each.difference),
            *(f"{p:.4f}" for p in (each.mcnemar_p, each.permutation_p, each.holm_p)),
        )
        for each in found
    ]
    return align([(*heads, *tests), *rows]) if rows else []


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON values, its discordant rows by their ids."""
    values = {
        item.name: getattr(found, item.name)
        for item in dataclasses.fields(found)
        if item.name != "discordant"
    }
    ids = [one.id for one, _ in found.discordant]
    return {**values, "difference": found.difference, "discordant": ids}


def offset_lines(found: Sequence[Offsets], base: str) -> list[str]:
    """Return the histogram of how far each variant's points lie from the plain picture's."""
    bins = [f"< {edge:g} px" for edge in EDGES] + [f">= {EDGES[-1]:g} px"]
    heads = (f"offset from {base}", *bins, "one of two")
    rows = [(each.arm, *map(str, each.bins), str(each.only_one)) for each in found]
    return align([heads, *rows]) if rows else []


def align(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines with columns of one width."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def as_json(scoring: Scoring) -> dict[str, Any]:
    """Return the scores, without their rows, as JSON values."""
    return {
        "scores": [dataclasses.asdict(score) for score in scoring.scores],
        "not_scored": {name: list(needed) for name, needed in scoring.lacking.items()},
    }


def as_csv(rows: Iterable[Judged]) -> str:
    """Return every row of one protocol as CSV, its tags in columns of their own."""
    rows = list(rows)
    tags = sorted({tag for row in rows for tag in row.tags or {}})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, *tags])
    for row in rows:
        said: Mapping[str, str] = row.tags or {}
        cells = (
            row.n,
            row.id,
            row.arm,
            row.cluster,
            str(row.mark),
            int(row.is_hit),
            int(row.is_type_match),
            int(row.is_exact_counted),
            row.why,
        )
        writer.writerow([*cells, *(said.get(tag, "") for tag in tags)])
    return out.getvalue()
