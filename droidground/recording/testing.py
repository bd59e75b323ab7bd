"""The phone of one test, by mode; the pytest plugin's heavier half."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import PIL.Image

from droidground.actions import Step
from droidground.config import Settings, load_settings
from droidground.device import connect_device, list_devices
from droidground.errors import DroidgroundError, RecordingUnreadable, ReplayMismatch
from droidground.grounding.chat import load_judge
from droidground.grounding.load import load_grounder
from droidground.phone import Phone
from droidground.recording.lease import lease
from droidground.recording.live import LivePhone
from droidground.recording.load import is_recording, load_recording
from droidground.recording.playback import Sight
from droidground.recording.replay import ReplayPhone
from droidground.recording.report import BACKGROUND, RunReport
from droidground.recording.session import device_facts, record
from droidground.recording.store import replace_folder
from droidground.screen import draw_overlay

GAP = 40


@dataclass(slots=True)
class PhoneSession:
    """One test with a phone: what it did, and how it ended."""

    phone: Phone
    title: str
    steps: list[Step] = field(default_factory=list)
    is_passed: bool = False

    def finish(self) -> None:
        """Require that the test did all that was recorded. Raises `ReplayMismatch`."""
        if isinstance(self.phone, ReplayPhone | LivePhone):
            self.phone.finish()

    def save_report(self, folder: Path, error: BaseException | None) -> Path:
        """Write the page of the test; return its path."""
        report = RunReport(self.title)
        for step in self.steps:
            report.add(step)
        if isinstance(error, DroidgroundError):
            report.fail(error)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "report.html"
        path.write_text(report.html(), "utf-8")
        if isinstance(error, ReplayMismatch):
            picture = mismatch_picture(error)
            if picture:
                picture.save(folder / "mismatch.png")
        return path


@contextmanager
def phone_for(
    mode: str,
    folder: Path,
    title: str,
    *,
    serial: str | None = None,
    grounder: str | None = None,
    redact: Iterable[str] = (),
    failed: Path,
) -> Iterator[PhoneSession]:
    """Yield the phone of a test: `replay`, `record`, `update` or `live`.

    A recording is put in the place of the old one when the test has passed, else moved to `failed`.
    """
    if mode == "replay" or (mode == "update" and is_recording(folder)):
        yield _listened(PhoneSession(_replayed(folder), title))
        return
    settings = load_settings(flags={"device.serial": serial, "grounding.grounder": grounder})
    with _leased(settings) as chosen, connect_device(chosen.device) as device:
        finder = load_grounder(chosen)
        judge = functools.partial(load_judge, chosen, finder)
        if mode == "live":
            known = load_recording(folder) if is_recording(folder) else None
            phone = (
                LivePhone(device, finder, known, judge)
                if known
                else Phone(device, finder, judge=judge)
            )
            yield _listened(PhoneSession(phone, title))
            return
        new = folder.with_name(folder.name + ".new")
        shutil.rmtree(new, ignore_errors=True)
        facts = device_facts(device)
        with record(new, device, finder, device=facts, redact=redact, judge=judge) as phone:
            session = _listened(PhoneSession(phone, title))
            yield session
        replace_folder(new, folder if session.is_passed else failed)


def mismatch_picture(error: ReplayMismatch) -> PIL.Image.Image | None:
    """Return what was recorded and what is asked for now, side by side; None without a screen."""
    sights = [one for one in (error.recorded, error.asked) if isinstance(one, Sight)]
    pictures = [
        draw_overlay(one.screenshot, point=one.point, box=one.box)
        for one in sights
        if one.screenshot is not None
    ]
    if not pictures:
        return None
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) + 1)
    canvas = PIL.Image.new("RGB", (width, max(p.height for p in pictures) + 2 * GAP), BACKGROUND)
    left = GAP
    for picture in pictures:
        canvas.paste(picture, (left, GAP))
        left += picture.width + GAP
    return canvas


def _listened(session: PhoneSession) -> PhoneSession:
    session.phone.listeners.append(session.steps.append)
    return session


def _replayed(folder: Path) -> ReplayPhone:
    if is_recording(folder):
        return ReplayPhone(load_recording(folder))
    raise RecordingUnreadable(
        f"this test has no recording at {folder}",
        folder=folder,
        hint="Make one on a real or virtual phone: pytest --droidground=record",
    )


@contextmanager
def _leased(settings: Settings) -> Iterator[Settings]:
    """Yield settings that name one phone, which no other process on this machine has leased."""
    named = settings.device.serial
    serials = (
        named.split(",")
        if named
        else [row.serial for row in list_devices(settings.device) if row.state == "device"]
    )
    if not serials:
        yield settings  # connecting says what is wrong
        return
    with lease(serials) as serial:
        yield replace(settings, device=replace(settings.device, serial=serial))
