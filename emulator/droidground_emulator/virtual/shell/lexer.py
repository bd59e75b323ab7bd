"""Text to tokens: words with their quoting kept, and operators."""

from __future__ import annotations

from dataclasses import dataclass

from droidground_emulator.virtual.shell.syntax import (
    Literal,
    Part,
    ShellSyntaxError,
    Substitution,
    Variable,
    Word,
)

_OPERATORS = ("&>>", "&&", "||", ";;", "<<", "&>", ">>", ">&", "<&", ";", "&", "|", "<", ">",
              "(", ")", "\n")  # fmt: skip
_BLANKS = " \t\r"
_SPECIAL_NAMES = "?$!#@*-0123456789"


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator; `fd` is the number written before a redirection, -1 when there is none."""

    text: str
    fd: int = -1


Token = Word | Operator


def tokenize(source: str) -> list[Token]:
    """Return the tokens of `source`.

    Raises:
        ShellSyntaxError: a quote or bracket is not closed.
    """
    return _Lexer(source).tokens()


class _Lexer:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0

    def tokens(self) -> list[Token]:
        found: list[Token] = []
        while self._skip_blanks():
            operator = self._operator()
            found.append(operator if operator is not None else Word(tuple(self._word())))
        return found

    def _skip_blanks(self) -> bool:
        """Skip to the next token; False at the end."""
        while self._at < len(self._source):
            if self._source[self._at] in _BLANKS:
                self._at += 1
            elif self._source.startswith("\\\n", self._at):
                self._at += 2
            elif self._source[self._at] == "#":
                end = self._source.find("\n", self._at)
                self._at = len(self._source) if end < 0 else end
            else:
                return True
        return False

    def _operator(self) -> Operator | None:
        here = self._source[self._at :]
        if here[0].isdigit() and len(here) > 1 and here[1] in "<>":
            self._at += 1
            text = next(op for op in _OPERATORS if self._source.startswith(op, self._at))
            self._at += len(text)
            return Operator(text, int(here[0]))
        for text in _OPERATORS:
            if here.startswith(text):
                self._at += len(text)
                return Operator(text)
        return None

    def _word(self) -> list[Part]:
        parts: list[Part] = []
        while self._at < len(self._source):
            char = self._source[self._at]
            if char in _BLANKS or char in "\n;&|<>()":
                break
            if char == "'":
                parts.append(Literal(self._until_quote(), quoted=True))
            elif char == '"':
                parts.extend(self._double_quoted())
            elif char == "\\":
                parts.append(Literal(self._escaped(), quoted=True))
            elif char in "$`":
                parts.append(self._dollar(quoted=False))
            else:
                parts.append(Literal(self._bare()))
        return parts

    def _bare(self) -> str:
        start = self._at
        while (
            self._at < len(self._source) and self._source[self._at] not in " \t\r\n;&|<>()'\"\\$`"
        ):
            self._at += 1
        return self._source[start : self._at]

    def _escaped(self) -> str:
        self._at += 2
        char = self._source[self._at - 1 : self._at]
        return "" if char == "\n" else char or "\\"

    def _until_quote(self) -> str:
        end = self._source.find("'", self._at + 1)
        if end < 0:
            raise ShellSyntaxError("no closing quote")
        text = self._source[self._at + 1 : end]
        self._at = end + 1
        return text

    def _double_quoted(self) -> list[Part]:
        self._at += 1
        parts: list[Part] = [Literal("", quoted=True)]
        text = ""
        while self._at < len(self._source):
            char = self._source[self._at]
            if char == '"':
                self._at += 1
                parts.append(Literal(text, quoted=True))
                return parts
            if char == "\\" and self._source[self._at + 1 : self._at + 2] in (
                "$",
                "`",
                '"',
                "\\",
                "\n",
            ):
                text += self._escaped()
            elif char in "$`":
                parts.append(Literal(text, quoted=True))
                text = ""
                parts.append(self._dollar(quoted=True))
            else:
                text += char
                self._at += 1
        raise ShellSyntaxError("no closing quote")

    def _dollar(self, *, quoted: bool) -> Part:
        if self._source[self._at] == "`":
            end = self._source.find("`", self._at + 1)
            if end < 0:
                raise ShellSyntaxError("no closing quote")
            inner = self._source[self._at + 1 : end]
            self._at = end + 1
            return Substitution(inner, quoted)
        following = self._source[self._at + 1 : self._at + 2]
        if following == "(":
            return Substitution(self._balanced(), quoted)
        if following == "{":
            return self._braced(quoted=quoted)
        if following and following in _SPECIAL_NAMES:
            self._at += 2
            return Variable(following, quoted)
        name = _name_at(self._source, self._at + 1)
        self._at += 1 + len(name)
        return Variable(name, quoted) if name else Literal("$", quoted)

    def _braced(self, *, quoted: bool) -> Part:
        end = self._source.find("}", self._at)
        if end < 0:
            raise ShellSyntaxError("no closing brace")
        inner = self._source[self._at + 2 : end]
        self._at = end + 1
        name, dash, default = inner.partition(":-")
        if not name or (name != _name_at(name, 0) and name not in _SPECIAL_NAMES):
            raise ShellSyntaxError(f"${{{inner}}}: bad substitution")
        return Variable(name, quoted, default if dash else "")

    def _balanced(self) -> str:
        """Return what stands between `$(` and its `)`, quotes respected."""
        start = self._at + 2
        depth, quote, at = 1, "", start
        while at < len(self._source):
            char = self._source[at]
            if char == "\\" and quote != "'":
                at += 1
            elif quote:
                quote = "" if char == quote else quote
            elif char in "'\"":
                quote = char
            elif char in "()":
                depth += 1 if char == "(" else -1
                if depth == 0:
                    self._at = at + 1
                    return self._source[start:at]
            at += 1
        raise ShellSyntaxError("no closing parenthesis")


def _name_at(text: str, start: int) -> str:
    end = start
    while end < len(text) and (text[end] == "_" or (text[end].isascii() and text[end].isalnum())):
        end += 1
    name = text[start:end]
    return "" if name[:1].isdigit() else name
