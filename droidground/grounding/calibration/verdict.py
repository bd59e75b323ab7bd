"""From answers about markers to a verdict and its fix. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isclose, prod

from droidground.grounding.calibration.fit import (
    OWN,
    Fit,
    Shown,
    Written,
    fit,
    hits_when_straight,
    meanings,
    own_extents,
)
from droidground.grounding.models.profile import ModelProfile

ENOUGH = 0.8
"""Share of hits from which on a meaning is taken to be right."""
SHRUNK = 0.97
"""Of the size that was fed: what is below was resized by the server."""


class Verdict(StrEnum):
    """How a server answers."""

    FINE = "fine"
    OTHER_UNITS = "other_units"
    """The numbers mean something else than the profile says."""
    SWAPPED = "swapped"
    """y comes before x."""
    SHRUNK = "shrunk"
    """The server makes large pictures smaller, and answers in pixels of its own."""
    DISTORTED = "distorted"
    """The answers are stretched or shifted in a way that no convention explains."""
    NOISE = "noise"
    """The answers have little to do with where the markers are."""
    UNREADABLE = "unreadable"
    """Hardly an answer holds a point."""


@dataclass(frozen=True, slots=True)
class Row:
    """One marker that was asked about."""

    words: str
    frame: tuple[int, int]
    truth: tuple[float, float]
    """Pixels of the frame."""
    reply: str
    numbers: tuple[float, float] | None
    """As the model wrote them; None where there are none."""
    error: float | None = None
    """Pixels of the frame between truth and answer, by the profile's convention."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was measured of one model on one server."""

    verdict: Verdict
    profile: str
    convention: str
    """What the numbers were found to mean; the profile's own where nothing explains them."""
    order: str
    """`xy` or `yx`."""
    hits: float
    """Share of the answers on their marker, read as found."""
    error: float | None
    """Median distance from the markers, in frame pixels; None without answers."""
    scale: tuple[float, float]
    offset: tuple[float, float]
    """Shares of the frame."""
    asked: int
    answered: int
    fix: str
    """What to do; empty when all is well."""
    rows: tuple[Row, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Whether the profile may be trusted with this server."""
        return self.verdict is Verdict.FINE


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the fit that it rests on."""

    verdict: Verdict
    fit: Fit | None
    largest: int | None = None
    """Pixels of the largest picture that a server leaves alone, where it was seen to shrink."""


def judge(shown: Sequence[Shown], written: Sequence[Written], asked: int) -> Judgement:
    """Decide what the answers mean. The profile's own convention wins where it explains them."""
    if len(written) < asked / 2:
        return Judgement(Verdict.UNREADABLE, None)
    fits = [fit(meaning, shown, written) for meaning in meanings(shown)]
    own = fits[0]
    best = max(fits, key=lambda one: (one.hits, -one.error))
    if own.hits >= ENOUGH:
        return Judgement(Verdict.FINE, own)
    if best.hits >= ENOUGH:
        return Judgement(Verdict.SWAPPED if best.meaning.is_swapped else Verdict.OTHER_UNITS, best)
    shrunk = _shrunk(shown, written)
    if shrunk:
        return shrunk
    straight = [one for one in fits if all(scale > 0 for scale in one.scale)]
    straight = [one for one in straight if hits_when_straight(one, shown, written) >= ENOUGH]
    if straight:
        return Judgement(Verdict.DISTORTED, straight[0])
    return Judgement(Verdict.NOISE, own)


def _shrunk(shown: Sequence[Shown], written: Sequence[Written]) -> Judgement | None:
    """Tell whether a server resized the larger pictures and left the smaller ones alone."""
    meaning = own_extents(shown, written)
    if meaning is None:
        return None
    found = fit(meaning, shown, written)
    ratios = [_ratios(one, edges) for one, edges in zip(shown, meaning.extents, strict=True)]
    is_even = all(isclose(x, y, rel_tol=0.06) and max(x, y) < 1.03 for x, y in ratios)
    areas = [prod(edges) for edges in meaning.extents]
    small = [area for area, ratio in zip(areas, ratios, strict=True) if max(ratio) < SHRUNK]
    if found.hits < ENOUGH or not is_even or not small:
        return None
    if min(small) < 0.9 * max(areas) or max(small) > 1.1 * min(small):
        return None
    return Judgement(Verdict.SHRUNK, found, largest=int(min(small)))


def _ratios(one: Shown, edges: tuple[float, float]) -> tuple[float, float]:
    return edges[0] / one.fed.width, edges[1] / one.fed.height


def fix(judged: Judgement, profile: ModelProfile, profiles: Sequence[ModelProfile]) -> str:
    """Return what to do about a verdict."""
    said = convention(judged, profile)
    match judged.verdict:
        case Verdict.FINE:
            return ""
        case Verdict.OTHER_UNITS:
            return f"The model answers in {said}, not in {own_name(profile)}. " + _others(
                said, profile, profiles
            )
        case Verdict.SWAPPED:
            return (
                f"The model writes y before x (in {said}), as no profile does: check that the "
                "server serves the model whose name it gives."
            )
        case Verdict.SHRUNK:
            return (
                "The server makes pictures smaller itself. Give --max-pixels "
                f"{judged.largest}, or start it with a higher limit (vLLM: "
                f"--mm-processor-kwargs '{{\"max_pixels\": {profile.image.max_pixels}}}')."
            )
        case Verdict.DISTORTED:
            return (
                "The answers are stretched or shifted in a way that no convention explains: look "
                "for a proxy or a chat template that changes the pictures."
            )
        case Verdict.NOISE:
            return (
                "The answers are noise: this model cannot point, or the server shows it no "
                "pictures. Do not use it to tap."
            )
        case Verdict.UNREADABLE:
            return (
                f"The answers are not written as {profile.title} writes them: choose the model's "
                "own profile with --profile."
            )


def convention(judged: Judgement, profile: ModelProfile) -> str:
    """Return the name of what the numbers were found to mean."""
    name = judged.fit.meaning.name if judged.fit else OWN
    return own_name(profile) if name == OWN else name


def own_name(profile: ModelProfile) -> str:
    """Return the name of a profile's convention."""
    return profile.coordinates.convention.value


def _others(said: str, profile: ModelProfile, profiles: Sequence[ModelProfile]) -> str:
    """Return which profiles have a convention, those of the same architecture first."""
    fitting = [one for one in profiles if own_name(one) == said and one.id != profile.id]
    alike = [one for one in fitting if set(one.model_types) & set(profile.model_types)]
    names = ", ".join(one.id for one in (alike or fitting)[:5])
    if not names:
        return "No profile has that convention: write one (docs/models.md)."
    return f"Choose the model's own profile with --profile; of that convention are {names}."
