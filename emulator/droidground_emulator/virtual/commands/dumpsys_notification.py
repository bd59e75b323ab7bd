"""dumpsys notification: what is posted, in NotificationRecord's lines."""

from __future__ import annotations

from zlib import crc32

from droidground_emulator.virtual.commands.call import Call
from droidground_emulator.virtual.state.notifications import Notification

_ZEN = ("ZEN_MODE_OFF", "ZEN_MODE_IMPORTANT_INTERRUPTIONS", "ZEN_MODE_NO_INTERRUPTIONS",
        "ZEN_MODE_ALARMS")  # fmt: skip


def dump_notification(call: Call, words: list[str]) -> None:
    """Print all that is posted; texts are shown with --noredact only, as on Android."""
    posted = call.system.state.notifications.listed()
    zen = int(call.system.state.settings.number("global", "zen_mode"))
    call.out("Current Notification Manager state:\n  Notification List:\n")
    for each in posted:
        call.out(describe(each, redact="--noredact" not in words))
    call.out(
        f"\n  mArchive=Archive (0 notifications)\n  mZenMode={_ZEN[zen] if 0 <= zen < 4 else zen}\n"
        f"  Zen Mode:\n    mInterruptionFilter={4 if zen == 3 else zen + 1}\n"
    )


def describe(posted: Notification, *, redact: bool = False) -> str:
    """Return the lines of one notification; redacted ones tell only how long their texts are."""
    extras = {
        "android.title": posted.title,
        "android.text": posted.text,
    }
    if posted.style:
        extras["android.template"] = f"android.app.Notification${posted.style}"
    if posted.style == "BigTextStyle":
        extras["android.bigText"] = "\n".join(posted.details)
    lines = [
        f"    NotificationRecord(0x{crc32(posted.key.encode()) >> 4:08x}: pkg={posted.package}"
        f" user=UserHandle{{0}} id={posted.number} tag={posted.tag or 'null'} importance=3"
        f" key={posted.key}: Notification(channel={posted.channel} shortcut=null contentView=null"
        f" vibrate=null sound=null defaults=0x0 flags=0x{posted.flags:x} color=0x00000000"
        " vis=PRIVATE))",
        f"      uid={posted.uid} userId=0",
        f"      opPkg={posted.package}",
        "      icon=Icon(typ=RESOURCE pkg=android id=0x01080077)",
        f"      flags=0x{posted.flags:x}",
        "      pri=0",
        f"      key={posted.key}",
        "      seen=true",
        "      groupKey=" + posted.key,
        f"      contentIntent={_pending(posted)}",
        "      tickerText=null",
        f"      when={posted.when_ms}",
        "      extras={",
        *(f"          {name}=String ({_shown(text, redact)})" for name, text in extras.items()),
        "      }",
    ]
    return "\n".join(lines) + "\n"


def _shown(text: str, redact: bool) -> str:
    return f"[length={len(text)}]" if redact else text


def _pending(posted: Notification) -> str:
    if posted.intent is None:
        return "null"
    record = f"PendingIntentRecord{{4d5e6f8 {posted.package} startActivity}}"
    return f"PendingIntent{{3c1f2a7: {record}}}"
