"""All profiles there are, and which one a checkpoint belongs to."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from droidground.errors import ConfigError, ModelUnavailable
from droidground.grounding.models.profile import ImageRule, ModelProfile
from droidground.grounding.models.profile_file import load_profile

BUILT_IN = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True)
class Match:
    """The profile of a checkpoint, and how it was found."""

    profile: ModelProfile
    """With what that checkpoint does otherwise."""
    notice: str = ""
    """What a user should know about the choice; empty when the checkpoint is known by name."""

    def with_image(self, rule: ImageRule) -> Match:
        """Return the match with the image rule of the checkpoint's own files."""
        return replace(self, profile=replace(self.profile, image=rule))


class Catalogue:
    """Model profiles by id, in the order of their ids."""

    def __init__(self, profiles: Mapping[str, ModelProfile]) -> None:
        self._profiles = dict(sorted(profiles.items()))

    @property
    def profiles(self) -> tuple[ModelProfile, ...]:
        """All of them."""
        return tuple(self._profiles.values())

    def profile(self, name: str) -> ModelProfile:
        """Return the profile of that id. Raises `ModelUnavailable`, with the nearest id."""
        if name in self._profiles:
            return self._profiles[name]
        close = difflib.get_close_matches(name, self._profiles, n=1, cutoff=0.5)
        raise ModelUnavailable(
            f"there is no model profile {name!r}",
            words="",
            hint=f"Did you mean {close[0]}?" if close else "See `droidground models`.",
        )

    def match(self, checkpoint: str, kind: str | None = None, profile: str | None = None) -> Match:
        """Return the profile of a checkpoint: by `profile`, by its id, or by its model type.

        `checkpoint` is an id such as `osunlp/UGround-V1-7B` or a folder; `kind` is the
        `model_type` of its config.json where that is known. Raises `ModelUnavailable` when nothing
        tells the family.
        """
        if profile is not None:
            return Match(self.profile(profile).for_checkpoint(checkpoint))
        named = self._named(checkpoint)
        if named is not None:
            return Match(named.for_checkpoint(checkpoint))
        for one in self.profiles:
            if kind is not None and kind in one.stands_for:
                return Match(
                    one,
                    f"{checkpoint} is not known by name; its model_type is {kind}, so it is asked "
                    f"as {one.title} (profile {one.id}). A fine-tuned model may mean its "
                    "coordinates otherwise: choose with --profile.",
                )
        raise _unknown(checkpoint, kind, self._profiles)

    def _named(self, checkpoint: str) -> ModelProfile | None:
        """Return the family that knows a checkpoint by its id, else by the end of its path.

        Raises `ModelUnavailable` when the end is that of two families' checkpoints, as `GTA1-7B`.
        """
        known = [one for one in self.profiles if one.has(checkpoint)]
        alike = known or [one for one in self.profiles if one.checkpoint(checkpoint)]
        if len(alike) < 2:
            return alike[0] if alike else None
        raise ModelUnavailable(
            f"{checkpoint!r} may be of {' or '.join(one.title for one in alike)}, which are asked "
            "differently",
            words="",
            hint=f"Choose with --profile {' or --profile '.join(one.id for one in alike)}.",
        )


def _unknown(checkpoint: str, kind: str | None, names: Mapping[str, object]) -> ModelUnavailable:
    told = f"its model_type {kind!r} is no family's" if kind else "no config.json tells its type"
    return ModelUnavailable(
        f"no model profile fits {checkpoint!r}: it is not known by name and {told}",
        words="",
        hint=f"Choose one with --profile ({', '.join(names)}), or write one: docs/models.md.",
    )


def load_catalogue(user_folder: Path | None = None) -> Catalogue:
    """Return the built-in profiles and those of a folder, which replace built-in ones of their id.

    Raises `ConfigError` for a file that cannot be used, and for two of one id in a folder.
    """
    profiles = dict(_built_in())
    if user_folder is not None and user_folder.is_dir():
        profiles |= _load_folder(user_folder)
    return Catalogue(profiles)


@cache
def _built_in() -> Mapping[str, ModelProfile]:
    return _load_folder(BUILT_IN)


def _load_folder(folder: Path) -> dict[str, ModelProfile]:
    profiles: dict[str, ModelProfile] = {}
    for path in sorted(folder.glob("*.toml")):
        profile = load_profile(path)
        if profile.id in profiles:
            raise ConfigError(
                f"{path} has the id {profile.id!r} of another profile in its folder",
                key="id",
                source=str(path),
                hint="Give every profile an id of its own.",
            )
        profiles[profile.id] = profile
    return profiles
