"""The parsed form of a shell script."""

from __future__ import annotations

from dataclasses import dataclass


class ShellSyntaxError(ValueError):
    """The text is not a script this shell can read; the message is what the shell prints."""


class ShellLimit(Exception):
    """The script asks for more than the shell has; the message is what the shell prints."""


@dataclass(frozen=True, slots=True)
class Literal:
    """Text as written; a quoted part is neither split nor matched against files."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Variable:
    """`$NAME`, `${NAME}` or `${NAME:-default}`."""

    name: str
    quoted: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class Substitution:
    """`$(source)`; the source is parsed when it is expanded."""

    source: str
    quoted: bool = False


Part = Literal | Variable | Substitution


@dataclass(frozen=True, slots=True)
class Word:
    """Parts that stand together without a blank."""

    parts: tuple[Part, ...]

    def plain(self) -> str | None:
        """Return the text when it is one unquoted literal, which keywords must be."""
        if len(self.parts) == 1 and isinstance(self.parts[0], Literal):
            return None if self.parts[0].quoted else self.parts[0].text
        return None


@dataclass(frozen=True, slots=True)
class Redirect:
    """`fd` goes to or comes from `target`; operator is one of `< > >> >&`."""

    fd: int
    operator: str
    target: Word


@dataclass(frozen=True, slots=True)
class Simple:
    """Assignments, words and redirections of one command."""

    assignments: tuple[tuple[str, Word], ...]
    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """`{ body; }`, or `( body )` with its own variables and folder."""

    body: Script
    subshell: bool
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class If:
    """Branches are (condition, body) in order; `otherwise` may be empty."""

    branches: tuple[tuple[Script, Script], ...]
    otherwise: Script | None
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class While:
    """`while`, or `until` when `inverted`."""

    condition: Script
    body: Script
    inverted: bool
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class For:
    """`for NAME in WORDS`."""

    name: str
    words: tuple[Word, ...]
    body: Script
    redirects: tuple[Redirect, ...] = ()


Command = Simple | Group | If | While | For


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands whose output feeds the next one."""

    commands: tuple[Command, ...]
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class AndOr:
    """Pipelines joined by `&&` and `||`, from left to right."""

    first: Pipeline
    rest: tuple[tuple[str, Pipeline], ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """Statements in order."""

    statements: tuple[AndOr, ...] = ()
