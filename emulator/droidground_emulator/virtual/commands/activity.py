"""am: starts, stops and tells about activities."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from droidground_emulator.virtual.commands.broadcasts import deliver
from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.commands.crash import crash
from droidground_emulator.virtual.commands.intents import Intent, parse_intent, short_component
from droidground_emulator.virtual.state.intents import Opened
from droidground_emulator.virtual.state.packages import HOME, MAIN
from droidground_emulator.virtual.state.system_apps import LAUNCHER_ACTIVITY, LAUNCHER_PACKAGE

_USAGE = """Activity manager (activity) commands:
  help
      Print this help text.
  start-activity [-D] [-N] [-W] [-S] <INTENT>
      Start an Activity.
  broadcast [--user <USER_ID> | all | current] <INTENT>
      Send a broadcast Intent.
  crash [--user <USER_ID>] <PACKAGE|PID>
      Induce a VM crash in the specified package or process
  force-stop [--user <USER_ID> | all | current] <PACKAGE>
      Completely stop the given application package.
  kill [--user <USER_ID> | all | current] <PACKAGE>
      Kill all processes associated with the given application.
  stack list
      List all of the activity root tasks and their sizes.
  task remove <TASK_ID>
"""


def am(call: Call) -> int:
    """Run an activity manager command."""
    if not call.args:
        call.out(_USAGE)
        return 255
    verb = _VERBS.get(call.args[0])
    if verb is None:
        raise Failure(f"Unknown command: {call.args[0]}", 255)
    return verb(call, call.args[1:])


def launch(call: Call, component: str, intent: Intent | None = None) -> bool:
    """Bring an activity to the front; False when there is none."""
    package, _, name = component.partition("/")
    intent = intent or Intent()
    uri = intent.data
    opened = Opened(name, intent.action, uri, intent.mime_type, dict(intent.extras))
    call.system.state.intents.put(package, opened)
    if not call.system.screen.start(package, name, uri or None):
        return False
    call.system.processes.started(package)
    return True


def _start(call: Call, words: tuple[str, ...]) -> int:
    intent = parse_intent(words)
    component = intent.component or _resolve(call, intent)
    if "-S" in intent.options:
        _stop_before(call, component, intent)
    if not component:
        call.out(f"Starting: Intent {intent.describe()}\n")
        raise Failure(
            f"Error: Activity not started, unable to resolve Intent {_with_new_task(intent)}", 1
        )
    call.out(f"Starting: Intent {intent.describe()}\n")
    window = call.system.screen.window()
    already = component == f"{window.package}/{window.activity}" and not intent.data
    cold = call.system.processes.pid(component.partition("/")[0]) is None
    if not launch(call, component, intent):
        raise Failure(
            f"Error type 3\nError: Activity class {{{component}}} does not exist.",
            1,
        )
    if already:
        call.err("Warning: Activity not started, its current task has been brought to the front\n")
    if "-W" in intent.options:
        _report_launch(call, component, "HOT" if already else "COLD" if cold else "WARM")
    return 0


def _stop_before(call: Call, component: str, intent: Intent) -> None:
    if not component:
        raise Failure(f"Error: Intent does not match any activities: Intent {intent.describe()}", 1)
    package = component.partition("/")[0]
    call.out(f"Stopping: {package}\n")
    _stop(call, package)


def _with_new_task(intent: Intent) -> str:
    intent.flags |= 0x10000000
    return intent.describe()


def _report_launch(call: Call, component: str, kind: str) -> None:
    total = {"COLD": 312, "WARM": 96, "HOT": 0}[kind]
    call.out(
        f"Status: ok\nLaunchState: {kind}\nActivity: {short_component(component)}\n"
        f"TotalTime: {total}\nWaitTime: {total + 3}\nComplete\n"
    )


def _resolve(call: Call, intent: Intent) -> str:
    """Return the component an implicit intent opens, "" when there is none."""
    if HOME in intent.categories:
        return f"{LAUNCHER_PACKAGE}/{LAUNCHER_ACTIVITY}"
    packages = call.system.state.packages
    if intent.package and not intent.action:
        app = packages.find(intent.package)
        activity = None if app is None else app.launch_activity()
        return f"{intent.package}/{activity.name}" if activity is not None else ""
    found = packages.resolve(
        intent.action or MAIN,
        category=intent.categories[0] if intent.categories else "",
        scheme=intent.scheme,
        mime_type=intent.mime_type or _type_of(call, intent.data),
        package=intent.package,
    )
    return "" if found is None else f"{found[0].package}/{found[1].name}"


def _type_of(call: Call, uri: str) -> str:
    """Return what the provider of a URI says it is; of a file's name Android concludes nothing."""
    return call.system.state.content.mime_type(uri) if uri.startswith("content:") else ""


def _broadcast(call: Call, words: tuple[str, ...]) -> int:
    intent = parse_intent(words)
    intent.flags |= 0x400000
    call.out(f"Broadcasting: Intent {intent.describe()}\n")
    code, data = deliver(call, intent)
    said = f', data="{data}"' if data is not None else ""
    call.out(f"Broadcast completed: result={code}{said}\n")
    return 0


def _stop(call: Call, package: str) -> None:
    call.system.screen.stop(package)
    call.system.processes.stopped(package)
    call.system.state.intents.forget(package)
    call.system.state.notifications.cancel_of(package)


def _force_stop(call: Call, words: tuple[str, ...]) -> int:
    names = _without_user(words)
    if not names:
        raise Failure("java.lang.IllegalArgumentException: Argument expected", 255)
    _stop(call, names[0])
    return 0


def _kill(call: Call, words: tuple[str, ...]) -> int:
    names = _without_user(words)
    if not names:
        raise Failure("java.lang.IllegalArgumentException: Argument expected", 255)
    if call.system.screen.window().resumed.partition("/")[0] != names[0]:
        call.system.processes.stopped(names[0])
    return 0


def _without_user(words: tuple[str, ...]) -> list[str]:
    left = list(words)
    if "--user" in left:
        at = left.index("--user")
        del left[at : at + 2]
    return left


def _stack(call: Call, words: tuple[str, ...]) -> int:
    if words[:1] == ("remove",):
        return 0
    if words[:1] != ("list",):
        raise Failure(f"Error: unknown command '{words[0] if words else ''}'", 255)
    width, height = call.system.state.display.size
    bounds = f"[0,0][{width},{height}]"
    for task in call.system.tasks():
        top = f"{task.package}/{task.activity}"
        call.out(
            f"RootTask id={task.number} bounds={bounds} displayId=0 userId=0\n"
            f"  taskId={task.number}: {top} bounds={bounds} userId=0"
            f" visible={'true' if task.visible else 'false'}"
            f" topActivity=ComponentInfo{{{top}}}\n\n"
        )
    return 0


def _task(call: Call, words: tuple[str, ...]) -> int:
    """Do nothing for `task remove` of a task there is not, as Android does."""
    return 0


def _current_user(call: Call, words: tuple[str, ...]) -> int:
    call.out("0\n")
    return 0


def _get_config(call: Call, words: tuple[str, ...]) -> int:
    state = call.system.state
    width, height = state.display.size
    night = "night" if state.dark else "notnight"
    way = "land" if width > height else "port"
    call.out(
        f"config: {state.options.locale}-{way}-{night}-{state.display.density}dpi-finger"
        f"-keysexposed-nokeys-navhidden-nonav-{height}x{width}-v33\nabi: x86_64\n"
    )
    return 0


_VERBS: Mapping[str, Callable[[Call, tuple[str, ...]], int]] = {
    "broadcast": _broadcast,
    "crash": lambda call, words: crash(call, _without_user(words)),
    "force-stop": _force_stop,
    "get-config": _get_config,
    "get-current-user": _current_user,
    "kill": _kill,
    "stack": _stack,
    "start": _start,
    "start-activity": _start,
    "task": _task,
}
