"""Display facts from what `wm` and `dumpsys display` print. Pure: text in, facts out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from droidground.geometry import Rotation, Size
from droidground.screen import Display

WM_SIZE = re.compile(r"(Physical|Override) size:\s*(\d{1,5})x(\d{1,5})")
WM_DENSITY = re.compile(r"(Physical|Override) density:\s*(\d{1,4})")
VIEWPORT = re.compile(r"DisplayViewport\{([^{}]*)\}")
RECT = r"=Rect\((-?\d{1,6}), (-?\d{1,6}) - (-?\d{1,6}), (-?\d{1,6})\)"
SECTION = re.compile(r"\s*mDisplayId=(\d{1,9})\s*")
INFO = re.compile(r"\s*m(Base|Override)DisplayInfo=DisplayInfo\{(.*)")
INFO_ID = re.compile(r"displayId (\d{1,9})")
INFO_SIZE = re.compile(r"\breal (\d{1,5}) x (\d{1,5})")
INFO_ROTATION = re.compile(r"\brotation ([0-3])\b")
INFO_DENSITY = re.compile(r"\bdensity (\d{2,4})\b")
INFO_STATE = re.compile(r"\bstate ([A-Z_]+)")
INFO_UNIQUE_ID = re.compile(r'uniqueId "local:(\d{1,20})"')
CUTOUT_TOP = re.compile(r"DisplayCutout\{insets=Rect\(-?\d{1,5}, (\d{1,5}) - ")


@dataclass(frozen=True, slots=True)
class Viewport:
    """One `DisplayViewport`: where a logical display lies on a panel."""

    display_id: int
    is_active: bool
    kind: str
    """`INTERNAL`, `EXTERNAL` or `VIRTUAL`; empty before Android 10."""
    physical_id: str | None
    """SurfaceFlinger's 64-bit id; None for virtual displays and old versions."""
    rotation: Rotation
    logical_size: Size | None
    """In the current rotation, with any override."""
    device_size: Size | None
    """The panel in its natural orientation."""


@dataclass(frozen=True, slots=True)
class DisplayInfo:
    """One `DisplayInfo`: what apps are told of a logical display."""

    size: Size | None = None
    rotation: Rotation | None = None
    density: int | None = None
    state: str = ""
    """`ON`, `OFF`, `DOZE`, ...; empty when the dump does not say."""
    physical_id: str | None = None
    cutout_top: int = 0
    """Pixels that the camera cutout takes off the top."""


@dataclass(frozen=True, slots=True)
class DisplayFacts:
    """All that is known of one display at one moment."""

    display: Display
    physical_density: int | None = None
    override_size: Size | None = None
    """What `wm size` was set to, in the natural orientation; None when it was not."""
    override_density: int | None = None
    is_on: bool = True
    panels: int = 1
    """How many displays with pixels of their own the device has."""


def parse_wm_size(text: str) -> tuple[Size | None, Size | None]:
    """Return the physical and the override size that `wm size` prints."""
    found = {kind: _size(int(w), int(h)) for kind, w, h in WM_SIZE.findall(text)}
    return found.get("Physical"), found.get("Override")


def parse_wm_density(text: str) -> tuple[int | None, int | None]:
    """Return the physical and the override density that `wm density` prints."""
    found = {kind: int(value) or None for kind, value in WM_DENSITY.findall(text)}
    return found.get("Physical"), found.get("Override")


def parse_viewports(text: str) -> tuple[Viewport, ...]:
    """Return the valid viewports in `dumpsys display`, each once."""
    viewports = [_viewport(body) for body in VIEWPORT.findall(text) if "valid=false" not in body]
    return tuple(dict.fromkeys(viewports))


def _viewport(body: str) -> Viewport:
    def field(pattern: str) -> str:
        match = re.search(pattern, body)
        return match[1] if match else ""

    rotation = Rotation.from_surface(int(field(r"\borientation=([0-3])\b") or 0))
    panel = _size(
        int(field(r"deviceWidth=(\d{1,5})") or 0), int(field(r"deviceHeight=(\d{1,5})") or 0)
    )
    frame = re.search("logicalFrame" + RECT, body)
    left, top, right, bottom = (int(edge) for edge in frame.groups()) if frame else (0, 0, 0, 0)
    return Viewport(
        display_id=int(field(r"\bdisplayId=(\d{1,9})") or 0),
        is_active="isActive=false" not in body,
        kind=field(r"\btype=(\w+)"),
        physical_id=field(r"uniqueId='local:(\d{1,20})'") or None,
        rotation=rotation,
        logical_size=_size(right - left, bottom - top),
        device_size=panel.rotated(rotation) if panel else None,
    )


def parse_display_info(text: str, display_id: int = 0) -> DisplayInfo:
    """Return what apps are told of a display in `dumpsys display`; the override info wins."""
    infos: dict[str, str] = {}
    section = 0
    for line in text.splitlines():
        if match := SECTION.fullmatch(line):
            section = int(match[1])
        elif match := INFO.match(line):
            named = INFO_ID.search(match[2])
            if (int(named[1]) if named else section) == display_id:
                infos.setdefault(match[1], match[2])
    return _info(infos.get("Override") or infos.get("Base") or "")


def _info(body: str) -> DisplayInfo:
    size, rotation = INFO_SIZE.search(body), INFO_ROTATION.search(body)
    density, state = INFO_DENSITY.search(body), INFO_STATE.search(body)
    physical_id, cutout = INFO_UNIQUE_ID.search(body), CUTOUT_TOP.search(body)
    return DisplayInfo(
        size=_size(int(size[1]), int(size[2])) if size else None,
        rotation=Rotation.from_surface(int(rotation[1])) if rotation else None,
        density=int(density[1]) or None if density else None,
        state=state[1] if state else "",
        physical_id=physical_id[1] if physical_id else None,
        cutout_top=int(cutout[1]) if cutout else 0,
    )


def parse_display(text: str, display_id: int = 0) -> DisplayFacts | None:
    """Return the facts of one display, None when no size can be read.

    `text` is what `wm size`, `wm density` and `dumpsys display` print, one after another; `wm` may
    be missing. What apps are told comes first, then the viewport, then `wm`, which knows no
    rotation.
    """
    physical, override = parse_wm_size(text)
    density, override_density = parse_wm_density(text)
    viewports = parse_viewports(text)
    viewport = _active(viewports, display_id)
    info = parse_display_info(text, display_id)
    rotation = info.rotation
    if rotation is None:
        rotation = viewport.rotation if viewport else Rotation.R0
    natural = override or physical
    size = (
        info.size
        or (viewport.logical_size if viewport else None)
        or (natural.rotated(rotation) if natural else None)
    )
    if size is None:
        return None
    display = Display(
        size=size,
        rotation=rotation,
        density=override_density or info.density or density,
        physical_size=physical or (viewport.device_size if viewport else None),
        id=display_id,
        physical_id=(viewport.physical_id if viewport else None) or info.physical_id,
        cutout_top=info.cutout_top,
    )
    return DisplayFacts(
        display=display,
        physical_density=density,
        override_size=override,
        override_density=override_density,
        is_on=info.state not in ("OFF", "DOZE", "DOZE_SUSPEND"),
        panels=len({view.physical_id for view in viewports if view.physical_id}) or 1,
    )


def _active(viewports: tuple[Viewport, ...], display_id: int) -> Viewport | None:
    """Return the viewport of the panel that shows the display: a foldable has several for it."""
    mine = [viewport for viewport in viewports if viewport.display_id == display_id]
    return min(mine, key=lambda viewport: not viewport.is_active, default=None)


def _size(width: int, height: int) -> Size | None:
    return Size(width, height) if width > 0 and height > 0 else None
