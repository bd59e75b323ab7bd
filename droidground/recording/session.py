"""Recording a phone into a folder: what users and the pytest plugin call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import droidground
from droidground.actions import Judge
from droidground.clock import SYSTEM_CLOCK, Clock
from droidground.grounding.location import Grounder
from droidground.phone import Handset
from droidground.recording.events import FORMAT, Manifest
from droidground.recording.masks import Masks
from droidground.recording.recorder import RecordingPhone
from droidground.recording.store import Store

if TYPE_CHECKING:
    from droidground.device import Device


@contextmanager
def record(
    folder: Path,
    handset: Handset,
    grounder: Grounder,
    *,
    device: Mapping[str, str] | None = None,
    redact: Iterable[str] = (),
    masks_text: bool = False,
    judge: Callable[[], Judge] | None = None,
    clock: Clock = SYSTEM_CLOCK,
) -> Iterator[RecordingPhone]:
    """Yield a phone of which all is kept in a folder that does not exist yet, or is empty.

    `redact` holds boxes (`LEFT,TOP,RIGHT,BOTTOM`, frame pixels) and words that are blacked out
    before they reach the disk; `masks_text` keeps all typed texts out, not the secret ones only.
    Raises `RecordingError` when the folder cannot be written.
    """
    masks = Masks(redact)
    manifest = Manifest(
        format=FORMAT,
        droidground=droidground.__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        grounder=grounder.name,
        device={"serial": handset.serial, **(device or {})},
        redacted=masks.told,
        masks_text=masks_text,
    )
    store = Store(folder, manifest, masks, clock)
    try:
        yield RecordingPhone(handset, grounder, store, clock, masks_text=masks_text, judge=judge)
    finally:
        store.close()


def device_facts(device: Device) -> dict[str, str]:
    """Return what a manifest tells of a device, in one round trip."""
    info = device.info()
    return {
        "model": info.model,
        "manufacturer": info.manufacturer,
        "android": info.android,
        "sdk": str(info.sdk),
    }
