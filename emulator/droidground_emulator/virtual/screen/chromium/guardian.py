"""Ends the browser and removes its profile when this process dies without doing so itself."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

# It reads until we say that all is done, or until our end of the pipe is closed, which the kernel
# does even for a process that was killed. What is being killed may still write files for a moment.
_SCRIPT = """read -r word && exit
kill -KILL -- "-$1"
for _ in 1 2 3 4 5 6 7 8 9 10; do rm -rf -- "$2" && exit; sleep 0.2; done"""


class Guardian:
    """A shell that outlives this process until the browser is gone."""

    def __init__(self, group: int, profile: Path) -> None:
        """Watch over the browser's process group and its profile folder."""
        theirs, self._ours = os.pipe()
        nothing = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
        try:
            self._pid = os.posix_spawn(
                "/bin/sh",
                ["/bin/sh", "-c", _SCRIPT, "droidground-guardian", str(group), str(profile)],
                os.environ,
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, theirs, 0),
                    (os.POSIX_SPAWN_DUP2, nothing, 1),
                    (os.POSIX_SPAWN_DUP2, nothing, 2),
                ],
                setpgroup=0,
            )
        finally:
            os.close(theirs)
            os.close(nothing)

    def dismiss(self) -> None:
        """Let it go: the browser is gone."""
        with contextlib.suppress(OSError):
            os.write(self._ours, b"done\n")
        os.close(self._ours)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._pid, 0)
