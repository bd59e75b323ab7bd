"""What a person at a terminal sees while a command takes longer than a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

DELAY_S = 1.0


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Show on stderr what is being done and for how long, if that is a terminal and it takes long.

    Nothing is left of it at the end, and nothing is loaded for it before.
    """
    if not sys.stderr.isatty():
        yield
        return
    shown, lock, is_over = ExitStack(), threading.Lock(), threading.Event()

    def show() -> None:
        with lock:
            if not is_over.is_set():
                _spin(shown, doing)

    timer = threading.Timer(DELAY_S, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        is_over.set()
        with lock:
            shown.close()


def _spin(shown: ExitStack, doing: str) -> None:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
    bar.add_task(doing, total=None)
    shown.enter_context(bar)
