"""docs/benchmarks.md says what the code does."""

import json
import re
from pathlib import Path

from droidground.actions import Tap
from droidground.geometry import Point
from droidground_tasks.prediction import from_line
from droidground_tasks.protocols import PROTOCOLS
from droidground_tasks.published import FIGURES, published_lines
from droidground_tasks.suites import SUITES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md").read_text("utf-8")


def test_every_protocol_is_on_the_page_with_its_set() -> None:
    for protocol in PROTOCOLS:
        (line,) = re.findall(rf"^\| {protocol.suite} \| `{protocol.name}`.*$", PAGE, re.M)
        assert protocol.rules["set"] in line
        assert ("unverified" in line) is not protocol.is_verified


def test_every_published_figure_is_on_the_page() -> None:
    rows = [
        f"| {f.suite} | {f.model} | {f.setting} | {f.percent:.1f} | {f.source} | {f.remark} |"
        for f in FIGURES
    ]
    assert [line for line in PAGE.splitlines() if line in rows] == rows


def test_a_suite_s_figures_are_printed() -> None:
    lines = published_lines("android-control")
    assert any("93.7" in line and "conflict" in line for line in lines)
    assert published_lines("screens") == []
    assert {figure.suite for figure in FIGURES} - SUITES.keys() == {
        "androidworld",
        "mobileminiwob++",
    }


def test_the_row_on_the_page_is_a_row() -> None:
    (row,) = re.findall(r"```json\n(.*?)\n```", PAGE, re.S)
    assert from_line(row).action == Tap(Point(540, 2273))


def test_the_code_on_the_page_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    names: dict[str, object] = {}
    exec(code, names)
    row = names["row"]
    assert isinstance(row, dict)
    assert from_line(json.dumps(row)).action == Tap(Point(540, 1200))
