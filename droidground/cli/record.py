"""record, replay, report: sessions on a phone, kept in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from droidground.cli.connect import open_device
from droidground.cli.look import write_file
from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.output import print_json, talk

if TYPE_CHECKING:
    from droidground.phone import Phone
    from droidground.recording import Disagreement, Recording, ReplayPhone

PROGRAM = "droidground"


@click.command()
@click.option(
    "--redact",
    metavar="BOX|WORDS",
    multiple=True,
    help="Black out LEFT,TOP,RIGHT,BOTTOM or words before they reach the disk; may be repeated.",
)
@click.option("--mask-text", is_flag=True, help="Keep all typed texts out, not secret ones only.")
@click.option(
    "--from",
    "source",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Take the screenshots in DIR, with the .uix or .xml files beside them, for a COMMAND.",
)
@click.option("--density", type=click.IntRange(72, 1000), help="Dots per inch of those in DIR.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@common_options
@pass_options
def record(
    options: Options,
    redact: tuple[str, ...],
    mask_text: bool,
    source: Path | None,
    density: int | None,
    folder: Path,
    command: tuple[str, ...],
) -> object:
    """Keep all that happens on a phone in FOLDER.

    COMMAND is another command: `droidground record session -- droidground tap "Wi-Fi toggle"`.
    """
    from droidground.grounding.chat import load_judge
    from droidground.grounding.load import load_grounder
    from droidground.recording import record as recording
    from droidground.recording.imports import import_screens
    from droidground.recording.session import device_facts

    if (source is None) is not bool(command):
        raise click.UsageError("Give a COMMAND to record, or --from DIR.")
    if source is not None:
        count = import_screens(source, folder, density=density, redact=redact)
        _print_import(options, folder, count)
        return None
    context = click.get_current_context()

    def phone(inner: Options) -> Phone:
        grounder = load_grounder(inner.settings())
        device = open_device(inner)
        session = recording(
            folder,
            device,
            grounder,
            device=device_facts(device),
            redact=redact,
            masks_text=mask_text,
            judge=lambda: load_judge(inner.settings(), grounder),
        )
        return context.with_resource(session)

    return _run(options, phone, command)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@common_options
@pass_options
def replay(options: Options, folder: Path, command: tuple[str, ...]) -> object:
    """Go through a recording, without a phone.

    Without a COMMAND its steps are listed; with --grounder all words are looked for again on the
    recorded frames, and the exit code is 1 where that finds another place. With a COMMAND, that
    must do just what was recorded.
    """
    from droidground.recording import load_recording
    from droidground.recording import replay as replayed

    if command:
        phones: list[ReplayPhone] = []

        def phone(inner: Options) -> Phone:
            phones.append(replayed(folder))
            return phones[0]

        result = _run(options, phone, command)
        for one in phones:
            one.finish()
        return result
    recording = load_recording(folder)
    found = _look_again(options, recording) if "grounding.grounder" in options.flags else None
    _print(options, recording, found)
    return 1 if found else 0


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", help="The page; FOLDER/report.html if not given.")
@common_options
@pass_options
def report(options: Options, folder: Path, output: str | None) -> None:
    """Make a page (HTML) of a recording.

    It holds every action with its frames, touch, candidates, chain of coordinates and timings.
    """
    from droidground.recording import load_recording
    from droidground.recording.report_viewer import recording_page

    path = Path(output) if output else folder / "report.html"
    write_file(path, recording_page(load_recording(folder), path).encode())
    if options.as_json:
        print_json({"report": str(path)})
    else:
        click.echo(path)


def _print_import(options: Options, folder: Path, count: int) -> None:
    if options.as_json:
        print_json({"recording": str(folder), "screens": count})
    else:
        click.echo(f"{folder}: {count} screens")


def _run(options: Options, phone: Callable[[Options], Phone], command: tuple[str, ...]) -> object:
    """Run a command of this program on another phone than the connected one."""
    from droidground.cli.app import cli

    words = list(command[1:] if command[0] == PROGRAM else command)
    if not words or cli.get_command(click.get_current_context(), words[0]) is None:
        raise click.UsageError(f"{' '.join(command)!r} is no command of {PROGRAM}.")
    options.phone_source = phone
    result: object = cli.main(words, prog_name=PROGRAM, standalone_mode=False, obj=options)
    return result


def _look_again(options: Options, recording: Recording) -> list[Disagreement]:
    from droidground.grounding.load import load_grounder
    from droidground.recording.relocate import relocate

    return relocate(recording, load_grounder(options.settings()))


def _print(options: Options, recording: Recording, found: list[Disagreement] | None) -> None:
    from droidground.actions import describe_step
    from droidground.recording.steps import steps_of

    for note in recording.notes:
        talk(f"Note: {note}.")
    lines = [describe_step(step) for step in steps_of(recording)]
    if options.as_json:
        elsewhere = None if found is None else [str(one) for one in found]
        print_json({"steps": lines, "notes": list(recording.notes), "elsewhere": elsewhere})
        return
    for number, line in enumerate(lines, 1):
        click.echo(f"{number}. {line}")
    for one in found or ():
        click.echo(f"elsewhere: {one}")
