"""What pages complain of, in the phone's log: uncaught errors, console.error, files not found.

Errors of our own pages are errors of the phone; those of a web page or of a file on the phone are
only told.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from droidground_emulator.virtual.screen.chromium.server import ORIGIN, SHARED

if TYPE_CHECKING:
    from droidground_emulator.virtual.screen.chromium.cdp import CdpClient

log = logging.getLogger(__name__)

_STORED = tuple(ORIGIN + folder for folder in SHARED)
_COMPLAINTS = ("error", "assert")


def follow_complaints(cdp: CdpClient, session: str) -> None:
    """Log what the pages of a session complain of; raises CdpError."""
    cdp.on(session, "Runtime.exceptionThrown", _log_exception)
    cdp.on(session, "Runtime.consoleAPICalled", _log_console)
    cdp.on(session, "Log.entryAdded", _log_entry)
    cdp.call("Log.enable", session)


def _log_exception(event: dict[str, Any]) -> None:
    details = event.get("exceptionDetails", {})
    text = details.get("exception", {}).get("description") or details.get("text")
    _tell(f"{text} (line {details.get('lineNumber')})", str(details.get("url", "")))


def _log_console(event: dict[str, Any]) -> None:
    if event.get("type") not in _COMPLAINTS:
        return
    said = [str(arg.get("value", arg.get("description", ""))) for arg in event.get("args", ())]
    frames = event.get("stackTrace", {}).get("callFrames", [])
    _tell(f"console: {' '.join(said)}", str(frames[0]["url"]) if frames else "")


def _log_entry(event: dict[str, Any]) -> None:
    entry = event.get("entry", {})
    if entry.get("level") == "error":
        _tell(str(entry.get("text")), str(entry.get("url", "")))


def _tell(text: str, url: str) -> None:
    foreign = "://" in url and (not url.startswith(f"{ORIGIN}/") or url.startswith(_STORED))
    log.log(logging.INFO if foreign else logging.ERROR, "page: %s (%s)", text, url)
