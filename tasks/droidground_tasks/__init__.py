"""Benchmark runners for droidground."""
