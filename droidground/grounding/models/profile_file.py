"""From a data file and its prompts to a model profile.

A profile is one TOML file; the prompts it names are text files in the folder `prompts` beside it,
or the built-in ones. One line break at the end of a prompt file belongs to the file, not to the
prompt. In a prompt, {words} is what is asked for, {phrase} the same without a full stop at its end,
{width} and {height} the size of the image as it is fed; all other braces stand for themselves.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import replace
from pathlib import Path

from droidground.errors import ConfigError
from droidground.geometry import Size
from droidground.grounding.models.profile import (
    IMAGE,
    Checkpoint,
    Convention,
    CoordinateRule,
    Evidence,
    Fit,
    ImageRule,
    ModelProfile,
    PromptRule,
    ReplyRule,
)
from droidground.grounding.models.profile_table import Table, as_numbers
from droidground.grounding.models.replies import FORMATS

PROMPTS = Path(__file__).parent / "prompts"
ENGINES = ("transformers", "worker", "openai")
RESAMPLES = ("bicubic", "lanczos")


class _Prompts:
    """The prompt files that a profile may name, and those it did name."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self.used: dict[str, str] = {}

    def read(self, name: str, table: Table) -> str:
        if name not in self.used:
            paths = (folder / f"{name}.txt" for folder in self._folders)
            path = next((path for path in paths if path.is_file()), None)
            if path is None or not re.fullmatch(r"[a-z0-9.-]+", name):
                places = " or ".join(str(folder) for folder in self._folders)
                raise table.error("prompt", f"the name of a file in {places}, not {name!r}")
            self.used[name] = path.read_bytes().decode("utf-8").removesuffix("\n")
        return self.used[name]


def load_profile(path: Path) -> ModelProfile:
    """Read and check one data file.

    Raises `ConfigError`, naming the file and the key, for unknown keys, values of a wrong type,
    prompts that are not there, unknown formats, and a convention that the image does not fit.
    """
    try:
        data = path.read_bytes()
        values = tomllib.loads(data.decode("utf-8"))
    except (OSError, ValueError) as exc:
        raise ConfigError(
            f"cannot read {path}: {exc}", key="", source=str(path), hint="Mend or remove the file."
        ) from exc
    prompts = _Prompts((path.parent / "prompts", PROMPTS))
    table = Table(values, str(path))
    profile = _profile(table, prompts)
    table.finish()
    return replace(profile, hash=_hash(data, prompts.used))


def _hash(data: bytes, prompts: dict[str, str]) -> str:
    digest = hashlib.sha256(data)
    for name, text in sorted(prompts.items()):
        digest.update(f"\0{name}\0{text}".encode())
    return digest.hexdigest()


def _profile(table: Table, prompts: _Prompts) -> ModelProfile:
    prompt = _prompt(table.table("prompt"), prompts)
    image = _image(table.table("image"), ImageRule())
    coordinates = _coordinates(table.table("coordinates"))
    _check_fit(table, image, coordinates)
    return ModelProfile(
        id=table.text("id"),
        title=table.text("title"),
        model_types=table.texts("model_types"),
        licence=table.text("licence"),
        engines=_names(table, "engines", ENGINES),
        evidence=table.choice("evidence", Evidence),
        source=table.text("source"),
        prompt=prompt,
        image=image,
        coordinates=coordinates,
        reply=_reply(table.table("reply")),
        checkpoints=tuple(_checkpoint(one, image, prompts) for one in table.tables("checkpoint")),
        stands_for=table.texts("stands_for"),
        note=table.text("note", ""),
    )


def _names(table: Table, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    names = table.texts(key)
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise table.error(key, f"some of {', '.join(known)}")
    return names


def _prompt(table: Table, prompts: _Prompts) -> PromptRule:
    names = table.texts("user")
    if names.count("image") != 1:
        raise table.error("user", 'a list of prompt names with "image" once in it')
    parts = tuple(IMAGE if name == "image" else prompts.read(name, table) for name in names)
    system = table.text("system", "")
    prefill = table.text("prefill", "")
    pattern = table.text("pattern", "")
    try:
        re.compile(pattern)
    except re.error as exc:
        raise table.error("pattern", f"a regular expression ({exc})") from exc
    rule = PromptRule(
        user=parts,
        system=prompts.read(system, table) if system else None,
        prefill=prompts.read(prefill, table) if prefill else "",
        max_new_tokens=table.whole("max_new_tokens", 64),
        keep_special_tokens=table.flag("keep_special_tokens", default=False),
        stop=table.texts("stop"),
        pattern=pattern or None,
    )
    table.finish()
    if not any("{words}" in part or "{phrase}" in part for part in parts):
        raise table.error("user", "prompts of which one holds {words} or {phrase}")
    return rule


def _image(table: Table, base: ImageRule) -> ImageRule:
    resample = table.text("resample", base.resample)
    if resample not in RESAMPLES:
        raise table.error("resample", f"one of {', '.join(RESAMPLES)}")
    size = table.list_of("size", _pixels, "two whole numbers")
    widths = table.list_of("widths", _pixels, "two whole numbers")
    if len(size) not in (0, 2) or len(widths) not in (0, 2):
        raise table.error("size", "two whole numbers")
    rule = ImageRule(
        fit=table.choice("fit", Fit, base.fit),
        factor=table.whole("factor", base.factor),
        min_pixels=table.whole("min_pixels", base.min_pixels),
        max_pixels=table.whole("max_pixels", base.max_pixels),
        is_checkpoints_own=table.flag("is_checkpoints_own", default=base.is_checkpoints_own),
        size=Size(size[0], size[1]) if size else base.size,
        widths=(widths[0], widths[1]) if widths else base.widths,
        resample=resample,
    )
    table.finish()
    if rule.min_pixels > rule.max_pixels:
        raise table.error("min_pixels", f"at most max_pixels, {rule.max_pixels}")
    if rule.fit in (Fit.EXACT, Fit.CANVAS) and rule.size is None:
        raise table.error("size", f"given for fit {rule.fit.value!r}")
    if rule.fit is Fit.TILES and rule.widths == (0, 0):
        raise table.error("widths", "given for fit 'tiles'")
    return rule


def _pixels(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError
    return value


def _coordinates(table: Table) -> CoordinateRule:
    rule = CoordinateRule(
        convention=table.choice("convention", Convention), units=table.whole("units", 1000)
    )
    table.finish()
    return rule


def _check_fit(table: Table, image: ImageRule, coordinates: CoordinateRule) -> None:
    """Refuse a convention that the image does not fit."""
    needs = {Convention.ABS_PRE: Fit.TILES, Convention.CANVAS: Fit.CANVAS}
    needed = needs.get(coordinates.convention)
    if needed and image.fit is not needed:
        raise table.error("coordinates.convention", f"with image.fit {needed.value!r}")
    if coordinates.convention is Convention.ABS_RESIZED and image.fit is Fit.NATIVE:
        raise table.error("coordinates.convention", "relative, since the image is not resized here")


def _reply(table: Table) -> ReplyRule:
    rule = ReplyRule(
        formats=_names(table, "formats", tuple(FORMATS)),
        refusal_texts=table.texts("refusal_texts"),
        refusal_values=table.list_of("refusal_values", as_numbers, "points or boxes"),
    )
    table.finish()
    return rule


def _checkpoint(table: Table, image: ImageRule, prompts: _Prompts) -> Checkpoint:
    one = Checkpoint(
        id=table.text("id"),
        size=table.text("size"),
        weights_gb=table.number("weights_gb"),
        licence=table.text("licence", "") or None,
        prompt=_prompt(table.table("prompt"), prompts) if table.has("prompt") else None,
        image=_image(table.table("image"), image) if table.has("image") else None,
        coordinates=_coordinates(table.table("coordinates")) if table.has("coordinates") else None,
        reply=_reply(table.table("reply")) if table.has("reply") else None,
    )
    table.finish()
    return one
