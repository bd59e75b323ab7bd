"""Commands about processes, time, identity and the log."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from droidground_emulator.virtual.commands.call import Call, Failure, Run, whole_number

_TIMES = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SLEEP_STEP_S = 0.05
_REBOOT_S = 10.0
_LAST_YEAR = 9000
"""Well before the last that Python can count to: alarms look some days ahead."""


def _ps(call: Call) -> int:
    call.out("USER           PID  PPID        VSZ    RSS WCHAN            ADDR S NAME\n")
    rows = [(1, "init"), (402, "adbd"), (611, "zygote64"), *call.system.running()]
    for pid, name in sorted(rows):
        user = "root" if pid < 700 else "system" if name == "system_server" else f"u0_a{pid % 900}"
        call.out(
            f"{user:<12} {pid:>5} {611 if pid > 700 else 1:>5} {14000000:>10} {120000:>6}"
            f" {'0':<16} {0:>4} S {name}\n"
        )
    return 0


def _pidof(call: Call) -> int:
    names = [word for word in call.args if not word.startswith("-")]
    found = [str(pid) for pid, name in call.system.running() if name in names]
    if found:
        call.out(" ".join(found) + "\n")
    return 0 if found else 1


def _kill(call: Call) -> int:
    for word in call.args:
        if not word.startswith("-"):
            number = whole_number(word)
            names = [name for pid, name in call.system.running() if pid == number]
            if not names:
                raise Failure(f"kill: Unknown pid '{word}'")
            call.system.screen.stop(names[0])
            call.system.processes.stopped(names[0])
    return 0


def _id(call: Call) -> int:
    call.out("2000\n" if "-u" in call.args else (
        "uid=2000(shell) gid=2000(shell) groups=2000(shell),1004(input),1007(log),1011(adb),"
        "1015(sdcard_rw),1028(sdcard_r),3003(inet) context=u:r:shell:s0\n"
    ))  # fmt: skip
    return 0


def _say(text: str) -> Run:
    def run(call: Call) -> int:
        call.out(text)
        return 0

    return run


def _date(call: Call) -> int:
    words = [word for word in call.args if word not in ("-u", "-d")]
    if words and words[0].startswith("+"):
        call.out(_format(words[0][1:], call.system.state.time.now()) + "\n")
        return 0
    if words:
        call.system.state.time.set(_parse_date(words[0], call.system.state.time.now()))
        call.system.state.changes.note()
    call.out(call.system.state.time.now().strftime("%a %b %e %H:%M:%S UTC %Y") + "\n")
    return 0


def _format(text: str, now: datetime.datetime) -> str:
    safe = text.replace("%s", str(int(now.timestamp()))).replace("%N", f"{now.microsecond:06d}000")
    return re.sub(r"%[YmdHMSyjaAbBFTeIpZz%]", lambda found: now.strftime(found[0]), safe)


def _parse_date(text: str, now: datetime.datetime) -> datetime.datetime:
    """Read MMDDhhmm[[CC]YY][.ss], or @seconds."""
    if re.fullmatch(r"@\d{1,11}", text):
        return datetime.datetime.fromtimestamp(int(text[1:]), datetime.UTC)
    found = re.fullmatch(r"(\d\d)(\d\d)(\d\d)(\d\d)(\d{2}|\d{4})?(?:\.(\d\d))?", text)
    if found is None or int(found[5] or 0) > _LAST_YEAR:
        raise Failure(f"date: bad date '{text}'")
    year = found[5] or str(now.year)
    year = "20" + year if len(year) == 2 else year
    try:
        return datetime.datetime(
            int(year), int(found[1]), int(found[2]), int(found[3]), int(found[4]),
            int(found[6] or 0), tzinfo=datetime.UTC,
        )  # fmt: skip
    except ValueError:
        raise Failure(f"date: bad date '{text}'") from None


def _uptime(call: Call) -> int:
    up = call.system.state.time.uptime_s()
    now = call.system.state.time.now().strftime("%H:%M:%S")
    call.out(f" {now} up {int(up // 60)} min,  0 users,  load average: 0.10, 0.05, 0.01\n")
    return 0


def _sleep(call: Call) -> int:
    found = re.fullmatch(r"(\d{1,7}(?:\.\d{1,6})?)([smhd]?)", call.args[0]) if call.args else None
    if found is None:
        raise Failure("sleep: bad time" if call.args else "sleep: Needs 1 argument")
    clock = call.system.clock
    seconds = float(found[1]) * _TIMES[found[2] or "s"]
    clock.wait_until(call.io.hung_up.is_set, clock.monotonic() + seconds, poll_s=_SLEEP_STEP_S)
    return 0


def _which(call: Call) -> int:
    status = 0
    for name in call.args:
        if call.system.has_command(name):
            call.out(f"/system/bin/{name}\n")
        else:
            status = 1
    return status


def _logcat(call: Call) -> int:
    if "-c" in call.args or "-d" in call.args or "-g" in call.args or "-t" in call.args:
        if "-c" not in call.args:
            call.out("--------- beginning of main\n")
        return 0
    call.out("--------- beginning of main\n")
    clock = call.system.clock
    while not clock.wait_until(
        call.io.hung_up.is_set, clock.monotonic() + 60, poll_s=_SLEEP_STEP_S
    ):
        continue
    return 0


def _service(call: Call) -> int:
    if call.args[:1] == ("list",):
        call.out("Found 0 services:\n")
        return 0
    if call.args[:1] == ("call",):
        call.out("Result: Parcel(00000000 00000001   '........')\n")
        return 0
    if call.args[:1] == ("check",) and len(call.args) > 1:
        call.out(f"Service {call.args[1]}: found\n")
        return 0
    raise Failure("Usage: service [-h|-?]\n       service list\n       service check SERVICE", 10)


def _env(call: Call) -> int:
    call.out("".join(f"{key}={value}\n" for key, value in sorted(call.env.items())))
    return 0


def _sh(call: Call) -> int:
    if call.args[:1] == ("-c",) and len(call.args) > 1:
        return call.system.shell(call.args[1], call)
    text = call.system.files.read(call.path(call.args[0])) if call.args else call.read_all()
    return call.system.shell(text.decode("utf-8", "surrogateescape"), call)


def _prefix(call: Call) -> int:
    """Run the rest of the words, as nohup and the like do."""
    if not call.args:
        raise Failure(f"{call.name}: Needs 1 argument")
    return call.system.shell_argv(list(call.args), call)


def reboot(call: Call) -> int:
    """Restart the phone; nothing follows, for the connection ends with it."""
    if call.system.ask_reboot(call.args[0] if call.args else ""):
        call.io.hung_up.wait(_REBOOT_S)
    return 0


SYSTEM_TOOLS: Mapping[str, Run] = {
    ":": _say(""),
    "date": _date,
    "env": _env,
    "false": lambda call: 1,
    "getenforce": _say("Enforcing\n"),
    "hostname": _say("localhost\n"),
    "id": _id,
    "kill": _kill,
    "logcat": _logcat,
    "nohup": _prefix,
    "pidof": _pidof,
    "ps": _ps,
    "reboot": reboot,
    "service": _service,
    "setsid": _prefix,
    "sh": _sh,
    "sleep": _sleep,
    "true": _say(""),
    "uname": lambda call: _say(
        "Linux localhost 5.15.41-android13 #1 SMP PREEMPT x86_64 Toybox\n"
        if "-a" in call.args
        else "Linux\n"
    )(call),
    "uptime": _uptime,
    "which": _which,
    "whoami": _say("shell\n"),
}
