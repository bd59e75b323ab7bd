"""Serves the pages of the phone's apps to the browser, at an address that needs no port."""

from __future__ import annotations

import base64
import json
import mimetypes
import posixpath
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files
    from droidground_emulator.virtual.screen.chromium.cdp import CdpClient

ORIGIN = "https://phone.test"
APPS_FOLDER = Path(__file__).resolve().parents[2] / "apps"
_MIME = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".ttf": "font/ttf"}
_SDCARD = "/sdcard/"


class PageServer:
    """Answers the requests of one page: our own files, fonts, and the phone's /sdcard."""

    def __init__(self, cdp: CdpClient, session: str, files: Files) -> None:
        """Take over the requests of a session; everything outside the phone is refused."""
        self._cdp = cdp
        self._session = session
        self._files = files
        cdp.on(session, "Fetch.requestPaused", self._answer)
        cdp.call("Fetch.enable", session, patterns=[{"urlPattern": "*"}])

    def _answer(self, event: dict[str, Any]) -> None:
        # On the reading thread: small files, and no answer is waited for.
        request = event["requestId"]
        url = urlsplit(event["request"]["url"])
        if f"{url.scheme}://{url.netloc}" != ORIGIN:
            self._cdp.post(
                "Fetch.failRequest",
                self._session,
                requestId=request,
                errorReason="InternetDisconnected",
            )
            return
        found = self._find(unquote(url.path))
        body, mime = found or (b"not found", "text/plain")
        self._cdp.post(
            "Fetch.fulfillRequest",
            self._session,
            requestId=request,
            responseCode=404 if found is None else 200,
            responseHeaders=[
                {"name": "Content-Type", "value": mime},
                {"name": "Cache-Control", "value": "max-age=3600"},
            ],
            body=base64.b64encode(body).decode(),
        )

    def _find(self, path: str) -> tuple[bytes, str] | None:
        if path.startswith(_SDCARD):
            return self._device_file(path)
        if path.startswith("/fonts/"):
            return read_font(path.removeprefix("/fonts/"))
        return read_page(path)

    def _device_file(self, path: str) -> tuple[bytes, str] | None:
        try:
            return self._files.read(path), _mime(path)
        except OSError:
            return None


def read_page(path: str) -> tuple[bytes, str] | None:
    """Return one of our own files and its type, None when there is no such file."""
    clean = posixpath.normpath(path).lstrip("/")
    file = (APPS_FOLDER / clean).resolve()
    if not file.is_relative_to(APPS_FOLDER) or not file.is_file():
        return None
    return file.read_bytes(), _mime(clean)


@cache
def read_font(name: str) -> tuple[bytes, str] | None:
    """Return a font by its file's name, or the icons' characters by name (icons.json)."""
    if name == "icons.json":
        return json.dumps(_glyphs()).encode(), "application/json"
    if name == "materialdesignicons-webfont.ttf":
        return (resources.files("fonticon_mdi7") / "fonts" / name).read_bytes(), "font/ttf"
    font = resources.files("font_roboto") / "files" / name
    if "/" in name or not name.endswith(".ttf") or not font.is_file():
        return None
    return font.read_bytes(), "font/ttf"


def _glyphs() -> dict[str, str]:
    from fonticon_mdi7 import MDI7

    return {
        name.replace("_", "-"): value.removeprefix("mdi7.")
        for name, value in vars(MDI7).items()
        if not name.startswith("_") and isinstance(value, str)
    }


def _mime(path: str) -> str:
    suffix = posixpath.splitext(path)[1].lower()
    kind = _MIME.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
