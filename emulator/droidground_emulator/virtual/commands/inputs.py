"""What filters read: files, or stdin where none is named."""

from __future__ import annotations

from collections.abc import Iterator

from droidground_emulator.virtual.commands.call import Call


def inputs(call: Call, names: list[str]) -> Iterator[bytes]:
    """Yield what is in the files, or stdin when there are none."""
    if not names:
        yield call.read_all()
    for name in names:
        if name == "-":
            yield call.read_all()
        else:
            yield call.system.files.read(call.path(name))
