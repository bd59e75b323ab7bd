"""Serves the pages of the phone's apps to the browser, at an address that needs no port."""

from __future__ import annotations

import base64
import json
import mimetypes
import posixpath
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from droidground_emulator.virtual.app_pages import APPS_FOLDER

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files
    from droidground_emulator.virtual.screen.chromium.cdp import CdpClient

ORIGIN = "https://phone.test"
WEB_ORIGIN = "https://storage.test"
"""Where web pages and what they show come from: the phone's shared storage, and nothing else."""
_MIME = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".ttf": "font/ttf"}
SHARED = ("/sdcard/", "/storage/emulated/0/")
"""Where the phone's shared storage lies, of which pages may show files."""
_LARGEST = 64 << 20
"""Bytes of a file of the phone that a page may show: it goes through the browser's pipe whole."""
_OFFLINE = b"<!doctype html><title>No internet</title>"


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
        origin = f"{url.scheme}://{url.netloc}"
        if origin == ORIGIN:
            found = self._find(unquote(url.path))
        elif origin == WEB_ORIGIN:
            found = self._device_file(unquote(url.path))
        elif event.get("resourceType") == "Document":
            # An empty page, so that the browser learns where its page went and says so itself.
            found = _OFFLINE, "text/html"
        else:
            self._cdp.post(
                "Fetch.failRequest",
                self._session,
                requestId=request,
                errorReason="InternetDisconnected",
            )
            return
        body, mime = found or (b"not found", "text/plain")
        self._cdp.post(
            "Fetch.fulfillRequest",
            self._session,
            requestId=request,
            responseCode=404 if found is None else 200,
            responseHeaders=[
                {"name": "Content-Type", "value": mime},
                {"name": "Cache-Control", "value": _keep(url.path)},
            ],
            body=base64.b64encode(body).decode(),
        )

    def _find(self, path: str) -> tuple[bytes, str] | None:
        if path.startswith(SHARED):
            return self._device_file(path)
        if path.startswith("/fonts/"):
            return read_font(path.removeprefix("/fonts/"))
        return read_page(path)

    def _device_file(self, path: str) -> tuple[bytes, str] | None:
        path = posixpath.normpath(path)
        try:
            if not path.startswith(SHARED) or self._files.stat(path).size > _LARGEST:
                return None
            return self._files.read(path), _mime(path)
        except OSError:
            return None


@cache
def webview_agent() -> str:
    """Return the script that stands beside each web page: three of our modules as one."""
    shell = APPS_FOLDER / "shell"
    parts = [shell / name for name in ("equip.js", "walker.js", "webview_agent.js")]
    text = "\n".join(part.read_text("utf-8") for part in parts)
    return "(() => {" + re.sub(r"^export |^import .*$", "", text, flags=re.MULTILINE) + "})()"


def _keep(path: str) -> str:
    """Tell for how long the browser may keep a file: ours do not change, the phone's do."""
    return "no-store" if path.startswith(SHARED) else "max-age=3600"


def read_page(path: str) -> tuple[bytes, str] | None:
    """Return one of our own files and its type, None when there is no such file."""
    clean = posixpath.normpath(path).lstrip("/")
    try:
        file = (APPS_FOLDER / clean).resolve(strict=True)
        if not file.is_relative_to(APPS_FOLDER) or not file.is_file():
            return None
        return file.read_bytes(), _mime(clean)
    except (OSError, ValueError):
        # ValueError for a NUL in the name: any web page may ask for any.
        return None


def read_font(name: str) -> tuple[bytes, str] | None:
    """Return a font by its file's name, or the icons' characters by name (icons.json)."""
    if name == "icons.json":
        return _glyphs(), "application/json"
    return (_font(name), "font/ttf") if name in _fonts() else None


@cache
def _fonts() -> Mapping[str, Traversable]:
    """Return the packages' fonts by the names of their files."""
    folders = resources.files("font_roboto") / "files", resources.files("fonticon_mdi7") / "fonts"
    files = (file for folder in folders for file in folder.iterdir())
    return {file.name: file for file in files if file.name.endswith(".ttf")}


@cache
def _font(name: str) -> bytes:
    return _fonts()[name].read_bytes()


@cache
def _glyphs() -> bytes:
    from fonticon_mdi7 import MDI7

    return json.dumps(
        {
            name.replace("_", "-"): value.removeprefix("mdi7.")
            for name, value in vars(MDI7).items()
            if not name.startswith("_") and isinstance(value, str)
        }
    ).encode()


def _mime(path: str) -> str:
    suffix = posixpath.splitext(path)[1].lower()
    kind = _MIME.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
