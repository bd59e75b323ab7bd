"""What the tasks commands call: a run, its scores on disk, two runs side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from droidground.cli.output import talk

if TYPE_CHECKING:
    from droidground.config import Settings
    from droidground_tasks.prediction import Prediction
    from droidground_tasks.reading import LoadedRun
    from droidground_tasks.runs.asking import Progress
    from droidground_tasks.runs.plan import Plan
    from droidground_tasks.runs.planned import Plans
    from droidground_tasks.scoring import Scoring


def run_suite(
    settings: Settings,
    suite: str,
    data: Path,
    output: Path,
    chosen: Mapping[str, Any],
    told: Callable[[Progress], None],
) -> tuple[bool, LoadedRun]:
    """Run a suite with the grounder of the settings; tell whether all rows are sound."""
    from droidground.grounding.load import load_grounder
    from droidground_tasks.dataset import open_dataset
    from droidground_tasks.outcome import TROUBLE
    from droidground_tasks.reading import load_run
    from droidground_tasks.runs import asking
    from droidground_tasks.runs.answerers import Answerer, GroundingAnswerer, arms_of
    from droidground_tasks.runs.folder import RunFolder
    from droidground_tasks.runs.planned import PlannedAnswerer
    from droidground_tasks.suites import Asks

    dataset = open_dataset(suite, data, chosen["phrases"])
    options = {key: str(value) for key, value in asdict(settings.grounding).items() if value}
    grounding = GroundingAnswerer(load_grounder(settings), options, chosen["batch"])
    answerer: Answerer = grounding
    arms = arms_of(suite == "screens", chosen["input_"], _variants(chosen["variants"]))
    if dataset.suite.asks is Asks.STEPS:
        answerer, arms = PlannedAnswerer(_plans(suite, chosen["plans"]), grounding), ("",)
    ended = asking.run(dataset, answerer, RunFolder(output), _plan(chosen), arms, told=told)
    talk(asking.summary(ended))
    loaded = load_run(output, data=data)
    return not any(ended[outcome] for outcome in TROUBLE), loaded


def _plans(suite: str, path: Path | None) -> Plans:
    from droidground_tasks.runs.planned import read_plans

    if path is None:
        raise click.UsageError(
            f"{suite} asks for actions, and no agent can be run on it from here yet. Give a "
            "planner's file with --plans; or write rows with an agent's answers and score them: "
            f"`droidground tasks score ROWS.jsonl --suite {suite} --data DIR` (docs/benchmarks.md)."
        )
    return read_plans(path)


def _plan(chosen: Mapping[str, Any]) -> Plan:
    from droidground_tasks.runs.plan import Plan, Shard

    try:
        shard = Shard.parse(chosen["shard"]) if chosen["shard"] else None
    except ValueError as exc:
        raise click.UsageError(str(exc)) from exc
    return Plan(shard, chosen["limit"])


def _variants(names: Sequence[str]) -> tuple[str, ...]:
    from droidground_tasks.robustness import VARIANTS

    unknown = set(names) - VARIANTS.keys() - {"all"}
    if unknown:
        raise click.UsageError(
            f"there is no variant {', '.join(sorted(unknown))}; choose of "
            f"{', '.join(VARIANTS)}, all"
        )
    return tuple(VARIANTS) if "all" in names else tuple(dict.fromkeys(names))


def save_scores(folder: Path, scoring: Scoring, rows: Sequence[Prediction]) -> None:
    """Write the scores beside the rows: a summary, and a CSV file a protocol."""
    from droidground_tasks import tables
    from droidground_tasks.changes import changes_of
    from droidground_tasks.runs.folder import SCORES, write_whole

    out = folder / SCORES
    out.mkdir(exist_ok=True)
    summary = {**tables.as_json(scoring), **changes_of(scoring, rows).as_json()}
    write_whole(out / "summary.json", json.dumps(summary, indent=1, ensure_ascii=False) + "\n")
    for name, judged in scoring.rows.items():
        if judged:
            write_whole(out / f"{name}.csv", tables.as_csv(judged))


def compare_runs(
    first: Path, second: Path, output: Path | None
) -> tuple[list[str], dict[str, Any]]:
    """Return the paired tests of two runs as lines and as JSON; write the page where asked to."""
    from droidground_tasks import tables
    from droidground_tasks.comparing import compare
    from droidground_tasks.reading import load_run

    loaded = load_run(first), load_run(second)
    found = compare(*(each.score() for each in loaded))
    lines = tables.comparison_lines(found) or ["The runs have no sample in common."]
    if output is not None:
        from droidground_tasks.discordant import write_page

        one, two = ({row.key: row for row in each.rows} for each in loaded)
        count = write_page(output, loaded[0].dataset, found, (one, two))
        lines.append(f"{count} discordant samples on {output / 'index.html'}")
    return lines, {"comparisons": [tables.comparison_json(each) for each in found]}
