"""Other vocabularies of actions: what models say and data sets hold, to our actions and back.

Each states what its scroll means (`scrolling`). Ours: `Scroll` is the content's direction, `Swipe`
the finger's.
"""

from droidground.actions.codecs.aitw import Aitw
from droidground.actions.codecs.android_control import AndroidControl
from droidground.actions.codecs.android_world import AndroidWorld
from droidground.actions.codecs.autoglm import AutoGlm
from droidground.actions.codecs.mobile_use import MobileUse
from droidground.actions.codecs.os_atlas import OsAtlas
from droidground.actions.codecs.own import Own
from droidground.actions.codecs.ui_tars import UiTars
from droidground.actions.codecs.vocabulary import Vocabulary, finger_direction

__all__ = [
    "Aitw",
    "AndroidControl",
    "AndroidWorld",
    "AutoGlm",
    "MobileUse",
    "OsAtlas",
    "Own",
    "UiTars",
    "Vocabulary",
    "finger_direction",
]
