"""Settings: defaults < config file < environment < flags. Read once, then passed as plain values.

The file is `~/.config/droidground/config.toml` (or under `XDG_CONFIG_HOME`); its tables are the
classes below:

    [device]
    serial = "emulator-5554"
    timeout_s = 30

Each key has a `DROIDGROUND_*` variable; adb's own `ANDROID_SERIAL`, `ANDROID_ADB_SERVER_ADDRESS`
and `ANDROID_ADB_SERVER_PORT` are honoured where ours is not set.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from droidground.errors import ConfigError
from droidground.geometry import Size


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """Which device, and how to reach it."""

    serial: str | None = None
    adb_host: str = "127.0.0.1"
    adb_port: int = 5037
    adb_path: str | None = None
    """The adb program; None looks on PATH, then takes the bundled one."""
    timeout_s: float = 20.0
    """Longest wait for one answer of the device."""


@dataclass(frozen=True, slots=True)
class GroundingSettings:
    """What finds words on a screenshot; all but the first are for models."""

    grounder: str = "auto"
    """`elements`, `auto`, `server`, a checkpoint's id or folder, or a server's URL."""
    model: str | None = None
    """What a server calls its model; with `auto`, the model that is asked in doubt."""
    profile: str | None = None
    """The model profile; None finds it by the checkpoint."""
    profile_dir: Path = Path.home() / ".config" / "droidground" / "profiles"
    """Where a user's own profiles are."""
    max_pixels: int | None = None
    """Most pixels of the image that a model sees, below its own limit."""
    px_per_dp: float | None = None
    """Most pixels of that image for each dp of the screen."""
    image_size: Size | None = None
    """Exact size of that image, rounded to what the model takes."""
    zoom: float | None = None
    """How many times smaller the part is that a second look shows; None looks once."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The local model server, and what was measured of others."""

    state_dir: Path = Path.home() / ".local" / "state" / "droidground" / "servers"
    """Where a running one is noted, and the calibrations of all."""
    timeout_s: float = 120.0
    """Longest wait for one answer of a model, retries included."""


@dataclass(frozen=True, slots=True)
class VirtualPhoneSettings:
    """How virtual phones are started."""

    state_dir: Path = Path.home() / ".local" / "state" / "droidground" / "phones"
    """Where running ones are noted."""
    browser: str | None = None
    """The Chromium or Chrome that draws their screens; None takes one that is installed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set."""

    device: DeviceSettings = DeviceSettings()
    grounding: GroundingSettings = GroundingSettings()
    server: ServerSettings = ServerSettings()
    virtual_phone: VirtualPhoneSettings = VirtualPhoneSettings()


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: where it is read from, and how its text becomes a value."""

    variables: tuple[str, ...]
    """Environment variables, the strongest first."""
    parse: Callable[[object], object]


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("a text that is not empty")
    return value


def _port(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise ValueError("a port from 1 to 65535")
    return int(text)


def _seconds(value: object) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise ValueError("seconds, more than 0 and less than a day")
    return seconds


def _pixels(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**9):
        raise ValueError("a number of pixels, such as 1003520")
    return int(text)


def _ratio(value: object) -> float:
    try:
        ratio = float(str(value))
    except ValueError:
        ratio = 0.0
    if not 0 < ratio <= 20:
        raise ValueError("a number above 0, at most 20")
    return ratio


def _size(value: object) -> Size:
    width, _, height = str(value).partition("x")
    if not all(side.isascii() and side.isdigit() and int(side) for side in (width, height)):
        raise ValueError("width and height, such as 1092x2408")
    return Size(int(width), int(height))


def _folder(value: object) -> Path:
    return Path(_text(value)).expanduser()


KEYS: Mapping[str, Key] = {
    "device.serial": Key(("DROIDGROUND_SERIAL", "ANDROID_SERIAL"), _text),
    "device.adb_host": Key(("DROIDGROUND_ADB_HOST", "ANDROID_ADB_SERVER_ADDRESS"), _text),
    "device.adb_port": Key(("DROIDGROUND_ADB_PORT", "ANDROID_ADB_SERVER_PORT"), _port),
    "device.adb_path": Key(("DROIDGROUND_ADB_PATH", "ADBUTILS_ADB_PATH"), _text),
    "device.timeout_s": Key(("DROIDGROUND_TIMEOUT",), _seconds),
    "grounding.grounder": Key(("DROIDGROUND_GROUNDER",), _text),
    "grounding.model": Key(("DROIDGROUND_MODEL",), _text),
    "grounding.profile": Key(("DROIDGROUND_PROFILE",), _text),
    "grounding.profile_dir": Key(("DROIDGROUND_PROFILE_DIR",), _folder),
    "grounding.max_pixels": Key(("DROIDGROUND_MAX_PIXELS",), _pixels),
    "grounding.px_per_dp": Key(("DROIDGROUND_PX_PER_DP",), _ratio),
    "grounding.image_size": Key(("DROIDGROUND_IMAGE_SIZE",), _size),
    "grounding.zoom": Key(("DROIDGROUND_ZOOM",), _ratio),
    "server.state_dir": Key(("DROIDGROUND_SERVER_DIR",), _folder),
    "server.timeout_s": Key(("DROIDGROUND_SERVER_TIMEOUT",), _seconds),
    "virtual_phone.state_dir": Key(("DROIDGROUND_STATE_DIR",), _folder),
    "virtual_phone.browser": Key(("DROIDGROUND_BROWSER",), _text),
}

API_KEYS = ("DROIDGROUND_API_KEY", "OPENAI_API_KEY")
"""Where the key of a model server is read from, the strongest first; no file may hold it."""


class Secret:
    """A text that no log, error or report shows."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "Secret(***)"

    def hidden_in(self, text: str) -> str:
        """Return a text without the secret."""
        return text.replace(self.value, "***")


def read_api_key(
    variable: str | None = None, environment: Mapping[str, str] | None = None
) -> Secret | None:
    """Return the key of a model server from the environment; None where there is none.

    Raises `ConfigError` when the variable was named and is not set.
    """
    env = os.environ if environment is None else environment
    values = (env.get(name, "").strip() for name in ((variable,) if variable else API_KEYS))
    value = next(filter(None, values), None)
    if variable and not value:
        raise ConfigError(
            f"the environment variable {variable} is not set",
            key="api_key",
            source="the environment",
            hint=f"Set it: export {variable}=... (a key is read from the environment only).",
        )
    return Secret(value) if value else None


def load_settings(
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
    config_file: Path | None = None,
) -> Settings:
    """Read all sources and return the settings.

    `flags` holds dotted keys, such as `device.serial`; None values count as not given. Raises
    `ConfigError`, naming the key and the source, for unknown keys and impossible values.
    """
    env = os.environ if environment is None else environment
    file = default_config_file(env)
    values: dict[str, object] = {"grounding.profile_dir": file.parent / "profiles"}
    values |= _from_file(config_file or file)
    values |= _from_environment(env)
    given = {key: value for key, value in (flags or {}).items() if value is not None}
    values |= {key: _parse(key, value, f"--{_flag(key)}") for key, value in given.items()}
    return _build(values)


def default_config_file(environment: Mapping[str, str]) -> Path:
    """Return where the config file is looked for."""
    base = environment.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "droidground" / "config.toml"


def _flag(key: str) -> str:
    return key.rsplit(".", 1)[-1].removesuffix("_s").replace("_", "-")


def _from_file(path: Path) -> dict[str, object]:
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as exc:
        raise ConfigError(
            f"cannot read {path}: {exc}", key="", source=str(path), hint="Mend or remove the file."
        ) from exc
    values: dict[str, object] = {}
    for table, content in tables.items():
        entries = content if isinstance(content, dict) else {}
        for name in entries or [""]:
            key = f"{table}.{name}" if name else table
            _require_known(key, KEYS, str(path))
            values[key] = _parse(key, entries[name], str(path))
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    known = {variable for key in KEYS.values() for variable in key.variables} | set(API_KEYS)
    for name in environment:
        if name.startswith("DROIDGROUND_"):
            _require_known(name, known, "the environment")
    values: dict[str, object] = {}
    for key, spec in KEYS.items():
        given = [name for name in spec.variables if environment.get(name)]
        if given:
            values[key] = _parse(key, environment[given[0]], given[0])
    return values


def _require_known(name: str, known: Iterable[str], source: str) -> None:
    names = sorted(known)
    if name in names:
        return
    close = difflib.get_close_matches(name, names, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"Known are {', '.join(names)}."
    raise ConfigError(f"{source} sets {name}, which is unknown", key=name, source=source, hint=hint)


def _parse(key: str, value: object, source: str) -> object:
    try:
        return KEYS[key].parse(value)
    except ValueError as exc:
        raise ConfigError(
            f"{source} gives {key} the value {value!r}",
            key=key,
            source=source,
            hint=f"Give {exc}.",
        ) from exc


def _build(values: Mapping[str, object]) -> Settings:
    def table(name: str) -> dict[str, object]:
        start = f"{name}."
        return {k.removeprefix(start): v for k, v in values.items() if k.startswith(start)}

    return Settings(
        device=DeviceSettings(**table("device")),  # type: ignore[arg-type]
        grounding=GroundingSettings(**table("grounding")),  # type: ignore[arg-type]
        server=ServerSettings(**table("server")),  # type: ignore[arg-type]
        virtual_phone=VirtualPhoneSettings(**table("virtual_phone")),  # type: ignore[arg-type]
    )
