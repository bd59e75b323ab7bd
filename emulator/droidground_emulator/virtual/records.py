"""Which phones run: one small JSON file each, written when the phone listens."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PhoneRecord:
    """One running phone."""

    name: str
    group: str
    """Name given at start: the phones of one process share it."""
    pid: int
    process_started: str
    """When the process began, in the system's own terms: tells a reused pid apart."""
    port: int
    serial: str
    screen: str
    size: tuple[int, int]
    density: int
    started_at: str
    """UTC, ISO 8601."""

    def is_alive(self) -> bool:
        """Tell whether its process still runs."""
        return process_start(self.pid) == self.process_started


def process_start(pid: int) -> str | None:
    """Return when a process began; None when there is none, or only its zombie."""
    if sys.platform != "linux":
        return _process_start_by_ps(pid)
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    # proc(5): the second field, in parentheses, may hold blanks; state is 3rd, start time 22nd.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in ("Z", "X") else fields[19]


def _process_start_by_ps(pid: int) -> str | None:
    ps = ["ps", "-o", "state=,lstart=", "-p", str(pid)]
    state, _, started = subprocess.run(
        ps, capture_output=True, text=True, check=False, timeout=10
    ).stdout.partition(" ")
    return None if not state or state.startswith("Z") else started.strip()


def record_path(state_dir: Path, name: str) -> Path:
    """Return where a phone's record lies."""
    return state_dir / f"{name}.json"


def save_record(state_dir: Path, record: PhoneRecord) -> None:
    """Write a record, whole or not at all."""
    path = record_path(state_dir, record.name)
    draft = path.with_suffix(f".{record.pid}.tmp")
    draft.write_text(json.dumps(asdict(record), indent=1) + "\n")
    os.replace(draft, path)


def load_record(path: Path) -> PhoneRecord | None:
    """Read a record; None when it is missing or is none."""
    try:
        fields = json.loads(path.read_text())
        return _record(fields)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as exc:
        log.warning("%s is not a phone's record: %s", path, exc)
        return None


def load_records(state_dir: Path) -> tuple[PhoneRecord, ...]:
    """Return all records, alive or not, by name; copies under other names are not counted."""
    found = ((path, load_record(path)) for path in sorted(state_dir.glob("*.json")))
    return tuple(
        record
        for path, record in found
        if record is not None and path == record_path(state_dir, record.name)
    )


def remove_record(state_dir: Path, record: PhoneRecord) -> None:
    """Remove a record, unless another process has written its own in that place."""
    path = record_path(state_dir, record.name)
    if load_record(path) == record:
        path.unlink(missing_ok=True)


def _record(fields: dict[str, Any]) -> PhoneRecord:
    width, height = fields["size"]
    return PhoneRecord(
        name=str(fields["name"]),
        group=str(fields["group"]),
        pid=int(fields["pid"]),
        process_started=str(fields["process_started"]),
        port=int(fields["port"]),
        serial=str(fields["serial"]),
        screen=str(fields["screen"]),
        size=(int(width), int(height)),
        density=int(fields["density"]),
        started_at=str(fields["started_at"]),
    )
