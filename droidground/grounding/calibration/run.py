"""Asking a model about marker images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from droidground.grounding.calibration.fit import Shown, Written
from droidground.grounding.calibration.markers import Marker, Scene, marker_scenes
from droidground.grounding.calibration.verdict import Calibration, Row, convention, fix, judge
from droidground.grounding.models.engine import Engine, ModelRequest
from droidground.grounding.models.image import (
    AS_PUBLISHED,
    ImageOptions,
    ModelImage,
    frame_key,
    prepare_image,
)
from droidground.grounding.models.profile import Fit, ImageRule, ModelProfile
from droidground.grounding.models.prompt import build_request
from droidground.grounding.models.replies import FORMATS, Boxed, Pointed, parse_reply


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One question about one marker."""

    scene: int
    marker: Marker
    request: ModelRequest


def calibrate(
    engine: Engine,
    profile: ModelProfile,
    profiles: Sequence[ModelProfile] = (),
    options: ImageOptions = AS_PUBLISHED,
    scenes: Sequence[Scene] | None = None,
) -> Calibration:
    """Ask a model about markers in the profile's words, and measure where it points.

    Twenty questions about four pictures. `profiles` are those that a fix may name. Raises
    `ModelUnavailable` when the model cannot be asked.
    """
    drawn = tuple(scenes or marker_scenes())
    images = [_image(scene, profile, options) for scene in drawn]
    shown = [_shown(scene, image, profile) for scene, image in zip(drawn, images, strict=True)]
    asked = [
        Asked(index, marker, _request(profile, marker, images[index]))
        for index, scene in enumerate(drawn)
        for marker in scene.markers
    ]
    replies = [reply.text for reply in engine.answer([one.request for one in asked])]
    numbers = [numbers_of(profile, text) for text in replies]
    written = [
        Written(one.scene, one.marker.x, one.marker.y, *pair)
        for one, pair in zip(asked, numbers, strict=True)
        if pair
    ]
    judged = judge(shown, written, len(asked))
    found = judged.fit
    return Calibration(
        verdict=judged.verdict,
        profile=profile.id,
        convention=convention(judged, profile),
        order="yx" if found and found.meaning.is_swapped else "xy",
        hits=found.hits if found else 0.0,
        error=found.error if found else None,
        scale=found.scale if found else (0.0, 0.0),
        offset=found.offset if found else (0.0, 0.0),
        asked=len(asked),
        answered=len(written),
        fix=fix(judged, profile, profiles),
        rows=tuple(
            _row(shown[one.scene], one.marker, text, pair)
            for one, text, pair in zip(asked, replies, numbers, strict=True)
        ),
    )


def numbers_of(profile: ModelProfile, reply: str) -> tuple[float, float] | None:
    """Return the point that a reply holds, in the profile's formats or else in any other."""
    prefill = profile.prompt.prefill
    for formats in (profile.reply.formats, tuple(FORMATS)):
        answer = parse_reply(reply, formats, prefill=prefill)
        if isinstance(answer, Boxed):
            answer = answer.center
        if isinstance(answer, Pointed):
            return answer.x, answer.y
    return None


def _image(scene: Scene, profile: ModelProfile, options: ImageOptions) -> ModelImage:
    key = frame_key(scene.screenshot)
    if scene.max_pixels and profile.image.fit is Fit.SMART:
        options = replace(options, max_pixels=_limit(scene.max_pixels, profile.image, options))
    return prepare_image(scene.screenshot, profile.image, options, key=key)


def _limit(wanted: int, rule: ImageRule, options: ImageOptions) -> int:
    """Return a limit that the server leaves alone: within the model's own, and the user's."""
    return min(max(wanted, rule.min_pixels), options.max_pixels or rule.max_pixels)


def _shown(scene: Scene, image: ModelImage, profile: ModelProfile) -> Shown:
    chain = image.to_units(profile.coordinates)
    edge = chain.apply(chain.source.at(chain.source.width, chain.source.height))
    return Shown(scene.screenshot.size, image.size, (edge.x, edge.y), scene.radius)


def _request(profile: ModelProfile, marker: Marker, image: ModelImage) -> ModelRequest:
    """Return the question as `locate` would ask it, but free in what it may answer."""
    asked = build_request(profile.prompt, marker.words, image.part, image.size)
    return replace(asked, pattern=None)


def _row(scene: Shown, marker: Marker, reply: str, pair: tuple[float, float] | None) -> Row:
    truth = marker.x * scene.frame.width, marker.y * scene.frame.height
    error = None
    if pair:
        across = pair[0] / scene.own[0] * scene.frame.width - truth[0]
        down = pair[1] / scene.own[1] * scene.frame.height - truth[1]
        error = float((across**2 + down**2) ** 0.5)
    return Row(marker.words, (scene.frame.width, scene.frame.height), truth, reply, pair, error)
