"""`droidground tasks`: what it prints, writes and exits with."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import PIL.Image
import PIL.ImageDraw
import pytest

from droidground.cli.app import run
from tests.tasks.conftest import shared

WORDS = ("Wi-Fi", "Display", "Battery")
XML = """<hierarchy rotation="0"><node class="android.widget.FrameLayout" bounds="[0,0][600,800]">
{}</node></hierarchy>"""
NODE = '<node class="android.widget.TextView" text="{}" bounds="[40,{}][400,{}]"/>'


@dataclass(frozen=True)
class Ending:
    """How the program ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The object on stdout."""
        return json.loads(self.out)


Program = Callable[..., Ending]


@pytest.fixture
def tasks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Program:
    """Run `droidground tasks ARGS` with nobody's settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("DROIDGROUND_GROUNDER", "elements")
    monkeypatch.chdir(tmp_path)

    def call(*args: object) -> Ending:
        capsys.readouterr()
        code = run(["tasks", *map(str, args)])
        return Ending(code, *capsys.readouterr())

    return call


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """One screen of three rows with its hierarchy; labels, a phrase and a near miss."""
    folder = tmp_path / "screens"
    folder.mkdir()
    image = PIL.Image.new("RGB", (600, 800), "white")
    labels = []
    for row, words in enumerate(WORDS):
        top = 100 + 200 * row
        PIL.ImageDraw.Draw(image).text((50, top + 10), words, "black", font_size=48)
        labels.append(
            {
                "id": f"a_{row}",
                "image": "a.png",
                "width": 600,
                "height": 800,
                "instruction": words,
                "bbox": [40, top, 400, top + 80],
                "kind": "text",
                "script": "latin",
                "hierarchy": "a.xml",
            }
        )
    image.save(folder / "a.png")
    nodes = (NODE.format(w, 100 + 200 * n, 180 + 200 * n) for n, w in enumerate(WORDS))
    (folder / "a.xml").write_text(XML.format("".join(nodes)))
    (folder / "manifest.jsonl").write_text("".join(json.dumps(row) + "\n" for row in labels))
    phrase = {
        "screen": "a.png",
        "words": "Storage",
        "class": "near_miss",
        "boxes": [],
        "has_text": False,
    }
    (folder / "phrases.jsonl").write_text(json.dumps(phrase) + "\n")
    return folder


def test_list(tasks: Program) -> None:
    listed = tasks("list")
    assert listed.code == 0
    for name in ("android-control", "aitz", "screenspot-pro", "osworld-g", "mmbench-gui-l2"):
        assert name in listed.out
    one = tasks("list", "android-control")
    assert "gs://gresearch/android_control" in one.out
    assert "also called ui-tars" in one.out
    assert "UNVERIFIED" in one.out
    said = tasks("list", "aitz", "--json").json
    assert [each["id"] for each in said["suites"][0]["protocols"]] == ["coat@1", "agentcpm@1"]
    assert tasks("list", "nothing").code == 5


def test_run_score_compare_and_merge(tasks: Program, data: Path, tmp_path: Path) -> None:
    ran = tasks("run", "screens", "--data", data, "-o", "a")
    assert ran.code == 0, ran.err
    assert "8/8 rows" in ran.err
    assert "labels@1" in ran.out
    assert "pixels" in ran.out
    assert "near_miss" in ran.out
    again = tasks("run", "screens", "--data", data, "-o", "a")
    assert (again.code, again.out) == (0, ran.out)
    scored = tasks("score", "a", "--json").json
    by_arm = {(each["protocol"], each["arm"]): each for each in scored["scores"]}
    assert by_arm["labels@1", "tree"]["strict"] == {"hits": 3, "n": 3}
    assert by_arm["labels@1", "pixels"]["strict"] == {"hits": 3, "n": 3}
    assert by_arm["phrases@1", "tree"]["strict"]["n"] == 1
    assert json.loads((tmp_path / "a/scores/summary.json").read_text())["scores"]
    with (tmp_path / "a/scores/labels@1.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["mark"] for row in rows] == ["hit"] * 6
    assert {row["kind"] for row in rows} == {"text"}
    for index in (1, 2):
        assert (
            tasks("run", "screens", "--data", data, "-o", f"s{index}", "--shard", f"{index}/2").code
            == 0
        )
    assert tasks("merge", "s1", "s2", "-o", "m").code == 0
    assert (tmp_path / "m/predictions.jsonl").read_bytes() == (
        tmp_path / "a/predictions.jsonl"
    ).read_bytes()
    wrong = (tmp_path / "m/predictions.jsonl").read_text().replace("[220.0, 140.0]", "[5.0, 5.0]")
    (tmp_path / "m/predictions.jsonl").write_text(wrong)
    compared = tasks("compare", "a", "m", "-o", "page")
    assert compared.code == 0, compared.err
    assert "McNemar" in compared.out
    page = (tmp_path / "page/index.html").read_text()
    assert "Wi-Fi" in page
    assert "Display" not in page
    assert (tmp_path / "page/000.png").exists()
    values = tasks("compare", "a", "m", "--json").json["comparisons"]
    assert [each["discordant"] for each in values if each["discordant"]] == [["a_0"]]


def test_variants(tasks: Program, data: Path, tmp_path: Path) -> None:
    ran = tasks(
        "run", "screens", "--data", data, "-o", "v", "--input", "tree", "--variant", "padded"
    )
    assert ran.code == 0, ran.err
    assert "offset from pixels" in ran.out
    assert "permutation p" in ran.out
    summary = json.loads((tmp_path / "v/scores/summary.json").read_text())
    (found,) = summary["offsets"]
    assert found["arm"] == "padded"
    assert sum(found["bins"]) + found["only_one"] >= 3
    assert found["bins"][0] + found["bins"][1] >= 3
    assert tasks("run", "screens", "--data", data, "-o", "w", "--variant", "blurred").code == 2


def test_damaged_data_shows_in_the_exit_code(tasks: Program, data: Path) -> None:
    with (data / "manifest.jsonl").open("a") as file:
        file.write("{broken\n")
    ran = tasks("run", "screens", "--data", data, "-o", "a")
    assert ran.code == 5
    assert "malformed record" in ran.err
    assert "malformed record" in ran.out


def test_missing_data_says_what_to_get(tasks: Program, tmp_path: Path) -> None:
    said = tasks("run", "screenspot", "--data", tmp_path / "none", "-o", "a")
    assert said.code == 5
    assert "njucckevin/SeeClick" in said.err
    assert not (tmp_path / "a").exists()


def test_bad_options(tasks: Program, data: Path) -> None:
    assert tasks("run", "screens", "--data", data, "-o", "a", "--shard", "3/2").code == 2
    refused = tasks("run", "android-control", "--data", shared("protocol"), "-o", "a")
    assert refused.code == 2
    assert "tasks score" in refused.err


def test_rows_from_elsewhere(tasks: Program, tmp_path: Path) -> None:
    back = {"id": "8193_0", "action": {"type": "Back"}}
    tap = {"id": "8193_1", "action": {"type": "Tap", "target": [540, 2273]}, "frame": [1080, 2400]}
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps(row) + "\n" for row in (back, tap)))
    scored = tasks(
        "score",
        rows,
        "--suite",
        "android-control",
        "--data",
        shared("protocol"),
        "--protocol",
        "ui-s1",
    )
    assert scored.code == 0, scored.err
    assert "2/8444" in scored.out
    assert "8442 not run" in scored.out
    unfed = tasks(
        "score",
        rows,
        "--suite",
        "android-control",
        "--data",
        shared("protocol"),
        "--protocol",
        "ui-tars",
    )
    assert unfed.code == 5
    assert "ac_idx.txt" in unfed.out
    unknown = tasks(
        "score",
        rows,
        "--suite",
        "android-control",
        "--data",
        shared("protocol"),
        "--protocol",
        "em",
    )
    assert unknown.code == 5
    assert "qwen25vl-em" in unknown.err
