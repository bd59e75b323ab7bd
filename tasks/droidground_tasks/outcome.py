"""How the asking of a sample can end."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """How the asking ended. Whether an answer is right is another question, of a protocol."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """It said that there is no such place."""
    UNREADABLE = "unreadable reply"
    ERROR = "error"
    TIMEOUT = "timeout"
    MISSING_IMAGE = "missing image"
    MALFORMED = "malformed record"
    DUPLICATE = "duplicate id"
    NOT_RUN = "not run"
    """Never written: what a score calls a sample without a row."""


NOT_ASKED = frozenset({Outcome.MISSING_IMAGE, Outcome.MALFORMED, Outcome.DUPLICATE})
"""Outcomes for which the data set is to blame."""
TROUBLE = NOT_ASKED | {Outcome.ERROR, Outcome.TIMEOUT, Outcome.NOT_RUN}
"""Outcomes that say nothing about the model: left out of lenient rates."""
