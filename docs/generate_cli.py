"""Write docs/cli.md from the commands themselves; with --check, fail when the page is stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from droidground.cli.app import COMMANDS, cli

PAGE = Path(__file__).parent / "cli.md"
HEAD = """# The command line

Written by `make docs` from the commands themselves; `make check` fails when it is stale.

Data goes to stdout, talk to stderr. The options before a command's name may also follow it.

| exit code | means |
|---|---|
| 0 | done (a tap that changed nothing too, unless `--require-effect`: then 1) |
| 1 | target not found, ambiguous target, expectation false, no effect where one was required |
| 2 | bad usage, arguments or coordinates |
| 3 | device, stale location, virtual phone |
| 4 | model, unreadable reply, a sentence or a state that takes a model |
| 5 | config |
| 130 | Ctrl-C |

A known error is one message and one hint; `-v` shows where it came from. With `--json` it is
`{"error": {"type", "message", "hint"}}` on stdout.
"""


def pages(group: click.Group, context: click.Context) -> Iterator[str]:
    """Yield a section for every command below a group."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        yield f"## {inner.command_path}\n\n```\n{command.get_help(inner)}\n```\n"
        if isinstance(command, click.Group):
            yield from pages(command, inner)


def render() -> str:
    """Return the whole page."""
    context = cli.make_context("droidground", [], resilient_parsing=True, terminal_width=100)
    for name, (_, line) in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert line == (command.help or "").partition("\n")[0], f"the table's line for {name}"
    top = f"## droidground\n\n```\n{cli.get_help(context)}\n```\n"
    return "\n".join([HEAD, top, *pages(cli, context)])


def main() -> int:
    """Write the page, or compare it."""
    text = render()
    if "--check" not in sys.argv:
        PAGE.write_text(text)
        return 0
    if PAGE.exists() and PAGE.read_text() == text:
        return 0
    print(f"{PAGE.name} is stale: run `make docs`.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
