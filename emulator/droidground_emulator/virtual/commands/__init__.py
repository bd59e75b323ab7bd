"""The device's commands, one family a file."""
