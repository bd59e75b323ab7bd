"""Serves phones in the foreground until told to end."""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import logging
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from droidground_emulator.errors import AlreadyRunning, BadOption
from droidground_emulator.virtual.adbd.auth import AuthPolicy
from droidground_emulator.virtual.faults import Faults
from droidground_emulator.virtual.files import Files
from droidground_emulator.virtual.guest import Guest
from droidground_emulator.virtual.launch import Launch
from droidground_emulator.virtual.options import PhoneOptions
from droidground_emulator.virtual.phone import VirtualPhone
from droidground_emulator.virtual.records import (
    PhoneRecord,
    process_start,
    remove_record,
    save_record,
)

log = logging.getLogger(__name__)

CONTENTS = "phone-files"
"""The one thing in a phone's folder; its name tells such a folder from other people's."""

MakeGuest = Callable[[PhoneOptions, Files, Faults], Guest]


def make_android(options: PhoneOptions, files: Files, faults: Faults) -> Guest:
    """Return the Android of a virtual phone."""
    # Imported late: it brings Pillow and all the apps, which listing and stopping do without.
    from droidground_emulator.virtual.system import AndroidSystem

    return AndroidSystem(options, files, faults)


def serve(launch: Launch, *, make_guest: MakeGuest = make_android) -> None:
    """Serve the phones until SIGTERM or SIGINT; their records exist while all of them listen.

    Raises AlreadyRunning when a phone of that name is up, BadOption when the port is taken.
    """
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    state_dir = launch.state_dir.expanduser().absolute()
    state_dir.mkdir(parents=True, exist_ok=True)
    if launch.browser:
        _choose_browser(launch.browser)
    with contextlib.ExitStack() as stack:
        phones = [
            (options, stack.enter_context(_running(launch, options, state_dir, make_guest)))
            for options in launch.phones()
        ]
        for options, phone in phones:
            record = _record(launch, options, phone)
            stack.callback(remove_record, state_dir, record)
            save_record(state_dir, record)
            log.info("%s listens as %s", record.name, record.serial)
        ended.wait()


def _choose_browser(program: str) -> None:
    from droidground_emulator.virtual.screen.chromium.process import SHARED

    SHARED.program = program


@contextlib.contextmanager
def _running(
    launch: Launch, options: PhoneOptions, state_dir: Path, make_guest: MakeGuest
) -> Iterator[VirtualPhone]:
    """Run one phone with a new folder of its own."""
    with _own_name(state_dir, options.name), _new_folder(state_dir / options.name) as folder:
        guest = make_guest(options, Files(folder / CONTENTS), Faults(options.faults))
        auth = AuthPolicy(launch.auth, launch.accept_after_s)
        phone = VirtualPhone(guest, port=launch.port, auth=auth)
        try:
            phone.start()
        except OSError as exc:
            guest.close()
            raise BadOption(
                f"cannot listen on port {launch.port}: {exc.strerror}", hint="Leave --port out."
            ) from exc
        try:
            yield phone
        finally:
            phone.stop()


@contextlib.contextmanager
def _own_name(state_dir: Path, name: str) -> Iterator[None]:
    """Hold a phone's name; the system lets go of it even when this process is killed."""
    with (state_dir / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise AlreadyRunning(
                f"a phone called {name!r} is running", hint="Stop it, or choose another --name."
            ) from exc
        yield


@contextlib.contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """Make an empty folder and remove it afterwards.

    What a killed phone left there is removed first; anything else in its place is refused.
    """
    hint = "Remove it, or choose another name or state folder."
    if folder.is_symlink():
        raise BadOption(f"{folder} is a link", hint=hint)
    if folder.exists():
        if not folder.is_dir() or set(os.listdir(folder)) - {CONTENTS}:
            raise BadOption(f"{folder} is not a phone's folder", hint=hint)
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _record(launch: Launch, options: PhoneOptions, phone: VirtualPhone) -> PhoneRecord:
    return PhoneRecord(
        name=options.name,
        group=launch.phone.name,
        pid=os.getpid(),
        process_started=process_start(os.getpid()) or "",
        port=phone.port,
        serial=phone.serial,
        screen=options.screen,
        size=options.size,
        density=options.density,
        started_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    )
