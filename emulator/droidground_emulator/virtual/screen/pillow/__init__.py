"""A phone screen drawn with Pillow: no browser, no font files, the same pixels on every run."""
