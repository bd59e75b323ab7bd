"""cmd notification: posts, lists and tells about notifications (NotificationShellCmd)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from droidground_emulator.virtual.commands.call import Call, Failure
from droidground_emulator.virtual.commands.dumpsys_notification import describe
from droidground_emulator.virtual.commands.intents import parse_intent
from droidground_emulator.virtual.state.notifications import ContentIntent, Notification

_USAGE = """usage: cmd notification SUBCMD [args]

SUBCMDs:
  set_dnd [on|none (same as on)|priority|alarms|all|off (same as all)]
  post [--help | flags] TAG TEXT
  list
  get <notification-key>
"""
_POST_USAGE = """usage: cmd notification post [flags] <tag> <text>

flags:
  -h|--help
  -v|--verbose
  -t|--title <text>
  -i|--icon <iconspec>
  -I|--large-icon <iconspec>
  -S|--style <style> [styleargs]
  -c|--content-intent <intentspec>

styles: (default none)
  bigtext
  bigpicture --picture <iconspec>
  inbox --line <text> --line <text> ...
  messaging --conversation <title> --message <who>:<text> ...
  media

an <iconspec> is one of
  file:///data/local/tmp/<img.png>
  content://<provider>/<path>
  @[<package>:]drawable/<img>
  data:base64,<B64DATA==>

an <intentspec> is (broadcast|service|activity) <args>
  <args> are as described in `am start`
"""
_SHELL, _UID, _ID, _CHANNEL = "com.android.shell", 2000, 2020, "shell_cmd"
_STYLES: Mapping[str, str] = {
    "bigtext": "BigTextStyle",
    "bigpicture": "BigPictureStyle",
    "inbox": "InboxStyle",
    "messaging": "MessagingStyle",
    "media": "MediaStyle",
}
_LINES: Mapping[str, str] = {
    "--bigText": "bigtext", "--bigtext": "bigtext", "--big-text": "bigtext",
    "--line": "inbox", "--message": "messaging", "--conversation": "messaging",
    "--picture": "bigpicture",
}  # fmt: skip
_ZEN = {"on": "2", "none": "2", "priority": "1", "alarms": "3", "all": "0", "off": "0"}


def notification(call: Call) -> int:
    """Run a notification manager command."""
    verb = _VERBS.get(call.args[0]) if call.args else None
    if verb is None:
        call.out(_USAGE)
        return 0 if call.args[:1] == ("help",) else 255
    return verb(call, list(call.args[1:]))


@dataclass(slots=True)
class _Draft:
    """What the flags of `post` say."""

    title: str = ""
    style: str = ""
    details: list[str] = field(default_factory=list)
    intent: ContentIntent | None = None
    verbose: bool = False


def _post(call: Call, words: list[str]) -> int:
    draft = _Draft()
    while words and words[0].startswith("-"):
        flag = words.pop(0)
        if flag in ("-v", "--verbose"):
            draft.verbose = True
        elif flag in ("-c", "--content-intent", "--intent"):
            return _deliver(call, draft, _take_intent(call, draft, words))
        elif not words or not _take(draft, flag, words):
            call.out(_POST_USAGE)
            return 0
    return _deliver(call, draft, words)


def _take(draft: _Draft, flag: str, words: list[str]) -> bool:
    """Take a flag's value off the words; False for an unknown flag."""
    if flag in ("-t", "--title"):
        draft.title = words.pop(0)
    elif flag in ("-i", "--icon", "-I", "--large-icon"):
        words.pop(0)
    elif flag in ("-S", "--style"):
        draft.style = words.pop(0).lower()
        if draft.style not in _STYLES:
            raise Failure(
                "java.lang.IllegalArgumentException: unrecognized notification style:"
                f" {draft.style}",
                255,
            )
    elif flag in _LINES:
        if draft.style != _LINES[flag]:
            raise Failure(
                f"java.lang.IllegalArgumentException: {flag} requires --style {_LINES[flag]}", 255
            )
        value = words.pop(0)
        if flag not in ("--picture", "--conversation"):
            draft.details.append(value.replace(":", ": ", 1) if flag == "--message" else value)
    else:
        return False
    return True


def _take_intent(call: Call, draft: _Draft, words: list[str]) -> list[str]:
    """Read an intent, which takes all words but the last two; return those."""
    kind = words.pop(0) if words[:1] in (["broadcast"], ["service"], ["activity"]) else "activity"
    intent = parse_intent(tuple(words[:-2]))
    package, _, name = intent.component.partition("/")
    if not package:
        found = call.system.state.packages.resolve(intent.action, scheme=intent.scheme)
        package, name = (found[0].package, found[1].name) if found else ("", "")
    if package and kind == "activity":
        draft.intent = ContentIntent(
            package, name, intent.action, intent.data or None, dict(intent.extras)
        )
    return words[-2:]


def _deliver(call: Call, draft: _Draft, words: list[str]) -> int:
    if len(words) < 2:
        call.out(_POST_USAGE)
        return 255
    tag, text = words[:2]
    posted = Notification(
        _SHELL,
        _UID,
        _ID,
        tag,
        draft.title,
        text,
        _CHANNEL,
        call.system.state.time.now_ms(),
        details=tuple(draft.details),
        style=_STYLES.get(draft.style, ""),
        icon="message-text",
        intent=draft.intent,
    )
    call.out(
        f"posting:\n  Notification(channel={_CHANNEL} shortcut=null contentView=null vibrate=null"
        " sound=null defaults=0x0 flags=0x0 color=0x00000000 vis=PRIVATE)\n"
    )
    call.system.state.notifications.post(posted)
    if draft.verbose:
        call.out("posted: \n" + describe(posted))
    return 0


def _list(call: Call, words: list[str]) -> int:
    for posted in call.system.state.notifications.listed():
        call.out(posted.key + "\n")
    return 0


def _get(call: Call, words: list[str]) -> int:
    posted = call.system.state.notifications.find(words[0]) if words else None
    if posted is None:
        call.out(f"No notification for key: {words[0] if words else 'null'}\n")
        return 255
    call.out(describe(posted))
    return 0


def _set_dnd(call: Call, words: list[str]) -> int:
    if not words or words[0] not in _ZEN:
        call.out(_USAGE)
        return 255
    call.system.state.settings.put("global", "zen_mode", _ZEN[words[0]])
    return 0


_VERBS: Mapping[str, Callable[[Call, list[str]], int]] = {
    "get": _get,
    "list": _list,
    "post": _post,
    "set_dnd": _set_dnd,
}
