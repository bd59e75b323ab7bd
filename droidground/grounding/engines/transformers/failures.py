"""What goes wrong in torch and transformers, in our words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch

from droidground.errors import ModelUnavailable

SMALLER = (
    "Lower --max-pixels, ask for bfloat16 or 4-bit weights, spread the model over several GPUs "
    "with device_map, or take a smaller checkpoint."
)

CPU_MEMORY = "can't allocate memory"
"""What torch's CPU allocator says, in a bare RuntimeError."""


@contextmanager
def answering(checkpoint: str, forget: Callable[[], None]) -> Iterator[None]:
    """Raise `ModelUnavailable` where memory runs out; what was kept is forgotten first."""
    try:
        yield
    except (MemoryError, RuntimeError) as exc:
        if not is_out_of_memory(exc):
            raise
        forget()
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        raise ModelUnavailable(
            f"memory ran out while {checkpoint} answered: {first_line(exc)}", words="", hint=SMALLER
        ) from exc


def not_finite(checkpoint: str, dtype: torch.dtype) -> ModelUnavailable:
    """Return the error for an overflow, which float16 is prone to."""
    return ModelUnavailable(
        f"{checkpoint} computed numbers that are not finite, in {dtype}",
        words="",
        hint="Load it in bfloat16, or in float32.",
    )


def is_out_of_memory(exc: BaseException) -> bool:
    """Whether a device or this machine has no memory left."""
    return isinstance(exc, MemoryError | torch.OutOfMemoryError) or CPU_MEMORY in str(exc)


def first_line(exc: BaseException) -> str:
    """Return the first line of an error's text, or its class."""
    return next(iter(str(exc).strip().splitlines()), type(exc).__name__)
