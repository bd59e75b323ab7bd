"""models, and explain of a reply that is already there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from tests.cli.conftest import Program


@pytest.fixture
def screen(tmp_path: Path) -> str:
    """A screenshot of 1080x2400."""
    path = tmp_path / "s.png"
    PIL.Image.fromarray(np.zeros((2400, 1080, 3), np.uint8)).save(path)
    return str(path)


def test_the_table_names_every_family(program: Program) -> None:
    end = program("models")
    assert end.code == 0
    for name in ("uground", "gta1-2025-10", "osunlp/UGround-V1-72B", "native class", "Apache-2.0"):
        assert name in end.out


def test_json_has_what_the_table_has(program: Program) -> None:
    models = program("models", "--json").json["models"]
    assert len(models) == 29
    gta1 = next(one for one in models if one["profile"] == "gta1")
    assert gta1["convention"] == "ABS_RESIZED"
    assert len(gta1["hash"]) == 64
    ids = {one["id"]: one["vram_gb"] for one in gta1["checkpoints"]}
    assert ids["HelloKKMe/GTA1-7B"] == 18.6


def test_one_family(program: Program) -> None:
    end = program("models", "gta1")
    assert "expert UI element locator" in end.out
    assert program("models", "gta").code == 4


def test_a_user_s_own_family_is_listed(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "droidground" / "profiles"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(
        'id = "mine"\ntitle = "Mine"\nmodel_types = ["x"]\nlicence = "MIT"\nengines = ["openai"]\n'
        'evidence = "protocol only"\nsource = "me"\n[prompt]\nuser = ["image", "words"]\n'
        '[coordinates]\nconvention = "N1"\n[reply]\nformats = ["point"]\n'
        '[[checkpoint]]\nid = "me/mine"\nsize = "1B"\nweights_gb = 2.0\n'
    )
    assert "me/mine" in program("models", "mine").out
    (folder / "mine.toml").write_text("id = 3")
    end = program("models", "--json")
    assert end.code == 5
    assert end.json["error"]["type"] == "ConfigError"


def test_the_chain_of_a_reply(program: Program, screen: str) -> None:
    end = program(
        "explain", "Wi-Fi toggle", "--image", screen, "--profile", "gta1", "--reply", "(512,1040)",
        "--json",
    )  # fmt: skip
    assert end.code == 0
    told = end.json
    assert told["query"] == "Wi-Fi toggle"
    assert told["profile"] == "gta1"
    assert told["reply"] == "(512,1040)"
    assert told["parsed"] == {"point": [512, 1040]}
    assert [one["space"] for one in told["chain"]] == ["model", "model image", "frame"]
    assert [one["size"] for one in told["chain"]] == [[1092, 2408], [1092, 2408], [1080, 2400]]
    assert told["chain"][-1]["point"] == pytest.approx([512 * 1080 / 1092, 1040 * 2400 / 2408])
    assert told["point"] == [506, 1036]
    assert told["input_point"] is None


def test_the_chain_for_a_person(program: Program, screen: str) -> None:
    end = program(
        "explain", "it", "--image", screen, "--profile", "phi-ground",
        "--reply", "<bbox>100, 200, 110, 300</bbox>",
    )  # fmt: skip
    assert end.code == 0
    for words in ("model 1000x1000", "picture 302x672", "frame 1080x2400", "box 360,480,397,720"):
        assert words in end.out


def test_a_checkpoint_may_do_otherwise(program: Program, screen: str) -> None:
    end = program(
        "explain", "it", "--image", screen, "--model", "microsoft/Phi-Ground-Any",
        "--reply", "<x>1000</x><y>2000</y>", "--json",
    )  # fmt: skip
    assert end.json["chain"][0]["size"] == [10_000, 10_000]


def test_a_refusal(program: Program, screen: str) -> None:
    end = program(
        "explain", "it", "--image", screen, "--profile", "ui-venus-1.5", "--reply", "[-1,-1]",
        "--json",
    )  # fmt: skip
    assert end.code == 1
    assert end.json["parsed"] == {"refused": True}
    assert end.json["point"] is None


@pytest.mark.parametrize(
    ("reply", "error"), [("no idea", "ReplyUnreadable"), ("(2000, 1)", "OutsideScreen")]
)
def test_a_bad_reply(program: Program, screen: str, reply: str, error: str) -> None:
    end = program(
        "explain", "it", "--image", screen, "--profile", "uground", "--reply", reply, "--json"
    )
    assert end.code == 4
    assert end.json["error"]["type"] == error
    assert reply in end.json["error"]["message"]
    assert end.json["error"]["hint"]


def test_a_reply_needs_an_image_and_a_profile(program: Program, screen: str) -> None:
    assert program("explain", "it", "--reply", "(1, 2)").code == 2
    assert program("explain", "it", "--image", screen, "--reply", "(1, 2)").code == 2


def test_image_options_are_checked(program: Program, screen: str) -> None:
    asked = ("explain", "it", "--image", screen, "--profile", "gta1", "--reply", "(1,2)")
    assert program(*asked, "--max-pixels", "many").code == 5
    assert program(*asked, "--px-per-dp", "1.5").code == 2
    end = program(*asked, "--px-per-dp", "1.5", "--density", "420", "--json")
    width, height = end.json["chain"][0]["size"]
    assert width * height <= (1.5 * 160 / 420) ** 2 * 1080 * 2400
