"""Intents as `am` spells them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from droidground_emulator.virtual.commands.call import Failure

_EXTRAS = {
    "-e": "string", "--es": "string", "--esn": "null", "--ez": "boolean", "--ei": "int",
    "--el": "long", "--ef": "float", "--eu": "uri", "--ecn": "component", "--eia": "ints",
    "--ela": "longs", "--efa": "floats", "--esa": "strings",
}  # fmt: skip
_VALUED = {"-i": "identifier", "--user": "user", "--display": "display",
           "-f": "flags", "--receiver-permission": "permission", "-P": "profile",
           "--windowingMode": "mode", "--activityType": "activity type", "-R": "repeat",
           "--start-profiler": "profiler", "--sampling": "sampling"}  # fmt: skip


@dataclass(slots=True)
class Intent:
    """An intent and the options of the `am` verb around it."""

    action: str = ""
    data: str = ""
    mime_type: str = ""
    component: str = ""
    package: str = ""
    categories: list[str] = field(default_factory=list)
    extras: dict[str, str] = field(default_factory=dict)
    flags: int = 0
    options: set[str] = field(default_factory=set)
    """Options without a value: -W, -S, -D, ..."""

    def describe(self) -> str:
        """Return the text between the braces of Android's `Intent { ... }`."""
        parts: list[str] = []
        if self.action:
            parts.append(f"act={self.action}")
        if self.categories:
            parts.append(f"cat=[{','.join(self.categories)}]")
        if self.data:
            parts.append(f"dat={_redacted(self.data)}")
        if self.mime_type:
            parts.append(f"typ={self.mime_type}")
        if self.flags:
            parts.append(f"flg={self.flags:#x}")
        if self.package:
            parts.append(f"pkg={self.package}")
        if self.component:
            parts.append(f"cmp={short_component(self.component)}")
        if self.extras:
            parts.append("(has extras)")
        return "{ " + " ".join(parts) + " }"

    @property
    def scheme(self) -> str:
        """Scheme of the data URI."""
        return self.data.partition(":")[0] if ":" in self.data else ""


def parse_intent(words: tuple[str, ...]) -> Intent:
    """Read an intent's arguments.

    Raises:
        Failure: an option lacks its value or is unknown.
    """
    intent = Intent()
    left = [word for word in words if word]
    while left:
        word = left.pop(0)
        if word in ("-a", "-d", "-t", "-n", "-c", "-p"):
            _take(intent, word, _value(left, word))
        elif word in _EXTRAS:
            key = _value(left, word)
            intent.extras[key] = "" if word == "--esn" else _value(left, word)
        elif word == "-f":
            intent.flags |= _flags(_value(left, word))
        elif word in _VALUED:
            _value(left, word)
        elif word.startswith("-"):
            _option(intent, word)
        else:
            _take_target(intent, word)
    return intent


def _take(intent: Intent, option: str, value: str) -> None:
    if option == "-a":
        intent.action = value
    elif option == "-d":
        intent.data = value
    elif option == "-t":
        intent.mime_type = value
    elif option == "-n":
        if "/" not in value:
            raise Failure(f"Error: Bad component name: {value}", 1)
        intent.component = full_component(value)
    elif option == "-c":
        intent.categories.append(value)
    else:
        intent.package = value


def _option(intent: Intent, word: str) -> None:
    known = word.startswith("--grant") or word.startswith("--activity") or word in (
        "-W", "-S", "-D", "-N", "--track-allocation", "--selector", "--async", "--streaming",
        "--exclude-stopped-packages", "--include-stopped-packages",
    )  # fmt: skip
    if not known:
        raise Failure(f"Error: Unknown option: {word}", 1)
    intent.options.add(word)


def _take_target(intent: Intent, word: str) -> None:
    """Read the last word: a URI, a component or a package."""
    if ":" in word:
        intent.data = word
        intent.action = intent.action or "android.intent.action.VIEW"
    elif "/" in word:
        intent.component = full_component(word)
    else:
        intent.package = word


def _flags(text: str) -> int:
    """Read a number as Integer.decode does."""
    try:
        return int(text, 0) & 0xFFFFFFFF
    except ValueError:
        raise Failure(f'java.lang.NumberFormatException: For input string: "{text}"', 255) from None


def _value(left: list[str], option: str) -> str:
    if not left:
        raise Failure(
            f'java.lang.IllegalArgumentException: Argument expected after "{option}"', 255
        )
    return left.pop(0)


def full_component(text: str) -> str:
    """Return `package/full.Class`."""
    package, _, name = text.partition("/")
    return f"{package}/{package + name if name.startswith('.') else name}"


def short_component(text: str) -> str:
    """Return `package/.Class` where the class lies in the package."""
    package, _, name = text.partition("/")
    inside = name.startswith(package + ".")
    return f"{package}/{name[len(package) :] if inside else name}"


def _redacted(uri: str) -> str:
    """Return a URI as Android's Uri.toSafeString: no path on the web, nobody's number."""
    scheme, colon, rest = uri.partition(":")
    if scheme in ("tel", "sip", "sms", "smsto", "mailto"):
        return f"{scheme}:{re.sub('[^-@.]', 'x', rest)}"
    scheme, colon, rest = uri.partition("://")
    if not colon or scheme not in ("http", "https"):
        return uri
    host, slash, _ = rest.partition("/")
    return f"{scheme}://{host}{'/...' if slash else ''}"
