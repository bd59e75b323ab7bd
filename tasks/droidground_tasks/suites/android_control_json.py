"""AndroidControl's test split as JSON: the derivatives of UI-S1 and InfiGUI-R1.

Both keep, for each step, the action and what Qwen's scorer checks: `candidate_bbox` as
[left, top, right, bottom] in pixels, `coordinate` in pixels, and the scroll direction in
AndroidControl's own word (the content's). UI-S1's swipes have coordinates too, which move the
finger with the word sideways and against it up and down: they are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from droidground.actions import Action, LongPress, Scroll, Tap
from droidground.actions.codecs import AndroidControl, MobileUse
from droidground.errors import ActionUnreadable
from droidground.geometry import Size
from droidground_tasks.areas import BoxFormat, Corners, Unit
from droidground_tasks.records.json_lines import read_objects
from droidground_tasks.sample import BadRecord, Picture, Record, StepSample
from droidground_tasks.suites.splits import Splits

BOXES = BoxFormat(Corners.XYXY, Unit.PIXELS)
FAULTS = (KeyError, TypeError, ValueError, IndexError, AttributeError, ActionUnreadable)


def read_ui_s1(path: Path) -> Iterator[Record]:
    """Yield the steps of X-PLUG/MobileAgent's `android_control_evaluation_std.jsonl`.

    An episode a line: `goal`, `episode_id`, `steps` of `action_content`, `check_options`,
    `step_instruction`, `screenshot`. Pictures lie in `images/` beside the file.
    """
    splits = Splits.beside(path)
    for line in read_objects(path):
        if isinstance(line, BadRecord):
            yield line
            continue
        number, episode = line
        try:
            name, goal, steps = str(int(episode["episode_id"])), episode["goal"], episode["steps"]
            count = len(steps)
        except FAULTS as exc:
            yield BadRecord(f"{path.name}:{number}", f"no episode: {exc!r}")
            continue
        for index in range(count):
            try:
                step = steps[index]
                picture = path.parent / "images" / PurePosixPath(step["screenshot"]).name
                yield _step(
                    name,
                    index,
                    goal,
                    step["step_instruction"],
                    step["check_options"],
                    picture,
                    splits,
                )
            except FAULTS as exc:
                yield BadRecord(f"{name}_{index}", f"no step: {exc!r}")


def read_infigui(path: Path) -> Iterator[Record]:
    """Yield the steps of InfiXAI/InfiGUI-R1's preprocessed test set (a list, or lines).

    An entry an episode: `width`, `height`, `step_check_pams`, and `episode` with `episode_id`,
    `goal`, `step_instructions`, `screenshot_paths`.
    """
    splits = Splits.beside(path)
    for line in read_objects(path):
        if isinstance(line, BadRecord):
            yield line
            continue
        number, entry = line
        try:
            episode, checks = entry["episode"], entry["step_check_pams"]
            name, count = str(int(episode["episode_id"])), len(checks)
            size = Size(int(entry["width"]), int(entry["height"]))
        except FAULTS as exc:
            yield BadRecord(f"{path.name}:{number}", f"no episode: {exc!r}")
            continue
        for index in range(count):
            try:
                picture = path.parent / episode["screenshot_paths"][index]
                said = episode["step_instructions"][index]
                yield _step(
                    name, index, episode["goal"], said, checks[index], picture, splits, size
                )
            except FAULTS as exc:
                yield BadRecord(f"{name}_{index}", f"no step: {exc!r}")


def _step(
    episode: str,
    index: int,
    goal: str,
    instruction: str,
    check: Mapping[str, Any],
    picture: Path,
    splits: Splits,
    size: Size | None = None,
) -> StepSample:
    action = _action(check)
    touches = isinstance(action, Tap | LongPress)
    return StepSample(
        id=f"{episode}_{index}",
        cluster=episode,
        index=index,
        goal=goal,
        instruction=instruction,
        action=action,
        picture=Picture.of_file(picture),
        size=size,
        point=(check["coordinate"][0], check["coordinate"][1]) if touches else None,
        boxes=tuple(BOXES.read(box) for box in check.get("candidate_bbox", ())),
        tags={"action": type(action).__name__, **splits.tags(int(episode), index)},
    )


def _action(check: Mapping[str, Any]) -> Action:
    if check["action"] == "swipe":
        scroll = {"action_type": "scroll", "direction": check["direction"]}
        action = AndroidControl().from_object(scroll, None)
        assert isinstance(action, Scroll)
        return action
    return MobileUse().from_object(check, None)
