"""Grounders: words and a screenshot in, a place out."""
