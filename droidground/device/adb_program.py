"""The adb program: finding it and starting its server."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from droidground.errors import AdbNotFound

INSTALL_HINT = "Install Android's platform-tools, or reinstall adbutils, which brings an adb."
START_TIMEOUT_S = 20.0


def find_adb(given: Path | None = None) -> Path:
    """Return the adb program: the one given, else the one on PATH, else adbutils' bundled one.

    Raises `AdbNotFound` when there is none, or the given one cannot be run.
    """
    if given is not None:
        found = shutil.which(str(given))
        if found is None:
            raise AdbNotFound(
                f"{given} is no program that can be run",
                hint="Correct DROIDGROUND_ADB_PATH, or `adb_path` in the settings file.",
            )
        return Path(found)
    on_path = shutil.which("adb")
    if on_path is not None:
        return Path(on_path)
    bundled = bundled_adb()
    if bundled is None:
        raise AdbNotFound("there is no adb program on this machine", hint=INSTALL_HINT)
    return bundled


def bundled_adb() -> Path | None:
    """Return the adb inside the adbutils package, None when it is not there.

    The package is found without being imported, which would take 0.4 s.
    """
    spec = importlib.util.find_spec("adbutils")
    if spec is None or not spec.submodule_search_locations:
        return None
    name = "adb.exe" if os.name == "nt" else "adb"
    path = Path(spec.submodule_search_locations[0]) / "binaries" / name
    return path if os.access(path, os.X_OK) else None


def start_server(
    adb: Path,
    port: int,
    timeout_s: float = START_TIMEOUT_S,
    *,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Start an adb server on `port`; None gives it this process's own environment.

    Raises `AdbNotFound`, with what adb printed, when it does not start.
    """
    command = [str(adb), "-P", str(port), "start-server"]
    # A file, not a pipe: the server keeps what it inherits open and would never end the pipe.
    with tempfile.TemporaryFile() as log:
        try:
            status = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=timeout_s,
                env=environment,
                check=False,
                start_new_session=True,
            ).returncode
        except subprocess.TimeoutExpired as exc:
            raise AdbNotFound(
                f"{adb} did not start a server within {timeout_s:g} s",
                hint=f"Run `{' '.join(command)}` and read what it prints.",
            ) from exc
        except OSError as exc:
            raise AdbNotFound(f"{adb} cannot be run: {exc}", hint=INSTALL_HINT) from exc
        log.seek(0)
        said = log.read(4096).decode(errors="replace").strip()
    if status != 0:
        raise AdbNotFound(
            f"{adb} start-server failed with status {status}: {said}",
            hint=f"Run `{' '.join(command)}` and read what it prints.",
        )
