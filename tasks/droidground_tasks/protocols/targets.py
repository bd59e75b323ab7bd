"""Protocols of grounding: a point in the area, and how the rates are averaged."""

from __future__ import annotations

from droidground.geometry import Size
from droidground_tasks.areas import Unit
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols.protocol import Mark, TargetProtocol, Unscoreable, Verdict
from droidground_tasks.sample import TargetSample

UNUSED = Size(1, 1)
POINT = "a point inside the area, edges included"
NONE = "no point is a miss; where it is right to refuse, only a refusal is a hit"


def judge_target(sample: TargetSample, answer: Prediction) -> Verdict:
    """Judge a point or a refusal. Raises `Unscoreable` when a size is needed and not told."""
    is_refusal = answer.outcome is Outcome.REFUSED
    if sample.area is None:
        is_right = is_refusal and sample.refusal in (None, answer.reason)
        return Verdict.of(is_right, "refused otherwise" if is_refusal else "pointed at something")
    if is_refusal or answer.point is None:
        return Verdict(Mark.REFUSED, answer.reason or "no point")
    frame = answer.frame or sample.size
    if frame is None and sample.area.unit is Unit.SHARES:
        raise Unscoreable("no size of the picture: neither the data nor the row has one")
    return Verdict.of(sample.area.contains(*answer.point, frame or UNUSED), "beside it")


def _named(suite: str, name: str, source: str, average: str, over: str | None) -> TargetProtocol:
    rules = {"set": "all rows", "click": POINT, "refusal": NONE, "average": average}
    return TargetProtocol(name, 1, suite, source, rules, macro_over=over)


MICRO = "every row once"
CELLS = "unweighted mean of the six cells platform x type"
UGROUND = "OSU-NLP-Group/UGround offline_evaluation/ScreenSpot/eval.py"
PAPERS = "njucckevin/SeeClick and most papers"

SCREENSPOT = (
    _named("screenspot", "macro", UGROUND, CELLS, "cell"),
    _named("screenspot", "micro", PAPERS, MICRO, None),
)
SCREENSPOT_V2 = (
    _named("screenspot-v2", "micro", "OS-Copilot/OS-Atlas and most papers", MICRO, None),
    _named("screenspot-v2", "macro", "as UGround does for ScreenSpot", CELLS, "cell"),
)
SCREENSPOT_PRO = (
    _named(
        "screenspot-pro",
        "micro",
        "likaixin2000/ScreenSpot-Pro-GUI-Grounding eval_screenspot_pro.py",
        MICRO,
        None,
    ),
)
OSWORLD_G = (
    _named("osworld-g", "with-refusal", "lmms-eval's osworld_g", MICRO, None),
    TargetProtocol(
        name="feasible-only",
        version=1,
        suite="osworld-g",
        source="papers of models that only point",
        rules={"set": "rows that have an area", "click": POINT, "average": MICRO},
        select=lambda sample: sample.area is not None,
    ),
)
MMBENCH_GUI = (
    _named(
        "mmbench-gui-l2",
        "l2",
        "open-compass/MMBench-GUI benchmarks/l2_element_grounding.py",
        "mean of basic and advanced, each over its rows",
        "grounding_type",
    ),
)
SCREENS = (
    TargetProtocol(
        name="labels",
        version=1,
        suite="screens",
        source="droidground",
        rules={"set": "labels of elements", "click": POINT, "refusal": NONE, "average": MICRO},
        select=lambda sample: sample.tags["class"] == "label",
    ),
    TargetProtocol(
        name="phrases",
        version=1,
        suite="screens",
        source="droidground",
        rules={
            "set": "what people say; near misses and ambiguous words are to be refused",
            "click": POINT,
            "refusal": "ambiguous words must be answered as ambiguous, near misses by any refusal",
            "average": MICRO,
        },
        select=lambda sample: sample.tags["class"] != "label",
    ),
)
