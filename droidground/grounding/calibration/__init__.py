"""Does a server point where it means to? Marker images, asked and measured."""

from droidground.grounding.calibration.notes import load_calibration, remarks, save_calibration
from droidground.grounding.calibration.run import calibrate
from droidground.grounding.calibration.verdict import Calibration, Verdict

__all__ = [
    "Calibration",
    "Verdict",
    "calibrate",
    "load_calibration",
    "remarks",
    "save_calibration",
]
