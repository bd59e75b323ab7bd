"""Where a checkpoint lies on this machine; from the hub when it does not."""

from __future__ import annotations

import json
from pathlib import Path

from droidground.errors import ModelUnavailable
from droidground.grounding.engines.transformers.failures import first_line
from droidground.grounding.engines.transformers.options import LoadOptions

WEIGHTS, INDEX = "model.safetensors", "model.safetensors.index.json"
FILES = ("*.json", "*.safetensors", "*.txt", "*.model", "*.jinja")
"""What is fetched of a checkpoint: no pickles, and code only where it may run."""


def checkpoint_folder(checkpoint: str, options: LoadOptions) -> Path:
    """Return the folder with a checkpoint's files, downloading them when they are not here.

    Raises `ModelUnavailable` when the folder lacks something, or the hub does not give it.
    """
    folder = Path(checkpoint).expanduser()
    if folder.is_dir():
        return _complete(folder)
    if checkpoint.startswith(("/", ".", "~")) or checkpoint.count("/") != 1:
        raise ModelUnavailable(
            f"there is no folder {checkpoint}",
            words="",
            hint="Give a folder with a checkpoint, or an id such as osunlp/UGround-V1-2B.",
        )
    cached = _from_hub(checkpoint, options, is_offline=True)
    if cached is not None and not lacking(cached):
        return cached
    if options.is_offline:
        raise ModelUnavailable(
            f"{checkpoint} is not on this machine"
            + (f" as a whole: {lacking(cached)} is missing" if cached else ""),
            words="",
            hint=f"Download it once: hf download {checkpoint}",
        )
    downloaded = _from_hub(checkpoint, options, is_offline=False)
    return _complete(downloaded or folder)


def lacking(folder: Path) -> str | None:
    """Return what a checkpoint's folder lacks, in words; None when it is whole."""
    if not (folder / "config.json").is_file():
        return "config.json"
    if (folder / INDEX).is_file():
        index = json.loads((folder / INDEX).read_text("utf-8"))
        missing = sorted({n for n in index["weight_map"].values() if not (folder / n).is_file()})
        return ", ".join(missing) or None
    if (folder / WEIGHTS).is_file():
        return None
    pickles = any(folder.glob("*.bin"))
    return f"{WEIGHTS} (its pickles are not read: they can run code)" if pickles else WEIGHTS


def _complete(folder: Path) -> Path:
    missing = lacking(folder)
    if missing:
        raise ModelUnavailable(
            f"the checkpoint in {folder} is not whole: {missing} is missing",
            words="",
            hint="Download the missing files, as safetensors.",
        )
    return folder


def _from_hub(checkpoint: str, options: LoadOptions, *, is_offline: bool) -> Path | None:
    """Return the folder of the hub's copy; None when it has to be here and is not."""
    from huggingface_hub import snapshot_download

    try:
        found = snapshot_download(
            checkpoint,
            revision=options.revision,
            allow_patterns=[*FILES, *(("*.py",) if options.trust_remote_code else ())],
            local_files_only=is_offline,
        )
    except (OSError, ValueError) as exc:
        if is_offline and isinstance(exc, FileNotFoundError):
            return None
        raise ModelUnavailable(
            f"the hub does not give {checkpoint}: {first_line(exc)}",
            words="",
            hint="Check the id and the connection; for gated models: hf auth login. "
            "Or give the folder of a checkpoint that you have.",
        ) from exc
    return Path(found)
