"""dumpsys activity: what runs and what is on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from droidground_emulator.virtual.commands.call import Call
from droidground_emulator.virtual.commands.intents import short_component
from droidground_emulator.virtual.state.processes import Task

_RECORD = 0x3C5A9E5


def dump_activity(call: Call, words: list[str]) -> None:
    """Print the part asked for, or activities."""
    wanted = [word for word in words if not word.startswith("-")]
    _PARTS.get(wanted[0] if wanted else "activities", _activities)(call)


def _record(task: Task) -> str:
    name = short_component(f"{task.package}/{task.activity}")
    return f"ActivityRecord{{{_RECORD + task.number:x} u0 {name} t{task.number}}}"


def _activities(call: Call) -> None:
    tasks = call.system.tasks()
    call.out(
        "ACTIVITY MANAGER ACTIVITIES (dumpsys activity activities)\n"
        "Display #0 (activities from top to bottom):\n"
    )
    for task in tasks:
        name = f"{task.package}/{task.activity}"
        call.out(
            f"  * Task{{5d1f0a{task.number} #{task.number} type=standard A={10080}:{task.package}"
            f" U=0 visible={_flag(task.visible)} mode=fullscreen sz=1}}\n"
            f"    mLastPausedActivity: null\n"
            f"    * Hist  #0: {_record(task)}\n      packageName={task.package}"
            f" processName={task.package}\n      Intent {{ cmp={short_component(name)} }}\n"
            f"      state={'RESUMED' if task.visible else 'STOPPED'}\n"
        )
    top = [task for task in tasks if task.visible]
    if top:
        call.out(
            f"\n  topResumedActivity={_record(top[0])}\n  ResumedActivity: {_record(top[0])}\n"
        )
    locked = _flag(call.system.state.power.locked)
    call.out(
        f"\n  KeyguardController:\n    mKeyguardShowing={locked}\n    mKeyguardGoingAway=false\n"
        f"\nACTIVITY MANAGER RUNNING PROCESSES\n"
    )


def _top(call: Call) -> None:
    for task in reversed(call.system.tasks()):
        name = short_component(f"{task.package}/{task.activity}")
        call.out(
            f"TASK 10080:{task.package} id={task.number} userId=0\n"
            f"  ACTIVITY {name} {_RECORD + task.number:x} pid={task.pid}\n"
            f"    Local Activity 4b2c1d0 State:\n      mResumed={_flag(task.visible)}"
            f" mStopped={_flag(not task.visible)} mFinished=false\n"
        )


def _recents(call: Call) -> None:
    call.out("ACTIVITY MANAGER RECENT TASKS (dumpsys activity recents)\nmRecentsUid=10070\n")
    for number, task in enumerate(call.system.tasks()):
        call.out(
            f"  * Recent #{number}: Task{{5d1f0a{task.number} #{task.number} type=standard"
            f" A=10080:{task.package}}}\n    id={task.number} userId=0 hasTask=true\n"
        )


def _processes(call: Call) -> None:
    call.out("ACTIVITY MANAGER RUNNING PROCESSES (dumpsys activity processes)\n")
    for pid, name in call.system.running():
        call.out(f"  *APP* UID 10080 ProcessRecord{{1a2b3c {pid}:{name}/u0a80}}\n")


def _flag(value: bool) -> str:
    return "true" if value else "false"


_PARTS: Mapping[str, Callable[[Call], None]] = {
    "a": _activities,
    "activities": _activities,
    "processes": _processes,
    "r": _recents,
    "recents": _recents,
    "top": _top,
}
