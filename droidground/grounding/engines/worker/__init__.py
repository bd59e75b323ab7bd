"""Models whose code needs old packages: each runs in a worker with packages of its own."""

from droidground.grounding.engines.worker.engine import WorkerEngine
from droidground.grounding.engines.worker.families import FAMILIES, Family, start_engine

__all__ = ["FAMILIES", "Family", "WorkerEngine", "start_engine"]
