"""Benchmark runners for droidground: data sets, named protocols, runs and scores."""

from droidground_tasks.dataset import Dataset, open_dataset
from droidground_tasks.outcome import Outcome
from droidground_tasks.prediction import Prediction
from droidground_tasks.protocols import PROTOCOLS, StepProtocol, TargetProtocol, protocols_of
from droidground_tasks.reading import load_run
from droidground_tasks.sample import BadRecord, StepSample, TargetSample
from droidground_tasks.scoring import Score, Scoring, score
from droidground_tasks.suites import SUITES, Suite

__all__ = [
    "PROTOCOLS",
    "SUITES",
    "BadRecord",
    "Dataset",
    "Outcome",
    "Prediction",
    "Score",
    "Scoring",
    "StepProtocol",
    "StepSample",
    "Suite",
    "TargetProtocol",
    "TargetSample",
    "load_run",
    "open_dataset",
    "protocols_of",
    "score",
]
