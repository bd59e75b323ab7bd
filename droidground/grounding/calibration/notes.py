"""What was measured of servers, kept on disk so that `locate` can mention it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from droidground.errors import ConfigError
from droidground.grounding.calibration.verdict import Calibration, Verdict
from droidground.grounding.models.profile import ModelProfile


def save_calibration(
    folder: Path, url: str, model: str, profile: ModelProfile, found: Calibration
) -> Path:
    """Keep a calibration; return its file. Raises `ConfigError` when it cannot be written."""
    path = _path(folder, url, model, profile)
    kept = asdict(replace(found, rows=())) | {
        "url": url,
        "model": model,
        "profile_hash": profile.hash,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(kept, indent=1), "utf-8")
    except OSError as exc:
        raise ConfigError(
            f"{path} cannot be written: {exc.strerror}",
            key="server.state_dir",
            source="the settings",
            hint="Set DROIDGROUND_SERVER_DIR to a folder that can.",
        ) from exc
    return path


def load_calibration(
    folder: Path, url: str, model: str, profile: ModelProfile
) -> dict[str, Any] | None:
    """Return what was measured of a model on a server with just this profile; None if nothing."""
    try:
        kept = json.loads(_path(folder, url, model, profile).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) and kept.get("profile_hash") == profile.hash else None


def remarks(folder: Path, url: str, model: str, profile: ModelProfile) -> tuple[str, ...]:
    """Return what a user of that server should know; nothing where it was found to be fine."""
    kept = load_calibration(folder, url, model, profile)
    if kept is None or kept.get("verdict") == Verdict.FINE:
        return ()
    return (
        f"calibrated on {kept.get('measured_at')}, this server was found wrong "
        f"({kept.get('verdict')}): {kept.get('fix')}",
    )


def _path(folder: Path, url: str, model: str, profile: ModelProfile) -> Path:
    name = hashlib.sha256(f"{url}\0{model}\0{profile.id}".encode()).hexdigest()[:16]
    return folder / f"calibration-{name}.json"
