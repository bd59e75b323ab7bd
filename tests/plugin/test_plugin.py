"""Tests with a phone: replayed by default, recorded on demand, told apart, and told when stale."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from droidground.recording import load_recording
from tests.device.conftest import Handset
from tests.plugin.conftest import SUITE, Run, loading

HEAVY = {"numpy", "PIL", "adbutils", "uiautomator2", "onnxruntime", "torch", "cv2"}


def test_loading_the_plugin_imports_nothing_heavy() -> None:
    code = "import droidground.pytest_plugin, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "droidground" in loaded
    assert not loaded & HEAVY


def test_a_recorded_test_passes_without_a_phone(suite: Path, run: Run) -> None:
    assert suite.is_dir()
    run().assert_outcomes(passed=1)


def test_a_test_without_a_recording_is_told_how_to_make_one(
    pytester: pytest.Pytester, run: Run
) -> None:
    pytester.makepyfile("def test_new(phone):\n    phone.home()\n")
    result = run()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*has no recording at*"])


def test_a_changed_test_fails_with_a_report_and_both_pictures(
    suite: Path, run: Run, pytester: pytest.Pytester
) -> None:
    text = SUITE.replace('tap("Network & internet")', 'tap("Connected devices")')
    pytester.makepyfile(test_settings=text)
    result = run("--junitxml=junit.xml")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*'Connected devices' is looked for where 'Network & internet' was recorded*"]
    )
    report = pytester.path / "droidground-reports" / "test_settings" / "test_wifi" / "report.html"
    result.stdout.fnmatch_lines([f"report: {report}", "recorded, and now: *mismatch.png"])
    assert "ReplayMismatch" in report.read_text("utf-8")
    assert report.with_name("mismatch.png").read_bytes()[:4] == b"\x89PNG"
    properties = ET.parse(pytester.path / "junit.xml").iter("property")
    assert ("droidground_report", str(report)) in [
        (p.get("name"), p.get("value")) for p in properties
    ]


def test_a_test_that_ends_early_fails(suite: Path, run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_settings=SUITE.replace("    phone.home()\n", ""))
    result = run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the recording goes on with Home*"])


def test_off_skips_tests_with_a_phone_only(
    suite: Path, run: Run, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(test_settings=SUITE + "\ndef test_other():\n    pass\n")
    run("--droidground=off").assert_outcomes(passed=1, skipped=1)


def test_recordings_without_a_test_are_listed(suite: Path, run: Run) -> None:
    suite.joinpath("test_wifi").rename(suite / "test_gone")
    result = run("--droidground-unused", "-k", "nothing", "--co")
    result.stdout.fnmatch_lines([f"*{suite / 'test_gone'}"])


def test_parameters_have_recordings_apart(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("name", ["a/b", "a-b", "a b", "\\u00e9", "x" * 300])
        def test_it(droidground_recording, name):
            with open("folders", "a") as file:
                file.write(f"{droidground_recording}\\n")
        """
    )
    run().assert_outcomes(passed=5)
    folders = set((pytester.path / "folders").read_text().splitlines())
    assert len(folders) == 5
    assert all(len(Path(folder).name) < 100 for folder in folders)


def test_the_mark_is_known(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        "import pytest\n@pytest.mark.droidground(tags=['smoke'])\ndef test_it():\n    pass\n"
    )
    run("--strict-markers").assert_outcomes(passed=1)


def test_a_suite_s_own_phone_wins(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture
        def phone():
            return "mine"

        @pytest.fixture
        def device(phone):
            return phone

        def test_it(device):
            assert device == "mine"
        """
    )
    run().assert_outcomes(passed=1)


def test_record_then_replay_then_live(pytester: pytest.Pytester, run: Run, run_live: Run) -> None:
    pytester.makepyfile(test_settings=SUITE)
    run_live("--droidground=record").assert_outcomes(passed=1)
    folder = pytester.path / "recordings" / "test_settings" / "test_wifi"
    recording = load_recording(folder)
    assert recording.is_whole
    assert recording.manifest.device["android"]
    run().assert_outcomes(passed=1)
    run("--droidground=update").assert_outcomes(passed=1)
    run_live("--droidground=live").assert_outcomes(passed=1)


def test_a_failed_test_keeps_its_old_recording(
    suite: Path, pytester: pytest.Pytester, run_live: Run
) -> None:
    before = suite.joinpath("test_wifi", "events.jsonl").read_bytes()
    pytester.makepyfile(test_settings=SUITE + "    assert False\n")
    run_live("--droidground=record").assert_outcomes(failed=1)
    assert suite.joinpath("test_wifi", "events.jsonl").read_bytes() == before
    assert not suite.joinpath("test_wifi.new").exists()
    failed = pytester.path / "droidground-reports" / "test_settings" / "test_wifi" / "recording"
    assert load_recording(failed).is_whole


def test_workers_take_turns_with_one_phone(
    pytester: pytest.Pytester, run_live: Run, live: Handset
) -> None:
    pytest.importorskip("xdist")
    pytester.makepyfile(
        """
        import pytest, time

        @pytest.mark.parametrize("number", range(4))
        def test_it(phone, number, request):
            with open(request.config.rootpath / "spans", "a") as file:
                start = time.monotonic()
                phone.home()
                file.write(f"{start} {time.monotonic()}\\n")
        """
    )
    command = [sys.executable, "-m", "pytest", *loading(), "-n2", "--droidground=record"]
    command += ["--droidground-serial", live.serial]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert "4 passed" in done.stdout, done.stdout
    lines = (pytester.path / "spans").read_text().splitlines()
    spans = sorted(tuple(map(float, line.split())) for line in lines)
    assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))
