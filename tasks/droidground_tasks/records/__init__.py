"""Containers that data sets are published in: lines of JSON, TFRecords, protocol buffers."""
