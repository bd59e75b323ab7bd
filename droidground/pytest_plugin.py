"""The pytest plugin: a `phone` for tests, recorded once on a phone and replayed ever after.

Its public fixtures are `phone` and `droidground_recording`; docs/pytest.md tells the rest. Loading
it imports pytest and little else, since every pytest run of the environment does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from droidground.phone import Phone
    from droidground.recording.testing import PhoneSession

MODES = ("replay", "record", "update", "live", "off")
RECORDINGS = "recordings"
REPORTS = "droidground-reports"
MARK = "droidground(app=None, serial=None, tags=()): the app to open first, the phone, any tags"

_session_key: pytest.StashKey[PhoneSession] = pytest.StashKey()
_used_key: pytest.StashKey[set[Path]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("droidground", "phones, recorded and replayed")
    group.addoption(
        "--droidground",
        choices=MODES,
        default="replay",
        help="replay recordings (the default), record all, update: record what has no recording, "
        "live: on a phone, compared with the recording; off: skip tests with a phone",
    )
    group.addoption("--droidground-serial", metavar="S", help="the phone; several: S1,S2")
    group.addoption("--droidground-grounder", metavar="G", help="what finds the words")
    group.addoption(
        "--droidground-redact",
        metavar="BOX|WORDS",
        action="append",
        default=[],
        help="black out LEFT,TOP,RIGHT,BOTTOM or words before they reach the disk; repeatable",
    )
    group.addoption(
        "--droidground-reports",
        metavar="DIR",
        default=REPORTS,
        help=f"where reports of failed tests go (default: {REPORTS})",
    )
    group.addoption(
        "--droidground-unused",
        action="store_true",
        help="list recordings that no collected test has",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark."""
    config.addinivalue_line("markers", MARK)
    config.stash[_used_key] = set()


def recording_folder(item: pytest.Item) -> Path:
    """Return where a test's recording lies: beside its file, by its id, parameters and all."""
    name = item.nodeid.partition("::")[2]
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-")[:80]
    if plain != name:
        plain += "-" + hashlib.sha256(name.encode()).hexdigest()[:8]
    return item.path.parent / RECORDINGS / item.path.stem / plain


@pytest.fixture
def droidground_recording(request: pytest.FixtureRequest) -> Path:
    """Where the recording of this test lies, or will lie."""
    return recording_folder(request.node)


@pytest.fixture
def phone(request: pytest.FixtureRequest, droidground_recording: Path) -> Iterator[Phone]:
    """A `droidground.Phone`: recorded, replayed or live, as `--droidground` says."""
    config, item = request.config, request.node
    mode = config.getoption("--droidground")
    if mode == "off":
        pytest.skip("tests with a phone are off (--droidground=off)")
    mark = _mark(item)
    from droidground.recording.testing import phone_for

    with phone_for(
        mode,
        droidground_recording,
        item.nodeid,
        serial=config.getoption("--droidground-serial") or mark.get("serial"),
        grounder=config.getoption("--droidground-grounder"),
        redact=config.getoption("--droidground-redact"),
        failed=_report_folder(item) / "recording",
    ) as session:
        item.stash[_session_key] = session
        if mark.get("app"):
            session.phone.open(mark["app"])
        yield session.phone


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Require, after a test has passed, that it did all that was recorded."""
    result = yield
    session = item.stash.get(_session_key, None)
    if session is not None:
        session.finish()
        session.is_passed = True
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Save the page of a failed test, and say where it is: in the output and to JUnit."""
    report = yield
    session = item.stash.get(_session_key, None)
    if session is not None and call.when == "call":
        tags = ", ".join(_mark(item).get("tags", ()))
        if tags:
            _tell(item, report, "droidground_tags", tags)
        if call.excinfo is not None and report.failed:
            page = session.save_report(_report_folder(item), call.excinfo.value)
            _tell(item, report, "droidground_report", str(page))
            report.sections.append(("droidground", _ending(page, call.excinfo.value)))
    return report


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Remember which recordings have a test."""
    config.stash[_used_key] |= {
        recording_folder(item) for item in items if "phone" in getattr(item, "fixturenames", ())
    }


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """List recordings without a test."""
    if not config.getoption("--droidground-unused"):
        return
    used = config.stash[_used_key]
    places = {folder.parent.parent for folder in used} or {config.rootpath / RECORDINGS}
    found = {path.parent for place in places for path in place.glob("*/*/manifest.json")}
    terminalreporter.section("recordings that no collected test has")
    for folder in sorted(found - used):
        terminalreporter.line(str(folder))


def _mark(item: pytest.Item) -> dict[str, Any]:
    mark = item.get_closest_marker("droidground")
    return dict(mark.kwargs) if mark else {}


def _report_folder(item: pytest.Item) -> Path:
    folder = recording_folder(item)
    reports = Path(item.config.getoption("--droidground-reports"))
    return item.config.rootpath / reports / folder.parent.name / folder.name


def _tell(item: pytest.Item, report: pytest.TestReport, name: str, value: str) -> None:
    item.user_properties.append((name, value))
    report.user_properties.append((name, value))


def _ending(page: Path, error: BaseException) -> str:
    picture = page.with_name("mismatch.png")
    lines = [f"report: {page}"]
    if picture.exists():
        lines.append(f"recorded, and now: {picture}")
    hint = getattr(error, "hint", "")
    return "\n".join([*lines, *([f"hint: {hint}"] if hint else [])])
