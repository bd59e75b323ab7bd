"""Words to fields: variables, substitution, splitting and file patterns."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from droidground_emulator.virtual.shell.syntax import (
    Literal,
    Part,
    ShellLimit,
    Variable,
    Word,
)

if TYPE_CHECKING:
    from droidground_emulator.virtual.files import Files

_PATTERN = re.compile(r"[*?\[]")
_MOST_MATCHES = 10_000
LONGEST_TEXT = 1 << 23
"""Characters that one word may become; a script that doubles a variable ends here."""

Segment = tuple[str, bool]
"""Text, and whether it was quoted."""


class Expander:
    """Expands words with the given variables, command output and files."""

    def __init__(
        self,
        files: Files,
        variable: Callable[[str], str],
        substitute: Callable[[str], str],
        cwd: Callable[[], str],
    ) -> None:
        self._files = files
        self._variable = variable
        self._substitute = substitute
        self._cwd = cwd

    def fields(self, word: Word) -> list[str]:
        """Return the arguments a word becomes: none, one or several."""
        found: list[str] = []
        for segments in self._split(word):
            found.extend(self._match(segments))
        _require_room(found)
        return found

    def text(self, word: Word) -> str:
        """Return a word as one text, as in an assignment."""
        values = [self._value(part) for part in word.parts]
        _require_room(values)
        return "".join(values)

    def _value(self, part: Part) -> str:
        if isinstance(part, Literal):
            return part.text
        if isinstance(part, Variable):
            return self._variable(part.name) or part.default
        return self._substitute(part.source)

    def _split(self, word: Word) -> list[list[Segment]]:
        fields: list[list[Segment]] = []
        open_field: list[Segment] | None = None
        for part in word.parts:
            value = self._value(part)
            if isinstance(part, Literal) or part.quoted:
                open_field = [*(open_field or []), (value, part.quoted)]
                continue
            pieces = value.split()
            if pieces and value[0].isspace() and open_field is not None:
                fields.append(open_field)
                open_field = None
            for number, piece in enumerate(pieces):
                if number:
                    fields.append(open_field or [])
                    open_field = None
                open_field = [*(open_field or []), (piece, False)]
            if value and value[-1].isspace() and open_field is not None:
                fields.append(open_field)
                open_field = None
        return fields if open_field is None else [*fields, open_field]

    def _match(self, segments: list[Segment]) -> list[str]:
        plain = "".join(text for text, _ in segments)
        if not any(not quoted and _PATTERN.search(text) for text, quoted in segments):
            return [plain]
        pattern = "".join(
            _PATTERN.sub(r"[\g<0>]", text) if quoted else text for text, quoted in segments
        )
        return self._glob(pattern) or [plain]

    def _glob(self, pattern: str) -> list[str]:
        absolute = pattern.startswith("/")
        found = ["/" if absolute else ""]
        for name in filter(None, pattern.split("/")):
            found = [path for folder in found for path in self._inside(folder, name)][
                :_MOST_MATCHES
            ]
        return found

    def _inside(self, folder: str, pattern: str) -> list[str]:
        where = posixpath.join(self._cwd(), folder)
        if not _PATTERN.search(pattern):
            path = posixpath.join(folder, pattern)
            return [path] if self._files.exists(posixpath.join(where, pattern)) else []
        try:
            names = self._files.listdir(where)
        except OSError:
            return []
        matching = re.compile(fnmatch.translate(pattern))
        return [
            posixpath.join(folder, name)
            for name in names
            if matching.match(name) and (pattern.startswith(".") or not name.startswith("."))
        ]


def _require_room(texts: list[str]) -> None:
    if sum(map(len, texts)) > LONGEST_TEXT:
        raise ShellLimit("out of memory")
