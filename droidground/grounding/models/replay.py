"""Where a reply that is already there points: the whole chain, without a model."""

from __future__ import annotations

from droidground.config import GroundingSettings
from droidground.grounding.location import Location
from droidground.grounding.models.catalogue import load_catalogue
from droidground.grounding.models.engine import ModelReply
from droidground.grounding.models.image import ImageOptions, frame_image
from droidground.grounding.models.reading import Question
from droidground.screen import Screenshot


def locate_reply(
    screenshot: Screenshot, words: str, reply: str, settings: GroundingSettings
) -> Location:
    """Return where a model's reply points on a frame, by the profile that the settings name.

    `settings.model` chooses what one checkpoint of the family does otherwise. Raises
    `ReplyUnreadable`, `OutsideScreen`, and `ModelUnavailable` for an unknown profile.
    """
    name = settings.model or settings.profile or ""
    profile = load_catalogue(settings.profile_dir).match(name, profile=settings.profile).profile
    options = ImageOptions(settings.max_pixels, settings.px_per_dp, settings.image_size)
    framing = frame_image(screenshot, profile.image, options)
    written = reply.removeprefix(profile.prompt.prefill)
    return Question(words, screenshot, framing, profile).locate(ModelReply(written), name)
