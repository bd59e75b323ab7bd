"""An answer as a picture."""

from __future__ import annotations

import PIL.Image

from droidground.grounding.location import Location
from droidground.screen import draw_overlay


def draw_location(location: Location) -> PIL.Image.Image:
    """Return the frame with the point, its box and the other candidates drawn in."""
    others = [c.box for c in location.candidates if c.box != location.box]
    return draw_overlay(location.screenshot, point=location.point, box=location.box, others=others)
