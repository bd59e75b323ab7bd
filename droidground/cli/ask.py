"""ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from droidground.cli.connect import open_device
from droidground.cli.options import Options, common_options, model_options, pass_options
from droidground.cli.output import print_json

if TYPE_CHECKING:
    from droidground.grounding.chat import Answer


@click.command()
@click.argument("questions", metavar="QUESTION...", nargs=-1, required=True)
@click.option("--image", "images", metavar="F", multiple=True, help="Ask about this picture.")
@click.option("--video", "videos", metavar="F", multiple=True, help="Ask about this recording.")
@click.option(
    "--fps",
    type=click.FloatRange(min=0, min_open=True),
    default=2.0,
    show_default=True,
    help="Frames of a recording that are shown, for each second.",
)
@click.option(
    "--max-frames",
    metavar="N",
    type=click.IntRange(1, 1000),
    default=64,
    show_default=True,
    help="Most frames of a recording.",
)
@click.option("--follow-up", "more", metavar="Q", multiple=True, help="Then ask this.")
@click.option("--system", metavar="TEXT", help="What the model is told beforehand.")
@click.option(
    "--max-tokens",
    metavar="N",
    type=click.IntRange(1),
    default=512,
    show_default=True,
    help="Longest answer.",
)
@click.option(
    "--min-pixels", metavar="N", type=click.IntRange(1), help="Least pixels of each picture."
)
@click.option(
    "--labels/--no-labels", default=None, help="Number the pictures (default: where several are)."
)
@model_options
@common_options
@pass_options
def ask(
    options: Options,
    /,
    questions: tuple[str, ...],
    images: tuple[str, ...],
    videos: tuple[str, ...],
    fps: float,
    max_frames: int,
    more: tuple[str, ...],
    **chat: Any,
) -> None:
    """Ask a model about the screen, pictures or a recording.

    Without --image and --video it is asked about the screen. F is a path, a file:, http: or https:
    URL, or a data: URL in base64. Several QUESTIONs are asked apart from each other, at once; each
    --follow-up goes on with what was said.
    """
    from droidground.grounding.chat import Ask, ask_all, load_chat, load_picture, load_video

    if more and len(questions) > 1:
        raise click.UsageError("--follow-up goes on with one question, not with several")
    first = load_chat(options.settings(), **chat)
    shown = [load_video(video, fps, max_frames) for video in videos]
    pictures = [load_picture(image) for image in images]
    if not (images or videos):
        pictures = [open_device(options).capture()]
    chats = [first, *(first.like() for _ in questions[1:])]
    answers = [
        *ask_all([Ask(one, q, pictures, shown) for one, q in zip(chats, questions, strict=True)]),
        *(first.ask(question) for question in more),
    ]
    if options.as_json:
        print_json({"model": first.engine.model, "answers": list(map(answer_json, answers))})
    else:
        click.echo(describe(answers))


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return what `ask --json` prints of one answer."""
    return {
        "question": answer.question,
        "answer": answer.text,
        "pictures": answer.pictures,
        "tokens": answer.tokens,
        "timings_ms": {name: round(value, 1) for name, value in answer.timings_ms.items()},
    }


def describe(answers: Sequence[Answer]) -> str:
    """Return the answer, or several with their questions."""
    if len(answers) == 1:
        return answers[0].text
    return "\n\n".join(f"{answer.question}\n{answer.text}" for answer in answers)
