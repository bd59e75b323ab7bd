"""The page of a recording, in a real browser and by itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from droidground.recording.load import Recording, load_recording
from droidground.recording.report_viewer import recording_page
from droidground_emulator.errors import ScreenUnavailable
from droidground_emulator.virtual.screen.chromium.find import find_chromium
from droidground_emulator.virtual.screen.chromium.process import Browser
from tests.recording.long import SAMPLE, make_long
from tests.recording.shown import Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        find_chromium()
    except ScreenUnavailable as exc:
        pytest.skip(str(exc))
    running = Browser()
    yield running
    running.close()


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    folder = tmp_path_factory.mktemp("report") / "session"
    shutil.copytree(SAMPLE, folder)
    return load_recording(folder)


@pytest.fixture(scope="module")
def page_file(recording: Recording) -> Path:
    path = recording.folder / "report.html"
    path.write_text(recording_page(recording, path), "utf-8")
    return path


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_opens_and_steps_through(
    browser: Browser, page_file: Path, tmp_path: Path, theme: str
) -> None:
    page = Page(browser, page_file, theme=theme)
    count = page.value("document.querySelectorAll('#timeline li').length")
    assert count > 3
    titles = [page.title()]
    for _ in range(count - 1):
        page.press("ArrowRight")
        assert set(page.drawn()) == {270}  # half of 540
        titles.append(page.title())
    assert [title.split(".")[0] for title in titles] == [str(n) for n in range(1, count + 1)]
    page.press("Home")
    page.press("ArrowRight")
    assert page.title() == titles[1]
    assert "Network & internet" in titles[1]
    page.drawn()
    page.shoot(tmp_path / f"{theme}.png")
    assert page.complaints == []


def test_marks_lie_where_it_was_touched(browser: Browser, page_file: Path) -> None:
    page = Page(browser, page_file)
    page.press("ArrowRight")
    page.drawn()
    share = page.value(
        "(() => { const whole = document.querySelector('#stage img').getBoundingClientRect();"
        "const one = document.querySelector('#stage circle.touch').getBoundingClientRect();"
        "return [(one.x + one.width / 2 - whole.x) / whole.width,"
        "        (one.y + one.height / 2 - whole.y) / whole.height] })()"
    )
    assert share == pytest.approx([302.5 / 540, 344.5 / 1200], abs=0.005)


def test_keys_zoom_and_help(browser: Browser, page_file: Path) -> None:
    page = Page(browser, page_file)
    page.drawn()
    height = "document.querySelector('#stage img').getBoundingClientRect().height"
    plain = page.value(height)
    page.press("+")
    page.press("+")
    assert page.value(height) == pytest.approx(plain * 1.25**2, rel=0.02)
    page.press("0")
    assert page.value(height) == pytest.approx(plain, rel=0.01)
    page.press("?")
    assert page.value("document.getElementById('keys').open")
    page.press("?")
    assert not page.value("document.getElementById('keys').open")
    page.press("End")
    page.press("ArrowRight")  # there is none: it stays
    count = page.value("document.querySelectorAll('#timeline li').length")
    assert page.title().startswith(f"{count}.")
    assert page.complaints == []


def test_originals_are_beside_it(browser: Browser, page_file: Path) -> None:
    link = Page(browser, page_file).value("document.querySelector('#stage a').href")
    assert Path(link.removeprefix("file://")) == page_file.parent / "frames/0001.png"


def test_the_same_recording_gives_the_same_bytes(recording: Recording, page_file: Path) -> None:
    again = load_recording(recording.folder)
    assert recording_page(again, page_file) == page_file.read_text("utf-8")


def test_words_are_no_markup(tmp_path: Path, browser: Browser) -> None:
    folder = tmp_path / "<b>session"
    shutil.copytree(SAMPLE, folder)
    events = folder / "events.jsonl"
    told = events.read_text("utf-8").replace("Network & internet", "</script><img src=x> & more")
    events.write_text(told, "utf-8")
    path = folder / "report.html"
    path.write_text(recording_page(load_recording(folder), path), "utf-8")
    page = Page(browser, path)
    page.press("ArrowRight")
    assert "</script><img src=x> & more" in page.title()
    assert page.complaints == []


def test_a_long_recording_shows_only_what_is_in_sight(browser: Browser, tmp_path: Path) -> None:
    recording = make_long(SAMPLE, tmp_path / "long", 150)
    path = recording.folder / "report.html"
    path.write_text(recording_page(recording, path), "utf-8")
    page = Page(browser, path)
    page.drawn()
    assert page.value("document.querySelectorAll('#timeline li').length") >= 150
    assert page.value("document.querySelectorAll('#timeline img').length") < 60
    page.press("End")
    page.drawn()
    assert page.complaints == []


def test_it_opens_where_it_failed(browser: Browser, recording: Recording, tmp_path: Path) -> None:
    folder = tmp_path / "failed"
    shutil.copytree(recording.folder, folder)
    lines = (folder / "events.jsonl").read_text("utf-8").splitlines()
    seen = next(json.loads(one) for one in lines if json.loads(one)["kind"] == "Located")
    lost = {"words": "Bluetooth dongle", "shot": seen["shot"], "grounder": "elements"}
    told = {"type": "DeviceOffline", "message": "the phone went away", "hint": "Plug it in."}
    more = [
        {"kind": "Noted", "text": "now it is unplugged"},
        {"kind": "Located", **lost, "score": 0.0, "reason": "absent", "reply": "(none)"},
        {"kind": "Failed", "call": "observe", "failure": told},
    ]
    lines = lines[:-1] + [
        json.dumps({"n": number, "t": 9.0 + number / 1000, **event})
        for number, event in enumerate(more, len(lines))
    ]
    (folder / "events.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    path = folder / "report.html"
    path.write_text(recording_page(load_recording(folder), path), "utf-8")
    page = Page(browser, path)
    page.drawn()
    verdict = "document.getElementById('verdict').textContent"
    assert page.value(verdict) == "device: step 6: DeviceOffline: the phone went away"
    assert page.title() == "6. After the last action"
    details = page.value("document.getElementById('details').textContent")
    for said in ("now it is unplugged", "Bluetooth dongle", "(none)", "Plug it in."):
        assert said in details
    page.shoot(tmp_path / "failed.png")
    assert page.complaints == []
