"""How a checkpoint is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Dtype: TypeAlias = Literal["auto", "bfloat16", "float16", "float32"]
Attention: TypeAlias = Literal["sdpa", "flash_attention_2", "eager"]
Quantisation: TypeAlias = Literal[
    "bitsandbytes-8bit", "bitsandbytes-4bit", "torchao-int8", "torchao-int4"
]


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What a user may choose; the defaults suit one GPU, or none."""

    dtype: Dtype = "auto"
    """`auto` is the checkpoint's own on a GPU and float32 on a CPU."""
    attention: Attention = "sdpa"
    """`flash_attention_2` is for the vision tower, where it pays; the language model stays with
    PyTorch's own, because several answers in one row need a mask that FlashAttention lacks."""
    torch_device: str = "auto"
    """`cuda`, `cuda:1`, `cpu`, `mps`; `auto` is the first GPU, else the CPU."""
    device_map: str | None = None
    """`auto` spreads a large model over all GPUs (accelerate's device_map)."""
    quantisation: Quantisation | None = None
    """Fewer bits for the language model's weights: less memory, other answers."""
    trust_remote_code: bool = False
    """Whether Python files that come with the checkpoint may run."""
    is_offline: bool = False
    """Never ask the hub; what lies on this machine is never asked for anyway."""
    revision: str | None = None
    """The commit, tag or branch of a checkpoint from the hub."""
    cache_bytes: int = 2**30
    """What may be kept of screens seen lately: one of 1080x2400 is 100 MB in a 2B model, 200 MB
    in a 7B one, in 16 bit and at full resolution."""
    warm_up: bool = True
    """Answer one small question before the first real one: kernels load, memory is taken."""
    progress: bool = True
    """Show bars on stderr while downloading and loading."""
