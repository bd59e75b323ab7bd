"""Grounders: words and a screenshot in, a place out."""

from droidground.grounding.elements import ElementsGrounder
from droidground.grounding.location import Candidate, Grounder, Location, Reason

__all__ = ["Candidate", "ElementsGrounder", "Grounder", "Location", "Reason"]
