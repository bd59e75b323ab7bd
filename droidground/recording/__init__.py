"""Record a session on a phone once, replay it for ever; pages of what was done."""

from droidground.recording.load import Recording, load_recording
from droidground.recording.relocate import Disagreement
from droidground.recording.replay import ReplayPhone, replay
from droidground.recording.session import record

__all__ = ["Disagreement", "Recording", "ReplayPhone", "load_recording", "record", "replay"]
