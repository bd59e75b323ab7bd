"""What a model sees of a frame: one resize, ours, with the chain that leads back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from droidground.errors import InvalidInput
from droidground.geometry import (
    BASELINE_DPI,
    Box,
    Size,
    Space,
    Transform,
    crop,
    normalise,
    pad,
    resize,
    smart_resize,
)
from droidground.grounding.models.engine import ImagePart
from droidground.grounding.models.profile import Convention, CoordinateRule, Fit, ImageRule
from droidground.grounding.models.resample import resample
from droidground.screen import Screenshot

WHITE, BLACK = 255, 0


@dataclass(frozen=True, slots=True)
class ImageOptions:
    """What a user may ask of the image beyond the profile."""

    max_pixels: int | None = None
    """Most pixels of the model image; within the model's own limits."""
    px_per_dp: float | None = None
    """Most pixels of the model image for each dp of the whole screen, down to the model's least.

    Needs the density."""
    size: Size | None = None
    """This size, rounded to what the model takes; aspect not kept."""


AS_PUBLISHED = ImageOptions()
"""The image as the family's own code makes it."""


@dataclass(frozen=True, slots=True)
class Framing:
    """How a frame, or a part of it, becomes a model's image."""

    shown: Box
    """The part of the frame that is shown."""
    picture: Size
    """What it is resized to."""
    image: Size
    """What is fed, padding included, and announced where a prompt says the size."""
    rule: ImageRule
    chain: Transform
    """From `frame` pixels to `model image` pixels."""

    def to_units(self, rule: CoordinateRule) -> Transform:
        """Return the chain from `frame` pixels to the numbers of a reply."""
        return self.chain.then(_units(rule, self.chain.target))


def _units(rule: CoordinateRule, image: Space) -> Transform:
    parts = {
        Convention.N1000: 1000,
        Convention.N999: 999,
        Convention.N1: 1,
        Convention.CANVAS: rule.units,
    }.get(rule.convention)
    width, height = (parts, parts) if parts else (image.width, image.height)
    return Transform(image, (normalise(image, width, height),))


def frame_image(
    screenshot: Screenshot,
    rule: ImageRule,
    options: ImageOptions = AS_PUBLISHED,
    part: Box | None = None,
) -> Framing:
    """Return how a frame, or a part of it, is to be shown; no pixel is touched.

    Raises `InvalidInput` for options that this rule or this frame cannot follow, and for an aspect
    that the model's processor refuses.
    """
    box = part or Box.of(screenshot.size)
    shown = Size(box.width, box.height)
    try:
        wanted = _wanted(shown, rule, screenshot, options)
        picture, image = fitted_size(wanted, rule)
    except ValueError as exc:
        raise InvalidInput(
            f"the frame cannot be shown to the model: {exc}",
            hint="Look at a frame of an ordinary shape, or crop it.",
        ) from exc
    return Framing(box, picture, image, rule, _chain(screenshot.space, box, picture, image))


def render(screenshot: Screenshot, framing: Framing, key: str = "") -> ImagePart:
    """Make the image that a model sees; `key` names the frame's pixels."""
    box, image, method = framing.shown, framing.image, framing.rule.resample
    picture = resample(screenshot.crop(box), framing.picture, method)
    pixels = _on_canvas(picture, image, framing.rule.fit)
    named = f"{key}:{','.join(map(str, box))}:{framing.picture}:{image}:{method}" if key else ""
    return ImagePart(np.ascontiguousarray(pixels), named)


@dataclass(frozen=True, slots=True, eq=False)
class ModelImage:
    """A frame as a model sees it, with how it became so."""

    part: ImagePart
    framing: Framing

    @property
    def size(self) -> Size:
        """Width and height that are fed and announced."""
        return self.framing.image

    def to_units(self, rule: CoordinateRule) -> Transform:
        """Return the chain from `frame` pixels to the numbers of a reply."""
        return self.framing.to_units(rule)


def prepare_image(
    screenshot: Screenshot,
    rule: ImageRule,
    options: ImageOptions = AS_PUBLISHED,
    part: Box | None = None,
    key: str = "",
) -> ModelImage:
    """Frame and render in one call. Raises as `frame_image`."""
    framing = frame_image(screenshot, rule, options, part)
    return ModelImage(render(screenshot, framing, key), framing)


def frame_key(screenshot: Screenshot) -> str:
    """Return what is the same for frames with the same pixels, and differs for others."""
    digest = hashlib.sha256(f"{screenshot.size}".encode())
    digest.update(np.ascontiguousarray(screenshot.pixels).data)
    return digest.hexdigest()


def _on_canvas(pixels: NDArray[np.uint8], canvas: Size, fit: Fit) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    if Size(width, height) == canvas:
        return pixels
    colour = WHITE if fit is Fit.CANVAS else BLACK
    whole = np.full((canvas.height, canvas.width, 3), colour, np.uint8)
    whole[:height, :width] = pixels
    return whole


def _chain(frame: Space, box: Box, size: Size, canvas: Size) -> Transform:
    chain = Transform(frame)
    if (box.width, box.height) != (frame.width, frame.height):
        chain = chain.then(crop(frame, box))
    picture = Space.of("model image" if size == canvas else "picture", size)
    chain = chain.then(resize(chain.target, picture))
    return chain if size == canvas else chain.then(pad(picture, Space.of("model image", canvas)))


def fitted_size(shown: Size, rule: ImageRule) -> tuple[Size, Size]:
    """Return the size that a picture is resized to, and that of the canvas it then lies on.

    Both are the same where nothing is padded. Raises `ValueError` for impossible shapes.
    """
    return _FITS[rule.fit](shown, rule)


def _wanted(shown: Size, rule: ImageRule, screenshot: Screenshot, options: ImageOptions) -> Size:
    """Return the size that a user's options ask for; the model's own limits come after it.

    Beyond those, a processor or a server would resize once more, and pixels would mean others.
    """
    if options == AS_PUBLISHED:
        return shown
    if rule.fit is not Fit.SMART:
        raise InvalidInput(
            f"this model takes its images one way only (fit {rule.fit.value!r})",
            hint="Leave out --max-pixels, --px-per-dp and --image-size.",
        )
    most = _most_pixels(rule, screenshot, options)
    return _smart(options.size or shown, replace(rule, max_pixels=most))[0]


def _most_pixels(rule: ImageRule, screenshot: Screenshot, options: ImageOptions) -> int:
    most = rule.max_pixels
    if options.max_pixels is not None:
        most = options.max_pixels
        if not rule.min_pixels <= most <= rule.max_pixels:
            raise InvalidInput(
                f"--max-pixels {most} is not within the model's own limits, {rule.min_pixels} to "
                f"{rule.max_pixels}",
                hint="Give a number between, or change the limits in a profile of your own.",
            )
    if options.px_per_dp is not None:
        most = min(most, max(rule.min_pixels, _pixels_of(screenshot, options.px_per_dp)))
    return most


def _pixels_of(screenshot: Screenshot, px_per_dp: float) -> int:
    """Return the area of a whole screen at so many pixels a dp."""
    if screenshot.density is None:
        raise InvalidInput(
            "--px-per-dp needs the density of the screen", hint="Give it with --density."
        )
    scale = px_per_dp * BASELINE_DPI / screenshot.density
    return int(screenshot.size.width * screenshot.size.height * scale**2)


def _smart(shown: Size, rule: ImageRule) -> tuple[Size, Size]:
    size = smart_resize(
        shown,
        factor=rule.factor,
        min_pixels=rule.min_pixels,
        max_pixels=rule.max_pixels,
    )
    return size, size


def _exact(shown: Size, rule: ImageRule) -> tuple[Size, Size]:
    size = rule.size or shown
    return size, size


def _tiles(shown: Size, rule: ImageRule) -> tuple[Size, Size]:
    """UGround's LLaVA: 1344 wide when not upright, else 672; black below to whole tiles."""
    upright, wide = rule.widths
    width = wide if shown.width >= shown.height else upright
    height = max(1, round(shown.height * width / shown.width))
    rows = -(-height // rule.factor)
    return Size(width, height), Size(width, rows * rule.factor)


def _canvas(shown: Size, rule: ImageRule) -> tuple[Size, Size]:
    """Phi-Ground: the larger side fills the canvas, the other is cut to whole pixels."""
    canvas = rule.size or shown
    aspect = shown.width / shown.height
    if aspect > canvas.width / canvas.height:
        size = Size(canvas.width, max(1, int(canvas.width / aspect)))
    else:
        size = Size(max(1, int(canvas.height * aspect)), canvas.height)
    return size, canvas


_FITS: dict[Fit, Callable[[Size, ImageRule], tuple[Size, Size]]] = {
    Fit.SMART: _smart,
    Fit.EXACT: _exact,
    Fit.TILES: _tiles,
    Fit.CANVAS: _canvas,
    Fit.NATIVE: _exact,
}
