"""XML files in which system services keep their state, readable by the system only."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files


def read_xml(files: Files, path: str) -> ET.Element | None:
    """Return the root of a file; None when there is no such file or it is no XML."""
    try:
        return ET.fromstring(files.read(path))
    except (OSError, ET.ParseError):
        return None


def write_xml(files: Files, path: str, root: ET.Element) -> None:
    """Keep a file, with its folder; a phone that is full goes on without."""
    with suppress(OSError), files.as_system():
        files.mkdir(posixpath.dirname(path), parents=True, exist_ok=True)
        files.write(path, ET.tostring(root, encoding="utf-8"), mode=0o600)
