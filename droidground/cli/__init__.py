"""The command line: a skin over the Python API. A command parses, makes one call and prints."""

from droidground.cli.app import main

__all__ = ["main"]
