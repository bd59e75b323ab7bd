"""A planner's file and a grounder make answers to steps."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import PIL.Image
import pytest

from droidground.actions import Back, Finish, InputText, LongPress, OpenApp, Scroll, Tap, Wait
from droidground.errors import DatasetUnavailable
from droidground.geometry import Point
from droidground.grounding.location import Location, Reason
from droidground.screen import Screenshot
from droidground.ui_tree import UiTree
from droidground_tasks.dataset import open_dataset
from droidground_tasks.outcome import Outcome
from droidground_tasks.reading import load_run
from droidground_tasks.runs.answerers import GroundingAnswerer
from droidground_tasks.runs.asking import run
from droidground_tasks.runs.folder import RunFolder
from droidground_tasks.runs.plan import Plan
from droidground_tasks.runs.planned import PlannedAnswerer, planned_action, read_plans
from tests.tasks.conftest import shared


@pytest.mark.parametrize(("level", "grounded"), [("high", 303), ("low", 331)])
def test_uground_s_plans_are_read(level: str, grounded: int) -> None:
    plans = read_plans(shared("protocol", f"uground_androidcontrol_plan_gpt-4o_{level}.jsonl"))
    actions = {name: planned_action(plan) for name, plan in plans.of_step.items()}
    assert len(actions) == 500
    kinds = Counter(type(action) for action in actions.values())
    assert kinds.keys() >= {Tap, LongPress, InputText, Scroll, OpenApp, Back, Wait, Finish}
    assert kinds[Tap] + kinds[LongPress] + kinds[InputText] == grounded
    queries = shared("protocol", f"uground_androidcontrol_query_gpt-4o_{level}.jsonl")
    rows = [json.loads(line) for line in queries.read_text("utf-8").splitlines()]
    places = [actions[f"{row['episode_id']}_{row['step']}"] for row in rows]
    same = sum(place_of(each) == row["description"] for each, row in zip(places, rows, strict=True))
    assert (same, len(rows)) == {"high": (246, 248), "low": (284, 284)}[level]


def place_of(action: object) -> object:
    """The words that are to be grounded."""
    match action:
        case InputText(_, into):
            return into
        case Tap(target) | LongPress(target):
            return target
    return None


class Finder:
    """Finds the OK button and nothing else."""

    name = "finder"

    def locate(self, screenshot: Screenshot, words: str, tree: UiTree | None = None) -> Location:
        if words == "OK button":
            return Location(words, self.name, screenshot, Point(20, 30))
        return Location(words, self.name, screenshot, reason=Reason.ABSENT)


def step(index: int, action: dict[str, object]) -> dict[str, object]:
    box = {"x_min": 10, "x_max": 40, "y_min": 20, "y_max": 50}
    return {
        "episode_id": 1,
        "step": index,
        "goal": "Do it",
        "action": action,
        "accessibility_tree": [{"bbox_pixels": box, "text": "OK"}],
    }


def test_a_plan_is_grounded_and_scored(tmp_path: Path) -> None:
    click = {"action_type": "click", "x": 25, "y": 25}
    steps = [
        step(0, click),
        step(1, click),
        step(2, {"action_type": "type_text", "text": "hi", "x": 25, "y": 25}),
        step(3, {"action_type": "scroll", "direction": "down"}),
        step(4, {"action_type": "status", "goal_status": "successful"}),
        step(5, click),
        step(6, click),
    ]
    (tmp_path / "500_steps.json").write_text(json.dumps(steps))
    for index in range(7):
        path = tmp_path / "images" / "1" / f"screenshot_{index}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        PIL.Image.new("RGB", (100, 200)).save(path)
    plans = [
        {"action_type": "click", "element": "OK button"},
        {"action_type": "click", "element": "the moon"},
        {"action_type": "type_text", "text": "hi", "element": "OK button"},
        {"action_type": "scroll", "direction": "down"},
        {"action_type": "status", "goal_status": "successful"},
        {"action_type": "think"},
    ]
    lines = [{"episode_id": 1, "step": n, "action": plan} for n, plan in enumerate(plans)]
    file = tmp_path / "plan.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    dataset = open_dataset("android-control", tmp_path / "500_steps.json")
    answerer = PlannedAnswerer(read_plans(file), GroundingAnswerer(Finder(), {}))
    out = RunFolder(tmp_path / "a")
    ended = run(dataset, answerer, out, Plan())
    assert ended == {
        Outcome.ANSWERED: 4,
        Outcome.REFUSED: 1,
        Outcome.UNREADABLE: 1,
        Outcome.ERROR: 1,
    }
    rows = list(out.rows())
    assert rows[0].action == Tap(Point(20, 30))
    assert rows[1].action == Tap("the moon")
    assert rows[2].action == InputText("hi", into=Point(20, 30))
    assert "no such step" in (rows[6].error or "")
    (found,) = load_run(out.path).score(["uground-500"]).scores
    assert (found.strict.hits, found.strict.n) == (4, 7)
    assert found.types is not None
    assert (found.types.hits, found.types.n) == (5, 7)
    assert "plans_sha256" in out.about()["identity"]["answerer"]


def test_what_is_no_file_of_plans(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text("{broken\n")
    for name in ("p.jsonl", "none.jsonl"):
        with pytest.raises(DatasetUnavailable, match="no file of plans"):
            read_plans(tmp_path / name)
