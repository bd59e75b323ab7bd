"""`python -m droidground`: the command line, where its script is not on the PATH."""

from droidground.cli import main

main()
