"""Tokens to a script: the grammar of the device shell."""

from __future__ import annotations

import re

from droidground_emulator.virtual.shell.lexer import Operator, Token, tokenize
from droidground_emulator.virtual.shell.syntax import (
    AndOr,
    Command,
    For,
    Group,
    If,
    Literal,
    Pipeline,
    Redirect,
    Script,
    ShellSyntaxError,
    Simple,
    While,
    Word,
)

_REDIRECTIONS = frozenset({"<", ">", ">>", ">&", "<&", "&>", "&>>"})
_CLOSERS = frozenset({"then", "else", "elif", "fi", "do", "done", "}", "esac"})
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)", re.DOTALL)
_DEEPEST = 50


def parse(source: str) -> Script:
    """Return the script that `source` spells.

    Raises:
        ShellSyntaxError: with the text that the shell prints.
    """
    parser = _Parser(tokenize(source))
    script = parser.script()
    parser.expect_end()
    return script


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def script(self, *, closer: str | None = None) -> Script:
        """Parse statements up to a closing keyword or bracket, which is left unread."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ShellSyntaxError("syntax error: nested too deeply")
        statements: list[AndOr] = []
        self._newlines()
        while not self._at_close():
            statements.append(self._and_or())
            if not self._separator():
                break
        if closer is not None and not statements:
            raise ShellSyntaxError(f"syntax error: unexpected '{closer}'")
        self._depth -= 1
        return Script(tuple(statements))

    def expect_end(self) -> None:
        """Raise when tokens are left."""
        if self._at < len(self._tokens):
            raise self._unexpected()

    def _and_or(self) -> AndOr:
        first = self._pipeline()
        rest: list[tuple[str, Pipeline]] = []
        while (operator := self._operator()) in ("&&", "||"):
            self._at += 1
            self._newlines()
            rest.append((operator, self._pipeline()))
        return AndOr(first, tuple(rest))

    def _pipeline(self) -> Pipeline:
        inverted = False
        while self._keyword() == "!":
            self._at += 1
            inverted = not inverted
        commands = [self._command()]
        while self._operator() == "|":
            self._at += 1
            self._newlines()
            commands.append(self._command())
        return Pipeline(tuple(commands), inverted)

    def _command(self) -> Command:
        if self._operator() == "(":
            self._at += 1
            body = self.script(closer=")")
            self._take_operator(")")
            return Group(body, True, self._redirects())
        keyword = self._keyword()
        if keyword == "{":
            self._at += 1
            body = self.script(closer="}")
            self._take_keyword("}")
            return Group(body, False, self._redirects())
        if keyword == "if":
            return self._if()
        if keyword in ("while", "until"):
            return self._while(inverted=keyword == "until")
        if keyword == "for":
            return self._for()
        if keyword in _CLOSERS:
            raise self._unexpected()
        return self._simple()

    def _if(self) -> If:
        branches: list[tuple[Script, Script]] = []
        while self._keyword() in ("if", "elif"):
            self._at += 1
            condition = self.script(closer="then")
            self._take_keyword("then")
            branches.append((condition, self.script(closer="fi")))
        otherwise = None
        if self._keyword() == "else":
            self._at += 1
            otherwise = self.script(closer="fi")
        self._take_keyword("fi")
        return If(tuple(branches), otherwise, self._redirects())

    def _while(self, *, inverted: bool) -> While:
        self._at += 1
        condition = self.script(closer="do")
        return While(condition, self._do_body(), inverted, self._redirects())

    def _for(self) -> For:
        self._at += 1
        name = self._keyword()
        if name is None or not name.isidentifier():
            raise self._unexpected()
        self._at += 1
        words: list[Word] = []
        if self._keyword() == "in":
            self._at += 1
            while (word := self._word()) is not None:
                self._at += 1
                words.append(word)
        self._separator()
        return For(name, tuple(words), self._do_body(), self._redirects())

    def _do_body(self) -> Script:
        self._take_keyword("do")
        body = self.script(closer="done")
        self._take_keyword("done")
        return body

    def _simple(self) -> Simple:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirects: list[Redirect] = []
        while True:
            redirects.extend(self._redirects())
            word = self._word()
            if word is None:
                break
            self._at += 1
            assignment = None if words else _assignment(word)
            if assignment is None:
                words.append(word)
            else:
                assignments.append(assignment)
        if not (assignments or words or redirects):
            raise self._unexpected()
        return Simple(tuple(assignments), tuple(words), tuple(redirects))

    def _redirects(self) -> tuple[Redirect, ...]:
        found: list[Redirect] = []
        while self._operator() in _REDIRECTIONS:
            token = self._tokens[self._at]
            assert isinstance(token, Operator)
            self._at += 1
            target = self._word()
            if target is None:
                raise self._unexpected()
            self._at += 1
            found.extend(_redirect(token, target))
        return tuple(found)

    def _operator(self) -> str | None:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if isinstance(token, Operator):
                return token.text
        return None

    def _word(self) -> Word | None:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if isinstance(token, Word):
                return token
        return None

    def _keyword(self) -> str | None:
        word = self._word()
        return None if word is None else word.plain()

    def _at_close(self) -> bool:
        return (
            self._at >= len(self._tokens) or self._operator() == ")" or self._keyword() in _CLOSERS
        )

    def _newlines(self) -> bool:
        start = self._at
        while self._operator() == "\n":
            self._at += 1
        return self._at > start

    def _separator(self) -> bool:
        """Step over what ends a statement; `&` ends one like `;`, for nothing runs in parallel."""
        marked = self._operator() in (";", "&")
        if marked:
            self._at += 1
        return self._newlines() or marked

    def _take_operator(self, text: str) -> None:
        if self._operator() != text:
            raise self._unexpected()
        self._at += 1

    def _take_keyword(self, text: str) -> None:
        if self._keyword() != text:
            raise self._unexpected()
        self._at += 1

    def _unexpected(self) -> ShellSyntaxError:
        if self._at >= len(self._tokens):
            return ShellSyntaxError("syntax error: unexpected EOF")
        token = self._tokens[self._at]
        text = token.text if isinstance(token, Operator) else _spell(token)
        return ShellSyntaxError(
            f"syntax error: unexpected '{'newline' if text == chr(10) else text}'"
        )


def _spell(word: Word) -> str:
    return "".join(part.text for part in word.parts if isinstance(part, Literal))


def _assignment(word: Word) -> tuple[str, Word] | None:
    first = word.parts[0] if word.parts else None
    if not isinstance(first, Literal) or first.quoted:
        return None
    match = _ASSIGNMENT.fullmatch(first.text)
    if match is None:
        return None
    return match[1], Word((Literal(match[2]), *word.parts[1:]))


def _redirect(operator: Operator, target: Word) -> list[Redirect]:
    if operator.text in ("&>", "&>>"):
        both = Word((Literal("1"),))
        return [Redirect(1, operator.text[1:], target), Redirect(2, ">&", both)]
    if operator.text in ("<", "<&"):
        if operator.text == "<&":
            raise ShellSyntaxError("syntax error: unexpected '&'")
        return [Redirect(max(operator.fd, 0), "<", target)]
    return [Redirect(operator.fd if operator.fd >= 0 else 1, operator.text, target)]
