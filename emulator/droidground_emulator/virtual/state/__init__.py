"""The phone's state: one source of truth that commands, services and the screen read and write."""
