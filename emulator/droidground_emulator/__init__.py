"""Phones to test on: the virtual phone (and, later, real emulators)."""
