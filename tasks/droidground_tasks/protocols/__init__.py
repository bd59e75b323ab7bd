"""Named, versioned protocols: what a number of this field means."""

from droidground_tasks.protocols import agentcpm, coat, gui_r1, os_atlas, qwen, targets
from droidground_tasks.protocols.protocol import (
    FEATURES,
    Mark,
    Protocol,
    StepProtocol,
    TargetProtocol,
    Unscoreable,
    Verdict,
)
from droidground_tasks.protocols.smallest_box import GOOGLE_PAPER, UGROUND_500

PROTOCOLS: tuple[Protocol, ...] = (
    qwen.QWEN25VL_EM,
    qwen.UI_S1,
    os_atlas.OS_ATLAS,
    UGROUND_500,
    agentcpm.ANDROID_CONTROL,
    gui_r1.GUI_R1,
    GOOGLE_PAPER,
    coat.COAT,
    agentcpm.AITZ,
    coat.AITW,
    *targets.SCREENSPOT,
    *targets.SCREENSPOT_V2,
    *targets.SCREENSPOT_PRO,
    *targets.OSWORLD_G,
    *targets.MMBENCH_GUI,
    *targets.SCREENS,
)


def protocols_of(suite: str) -> tuple[Protocol, ...]:
    """Return a suite's protocols, the most common one first."""
    return tuple(protocol for protocol in PROTOCOLS if protocol.suite == suite)


__all__ = [
    "FEATURES",
    "Mark",
    "PROTOCOLS",
    "Protocol",
    "StepProtocol",
    "TargetProtocol",
    "Unscoreable",
    "Verdict",
    "protocols_of",
]
