from __future__ import annotations

from pathlib import Path

import pytest

from droidground.config import Settings, default_config_file, load_settings, read_api_key
from droidground.errors import ConfigError


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text)
    return path


def test_defaults(tmp_path: Path) -> None:
    assert load_settings({}, config_file=tmp_path / "none.toml") == Settings()


def test_flags_beat_the_environment_and_that_beats_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, '[device]\nserial = "file"\ntimeout_s = 5\n')
    assert load_settings({}, config_file=path).device.serial == "file"
    environment = {"ANDROID_SERIAL": "adb's"}
    assert load_settings(environment, config_file=path).device.serial == "adb's"
    environment["DROIDGROUND_SERIAL"] = "ours"
    assert load_settings(environment, config_file=path).device.serial == "ours"
    settings = load_settings(environment, {"device.serial": "flag"}, path)
    assert settings.device.serial == "flag"
    assert settings.device.timeout_s == 5.0


def test_a_flag_that_was_not_given_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, '[device]\nserial = "file"\n')
    assert load_settings({}, {"device.serial": None}, path).device.serial == "file"


def test_adb_s_own_variables_are_honoured(tmp_path: Path) -> None:
    environment = {"ANDROID_ADB_SERVER_PORT": "6001", "ANDROID_ADB_SERVER_ADDRESS": "10.0.0.5"}
    device = load_settings(environment, config_file=tmp_path / "none").device
    assert (device.adb_port, device.adb_host) == (6001, "10.0.0.5")


@pytest.mark.parametrize(
    ("environment", "text", "key", "hint"),
    [
        ({"DROIDGROUND_TIMEOUT": "soon"}, "", "device.timeout_s", "Give seconds"),
        ({"DROIDGROUND_TIMEOUT": "-1"}, "", "device.timeout_s", "Give seconds"),
        ({"DROIDGROUND_TIMEOUT": "nan"}, "", "device.timeout_s", "Give seconds"),
        ({"ANDROID_ADB_SERVER_PORT": "99999"}, "", "device.adb_port", "1 to 65535"),
        ({"DROIDGROUND_SERIALL": "x"}, "", "DROIDGROUND_SERIALL", "DROIDGROUND_SERIAL?"),
        ({}, "[device]\nserail = 'x'\n", "device.serail", "device.serial?"),
        ({}, "[device]\nserial = 3\n", "device.serial", "Give a text"),
        ({}, "device = 3\n", "device", "device.serial?"),
        ({}, "[grounding\n", "", "Mend or remove"),
    ],
)
def test_mistakes_name_the_key_the_source_and_the_way_out(
    tmp_path: Path, environment: dict[str, str], text: str, key: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(environment, config_file=write(tmp_path, text))
    assert caught.value.key == key
    assert hint in caught.value.hint
    assert caught.value.source in caught.value.message


def test_the_file_lies_where_xdg_says() -> None:
    path = default_config_file({"XDG_CONFIG_HOME": "/somewhere"})
    assert path == Path("/somewhere/droidground/config.toml")


def test_a_key_comes_from_the_environment_only_and_is_not_shown(tmp_path: Path) -> None:
    environment = {"OPENAI_API_KEY": "theirs", "DROIDGROUND_API_KEY": "ours", "LAB_KEY": "lab"}
    assert load_settings(environment, config_file=tmp_path / "none") == Settings()
    key, named = read_api_key(environment=environment), read_api_key("LAB_KEY", environment)
    assert (key and key.value, named and named.value) == ("ours", "lab")
    assert "ours" not in f"{key} {key!r}"
    assert read_api_key(environment={"OPENAI_API_KEY": " "}) is None
    with pytest.raises(ConfigError, match="LAB_KEY is not set"):
        read_api_key("LAB_KEY", {})
    with pytest.raises(ConfigError):
        load_settings({}, config_file=write(tmp_path, '[server]\napi_key = "x"\n'))
