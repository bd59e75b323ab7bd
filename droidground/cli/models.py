"""models."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.output import print_json

if TYPE_CHECKING:
    from droidground.grounding.models.profile import ModelProfile

PIPED_WIDTH = 220
"""Columns of the table where no terminal tells."""


@click.command()
@click.argument("profile", required=False)
@common_options
@pass_options
def models(options: Options, profile: str | None) -> None:
    """List the model families, and what each needs.

    Of one PROFILE, all that it does.

    Memory is an estimate: the published weights and 2 GB. What the evidence words mean stands in
    docs/models.md. A family of your own is a file in ~/.config/droidground/profiles.
    """
    from droidground.grounding.models.catalogue import load_catalogue

    catalogue = load_catalogue(options.settings().grounding.profile_dir)
    chosen = (catalogue.profile(profile),) if profile else catalogue.profiles
    if options.as_json:
        print_json({"models": [profile_json(one) for one in chosen]})
    elif profile:
        click.echo(describe_profile(chosen[0]))
    else:
        _print_table(chosen)


def profile_json(profile: ModelProfile) -> dict[str, Any]:
    """Return the object that `models --json` prints for a family."""
    return {
        "profile": profile.id,
        "title": profile.title,
        "licence": profile.licence,
        "model_types": list(profile.model_types),
        "convention": profile.coordinates.convention.value,
        "engines": list(profile.engines),
        "evidence": profile.evidence.value,
        "source": profile.source,
        "note": profile.note,
        "hash": profile.hash,
        "checkpoints": [
            {
                "id": one.id,
                "size": one.size,
                "licence": one.licence or profile.licence,
                "vram_gb": round(one.vram_gb, 1),
            }
            for one in profile.checkpoints
        ],
    }


def describe_profile(profile: ModelProfile) -> str:
    """Return all that a person may want to know of one family."""
    image, prompt = profile.image, profile.prompt
    lines = [
        f"{profile.title} ({profile.id})",
        f"  licence      {profile.licence}",
        f"  engines      {', '.join(profile.engines)}",
        f"  evidence     {profile.evidence.value}",
        f"  source       {profile.source}",
        f"  coordinates  {profile.coordinates.convention.value}",
        f"  image        {image.fit.value}, {image.min_pixels} to {image.max_pixels} pixels, "
        f"factor {image.factor}, {image.resample}",
        f"  replies      {', '.join(profile.reply.formats)}",
        f"  hash         {profile.hash}",
    ]
    lines += [f"  note         {profile.note}"] if profile.note else []
    lines += [
        f"  {one.id}  {one.size}  about {one.vram_gb:.0f} GB  {one.licence or ''}".rstrip()
        for one in profile.checkpoints
    ]
    system = [f"system: {prompt.system}"] if prompt.system else []
    return "\n".join([*lines, "", *system, "user: " + "".join(prompt.user)])


def _print_table(profiles: tuple[ModelProfile, ...]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("profile", "checkpoint", "size", "GB", "licence", "convention", "engine"):
        table.add_column(name, no_wrap=name in ("profile", "size", "GB"))
    table.add_column("evidence")
    table.add_column("source")
    for profile in profiles:
        for number, one in enumerate(profile.checkpoints):
            family = (
                profile.coordinates.convention.value,
                ", ".join(profile.engines),
                profile.evidence.value,
                profile.source,
            )
            table.add_row(
                profile.id if number == 0 else "",
                one.id,
                one.size,
                f"{one.vram_gb:.0f}",
                one.licence or profile.licence,
                *(family if number == 0 else ()),
            )
    Console(width=None if sys.stdout.isatty() else PIPED_WIDTH).print(table)
