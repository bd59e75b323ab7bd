"""Units and the mappings between them: where a tap lands is decided here.

Five spaces: `model` (what a model wrote), `model image` (what it was shown), `frame` (pixels of
the screenshot), `input` (what `input tap` takes) and `dp` (px * 160 / density). A `Transform` is a
chain of named, invertible steps between two of them.

Coordinates in a chain are continuous and measured from edges: 0 is the left edge, W the right one,
the centre of pixel p is p + 0.5. So every step is `x' = x * scale + shift` with no half-pixel
terms, and chains compose without drift. A domain is inclusive: its largest value is the right edge,
which belongs to the last pixel; anything beyond is an error, never a clamp.
"""

from droidground.geometry.steps import (
    crop,
    letterbox,
    normalise,
    override,
    pad,
    resize,
    rotate,
    smart_resize,
    to_dp,
)
from droidground.geometry.transform import (
    Axis,
    Step,
    Transform,
)
from droidground.geometry.units import (
    BASELINE_DPI,
    EDGE_TOLERANCE,
    Box,
    Coordinate,
    OutOfDomain,
    Point,
    Rotation,
    Size,
    Space,
    dp_to_px,
    px_to_dp,
)

__all__ = [
    "Axis",
    "BASELINE_DPI",
    "Box",
    "Coordinate",
    "EDGE_TOLERANCE",
    "OutOfDomain",
    "Point",
    "Rotation",
    "Size",
    "Space",
    "Step",
    "Transform",
    "crop",
    "dp_to_px",
    "letterbox",
    "normalise",
    "override",
    "pad",
    "px_to_dp",
    "resize",
    "rotate",
    "smart_resize",
    "to_dp",
]
