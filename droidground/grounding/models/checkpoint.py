"""What a checkpoint's own files say: model_type, and the limits of its image processor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from droidground.errors import ConfigError
from droidground.grounding.models.profile import Fit, ImageRule

PREPROCESSORS = ("preprocessor_config.json", "processor_config.json")
"""Where the image processor is described; newer checkpoints nest it in the second."""


def find_folder(checkpoint: str) -> Path | None:
    """Return where a checkpoint's files are: its folder, or the hub's cache for its id.

    None when neither is here; nothing is downloaded.
    """
    folder = Path(checkpoint).expanduser()
    if folder.is_dir():
        return folder
    try:
        from huggingface_hub import try_to_load_from_cache
        from huggingface_hub.errors import HFValidationError
    except ImportError:
        return None
    try:
        config = try_to_load_from_cache(checkpoint, "config.json")
    except HFValidationError:
        return None
    return Path(config).parent if isinstance(config, str) else None


def model_type(folder: Path) -> str | None:
    """Return `model_type` of the folder's config.json; None where there is none."""
    value = _read(folder / "config.json").get("model_type")
    return value if isinstance(value, str) else None


def own_limits(folder: Path | None, rule: ImageRule) -> ImageRule:
    """Return a family's image rule with the limits of the checkpoint in a folder.

    Reads `min_pixels`/`max_pixels`, which win, and `size` with `shortest_edge`/`longest_edge`
    (areas, in spite of the names) or with `min_pixels`/`max_pixels`, as OS-Atlas and UI-TARS have
    it and transformers 5 cannot run. `patch_size` times `merge_size` is the factor. What is not
    said stays the family's; so does all where the family's code sets its own limits.
    """
    if folder is None or rule.fit is not Fit.SMART or not rule.is_checkpoints_own:
        return rule
    config = _preprocessor(folder)
    size = config.get("size")
    sizes: Mapping[str, object] = size if isinstance(size, Mapping) else {}
    least = _first(config, sizes, ("min_pixels",), ("shortest_edge", "min_pixels"))
    most = _first(config, sizes, ("max_pixels",), ("longest_edge", "max_pixels"))
    patch, merge = config.get("patch_size"), config.get("merge_size")
    factor = patch * merge if isinstance(patch, int) and isinstance(merge, int) else rule.factor
    limits = replace(
        rule,
        factor=factor,
        min_pixels=rule.min_pixels if least is None else least,
        max_pixels=rule.max_pixels if most is None else most,
    )
    if limits.factor < 1 or not 0 < limits.min_pixels <= limits.max_pixels:
        raise ConfigError(
            f"the image limits of {folder} are impossible: {limits.min_pixels} to "
            f"{limits.max_pixels} pixels in steps of {limits.factor}",
            key="min_pixels",
            source=str(folder),
            hint="Mend its preprocessor_config.json.",
        )
    return limits


def _first(
    config: Mapping[str, object],
    size: Mapping[str, object],
    keys: tuple[str, ...],
    size_keys: tuple[str, ...],
) -> int | None:
    values = [config.get(key) for key in keys] + [size.get(key) for key in size_keys]
    return next((value for value in values if isinstance(value, int)), None)


def _preprocessor(folder: Path) -> Mapping[str, object]:
    for name in PREPROCESSORS:
        config = _read(folder / name)
        nested = config.get("image_processor")
        found: Mapping[str, object] = nested if isinstance(nested, Mapping) else config
        if "size" in found or "max_pixels" in found:
            return found
    return {}


def _read(path: Path) -> Mapping[str, object]:
    try:
        value = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as exc:
        raise ConfigError(
            f"cannot read {path}: {exc}",
            key="",
            source=str(path),
            hint="Download the checkpoint again.",
        ) from exc
    return value if isinstance(value, Mapping) else {}
