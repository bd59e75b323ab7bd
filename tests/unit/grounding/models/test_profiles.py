"""The profiles there are, and what is refused in one that somebody writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from droidground.errors import ConfigError, ModelUnavailable
from droidground.geometry import Size
from droidground.grounding.engines.worker import FAMILIES
from droidground.grounding.models.catalogue import Catalogue, load_catalogue
from droidground.grounding.models.engine import ImagePart, TextPart
from droidground.grounding.models.image import prepare_image
from droidground.grounding.models.profile import IMAGE, Convention, Evidence, ModelProfile
from droidground.grounding.models.profile_file import load_profile
from droidground.grounding.models.prompt import build_request, fill
from tests.unit.grounding.models.frames import CATALOGUE, blank, profile_of

PROMISED = (
    "uground uground-llava qwen2-vl qwen2.5-vl qwen3-vl qwen-vl gta1 gta1-2025-10 ui-tars "
    "ui-tars-1.5 os-atlas-7b os-atlas-4b showui aguvis seeclick jedi se-gui gui-owl gui-owl-1.5 "
    "ui-venus ui-venus-1.5 infigui-g1 holo1 holo1.5 holo2 mai-ui opencua phi-ground autoglm-phone"
)
CONVENTIONS = {
    # As the summary of the families' fact sheet has them.
    "N1000": "uground qwen2-vl qwen-vl os-atlas-7b os-atlas-4b ui-tars gui-owl-1.5 ui-venus-1.5 "
    "holo2 autoglm-phone",
    "N999": "qwen3-vl mai-ui",
    "N1": "aguvis showui seeclick",
    "ABS_RESIZED": "qwen2.5-vl gta1 gta1-2025-10 jedi se-gui ui-tars-1.5 opencua holo1 holo1.5 "
    "gui-owl ui-venus infigui-g1",
    "ABS_PRE": "uground-llava",
    "CANVAS": "phi-ground",
}
REQUIRED = [
    "osunlp/UGround",
    "osunlp/UGround-V1-2B",
    "osunlp/UGround-V1-7B",
    "osunlp/UGround-V1-72B",
    "Qwen/Qwen2-VL-2B-Instruct",
    "Qwen/Qwen2-VL-7B-Instruct-AWQ",
    "Qwen/Qwen2-VL-72B-Instruct-GPTQ-Int4",
    "Qwen/Qwen2.5-VL-3B-Instruct",
    "Qwen/Qwen2.5-VL-7B-Instruct",
    "Qwen/Qwen2.5-VL-32B-Instruct",
    "Qwen/Qwen2.5-VL-72B-Instruct",
    "HelloKKMe/GTA1-7B",
    "HelloKKMe/GTA1-32B",
    "HelloKKMe/GTA1-72B",
    "Salesforce/GTA1-7B",
    "Salesforce/GTA1-32B",
    "Qwen/Qwen-VL",
    "Qwen/Qwen-VL-Chat",
    "Qwen/Qwen-VL-Chat-Int4",
]


def test_all_that_is_promised_is_there() -> None:
    assert {one.id for one in CATALOGUE.profiles} == set(PROMISED.split())


def test_conventions() -> None:
    found = {one.id: one.coordinates.convention for one in CATALOGUE.profiles}
    wanted = {name: Convention(key) for key, text in CONVENTIONS.items() for name in text.split()}
    assert found == wanted


@pytest.mark.parametrize("checkpoint", REQUIRED)
def test_required_checkpoints_are_known_by_name(checkpoint: str) -> None:
    assert CATALOGUE.match(checkpoint).notice == ""


def test_no_checkpoint_has_two_families() -> None:
    ids = [one.id for profile in CATALOGUE.profiles for one in profile.checkpoints]
    assert len(ids) == len(set(ids))


def test_a_profile_names_the_engines_that_there_are() -> None:
    in_a_worker = {one.id for one in CATALOGUE.profiles if "worker" in one.engines}
    assert in_a_worker == set(FAMILIES)
    for profile in CATALOGUE.profiles:
        if "transformers" in profile.engines:
            assert set(profile.model_types) & {"qwen2_vl", "qwen2_5_vl", "qwen3_vl"}
        if profile.evidence is Evidence.NATIVE_CLASS:
            assert "transformers" in profile.engines


@pytest.mark.parametrize("profile", CATALOGUE.profiles, ids=lambda one: one.id)
def test_what_is_asked(profile: ModelProfile) -> None:
    """Every prompt is filled, holds the words once, and announces the size that is fed."""
    image = prepare_image(blank(333, 700), profile.image)
    request = build_request(profile.prompt, "the {width} Wi-Fi", image.part, image.size)
    parts = [part for message in request.messages for part in message.parts]
    texts = [part.text for part in parts if isinstance(part, TextPart)]
    assert [part for part in parts if isinstance(part, ImagePart)] == [image.part]
    assert sum(text.count("the {width} Wi-Fi") for text in texts) == 1
    assert not re.search(r"\{(words|phrase|height)\}", "".join(texts))
    if profile.coordinates.convention is Convention.ABS_RESIZED and profile.prompt.system:
        told = re.findall(r"\b(\d+)x(\d+)\.|height (\d+) and width (\d+)", "".join(texts))
        for width, height, rows, columns in told:
            assert Size(int(width or columns), int(height or rows)) == image.size


def test_the_words_of_some_prompts() -> None:
    """As the families' fact sheet quotes them."""
    uground = profile_of("uground").prompt
    assert uground.user[0] == IMAGE
    assert uground.user[1].startswith("\nYour task is to help the user identify the precise coord")
    assert uground.user[1].endswith("\n\nDescription: {words}\n\nAnswer:")
    assert uground.system is None
    gta1 = profile_of("gta1").prompt
    assert gta1.system
    assert "height {height} and width {width}" in gta1.system
    assert gta1.system.endswith("\n\nOutput the coordinate pair exactly:\n(x,y)")
    assert profile_of("holo1").prompt.user[1].startswith("Localize an element on the GUI image acc")
    assert "instructions \nand output" in profile_of("holo1").prompt.user[1]
    assert profile_of("aguvis").prompt.prefill == "<|recipient|>os\n"
    assert profile_of("showui").prompt.user[1] == IMAGE
    assert "point='<point>x1 y1</point>'')" in profile_of("ui-tars-1.5").prompt.user[1]


def test_a_phrase_loses_its_full_stop_and_words_are_not_filled_again() -> None:
    assert fill("{phrase}|{words}", "{height}.", Size(1, 2)) == "{height}|{height}."


GOOD = """
id = "mine"
title = "Mine"
model_types = ["qwen2_vl"]
licence = "Apache-2.0"
engines = ["transformers"]
evidence = "protocol only"
source = "my own"
[prompt]
user = ["image", "mine"]
[coordinates]
convention = "N1000"
[reply]
formats = ["point"]
[[checkpoint]]
id = "me/mine-2B"
size = "2B"
weights_gb = 4.4
"""


def write(folder: Path, text: str = GOOD, prompt: str | None = "Where is {words}?\n") -> Path:
    """A user's profile folder."""
    (folder / "prompts").mkdir(parents=True, exist_ok=True)
    if prompt is not None:
        (folder / "prompts" / "mine.txt").write_text(prompt)
    path = folder / "mine.toml"
    path.write_text(text)
    return path


def test_a_user_s_own_family(tmp_path: Path) -> None:
    write(tmp_path)
    match = load_catalogue(tmp_path).match("me/mine-2B")
    assert match.profile.prompt.user == (IMAGE, "Where is {words}?")
    assert len(match.profile.hash) == 64


def test_the_hash_knows_file_and_prompts(tmp_path: Path) -> None:
    first = load_profile(write(tmp_path)).hash
    assert load_profile(write(tmp_path)).hash == first
    assert load_profile(write(tmp_path, prompt="Where's {words}?")).hash != first
    assert load_profile(write(tmp_path, GOOD + "\n# changed")).hash != first


def test_a_user_s_family_replaces_a_built_in_one(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace('id = "mine"', 'id = "gta1"'))
    assert load_catalogue(tmp_path).profile("gta1").title == "Mine"


BAD = [
    ('title = "Mine"', 'titel = "Mine"', "title must be a text"),
    ('source = "my own"', 'source = "x"\nsauce = "y"', "sauce is unknown"),
    ('engines = ["transformers"]', 'engines = ["cuda"]', "engines must be some of"),
    ('evidence = "protocol only"', 'evidence = "trust me"', "evidence must be one of"),
    ('convention = "N1000"', 'convention = "N10"', "convention must be one of"),
    ('convention = "N1000"', 'convention = "CANVAS"', "with image.fit 'canvas'"),
    ('formats = ["point"]', 'formats = ["points"]', "formats must be some of"),
    ('"image", "mine"', '"mine"', 'with "image" once'),
    ('"image", "mine"', '"image", "other"', "not 'other'"),
    ('"image", "mine"', '"image", "../mine"', "not '../mine'"),
    ("weights_gb = 4.4", "weights_gb = -1", "weights_gb must be a number above 0"),
    ("[coordinates]", "[image]\nmin_pixels = 9\nmax_pixels = 8\n[coordinates]", "at most max_pixe"),
    ("[coordinates]", '[image]\nfit = "canvas"\n[coordinates]', "size must be given"),
    ("[coordinates]", '[image]\nresample = "area"\n[coordinates]', "resample must be one of"),
    ("[coordinates]", 'pattern = "("\n[coordinates]', "a regular expression"),
    ('formats = ["point"]', 'formats = ["point"]\nrefusal_values = [[1]]', "points or boxes"),
    ('id = "mine"', "id = 3", "id must be a text"),
    ('id = "mine"', 'id = "mine', "cannot read"),
]


@pytest.mark.parametrize(("old", "new", "message"), BAD)
def test_bad_profiles(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(ConfigError, match=re.escape(message)) as caught:
        load_catalogue(tmp_path)
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_a_prompt_without_the_words(tmp_path: Path) -> None:
    write(tmp_path, prompt="Where is it?")
    with pytest.raises(ConfigError, match="holds {words}"):
        load_catalogue(tmp_path)


def test_two_of_one_id(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "other.toml").write_text(GOOD)
    with pytest.raises(ConfigError, match="id 'mine'"):
        load_catalogue(tmp_path)


def test_a_folder_of_the_checkpoint_s_name_is_known() -> None:
    assert CATALOGUE.match("/models/UGround-V1-2B").profile.image.min_pixels == 802_620


def test_a_name_of_two_families_is_refused() -> None:
    with pytest.raises(ModelUnavailable, match="may be of") as caught:
        CATALOGUE.match("/models/GTA1-7B")
    assert "--profile gta1" in caught.value.hint
    assert CATALOGUE.match("/models/GTA1-7B", profile="gta1").profile.id == "gta1"


def test_an_unknown_checkpoint_is_taken_by_its_type_and_says_so() -> None:
    match = CATALOGUE.match("me/my-own", "qwen2_5_vl")
    assert match.profile.id == "qwen2.5-vl"
    assert "profile qwen2.5-vl" in match.notice


@pytest.mark.parametrize("kind", [None, "llama"])
def test_what_fits_nothing_is_refused(kind: str | None) -> None:
    with pytest.raises(ModelUnavailable, match="no model profile fits") as caught:
        CATALOGUE.match("me/my-own", kind)
    assert "--profile" in caught.value.hint


def test_a_profile_that_is_not_there_is_refused() -> None:
    with pytest.raises(ModelUnavailable) as caught:
        CATALOGUE.match("x/y", profile="gta2")
    assert caught.value.hint == "Did you mean gta1?"
    assert Catalogue({}).profiles == ()
