"""The shell's grammar: text in, tree out, no side effects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground_emulator.virtual.shell.parser import parse
from droidground_emulator.virtual.shell.syntax import (
    AndOr,
    For,
    Group,
    If,
    Literal,
    Pipeline,
    Redirect,
    Script,
    ShellSyntaxError,
    Simple,
    Substitution,
    Variable,
    While,
    Word,
)


def only(source: str) -> Simple:
    """The single simple command of a script."""
    (statement,) = parse(source).statements
    (command,) = statement.first.commands
    assert isinstance(command, Simple)
    assert statement.rest == ()
    return command


def spelled(word: Word) -> str:
    return "".join(part.text for part in word.parts if isinstance(part, Literal))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("input tap 1 2", ["input", "tap", "1", "2"]),
        ("am start  -W -n a/b", ["am", "start", "-W", "-n", "a/b"]),
        ("echo 'a  b' \"c  d\" e\\ f", ["echo", "a  b", "c  d", "e f"]),
        ("echo 'Don'\"'\"'t'", ["echo", "Don't"]),
        ("echo ''", ["echo", ""]),
        ("echo a#b # comment", ["echo", "a#b"]),
        ('echo "a\\"b\\\\c\\d"', ["echo", 'a"b\\c\\d']),
        ("echo a\\\nb", ["echo", "ab"]),
        ("echo 2 3", ["echo", "2", "3"]),
        ("input text %s$", ["input", "text", "%s$"]),
    ],
)
def test_words(source: str, words: list[str]) -> None:
    assert [spelled(word) for word in only(source).words] == words


def test_assignments_before_the_command_only() -> None:
    command = only("CLASSPATH=/data/x.jar app_process / Main A=b")
    assert [(name, spelled(word)) for name, word in command.assignments] == [
        ("CLASSPATH", "/data/x.jar")
    ]
    assert [spelled(word) for word in command.words] == ["app_process", "/", "Main", "A=b"]


def test_variables_and_substitutions_keep_their_quoting() -> None:
    command = only('echo $A "${B:-x y}" $(ls -l) `id` "$(echo ")")" $? $$')
    assert [
        part for word in command.words[1:] for part in word.parts if part != Literal("", True)
    ] == [
        Variable("A"),
        Variable("B", quoted=True, default="x y"),
        Substitution("ls -l"),
        Substitution("id"),
        Substitution('echo ")"', quoted=True),
        Variable("?"),
        Variable("$"),
    ]


def test_redirections() -> None:
    command = only("cmd </dev/null >out 2>&1 2>>log &>all")
    assert [(r.fd, r.operator, spelled(r.target)) for r in command.redirects] == [
        (0, "<", "/dev/null"),
        (1, ">", "out"),
        (2, ">&", "1"),
        (2, ">>", "log"),
        (1, ">", "all"),
        (2, ">&", "1"),
    ]


def test_and_or_pipes_and_separators() -> None:
    script = parse("a | b && ! c || d; e & f\n\ng")
    assert [len(statement.rest) for statement in script.statements] == [2, 0, 0, 0]
    first = script.statements[0]
    assert [operator for operator, _ in first.rest] == ["&&", "||"]
    assert len(first.first.commands) == 2
    assert first.rest[0][1].inverted


def test_compound_commands() -> None:
    script = parse(
        '\n  if [ -d "/data/x" ]; then\n      echo "Exists"\n  else\n      echo no\n  fi\n'
        "for i in 1 2; do echo $i; done; while false; do :; done; (cd /; ls); { a; } > f"
    )
    kinds = [type(statement.first.commands[0]) for statement in script.statements]
    assert kinds == [If, For, While, Group, Group]
    last = script.statements[-1].first.commands[0]
    assert isinstance(last, Group)
    assert last.redirects == (Redirect(1, ">", Word((Literal("f"),))),)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("echo 'a", "no closing quote"),
        ('echo "a', "no closing quote"),
        ("echo $(ls", "no closing parenthesis"),
        ("echo ${a", "no closing brace"),
        ("echo ${a!b}", "bad substitution"),
        ("a ||", "unexpected EOF"),
        ("| a", "unexpected '|'"),
        ("a ;; b", "unexpected ';;'"),
        ("; a", "unexpected ';'"),
        ("fi", "unexpected 'fi'"),
        ("if true; then", "unexpected"),
        ("( a", "unexpected EOF"),
        ("a > ", "unexpected EOF"),
        ("cat << EOF", "unexpected '<<'"),
    ],
)
def test_what_is_no_script_is_refused(source: str, says: str) -> None:
    with pytest.raises(ShellSyntaxError, match=says.replace("|", r"\|").replace("(", r"\(")):
        parse(source)


def test_nesting_has_an_end() -> None:
    with pytest.raises(ShellSyntaxError, match="nested too deeply"):
        parse("(" * 500 + "a" + ")" * 500)


def test_nothing_is_a_script_of_nothing() -> None:
    assert parse("") == parse(" \n # only words\n") == Script()


@given(st.text(alphabet="ab1 \t\n'\"\\$`(){};&|<>!=#*?[]~-/.ifthenelsdowrx", max_size=60))
def test_any_text_is_a_script_or_a_syntax_error(source: str) -> None:
    try:
        script = parse(source)
    except ShellSyntaxError:
        return
    assert all(isinstance(s, AndOr) and isinstance(s.first, Pipeline) for s in script.statements)


@given(
    st.lists(st.text(st.characters(exclude_characters="\0"), min_size=1), min_size=1, max_size=5)
)
def test_single_quotes_carry_any_text(words: list[str]) -> None:
    quoted = " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)
    assert [spelled(word) for word in only(quoted).words] == words
