"""tasks list, run, score, compare, merge."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.output import print_json, talk

if TYPE_CHECKING:
    from droidground_tasks.reading import LoadedRun
    from droidground_tasks.runs.asking import Progress

TOLD_EVERY = 25
FOLDER = click.Path(path_type=Path)


@click.group()
@common_options
def tasks() -> None:
    """Run and score benchmarks by named protocols."""


@tasks.command(name="list")
@click.argument("suite", required=False)
@common_options
@pass_options
def list_(options: Options, suite: str | None) -> None:
    """List the suites and their protocols; of one SUITE also its rules and where its data is."""
    from droidground_tasks.catalogue import as_json, describe, overview

    if options.as_json:
        print_json(as_json(suite))
    else:
        click.echo("\n".join(describe(suite) if suite else overview()))


@tasks.command()
@click.argument("suite")
@click.option("--data", type=FOLDER, required=True, help="Where the suite's data lies.")
@click.option("-o", "--output", type=FOLDER, required=True, help="The run's folder.")
@click.option(
    "--plans", type=FOLDER, help="A planner's actions, to be grounded (steps of episodes)."
)
@click.option("--phrases", type=FOLDER, help="Phrases about the screens (suite screens).")
@click.option(
    "--input",
    "input_",
    type=click.Choice(["tree", "pixels", "both"]),
    default="both",
    help="Whether view hierarchies are shown, where there are any (default: asked both ways).",
)
@click.option("--variant", "variants", multiple=True, help="Ask also on changed pictures; `all`.")
@click.option("--batch", type=click.IntRange(min=1), help="Questions that a model gets at a time.")
@click.option("--shard", help="Only one share of the samples, such as 2/8.")
@click.option("--limit", type=click.IntRange(min=1), help="Only the first records.")
@common_options
@pass_options
def run(options: Options, /, suite: str, data: Path, output: Path, **chosen: Any) -> None:
    """Ask a grounder about every sample of SUITE; a run that was stopped goes on.

    Exits with 5 when a record or its picture could not be used or an answer failed; the rows say
    which.
    """
    from droidground.cli.task_runs import run_suite

    is_clean, loaded = run_suite(options.settings(), suite, data, output, chosen, _tell)
    _score_and_print(loaded, output, (), options.as_json)
    if not is_clean:
        raise click.exceptions.Exit(5)


@tasks.command()
@click.argument("run_path", metavar="RUN", type=FOLDER)
@click.option("--protocol", "names", multiple=True, help="Only these (default: all).")
@click.option("--suite", help="What a file of rows from elsewhere is about.")
@click.option("--data", type=FOLDER, help="Where the data lies now.")
@common_options
@pass_options
def score(
    options: Options, run_path: Path, names: tuple[str, ...], suite: str | None, data: Path | None
) -> None:
    """Score a RUN by every protocol whose inputs are there.

    Writes scores/summary.json and one CSV file a protocol into the run's folder.
    """
    from droidground_tasks.reading import load_run

    loaded = load_run(run_path, suite, data)
    if not _score_and_print(loaded, run_path, names, options.as_json):
        raise click.exceptions.Exit(5)


@tasks.command()
@click.argument("first", type=FOLDER)
@click.argument("second", type=FOLDER)
@click.option("-o", "--output", type=FOLDER, help="Folder for a page of the discordant samples.")
@common_options
@pass_options
def compare(options: Options, first: Path, second: Path, output: Path | None) -> None:
    """Compare two runs of the same samples with paired tests."""
    from droidground.cli.task_runs import compare_runs

    lines, values = compare_runs(first, second, output)
    if options.as_json:
        print_json(values)
    else:
        click.echo("\n".join(lines))


@tasks.command()
@click.argument("parts", nargs=-1, required=True, type=FOLDER)
@click.option("-o", "--output", type=FOLDER, required=True, help="The merged run's folder.")
@common_options
@pass_options
def merge(options: Options, parts: tuple[Path, ...], output: Path) -> None:
    """Put the shards of one run together: the same rows as a run without shards."""
    from droidground_tasks.runs.folder import RunFolder
    from droidground_tasks.runs.merging import merge as merge_parts

    count = merge_parts([RunFolder(part) for part in parts], RunFolder(output))
    if options.as_json:
        print_json({"rows": count, "run": str(output)})
    else:
        click.echo(f"{count} rows in {output}")


def _tell(progress: Progress) -> None:
    """Say how far it is, now and then."""
    if progress.done % TOLD_EVERY and progress.done != progress.total:
        return
    left = "" if progress.left_s is None else f", {progress.left_s / 60:.1f} min left"
    talk(f"{progress.done}/{progress.total or '?'} rows, {progress.rate:.1f} a second{left}")


def _score_and_print(loaded: LoadedRun, path: Path, names: Sequence[str], as_json: bool) -> bool:
    """Score a run, write the scores into its folder, print them; tell whether there are any."""
    from droidground.cli.task_runs import save_scores
    from droidground_tasks import tables
    from droidground_tasks.changes import changes_of
    from droidground_tasks.published import published_lines

    scoring = loaded.score(names)
    if path.is_dir():
        save_scores(path, scoring, loaded.rows)
    changes = changes_of(scoring, loaded.rows)
    if as_json:
        print_json({**tables.as_json(scoring), **changes.as_json()})
        return bool(scoring.scores)
    lines = tables.score_lines(scoring)
    for found in scoring.scores:
        lines += ["", *tables.group_lines(found)]
    lines += [*changes.lines(), "", *published_lines(loaded.dataset.suite.name)]
    click.echo("\n".join(lines).rstrip())
    return bool(scoring.scores)
