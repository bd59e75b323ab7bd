"""`python -m droidground_emulator.virtual`: serve virtual phones in the foreground."""

from __future__ import annotations

import logging
import sys

from droidground_emulator.errors import EmulatorError
from droidground_emulator.virtual.launch import parse_launch
from droidground_emulator.virtual.server import serve


def main() -> int:
    """Serve until told to end; return the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    try:
        serve(parse_launch(sys.argv[1:]))
    except EmulatorError as exc:
        sys.stderr.write(f"{exc.message}. {exc.hint}".strip() + "\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
