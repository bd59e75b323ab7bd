"""grep: lines that match."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from droidground_emulator.virtual.commands.call import Call, Failure, whole_number
from droidground_emulator.virtual.commands.inputs import inputs

_USAGE = "Usage: grep [-EivcnoqlFwxh] [-m MAX] [-A NUM] [-B NUM] [-C NUM] [-e] REGEX [FILE...]"
_NUMBERED = "mABC"
_CLASSES = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "blank": r" \t", "digit": "0-9", "lower": "a-z",
    "punct": r"!-/:-@\[-`{-~", "space": r"\s", "upper": "A-Z", "xdigit": "0-9A-Fa-f",
}  # fmt: skip
"""Members of POSIX's character classes."""


@dataclass(slots=True)
class _Options:
    flags: set[str] = field(default_factory=set)
    patterns: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """Values of -m, -A, -B and -C."""

    @property
    def most(self) -> int | None:
        """How many lines may match; None for any number."""
        return self.numbers.get("m")

    def around(self, letter: str) -> int:
        """Return how many lines after ("A") or before ("B") a match are shown."""
        return self.numbers.get(letter, self.numbers.get("C", 0))


def grep(call: Call) -> int:
    """Print the lines of files or stdin that match; 1 when none does."""
    options = _read_options(list(call.args))
    if not options.patterns:
        raise Failure(_USAGE, 2)
    matcher = _matcher(options)
    names, found = options.names, 0
    for number, data in enumerate(inputs(call, names)):
        named = len(names) > 1 and "h" not in options.flags
        found += _search(call, data, options, matcher, names[number] if named else "")
    return 0 if found else 1


def _read_options(words: list[str]) -> _Options:
    options = _Options()
    while words:
        word = words.pop(0)
        if word == "-e" and words:
            options.patterns.append(words.pop(0))
        elif word.startswith("--"):
            continue
        elif word.startswith("-") and len(word) > 1:
            _take_flags(options, word[1:], words)
        elif options.patterns or options.names:
            options.names.append(word)
        else:
            options.patterns.append(word)
    return options


def _take_flags(options: _Options, letters: str, words: list[str]) -> None:
    """Take letters; one that needs a number has it behind it, or in the next word."""
    for at, letter in enumerate(letters):
        if letter not in _NUMBERED:
            options.flags.add(letter)
            continue
        value = letters[at + 1 :] or (words.pop(0) if words else "")
        number = whole_number(value)
        if number is None or number < 0:
            raise Failure(f"grep: bad -{letter} '{value}'", 2)
        options.numbers[letter] = number
        return


def _matcher(options: _Options) -> re.Pattern[bytes]:
    flags = options.flags
    wanted = [re.escape(p) if "F" in flags else _as_python(p, "E" in flags)
              for p in options.patterns]  # fmt: skip
    text = "|".join(f"(?:{p})" for p in wanted)
    text = rf"\b(?:{text})\b" if "w" in flags else text
    text = rf"^(?:{text})$" if "x" in flags else text
    try:
        return re.compile(
            text.encode("utf-8", "surrogateescape"), re.IGNORECASE if "i" in flags else 0
        )
    except (re.error, OverflowError, RecursionError) as exc:
        raise Failure(f"grep: bad REGEX: {exc}", 2) from exc


def _as_python(pattern: str, extended: bool) -> str:
    r"""Turn a POSIX pattern into Python's: in a basic one, `\\|` and brackets swap their roles."""
    for name, members in _CLASSES.items():
        pattern = pattern.replace(f"[:{name}:]", members)
    if extended:
        return pattern
    return re.sub(r"\\([|+?(){}])|([|+?(){}])", lambda m: m[1] if m[1] else "\\" + m[2], pattern)


def _search(
    call: Call, data: bytes, options: _Options, matcher: re.Pattern[bytes], name: str
) -> int:
    flags, lines = options.flags, data.splitlines()
    hits = [at for at, line in enumerate(lines) if bool(matcher.search(line)) != ("v" in flags)]
    hits = hits[: options.most]
    if "c" in flags:
        call.out(f"{name + ':' if name else ''}{len(hits)}\n")
    elif "l" in flags:
        call.out(f"{name}\n" if hits and name else "")
    elif "q" not in flags:
        _print(call, lines, hits, options, matcher, name)
    return len(hits)


def _print(
    call: Call,
    lines: list[bytes],
    hits: list[int],
    options: _Options,
    matcher: re.Pattern[bytes],
    name: str,
) -> None:
    before, after = options.around("B"), options.around("A")
    shown = sorted(
        {n for at in hits for n in range(max(at - before, 0), min(at + after + 1, len(lines)))}
    )
    matched, last = set(hits), -1
    for at in shown:
        if (before or after) and last >= 0 and at > last + 1:
            call.io.stdout.write(b"--\n")
        last = at
        mark = ":" if at in matched else "-"
        place = (name + mark if name else "") + (f"{at + 1}{mark}" if "n" in options.flags else "")
        parts = [lines[at]]
        if "o" in options.flags:
            parts = [match[0] for match in matcher.finditer(lines[at]) if match[0]]
        for part in parts:
            call.io.stdout.write(place.encode() + part + b"\n")
