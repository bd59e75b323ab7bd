"""Published figures, to print beside a run: what the founding documents say, and who disagrees.

Nothing here was measured by this project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from droidground_tasks.tables import align

UGROUND_CARD = "UGround-V1-7B card"
QWEN2_BLOG = "Qwen2-VL announcement"
QWEN25_CARD = "Qwen2.5-VL-7B card"
QWEN25_README = "Qwen2.5-VL README"
GTA1_CARD = "GTA1 card"
AGENTCPM_TABLE = "AgentCPM-GUI README"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one source."""

    suite: str
    setting: str
    """Protocol, level, planner: what the source tells of them."""
    model: str
    percent: float
    source: str
    remark: str = ""


MACRO = "macro of the six cells"
UNTOLD = "averaging not told"
HIGH, LOW = "high level, EM, protocol not told", "low level, EM, protocol not told"
CPM_HIGH, CPM_LOW = "high level, agentcpm EM", "low level, agentcpm EM"
NO_BOXES = "needs image2bbox.jsonl, which was never released: with public boxes 55.7 and 57.6"
OF_72B = "conflict: the README has 91.4 for 7B, and 93.7 for 72B"
NOT_ONE_RUN = "25.5 % of 116 is no whole number of tasks: not one plain run"
WORDS = "which words, first or refined, and what of refusals is not told"

FIGURES: tuple[Figure, ...] = (
    Figure("screenspot", f"standard, {MACRO}", "UGround-V1 (LLaVA)", 73.3, UGROUND_CARD),
    Figure("screenspot", f"standard, {MACRO}", "UGround-V1-2B", 77.7, UGROUND_CARD),
    Figure(
        "screenspot",
        f"standard, {MACRO}",
        "UGround-V1-7B",
        86.3,
        UGROUND_CARD,
        "86.33; over all rows the same cells are 87.1",
    ),
    Figure("screenspot", f"GPT-4o planner, {MACRO}", "UGround-V1 (LLaVA)", 81.4, UGROUND_CARD),
    Figure("screenspot", f"GPT-4o planner, {MACRO}", "UGround-V1-2B", 81.5, UGROUND_CARD),
    Figure("screenspot", f"GPT-4o planner, {MACRO}", "UGround-V1-7B", 84.0, UGROUND_CARD),
    Figure("screenspot", f"standard, {MACRO}", "Qwen2-VL, size not told", 42.1, UGROUND_CARD),
    Figure("screenspot", UNTOLD, "Qwen2.5-VL-7B", 84.7, QWEN25_CARD),
    Figure("screenspot-v2", UNTOLD, "GTA1-7B", 92.4, GTA1_CARD),
    Figure("screenspot-v2", UNTOLD, "GTA1-32B", 93.2, GTA1_CARD),
    Figure("screenspot-v2", UNTOLD, "GTA1-72B", 94.8, GTA1_CARD),
    Figure("screenspot-pro", "micro", "UGround-V1-7B", 31.1, GTA1_CARD),
    Figure("screenspot-pro", "micro", "Qwen2.5-VL-7B", 29.0, QWEN25_CARD),
    Figure("screenspot-pro", "micro", "GTA1-7B", 50.1, GTA1_CARD),
    Figure("screenspot-pro", "micro", "GTA1-32B", 53.6, GTA1_CARD),
    Figure("screenspot-pro", "micro", "GTA1-72B", 58.4, GTA1_CARD),
    Figure("osworld-g", WORDS, "UGround-V1-7B", 36.4, GTA1_CARD),
    Figure("osworld-g", WORDS, "GTA1-7B", 67.7, GTA1_CARD),
    Figure("osworld-g", WORDS, "GTA1-32B", 61.9, GTA1_CARD),
    Figure("osworld-g", WORDS, "GTA1-72B", 66.7, GTA1_CARD),
    Figure("aitz", "type match", "Qwen2-VL-72B", 89.6, QWEN2_BLOG),
    Figure("aitz", "type match", "GPT-4o", 70.0, QWEN2_BLOG),
    Figure("aitz", "exact match", "Qwen2-VL-72B", 72.1, QWEN2_BLOG),
    Figure("aitz", "exact match", "GPT-4o", 35.3, QWEN2_BLOG),
    Figure("aitz", "exact match", "Qwen2.5-VL-7B", 81.9, QWEN25_CARD, NO_BOXES),
    Figure("aitz", "agentcpm EM", "Qwen2.5-VL-7B", 57.6, AGENTCPM_TABLE),
    Figure("android-control", HIGH, "Qwen2.5-VL-3B", 63.7, QWEN25_README, "above 7B"),
    Figure(
        "android-control",
        HIGH,
        "Qwen2.5-VL-7B",
        60.1,
        QWEN25_CARD,
        "others measured 57.4 (agentcpm) and 56.9 (GUI-R1's scorer)",
    ),
    Figure("android-control", HIGH, "Qwen2.5-VL-72B", 67.4, QWEN25_README, "67.36"),
    Figure("android-control", LOW, "Qwen2.5-VL-3B", 90.8, QWEN25_README),
    Figure("android-control", LOW, "Qwen2.5-VL-7B", 91.4, QWEN25_README),
    Figure("android-control", LOW, "Qwen2.5-VL-7B", 93.7, QWEN25_CARD, OF_72B),
    Figure("android-control", LOW, "Qwen2.5-VL-72B", 93.7, QWEN25_README),
    Figure("android-control", CPM_HIGH, "Qwen2.5-VL-7B", 57.4, AGENTCPM_TABLE, "TM 69.7"),
    Figure("android-control", CPM_HIGH, "UI-TARS-7B", 60.8, AGENTCPM_TABLE, "TM 68.5"),
    Figure("android-control", CPM_HIGH, "OS-Atlas-7B", 56.5, AGENTCPM_TABLE, "TM 70.4"),
    Figure("android-control", CPM_HIGH, "Aguvis-7B", 54.2, AGENTCPM_TABLE, "TM 65.6"),
    Figure("android-control", CPM_HIGH, "AgentCPM-GUI-8B", 69.2, AGENTCPM_TABLE, "TM 77.7"),
    Figure("android-control", CPM_LOW, "Qwen2.5-VL-7B", 82.1, AGENTCPM_TABLE, "TM 92.1"),
    Figure("android-control", CPM_LOW, "UI-TARS-7B", 88.9, AGENTCPM_TABLE, "TM 93.5"),
    Figure("android-control", CPM_LOW, "OS-Atlas-7B", 67.3, AGENTCPM_TABLE, "TM 73.0"),
    Figure("android-control", CPM_LOW, "Aguvis-7B", 89.4, AGENTCPM_TABLE, "TM 93.9"),
    Figure("android-control", CPM_LOW, "AgentCPM-GUI-8B", 90.2, AGENTCPM_TABLE, "TM 94.4"),
    Figure("androidworld", "success rate", "Qwen2.5-VL-7B", 25.5, QWEN25_CARD, NOT_ONE_RUN),
    Figure(
        "mobileminiwob++",
        "success rate",
        "Qwen2.5-VL-7B",
        91.4,
        QWEN25_CARD,
        "84 of 92 is 91.3: not one plain run",
    ),
)


def published_lines(suite: str) -> list[str]:
    """Return what is published of a suite as a table; nothing when nothing is."""
    heads = ("published", "setting", "%", "source", "remark")
    rows = list(_cells(suite))
    return align([heads, *rows]) if rows else []


def _cells(suite: str) -> Iterator[tuple[str, ...]]:
    for each in FIGURES:
        if each.suite == suite:
            yield each.model, each.setting, f"{each.percent:.1f}", each.source, each.remark
