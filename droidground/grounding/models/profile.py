"""What makes one model family work: ids, prompt, image limits, coordinate convention, reply."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from droidground.geometry import Size


class Convention(StrEnum):
    """What the numbers in a reply mean; always known from the profile, never guessed."""

    N1000 = "N1000"
    """Thousandths of the image, each axis on its own."""
    N999 = "N999"
    """The same with 999 as the far edge."""
    N1 = "N1"
    """Fractions of the image, 0 to 1."""
    ABS_RESIZED = "ABS_RESIZED"
    """Pixels of the image as the model saw it."""
    ABS_PRE = "ABS_PRE"
    """Pixels of the picture before it was padded at the right and the bottom."""
    CANVAS = "CANVAS"
    """Parts (1,000 or 10,000) of a canvas that the picture lies on, top left."""


class Fit(StrEnum):
    """How a frame becomes the image that a model sees."""

    SMART = "smart"
    """Multiples of a factor within limits of area: the Qwen-VL image processors."""
    EXACT = "exact"
    """One fixed size, aspect not kept."""
    TILES = "tiles"
    """One of two widths, padded below in black to whole tiles."""
    CANVAS = "canvas"
    """Fitted whole onto a white canvas, top left."""
    NATIVE = "native"
    """As it is; the server's own code cuts it up."""


class Evidence(StrEnum):
    """What the working of a family rests on here."""

    NATIVE_CLASS = "native class"
    """The real transformers class and processor were run with random weights."""
    REAL_CODE = "real code"
    """The family's own published code was run beside ours."""
    PROTOCOL_ONLY = "protocol only"
    """Prompt, parser and coordinates are tested; the engine was not run."""


@dataclass(frozen=True, slots=True)
class PromptRule:
    """What is asked, and how the answer is to be written."""

    user: tuple[str, ...]
    """The user's turn: texts in order; `IMAGE` stands for the screenshot."""
    system: str | None = None
    """None leaves it to the model's chat template."""
    prefill: str = ""
    """What the answer begins with."""
    max_new_tokens: int = 64
    keep_special_tokens: bool = False
    stop: tuple[str, ...] = ()
    pattern: str | None = None
    """A regular expression of every good answer; None where the model must write freely."""


IMAGE = "<image>"


@dataclass(frozen=True, slots=True)
class ImageRule:
    """How large the image is that the model sees."""

    fit: Fit = Fit.SMART
    factor: int = 28
    """Both sides are multiples of this (smart); a tile's side (tiles)."""
    min_pixels: int = 3136
    max_pixels: int = 12_845_056
    is_checkpoints_own: bool = True
    """Whether a checkpoint's preprocessor config overrides the limits."""
    size: Size | None = None
    """The fixed size (exact) or the canvas (canvas)."""
    widths: tuple[int, int] = (0, 0)
    """Width of an upright and of a wide picture (tiles)."""
    resample: str = "bicubic"
    """`bicubic` or `lanczos`."""


@dataclass(frozen=True, slots=True)
class CoordinateRule:
    """What the numbers of a reply mean."""

    convention: Convention
    units: int = 1000
    """Parts that a canvas is divided into; other conventions say it by their name."""


@dataclass(frozen=True, slots=True)
class ReplyRule:
    """How an answer is written."""

    formats: tuple[str, ...]
    """Tried in this order; the names are those of `droidground.grounding.models.replies`."""
    refusal_texts: tuple[str, ...] = ()
    """Words of this family that say: it is not there."""
    refusal_values: tuple[tuple[float, ...], ...] = ()
    """Points or boxes that say so, such as (-1, -1)."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One set of weights of a family; rules that are None are the family's."""

    id: str
    size: str
    """As its makers call it, such as `7B`."""
    weights_gb: float
    """Gigabytes of its weights as published: parameters times bytes, not measured."""
    licence: str | None = None
    prompt: PromptRule | None = None
    image: ImageRule | None = None
    coordinates: CoordinateRule | None = None
    reply: ReplyRule | None = None

    @property
    def vram_gb(self) -> float:
        """Estimated memory for one screen: weights, cache and activations."""
        return self.weights_gb + VRAM_BESIDE_WEIGHTS_GB


VRAM_BESIDE_WEIGHTS_GB = 2.0
"""Cache and activations of one question about one screen; an estimate."""


@dataclass(frozen=True, slots=True)
class ModelProfile:
    """One model family, as its data file describes it."""

    id: str
    title: str
    model_types: tuple[str, ...]
    """`model_type` of its checkpoints' config.json."""
    licence: str
    engines: tuple[str, ...]
    """What can run it: `transformers`, `worker` (an own environment), `openai` (any server)."""
    evidence: Evidence
    source: str
    """Where prompt, format and convention were read."""
    prompt: PromptRule
    image: ImageRule
    coordinates: CoordinateRule
    reply: ReplyRule
    checkpoints: tuple[Checkpoint, ...]
    stands_for: tuple[str, ...] = ()
    """Model types whose unknown checkpoints are taken for this family."""
    note: str = ""
    hash: str = ""
    """SHA-256 of the data file and of every prompt it names."""

    def has(self, name: str) -> bool:
        """Tell whether that is the id of one of its checkpoints."""
        return any(one.id.casefold() == name.casefold() for one in self.checkpoints)

    def checkpoint(self, name: str) -> Checkpoint | None:
        """Return the checkpoint of that id, or whose id ends in that folder's name."""
        wanted = name.rstrip("/").casefold()
        folder = wanted.replace("\\", "/").rsplit("/", 1)[-1]
        exact = (one for one in self.checkpoints if one.id.casefold() == wanted)
        alike = (one for one in self.checkpoints if one.id.casefold().endswith(f"/{folder}"))
        return next(exact, None) or next(alike, None)

    def for_checkpoint(self, name: str) -> ModelProfile:
        """Return the profile with what that checkpoint does otherwise."""
        one = self.checkpoint(name)
        if one is None:
            return self
        return replace(
            self,
            prompt=one.prompt or self.prompt,
            image=one.image or self.image,
            coordinates=one.coordinates or self.coordinates,
            reply=one.reply or self.reply,
            licence=one.licence or self.licence,
        )
