"""Runs on disk: predictions that are only appended to, where they come from, shards and merging."""
