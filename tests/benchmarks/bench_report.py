"""How large the page of a long recording is, and how soon a browser shows it."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from droidground.recording.report_viewer import recording_page
from droidground_emulator.virtual.screen.chromium.process import Browser
from tests.recording.long import SAMPLE, make_long
from tests.recording.shown import Page

STEPS = 1000
MOST_MB, MOST_MS = 50.0, 3000.0
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
LOADED = "performance.timing.loadEventEnd - performance.timing.navigationStart"


def main() -> int:
    """Print the table; 1 beyond a limit."""
    with tempfile.TemporaryDirectory() as place:
        recording = make_long(SAMPLE, Path(place) / "long", STEPS)
        path = recording.folder / "report.html"
        started = time.perf_counter()
        path.write_text(recording_page(recording, path), "utf-8")
        written_s = time.perf_counter() - started
        browser = Browser()
        try:
            page = Page(browser, path)
            page.drawn()
            painted, loaded = float(page.value(PAINTED)), float(page.value(LOADED))
        finally:
            browser.close()
        megabytes = path.stat().st_size / 1e6
    print(f"| {STEPS} steps of 540x1200 | measured | must be at most |\n|---|---|---|")
    print(f"| writing the page | {written_s:.1f} s | |")
    print(f"| the page | {megabytes:.1f} MB | {MOST_MB:.0f} MB |")
    print(f"| first view | {painted:.0f} ms | {MOST_MS:.0f} ms |")
    print(f"| loaded | {loaded:.0f} ms | {MOST_MS:.0f} ms |")
    return int(megabytes > MOST_MB or max(painted, loaded) > MOST_MS)


if __name__ == "__main__":
    sys.exit(main())
