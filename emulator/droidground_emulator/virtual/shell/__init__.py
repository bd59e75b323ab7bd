"""The device's shell: a small POSIX subset, parsed purely and run without any host process."""
