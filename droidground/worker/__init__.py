"""A process of its own for code that needs packages of its own.

Some model families pin old versions of what droidground uses, and benchmarks bring half a world
along. Each runs in a virtual environment made from pinned requirements, in a process that is spoken
to in small typed messages; nothing of it is imported here.
"""

from droidground.worker.process import Reply, Worker
from droidground.worker.venv import make_venv

__all__ = ["Reply", "Worker", "make_venv"]
