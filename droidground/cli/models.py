"""models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from droidground.cli.options import Options, common_options, pass_options
from droidground.cli.output import print_json

if TYPE_CHECKING:
    from droidground.grounding.models.profile import ModelProfile


@click.command()
@click.argument("profile", required=False)
@common_options
@pass_options
def models(options: Options, profile: str | None) -> None:
    """List the model families, and what each needs.

    With a PROFILE, all that it does. Memory is an estimate: the published weights and 2 GB. What
    the evidence words mean stands in docs/models.md. A family of your own is a file in
    ~/.config/droidground/profiles.
    """
    from droidground.grounding.models.catalogue import load_catalogue

    catalogue = load_catalogue(options.settings().grounding.profile_dir)
    chosen = (catalogue.profile(profile),) if profile else catalogue.profiles
    if options.as_json:
        print_json({"models": [profile_json(one) for one in chosen]})
    elif profile:
        click.echo(describe_profile(chosen[0]))
    else:
        click.echo("\n".join(table_lines(chosen)))


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


def table_lines(profiles: tuple[ModelProfile, ...]) -> list[str]:
    """Return a line for each family and, below it, one for each of its checkpoints."""
    family = max(len(one.id) for one in profiles)
    rows = [one for profile in profiles for one in profile.checkpoints]
    name, size = max(len(one.id) for one in rows), max(len(one.size) for one in rows)
    lines = []
    for profile in profiles:
        engines, convention = ", ".join(profile.engines), profile.coordinates.convention.value
        lines.append(
            f"{profile.id:{family}}  {convention:11}  {engines:20}  {profile.evidence.value:13}  "
            f"{profile.source}"
        )
        lines += [
            f"    {one.id:{name}}  {one.size:{size}}  {one.vram_gb:3.0f} GB  "
            f"licence {one.licence or profile.licence}"
            for one in profile.checkpoints
        ]
    return lines
